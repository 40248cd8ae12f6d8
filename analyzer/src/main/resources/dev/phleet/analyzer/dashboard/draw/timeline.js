// The last hours: anomalies as bars, incidents as lines from their opening to their newest event.

import {count, h, s} from '../dom.js';
import {isOpen, link} from '../view/severity.js';

const BARS = 60;
const [HEIGHT, LANE] = [96, 14];
const LANES = 6;
const RANGES = [['1', 'hour'], ['6', '6 hours'], ['24', '24 hours']];

const MINUTE = 60_000;

export function timeline() {
  const perMinute = new Map();
  let all = [];
  const range = h('select', {id: 'range'}, RANGES.map(([value, text]) => h('option', {value}, text)));
  const place = h('div', {class: 'timeline'});
  let wide = 960;
  const summary = h('p', {class: 'muted'});

  const since = () => Date.now() - range.value * 60 * MINUTE;
  const sum = from => [...perMinute].reduce((total, [minute, n]) => minute >= from ? total + n : total, 0);

  function bars(from, width) {
    const counts = new Array(BARS).fill(0);
    perMinute.forEach((n, minute) => {
      const bar = Math.floor((minute - from) / width);
      if (bar >= 0 && bar < BARS) counts[bar] += n;
    });
    const most = Math.max(1, ...counts);
    const step = wide / BARS;
    return counts.map((n, i) => n > 0 && s('rect', {class: 'bar', x: i * step + 1, width: step - 2, rx: 2, y: HEIGHT - Math.max(3, n / most * (HEIGHT - 10)), height: Math.max(3, n / most * (HEIGHT - 10))},
      s('title', {}, `${new Date(from + i * width).toLocaleTimeString()}: ${count(n, 'anomaly', 'anomalies')}`)));
  }

  function lanes(from, span) {
    const x = at => Math.max(0, Math.min(wide, (at - from) / span * wide));
    const ends = new Array(LANES).fill(-1);
    const lines = all.filter(i => isOpen(i) || Date.parse(i.updatedAt) >= from).sort((a, b) => a.openedAt.localeCompare(b.openedAt)).map(i => {
      const begin = x(Date.parse(i.openedAt));
      const end = Math.max(begin + 7, x(isOpen(i) ? Date.now() : Date.parse(i.updatedAt)));
      let lane = ends.findIndex(e => e < begin - 2);
      if (lane < 0) lane = LANES - 1;
      ends[lane] = end;
      const line = s('rect', {class: `span ${i.severity.toLowerCase()}`, x: Math.min(begin, wide - 7), width: end - begin, y: HEIGHT + 12 + lane * LANE, height: LANE - 4, rx: 3},
        s('title', {}, `${i.severity.toLowerCase()}: ${i.title}`));
      return s('a', {href: link(i), 'aria-label': `${i.severity.toLowerCase()}: ${i.title}`}, line);
    });
    return {lines, used: ends.filter(end => end >= 0).length};
  }

  function draw() {
    const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    const span = range.value * 60 * MINUTE;
    const from = since();
    const {lines, used} = lanes(from, span);
    const bottom = HEIGHT + 12 + Math.max(1, used) * LANE;
    const ticks = (wide < 500 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map(part => s('text', {class: 'axis', x: part * wide, y: bottom + 12, 'text-anchor': part === 0 ? 'start' : part === 1 ? 'end' : 'middle'},
      part === 1 ? 'now' : new Date(from + part * span).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'})));
    place.replaceChildren(s('svg', {viewBox: `0 0 ${wide} ${bottom + 18}`, role: 'group', 'aria-label': 'Anomalies and incidents over time'},
      s('line', {class: 'ground', x1: 0, x2: wide, y1: HEIGHT, y2: HEIGHT}), bars(from, span / BARS), lines, ticks));
    if (focused) [...place.querySelectorAll('a')].find(a => a.getAttribute('href') === focused)?.focus();
    const shown = all.filter(i => isOpen(i) || Date.parse(i.updatedAt) >= from).length;
    summary.textContent = `${count(sum(from), 'anomaly', 'anomalies')} and ${count(shown, 'incident')} in the last ${RANGES.find(([v]) => v === range.value)[1]}. Bars are anomalies; a line is an incident, in the colour of its severity.`;
  }

  range.addEventListener('change', draw);
  new ResizeObserver(([entry]) => {
    wide = Math.max(240, entry.contentRect.width);
    draw();
  }).observe(place);
  return {
    choice: h('div', {class: 'filters'}, h('span', {}, h('label', {for: 'range'}, 'The last'), range)),
    element: h('div', {}, place, summary),
    minutes(minutes) {
      perMinute.clear();
      minutes.forEach(({time, count}) => perMinute.set(Date.parse(time), count));
    },
    anomaly(time) {
      const minute = Math.floor(Date.parse(time) / MINUTE) * MINUTE;
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    },
    anomaliesOfTheLastHour: () => sum(Date.now() - 60 * MINUTE),
    incidents(incidents) {
      all = incidents;
      draw();
    },
  };
}
