// The anomalies behind an incident, read again from their topic, each with its window.

import {count, h, number, shortId, time} from '../dom.js';
import {get} from '../api.js';
import {drawWindow} from '../draw/window.js';
import {hostLink} from './names.js';

const OPEN = 3;
const OF_ANOMALIES = ['SPREAD', 'VARIED', 'TAKEOVER', 'BURST'];
const REASONS = {GONE: 'older than the topic keeps them', NOT_READ: 'not reached in time; ask again'};

/** What was surprising, in words. */
function phrase(anomaly) {
  const [newest] = anomaly.window;
  const odd = anomaly.mismatches.map(d => anomaly.window[d] && `${anomaly.window[d].name} (${d} before)`).filter(Boolean);
  if (odd.length === 0) return `a run out of the ordinary that ends in ${newest?.name ?? 'a call'}`;
  return `${newest?.name ?? 'a call'} after ${odd.slice(0, 3).join(', ')}${odd.length > 3 ? ', …' : ''}`;
}

function one(anomaly, open) {
  const {host, process, executable} = anomaly;
  const fact = (name, ...value) => h('span', {}, h('span', {class: 'muted'}, `${name} `), ...value);
  const body = h('div', {});
  const element = h('details', {class: 'anomaly', open}, h('summary', {}, h('b', {}, host.name || host.id), ' ', phrase(anomaly), ' ', h('span', {class: 'muted'}, time(anomaly.time))), body);
  // A hundred windows are drawn only when they are looked at.
  const draw = () => element.open && body.childElementCount === 0 && body.append(
    h('p', {class: 'row'}, fact('Host', hostLink(host.id, host.name)), fact('Program', h('a', {href: `#/executables/${encodeURIComponent(executable.id)}`, title: executable.id}, executable.path || shortId(executable.id))),
      fact('Process', h('code', {}, `${process.comm} ${process.pid}`)), process.containerId && fact('Container', h('code', {}, process.containerId.slice(0, 12))),
      fact('Anomalies among its last 128 calls', number(anomaly.lfc)),
      anomaly.score > 0 && fact('Score of its run, per mille', number(anomaly.score)), anomaly.heldBack > 0 && fact('Held back before it', number(anomaly.heldBack))),
    drawWindow(anomaly.window, anomaly.mismatches));
  element.addEventListener('toggle', draw);
  draw();
  return element;
}

function missing(all) {
  return Object.entries(REASONS).map(([reason, words]) => {
    const those = all.filter(each => each.reason === reason);
    return those.length > 0 && h('details', {class: 'muted'}, h('summary', {}, `${count(those.length, 'anomaly is', 'anomalies are')} not shown: ${words}.`),
      h('ul', {}, those.map(e => h('li', {}, `${e.hostId}, run `, h('code', {}, e.runId), `, number ${e.sequence}`))));
  });
}

/** A section that fills itself; null for incidents that are not about anomalies. */
export function anomaliesBehind(incident) {
  if (!OF_ANOMALIES.includes(incident.type) || incident.evidence.length === 0) return null;
  const place = h('div', {class: 'anomalies', 'aria-busy': 'true'}, h('p', {class: 'muted'}, 'Reading them from the topic …'));
  const show = (...what) => {
    place.removeAttribute('aria-busy');
    place.replaceChildren(...what.flat().filter(Boolean));
  };
  const load = () => get(`/incidents/${encodeURIComponent(incident.id)}/anomalies`).then(
    answer => show(answer.items.map((anomaly, i) => one(anomaly, i < OPEN)), missing(answer.missing)),
    e => show(h('p', {class: 'muted'}, e.message), e.status !== 410 && h('button', {type: 'button', class: 'quiet', onclick: load}, 'Ask again')));
  load();
  const all = incident.count > incident.evidence.length ? `The oldest ${incident.evidence.length} of ${number(incident.count)} anomalies` : count(incident.evidence.length, 'anomaly', 'anomalies');
  return h('section', {class: 'card', 'aria-labelledby': 'anomalies'}, h('h2', {id: 'anomalies'}, all), place);
}
