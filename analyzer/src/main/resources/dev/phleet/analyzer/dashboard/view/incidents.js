// Incidents: the list that keeps itself up to date, and one with everything that is known of it.

import {code, count, empty, h, keyed, number, shortId, table, time} from '../dom.js';
import {acknowledge, get, takeBack} from '../api.js';
import {drawWindow} from '../draw/window.js';
import {anomaliesBehind} from './anomalies.js';
import {hostLink, nameOf, remember} from './names.js';
import {link, RULES, rule, severity, stamp, status, why} from './severity.js';

const SHOWN = 200;

export const newestFirst = (a, b) => b.openedAt.localeCompare(a.openedAt) || a.id.localeCompare(b.id);

export const noIncidents = (hosts = 1) => hosts === 0
  ? empty('No incidents', 'No host has been heard of yet. On each host, as root, start the collector:', h('code', {}, './phleet collector'))
  : empty('No incidents', 'Nothing that the rules look for has happened. To see one on this machine, run:', h('code', {}, './phleet lab --demo'));

const NAMED = 6;

/** Where it happens, in words. */
function where(incident) {
  incident.sightings.forEach(each => remember(each.host));
  const names = incident.hosts.slice(0, NAMED).map(nameOf).join(', ');
  const more = incident.hosts.length - NAMED;
  return `${count(incident.hosts.length, 'host')}: ${names}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

/** Says that a list is not whole. */
export const missing = listing => listing.missing.length === 0 ? [] : [h('div', {class: 'problem', role: 'status'},
  h('p', {}, `This list is not whole: ${listing.missing.join('; ')}.`))];

/** An incident in a few lines. */
export function card(incident) {
  return h('article', {class: `card incident ${incident.severity.toLowerCase()}`},
    h('div', {class: 'row'}, severity(incident.severity), h('span', {class: 'rule'}, rule(incident.type)), status(incident),
      incident.acknowledgedAt && h('span', {class: 'status'}, `noted by ${incident.acknowledgedBy}`),
      h('span', {class: 'push muted'}, time(incident.updatedAt))),
    h('h3', {}, h('a', {href: link(incident)}, incident.title)),
    h('p', {}, where(incident), h('span', {class: 'muted'}, `; ${count(incident.count, 'event')}`)),
    h('p', {class: 'muted why'}, why(incident)));
}

export function incidents(_, query) {
  const list = h('div', {class: 'cards'});
  const partial = h('div', {});
  const total = h('p', {class: 'muted', role: 'status'});
  const known = new Map();
  const form = filters(query);
  let all = 0;

  function draw() {
    const shown = [...known.values()].filter(form.passes).sort(newestFirst).slice(0, SHOWN);
    total.textContent = `${shown.length} of ${count(Math.max(all, known.size), 'incident')}`;
    keyed(list, shown.length ? shown.map(i => ({key: i.id, stamp: stamp(i), make: () => card(i)}))
      : [{key: 'none', stamp: `${form.narrow()}`, make: () => form.narrow() ? empty('No incident is like that', 'Choose "all" in some of the filters.') : noIncidents()}]);
  }

  async function load() {
    const listing = await get('/incidents', {...form.values(), limit: SHOWN});
    known.clear();
    listing.items.forEach(i => known.set(i.id, i));
    all = listing.total;
    partial.replaceChildren(...missing(listing));
    draw();
  }

  function told(type, key, value) {
    if (type !== 'incident') return;
    if (value) known.set(key, value);
    else known.delete(key);
    draw();
  }

  form.changed(load);
  return {element: h('div', {}, h('h1', {}, 'Incidents'), form.element, partial, total, list), load, told};
}

function filters(query) {
  const choice = (name, label, options) => {
    const select = h('select', {id: `by-${name}`, name}, h('option', {value: ''}, 'all'),
      options.map(([value, text]) => h('option', {value, selected: query.get(name) === value}, text)));
    return [h('label', {for: `by-${name}`}, label), select];
  };
  const element = h('form', {class: 'filters', onsubmit: e => e.preventDefault()},
    h('span', {}, choice('status', 'Status', [['OPENED,UPDATED', 'open'], ['CLOSED', 'closed']])),
    h('span', {}, choice('severity', 'Severity', ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].map(l => [l, l.toLowerCase()]))),
    h('span', {}, choice('type', 'Rule', Object.keys(RULES).map(type => [type, rule(type)]))),
    h('span', {}, choice('acknowledged', 'Noted', [['true', 'yes'], ['false', 'no']])));
  const values = () => Object.fromEntries(new FormData(element));
  const passes = incident => {
    const v = values();
    return (!v.status || v.status.split(',').includes(incident.status)) && (!v.severity || v.severity === incident.severity)
      && (!v.type || v.type === incident.type) && (!v.acknowledged || (v.acknowledged === 'true') === Boolean(incident.acknowledgedAt));
  };
  const narrow = () => Object.values(values()).some(Boolean);
  return {element, values, passes, narrow, changed: what => element.addEventListener('change', () => what())};
}

export function incident([id]) {
  const element = h('div', {});
  let shown = '';
  let read = {of: '', sections: []};

  /** Read again only when there is more of it: acknowledging changes nothing there. */
  function behind(i) {
    const of = JSON.stringify(i.evidence);
    if (read.of !== of) read = {of, sections: [anomaliesBehind(i), evidence(i)].filter(Boolean)};
    return read.sections;
  }

  function draw(i) {
    i.sightings.forEach(each => remember(each.host));
    if (shown === stamp(i)) return;
    shown = stamp(i);
    element.replaceChildren(...[head(i), windowOf(i), h('div', {class: 'columns'}, facts(i), note(i, () => load(true))), sightings(i), ...behind(i)].filter(Boolean));
  }

  async function load() {
    draw(await get(`/incidents/${encodeURIComponent(id)}`));
  }

  const told = (type, key, value) => {
    if (type === 'incident' && key === id && value) draw(value);
  };
  return {element, load, told};
}

const head = i => h('header', {}, h('p', {class: 'crumbs'}, h('a', {href: '#/incidents'}, 'Incidents'), ` / ${i.id}`),
  h('h1', {}, i.title),
  h('div', {class: 'row'}, severity(i.severity), h('span', {class: 'rule'}, RULES[i.type]), status(i)),
  h('p', {class: 'lead'}, where(i)), h('p', {class: 'lead why'}, why(i)));

function windowOf(i) {
  if (i.window.length === 0) return null;
  return h('section', {class: 'card', 'aria-labelledby': 'window'}, h('h2', {id: 'window'}, 'The calls of the first anomaly'),
    drawWindow(i.window, i.mismatches),
    h('p', {class: 'muted'}, 'An arc leads from the newest call to each call that had never come so long before it.'));
}

function facts(i) {
  const p = i.prevalence;
  const program = e => h('a', {href: `#/executables/${encodeURIComponent(e.id)}`, title: e.id}, e.path || shortId(e.id));
  const programs = i.executable ? [i.executable] : i.executables;
  const fact = (name, ...value) => [h('dt', {}, name), h('dd', {}, ...value)];
  return h('section', {class: 'card'}, h('h2', {}, 'Facts'), h('dl', {},
    fact('Opened', time(i.openedAt)), fact('Newest event', time(i.updatedAt)),
    i.closedAt && fact('Closed', time(i.closedAt)),
    programs.length > 0 && fact(programs.length === 1 ? 'Program' : 'Programs', programs.map(e => h('div', {}, program(e)))),
    fact('Events', i.count.toLocaleString('en')),
    p && fact('Known as normal', p.hosts === 0 ? 'by nobody: no host has test data of this program'
      : `by ${p.fewest === p.most ? p.most : `${p.fewest} to ${p.most}`} of ${count(p.hosts, 'host')}`,
      p.hosts > 0 && h('meter', {min: 0, max: p.hosts, value: p.most, 'aria-label': 'Hosts that know it as normal'}))));
}

function note(i, changed) {
  const said = h('p', {role: 'status', class: 'muted'});
  const act = (what, promise) => promise.then(() => {
    said.textContent = what;
    changed();
  }, e => said.textContent = e.message);
  if (i.acknowledgedAt) {
    return h('section', {class: 'card'}, h('h2', {}, 'Noted'),
      h('p', {}, h('strong', {}, i.acknowledgedBy), ', ', time(i.acknowledgedAt)), i.acknowledgement && h('blockquote', {}, i.acknowledgement),
      h('button', {type: 'button', class: 'quiet', onclick: () => act('Taken back; the incident says so in a moment.', takeBack(i.id))}, 'Take back'), said);
  }
  const by = h('input', {id: 'by', required: true, maxlength: 200, autocomplete: 'username', value: localStorage.getItem('phleet-name') ?? ''});
  const text = h('textarea', {id: 'note', maxlength: 2000, rows: 2});
  const send = event => {
    event.preventDefault();
    localStorage.setItem('phleet-name', by.value);
    act('Written; the incident says so in a moment.', acknowledge(i.id, by.value, text.value));
  };
  return h('section', {class: 'card'}, h('h2', {}, 'Take note'), h('form', {onsubmit: send}, h('label', {for: 'by'}, 'Your name'), by,
    h('label', {for: 'note'}, 'Note (optional)'), text, h('button', {type: 'submit', id: 'acknowledge'}, 'Acknowledge'), said));
}

const sightings = i => h('section', {class: 'card'}, h('h2', {}, count(i.hosts.length, 'host')), table('Hosts concerned',
  [['Host'], ['First'], ['Last'], ['Events', 'right']], h('tbody', {}, i.sightings.map(each => h('tr', {},
    h('th', {scope: 'row'}, hostLink(each.host.id, each.host.name)),
    h('td', {}, time(each.first)), h('td', {}, time(each.last)), h('td', {class: 'right'}, each.count.toLocaleString('en')))))));

const evidence = i => i.evidence.length === 0 ? null : h('details', {class: 'card'}, h('summary', {}, `Evidence: the names of ${count(i.evidence.length, 'event')}`),
  table('Events behind it', [['Host'], ['Run'], ['Number', 'right']], h('tbody', {}, i.evidence.map(e => h('tr', {},
    h('th', {scope: 'row'}, hostLink(e.hostId)), h('td', {}, code(e.runId)), h('td', {class: 'right'}, e.sequence))))));
