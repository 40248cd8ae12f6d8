// Hosts: what their collectors say of themselves, and what was lost where.

import {code, count, empty, h, keyed, number, table, time} from '../dom.js';
import {get} from '../api.js';
import {card, missing, newestFirst} from './incidents.js';
import {hostLink} from './names.js';
import {stamp} from './severity.js';

const SHOWN = 500;
const STATES = {RUNNING: 'running', STARTING: 'starting', STOPPED: 'stopped'};

const lost = host => host.losses.reduce((sum, loss) => sum + loss.count, 0);

const phase = host => host.silent ? h('span', {class: 'status alarm'}, 'silent')
  : h('span', {class: `status ${host.phase === 'RUNNING' ? 'good' : ''}`}, STATES[host.phase] ?? host.phase.toLowerCase());

const profiles = host => ['TRAINING', 'FROZEN', 'NORMAL'].map(state => host.profiles[state] ?? 0);

/** A heartbeat as a host of the list: what the analyzer makes of it is known when it is asked. */
const heard = (before, status) => ({lossesGrown: 0, lastLossAt: null, ...before, ...status, silent: false});

function row(host) {
  const [training, frozen, normal] = profiles(host);
  return h('tr', {}, h('th', {scope: 'row'}, hostLink(host.host.id, host.host.name)),
    h('td', {}, phase(host)), h('td', {}, time(host.time)), h('td', {class: 'right'}, number(training)),
    h('td', {class: 'right'}, number(frozen)), h('td', {class: 'right'}, number(normal)), h('td', {class: 'right'}, number(host.tasks)),
    h('td', {class: `right ${lost(host) ? 'bad' : ''}`}, number(lost(host))));
}

export function hosts() {
  const body = h('tbody', {});
  const place = h('div', {});
  const partial = h('div', {});
  const total = h('p', {class: 'muted', role: 'status'});
  const known = new Map();
  const search = h('input', {type: 'search', id: 'search', placeholder: 'part of a name or id'});
  const shown = table('Hosts', [['Host'], ['State'], ['Heartbeat'], ['Training', 'right'], ['Frozen', 'right'], ['Normal', 'right'],
    ['Tasks', 'right'], ['Lost', 'right']], body);
  let all = 0;

  function draw() {
    const list = [...known.values()].sort((a, b) => b.silent - a.silent || a.host.name.localeCompare(b.host.name, 'en', {numeric: true}));
    keyed(body, list.map(each => ({key: each.host.id, stamp: `${each.time}${each.silent}${each.phase}`, make: () => row(each)})));
    total.textContent = `${list.length} of ${count(Math.max(all, list.length), 'host')}`;
    place.replaceChildren(list.length ? shown : empty('No host has been heard of', 'On each host, as root, start the collector:',
      h('code', {}, './phleet collector'), 'Its heartbeat appears here within seconds.'));
  }

  async function load() {
    const listing = await get('/hosts', {search: search.value, limit: SHOWN});
    known.clear();
    listing.items.forEach(each => known.set(each.host.id, each));
    all = listing.total;
    partial.replaceChildren(...missing(listing));
    draw();
  }

  function told(type, key, value) {
    if (type !== 'host' || search.value) return;
    if (value) known.set(key, heard(known.get(key), value));
    else known.delete(key);
    draw();
  }

  search.addEventListener('input', () => load());
  return {element: h('div', {}, h('h1', {}, 'Hosts'), h('form', {class: 'filters', onsubmit: e => e.preventDefault()},
    h('span', {}, h('label', {for: 'search'}, 'Search'), search)), partial, total, place), load, told};
}

export function host([id]) {
  const element = h('div', {});
  const incidents = h('div', {class: 'cards'});
  let now;

  function draw() {
    const fact = (name, ...value) => [h('dt', {}, name), h('dd', {}, ...value)];
    const [training, frozen, normal] = profiles(now);
    element.replaceChildren(h('header', {}, h('p', {class: 'crumbs'}, h('a', {href: '#/hosts'}, 'Hosts'), ` / ${id}`),
      h('h1', {}, now.host.name || id), h('div', {class: 'row'}, phase(now), h('span', {class: 'muted'}, 'heard ', time(now.time)))),
    h('div', {class: 'columns'},
      h('section', {class: 'card'}, h('h2', {}, 'Collector'), h('dl', {}, fact('Version', now.version), fact('Kernel', now.kernel),
        fact('Architecture', now.architecture), fact('Watches', `${now.scope.kind} ${now.scope.detail}`), fact('Running since', time(now.startedAt)),
        fact('Detector', now.monitoring ? 'on' : 'switched off'), fact('Tasks', number(now.tasks)), fact('Memory', `${number(Math.round(now.residentBytes / 1e6))} MB`),
        fact('Broker', now.brokerReachable ? 'reachable' : 'not reachable'), fact('Not yet acknowledged', number(now.queued)))),
      h('section', {class: 'card'}, h('h2', {}, 'Profiles'), h('dl', {}, fact('Training', number(training)), fact('Frozen', number(frozen)),
        fact('Normal', number(normal))), h('h2', {}, 'Published'),
      h('dl', {}, Object.entries(now.published).sort().map(([topic, n]) => fact(topic, number(n)))))),
    losses(now), h('section', {}, h('h2', {}, 'Incidents with this host'), incidents));
  }

  async function load() {
    const [host, listing] = await Promise.all([get(`/hosts/${encodeURIComponent(id)}`), get('/incidents', {host: id, limit: 20})]);
    now = host;
    const shown = listing.items.sort(newestFirst).map(i => ({key: i.id, stamp: stamp(i), make: () => card(i)}));
    keyed(incidents, shown.length ? shown : [{key: 'none', stamp: '', make: () => h('p', {class: 'muted'}, 'None.')}]);
    draw();
  }

  const told = (type, key, value) => {
    if (type === 'host' && key === id && value && now) {
      now = heard(now, value);
      draw();
    }
  };
  return {element, load, told};
}

function losses(host) {
  const some = host.losses.filter(loss => loss.count > 0);
  if (some.length === 0) {
    return h('section', {class: 'card'}, h('h2', {}, 'Losses'), h('p', {}, `Nothing was lost: all ${host.losses.length} counters are zero.`));
  }
  return h('section', {class: 'card'}, h('h2', {}, 'Losses'), table('What was lost, by stage and kind', [['Stage'], ['Kind'], ['Lost', 'right']],
    h('tbody', {}, some.map(loss => h('tr', {}, h('th', {scope: 'row'}, loss.stage), h('td', {}, code(loss.kind)), h('td', {class: 'right bad'}, number(loss.count)))))));
}
