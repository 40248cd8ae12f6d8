// Pairs of calls as two heat maps with one cursor: how many hosts of the fleet know a pair, and what one host knows.

import {count, h} from '../dom.js';
import {fullName} from '../view/names.js';

const LARGEST = 460;
const SMALLEST_WITH_NAMES = 14;
const NAMED = 60;

const key = call => `${call.table}/${call.number}`;

/** Cells of the fleet by pair of calls, and which distances they stand for. */
export function matrices(fleet, hosts, load) {
  const calls = [...fleet.calls];
  const index = new Map(calls.map((call, i) => [key(call), i]));
  const left = heatMap('Known to hosts of the fleet', calls);
  const right = heatMap('Known to one host', calls);
  const said = h('output', {class: 'readout', 'aria-live': 'polite'}, 'Point at a cell, or reach a map by Tab and move with the arrow keys.');
  const distance = select('distance', 'Distance', [['', 'any'], ...[1, 2, 3, 4, 5, 6, 7, 8].map(d => [d, d])]);
  const data = select('data', 'Knowledge', [['training', 'learned'], ['test', 'known as normal']]);
  const host = select('host', 'Host', [['', 'choose a host'], ...hosts.map(id => [id, fullName(id)])]);
  const names = h('input', {type: 'checkbox', id: `names-${++ids}`, checked: calls.length <= NAMED});
  let own = null;

  const share = cell => {
    const counts = cell[data.value];
    return distance.value ? counts[distance.value - 1] : Math.max(...counts);
  };
  const knows = cell => distance.value ? (cell[data.value] >> (distance.value - 1)) & 1 : cell[data.value] ? 1 : 0;
  const total = () => data.value === 'test' ? fleet.normalHosts : fleet.hosts;

  function draw() {
    const most = Math.max(1, total());
    const known = new Map(fleet.cells.map(cell => [cell.current * calls.length + cell.previous, share(cell)]));
    left.draw((at) => ({level: (known.get(at) ?? 0) / most}));
    right.draw((at) => {
      const has = own?.get(at) ?? 0;
      const others = ((known.get(at) ?? 0) - (has ? 1 : 0)) / Math.max(1, most - 1);
      return own === null ? {level: 0} : {level: has ? 0.75 : 0, rare: has && others <= 0.1 && most > 2, lacking: !has && others >= 0.9 && most > 2};
    });
    right.element.classList.toggle('waiting', own === null);
    const tell = at => {
      const [current, previous] = [calls[Math.floor(at / calls.length)], calls[at % calls.length]];
      const fleetKnows = `${known.get(at) ?? 0} of ${count(total(), 'host')}`;
      said.textContent = `${current.name} after ${previous.name}: ${fleetKnows}${own === null ? '' : `; ${fullName(host.value)} ${own.get(at) ? 'knows it' : 'does not know it'}`}.`;
      left.point(at);
      right.point(at);
    };
    left.pointed(tell);
    right.pointed(tell);
  }

  async function choose() {
    own = null;
    if (host.value) {
      const pairs = (await load(host.value)).find(each => each.architecture === fleet.architecture);
      own = new Map((pairs?.cells ?? []).map(cell => [(index.get(key(pairs.calls[cell.current])) ?? 0) * calls.length
        + (index.get(key(pairs.calls[cell.previous])) ?? 0), knows(cell)]));
    }
    draw();
  }

  names.addEventListener('change', () => [left, right].forEach(map => map.named(names.checked)));
  [left, right].forEach(map => map.named(names.checked));
  [distance, data, host].forEach(each => each.addEventListener('change', choose));
  addEventListener('phleet-theme', draw);
  if (hosts.length) host.value = hosts[0];
  choose();
  const legend = h('p', {class: 'legend'}, h('span', {}, 'no host'), h('span', {class: 'scale'}), h('span', {}, 'every host'),
    h('span', {class: 'mark rare'}), 'only few others know it', h('span', {class: 'mark lacking'}), 'nearly all others know it');
  const labelled = each => h('span', {}, h('label', {for: each.id}, each.dataset.label), each);
  return h('div', {class: 'matrices'}, h('p', {class: 'muted'}, `${fleet.architecture}: ${count(calls.length, 'call')}, ${count(fleet.hosts, 'host')}. A row is a call, a column the call before it.`),
    h('div', {class: 'filters'}, labelled(distance), labelled(data), labelled(host), h('span', {}, names, h('label', {for: names.id}, 'Names of calls'))), h('div', {class: 'maps'}, left.element, right.element), legend, said);
}

let ids = 0;
const select = (name, label, options) => h('select', {id: `${name}-${++ids}`, 'data-label': label}, options.map(([value, text]) => h('option', {value}, text)));

/** Names along a side, for the eye: what the cursor is at is told in words. */
const axis = (side, calls) => h('div', {class: side, 'aria-hidden': 'true'}, calls.map(call => h('span', {title: call.name}, call.name)));

function heatMap(title, calls) {
  const size = calls.length;
  const canvas = h('canvas', {tabindex: '0', role: 'img', 'aria-label': `${title}: ${size} by ${size} calls. Arrow keys move, the text below tells.`});
  const [rows, columns] = [axis('down', calls), axis('across', calls)];
  const map = h('div', {class: 'map'}, h('span', {class: 'corner', 'aria-hidden': 'true'}), columns, rows, canvas);
  const element = h('figure', {}, h('figcaption', {}, title), map);
  const scale = devicePixelRatio || 1;
  let cell = 3;
  const pen = canvas.getContext('2d');
  let paint = () => ({level: 0});
  let tell = () => {};
  let cursor = 0;

  function redraw() {
    const colours = getComputedStyle(document.documentElement);
    const colour = name => colours.getPropertyValue(name).trim();
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = colour('--cell');
    pen.fillRect(0, 0, size * cell, size * cell);
    for (let at = 0; at < size * size; at++) {
      const {level, rare, lacking} = paint(at);
      const [x, y] = [(at % size) * cell, Math.floor(at / size) * cell];
      if (level > 0) {
        pen.globalAlpha = 0.18 + 0.82 * level;
        pen.fillStyle = colour(rare ? '--rare' : '--heat');
        pen.fillRect(x, y, cell - 0.5, cell - 0.5);
        pen.globalAlpha = 1;
      }
      if (lacking) {
        pen.strokeStyle = colour('--lacking');
        pen.lineWidth = 1.5;
        pen.strokeRect(x + 1.5, y + 1.5, cell - 3.5, cell - 3.5);
      }
    }
    pen.strokeStyle = colour('--ink');
    pen.lineWidth = 2;
    pen.strokeRect((cursor % size) * cell, Math.floor(cursor / size) * cell, cell, cell);
  }

  /** With the names of the calls, each cell is as high as a line; without, all is made to fit. */
  function named(yes) {
    cell = Math.max(yes ? SMALLEST_WITH_NAMES : 3, Math.min(24, Math.floor(LARGEST / size)));
    canvas.width = canvas.height = size * cell * scale;
    map.style.setProperty('--cell-size', `${cell}px`);
    map.style.setProperty('--map-size', `${size * cell}px`);
    map.classList.toggle('named', yes);
    redraw();
  }

  const at = event => {
    const box = canvas.getBoundingClientRect();
    const place = (offset, length) => Math.min(size - 1, Math.max(0, Math.floor(offset / length * size)));
    return place(event.clientY - box.top, box.height) * size + place(event.clientX - box.left, box.width);
  };
  canvas.addEventListener('pointermove', event => tell(at(event)));
  canvas.addEventListener('pointerdown', event => tell(at(event)));
  canvas.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -size, ArrowDown: size}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = cursor + step;
    const sameRow = Math.abs(step) !== 1 || Math.floor(next / size) === Math.floor(cursor / size);
    if (next >= 0 && next < size * size && sameRow) tell(next);
  });
  return {element, named, draw(how) {
    paint = how;
    redraw();
  }, pointed(what) {
    tell = what;
  }, point(where) {
    [rows, columns].forEach(names => names.querySelector('.here')?.classList.remove('here'));
    cursor = where;
    rows.children[Math.floor(cursor / size)].classList.add('here');
    columns.children[cursor % size].classList.add('here');
    redraw();
  }};
}
