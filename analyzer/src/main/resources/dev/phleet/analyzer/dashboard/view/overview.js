// What matters now: how many of everything, the last hours, the open incidents.

import {h, keyed, number} from '../dom.js';
import {get} from '../api.js';
import {timeline} from '../draw/timeline.js';
import {card, missing, newestFirst, noIncidents} from './incidents.js';
import {isOpen, stamp} from './severity.js';

const SHOWN = 20;

export function overview() {
  const tiles = h('ul', {class: 'tiles', 'aria-label': 'The fleet in numbers'});
  const list = h('div', {class: 'cards'});
  const chart = timeline();
  const partial = h('div', {});
  const known = new Map();
  const numbers = {open: 0, hosts: 0, silent: 0, programs: 0, anomalies: 0};

  function draw() {
    const open = [...known.values()].filter(isOpen).sort(newestFirst);
    numbers.open = open.length;
    const shown = open.slice(0, SHOWN).map(i => ({key: i.id, stamp: stamp(i), make: () => card(i)}));
    keyed(list, shown.length ? shown : [{key: 'none', stamp: `${numbers.hosts === 0}`, make: () => noIncidents(numbers.hosts)}]);
    keyed(tiles, [
      tile('Open incidents', numbers.open, '#/incidents', numbers.open ? 'alarm' : 'calm'),
      tile('Hosts', numbers.hosts, '#/hosts'),
      tile('Silent hosts', numbers.silent, '#/hosts', numbers.silent ? 'alarm' : 'calm'),
      tile('Programs', numbers.programs, '#/executables'),
      tile('Anomalies, last hour', numbers.anomalies),
    ]);
    chart.incidents([...known.values()]);
  }

  function tile(title, value, href, mood = '') {
    const body = [h('strong', {}, number(value)), h('span', {}, title)];
    return {key: title, stamp: `${value}${mood}`,
      make: () => h('li', {class: `tile ${mood}`}, href ? h('a', {href}, body) : h('div', {}, body))};
  }

  const optional = promise => promise.catch(e => {
    if (e.status === 503) return null;
    throw e;
  });

  async function load() {
    const [incidents, hosts, programs, recent] = await Promise.all([
      get('/incidents', {limit: 500, since: 'P1D'}), optional(get('/hosts', {limit: 500})),
      optional(get('/executables', {limit: 1})), get('/anomalies/recent', {limit: 1})]);
    known.clear();
    incidents.items.forEach(i => known.set(i.id, i));
    numbers.hosts = hosts?.total ?? 0;
    numbers.silent = hosts?.items.filter(each => each.silent).length ?? 0;
    numbers.programs = programs?.total ?? 0;
    chart.minutes(recent.minutes);
    numbers.anomalies = chart.anomaliesOfTheLastHour();
    partial.replaceChildren(...missing(incidents));
    draw();
  }

  function told(type, key, value) {
    if (type === 'incident') {
      if (value) known.set(key, value);
      else known.delete(key);
    } else if (type === 'anomaly') {
      chart.anomaly(value.time);
      numbers.anomalies = chart.anomaliesOfTheLastHour();
    } else {
      return;
    }
    draw();
  }

  const element = h('div', {}, h('h1', {}, 'The fleet now'), partial, tiles,
    h('section', {class: 'card', 'aria-labelledby': 'lines'}, h('div', {class: 'row'}, h('h2', {id: 'lines'}, 'Anomalies and incidents'), chart.choice), chart.element),
    h('section', {'aria-labelledby': 'open'}, h('h2', {id: 'open'}, 'Open incidents'), list));
  return {element, load, told};
}
