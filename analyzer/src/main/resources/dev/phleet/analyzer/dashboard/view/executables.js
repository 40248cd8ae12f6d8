// Programs as the fleet knows them: the list, and one with its pairs, hosts, outliers and versions.

import {code, count, empty, h, keyed, number, shortId, table, time} from '../dom.js';
import {find, get} from '../api.js';
import {matrices} from '../draw/matrix.js';
import {missing} from './incidents.js';
import {hostLink, learn, nameOf} from './names.js';

const SHOWN = 200;
const WHERE = 8;
const SORTS = [['-hosts', 'most hosts'], ['-anomalies', 'most anomalies'], ['-newPairsLastDay', 'most growth'], ['-lastSeen', 'newest event'], ['-calls', 'most calls']];

const name = profile => profile.paths[0] ?? shortId(profile.executableId);

const link = id => `#/executables/${encodeURIComponent(id)}`;

const parts = p => [['training', p.training], ['frozen', p.frozen], ['normal', p.normal]].filter(([, n]) => n > 0);

const said = p => parts(p).map(([state, n]) => `${number(n)} ${state}`).join(', ');

/** Hosts by the state of their profile, as a bar that also says it. */
function states(p) {
  const label = said(p);
  return h('div', {class: 'parts', role: 'img', 'aria-label': label, title: label}, parts(p).map(([state, n]) => h('span', {class: state, style: {'flex-grow': n}})));
}

const settled = p => h('span', {class: `status ${p.converged ? 'good' : ''}`}, p.converged ? 'converged' : 'learning');

export function executables() {
  const body = h('tbody', {});
  const place = h('div', {});
  const partial = h('div', {});
  const total = h('p', {class: 'muted', role: 'status'});
  const known = new Map();
  const search = h('input', {type: 'search', id: 'search', placeholder: 'part of a path or id'});
  const sort = h('select', {id: 'sort'}, SORTS.map(([value, text]) => h('option', {value}, text)));
  const shown = table('Programs', [['Program'], ['Hosts', 'right'], ['Profiles'], ['Pairs'], ['Anomalies', 'right'], ['New pairs today', 'right'], ['Last seen']], body);
  let all = 0;

  const row = p => h('tr', {}, h('th', {scope: 'row'}, h('a', {href: link(p.executableId)}, name(p)), h('small', {class: 'muted'}, shortId(p.executableId))),
    h('td', {class: 'right'}, number(p.hosts)), h('td', {}, h('div', {}, states(p), h('small', {}, said(p)))), h('td', {}, settled(p)),
    h('td', {class: `right ${p.anomalies ? 'bad' : ''}`}, number(p.anomalies)), h('td', {class: 'right'}, number(p.newPairsLastDay)), h('td', {}, time(p.lastSeen)));

  function order(a, b) {
    const field = sort.value.slice(1);
    const [x, y] = [a[field], b[field]];
    return (typeof x === 'number' ? y - x : y.localeCompare(x)) || a.executableId.localeCompare(b.executableId);
  }

  function draw() {
    const list = [...known.values()].sort(order);
    keyed(body, list.map(p => ({key: p.executableId, stamp: JSON.stringify(p), make: () => row(p)})));
    total.textContent = `${list.length} of ${count(Math.max(all, list.length), 'program')}`;
    place.replaceChildren(list.length ? shown : empty('No program is known', 'A program appears as soon as a collector has seen it make a system call.',
      search.value && 'Or none has a name like that: clear the search.'));
  }

  async function load() {
    const listing = await get('/executables', {search: search.value, sort: sort.value, limit: SHOWN});
    known.clear();
    listing.items.forEach(p => known.set(p.executableId, p));
    all = listing.total;
    partial.replaceChildren(...missing(listing));
    draw();
  }

  function told(type, key, value) {
    if (type !== 'fleet-profile' || search.value) return;
    if (!value) known.delete(key);
    else if (known.has(key) || known.size < SHOWN) known.set(key, value);
    draw();
  }

  search.addEventListener('input', () => load());
  sort.addEventListener('change', () => load());
  return {element: h('div', {}, h('h1', {}, 'Programs'), h('form', {class: 'filters', onsubmit: e => e.preventDefault()},
    h('span', {}, h('label', {for: 'search'}, 'Search'), search), h('span', {}, h('label', {for: 'sort'}, 'First'), sort)), partial, total, place), load, told};
}

export function executable([id]) {
  const facts = h('div', {});
  const rest = h('div', {});
  const path = `/executables/${encodeURIComponent(id)}`;

  async function load() {
    const profile = await get(path);
    drawFacts(profile);
    const [pairs, hosts, outliers, versions] = await Promise.all([find(`${path}/pairs`), find(`${path}/hosts`, {limit: 500}), find(`${path}/outliers`),
      profile.paths[0] ? get('/paths', {path: profile.paths[0]}) : null]);
    await learn([...ids(hosts, outliers), ...(versions?.items ?? []).flatMap(v => v.hostIds.slice(0, WHERE))]);
    rest.replaceChildren(heatMaps(pairs?.items ?? [], ids(hosts, outliers)), outliersOf(outliers?.items ?? []), hostsOf(hosts?.items ?? [], hosts?.total ?? 0), versionsOf(id, versions?.items ?? []));
  }

  function drawFacts(p) {
    const fact = (title, ...value) => [h('dt', {}, title), h('dd', {}, ...value)];
    facts.replaceChildren(h('header', {}, h('p', {class: 'crumbs'}, h('a', {href: '#/executables'}, 'Programs'), ` / ${shortId(id)}`),
      h('h1', {}, name(p)), h('div', {class: 'row'}, settled(p), h('span', {class: 'muted'}, 'seen ', time(p.lastSeen)))),
    h('div', {class: 'columns'},
      h('section', {class: 'card'}, h('h2', {}, 'Where and how far'), states(p), h('dl', {}, fact('Hosts', number(p.hosts)), fact('Training', number(p.training)),
        fact('Frozen', number(p.frozen)), fact('Normal', number(p.normal)), fact('Calls', number(p.calls)), fact('Anomalies', number(p.anomalies)))),
      h('section', {class: 'card'}, h('h2', {}, 'What is known'), h('dl', {}, fact('Pairs that any host knows', number(p.pairs)),
        fact('Pairs that all know', number(p.commonPairs)), fact('New to the fleet today', number(p.newPairsLastDay)), fact('Last new pair', time(p.lastNewPair)),
        fact('A host knows', p.minPairs === p.maxPairs ? number(p.minPairs) : `${number(p.minPairs)} to ${number(p.maxPairs)}`), fact('Id', code(shortId(id), id))))));
  }

  function heatMaps(all, hosts) {
    if (all.length === 0) {
      return h('section', {class: 'card'}, h('h2', {}, 'Pairs of calls'), h('p', {class: 'muted'}, 'No host has sent its pairs yet: they come when a profile freezes, and now and then while it grows.'));
    }
    const load = hostId => find(`${path}/hosts/${encodeURIComponent(hostId)}/pairs`).then(found => found?.items ?? []);
    return h('section', {class: 'card'}, h('h2', {}, 'Pairs of calls'), all.map(pairs => matrices(pairs, hosts, load)));
  }

  const told = (type, key, value) => {
    if (type === 'fleet-profile' && key === id && value) drawFacts(value);
  };
  return {element: h('div', {}, facts, rest), load, told};
}

/** Ids of hosts, those that differ most first. */
const ids = (hosts, outliers) => [...new Set([...(outliers?.items ?? []), ...(hosts?.items ?? [])].map(each => each.hostId))];

function outliersOf(outliers) {
  const odd = pair => code(`${pair.current.name} … ${pair.previous.name} (${pair.distance})`, `${pair.distance} before, known to ${count(pair.peers, 'other host')}`);
  const some = pairs => pairs.slice(0, 5).map(odd);
  return h('section', {class: 'card'}, h('h2', {}, 'Outliers'), outliers.length === 0 ? h('p', {class: 'muted'}, 'No host knows this program very differently.')
    : table('Hosts that differ most', [['Host'], ['Difference', 'right'], ['Knows what others do not'], ['Does not know what others do']],
      h('tbody', {}, outliers.map(o => h('tr', {}, h('th', {scope: 'row'}, hostLink(o.hostId)), h('td', {class: 'right'}, `${Math.round(o.distance * 100)} %`),
        h('td', {class: 'odd'}, h('b', {}, number(o.surplus)), some(o.surplusPairs)), h('td', {class: 'odd'}, h('b', {}, number(o.missing)), some(o.missingPairs)))))));
}

const hostsOf = (hosts, total) => h('details', {class: 'card', open: total <= 20}, h('summary', {}, `Hosts (${number(total)}${total > hosts.length ? `, of which ${hosts.length} are here` : ''})`),
  table('Hosts that have it', [['Host'], ['State'], ['Pairs', 'right'], ['Calls', 'right'], ['Anomalies', 'right'], ['Last seen']],
    h('tbody', {}, hosts.map(each => h('tr', {}, h('th', {scope: 'row'}, hostLink(each.hostId)), h('td', {}, each.state.toLowerCase()),
      h('td', {class: 'right'}, number(each.pairs)), h('td', {class: 'right'}, number(each.calls)), h('td', {class: `right ${each.anomalies ? 'bad' : ''}`}, number(each.anomalies)), h('td', {}, time(each.lastSeen)))))));

const versionsOf = (id, versions) => h('section', {class: 'card'}, h('h2', {}, 'Versions under this path'),
  versions.length < 2 ? h('p', {class: 'muted'}, 'Every host has the same.')
    : table('Versions', [['Version'], ['Hosts', 'right'], ['Where']], h('tbody', {}, versions.map(v => h('tr', {},
      h('th', {scope: 'row'}, v.executableId === id ? h('span', {}, code(shortId(id), id), ' (this)') : h('a', {href: link(v.executableId)}, code(shortId(v.executableId), v.executableId))),
      h('td', {class: 'right'}, number(v.hosts)), h('td', {}, v.hostIds.slice(0, WHERE).map(nameOf).join(', '), v.hosts > WHERE && ' …'))))));
