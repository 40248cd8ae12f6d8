// A window of calls, the oldest first, with an arc from the newest call to each call that had never come at that distance.

import {h, s} from '../dom.js';

const WIDE = {step: 112, width: 102, height: 34};

/** The window lies on a wide screen and stands on a narrow one. */
export function drawWindow(calls, mismatches) {
  // None when only the score of the whole run was odd.
  const odd = mismatches.length ? ` Never before at distance ${mismatches.join(', ')}.` : ' Each pair has come before.';
  const label = `${calls.map(c => c.name).join(' after ')}.${odd}`;
  const place = h('div', {class: 'window'});
  const narrow = matchMedia('(max-width: 900px)');
  const draw = () => place.replaceChildren(narrow.matches ? standing(calls, mismatches, label) : lying(calls, mismatches, label));
  narrow.addEventListener('change', draw);
  draw();
  return place;
}

let markers = 0;
const marker = id => s('defs', {}, s('marker', {id, viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse'},
  s('path', {d: 'M0 0 8 4 0 8z', class: 'arrow'})));

const kind = (distance, mismatches) => distance === 0 ? 'call newest' : mismatches.includes(distance) ? 'call odd' : 'call';

const short = name => name.length > 13 ? name.slice(0, 12) + '…' : name;

function lying(calls, mismatches, label) {
  const arrow = `arrow-${++markers}`;
  const {step, width, height} = WIDE;
  const last = calls.length - 1;
  // A curve rises to three quarters of where it is drawn to.
  const top = 24 + 10.5 * Math.max(0, ...mismatches);
  const center = distance => (last - distance) * step + width / 2 + 4;
  const total = last * step + width + 8;
  const arcs = mismatches.map(d => {
    const [from, to, rise] = [center(0) - 8 + d, center(d), top - 10 - 14 * d];
    return [s('path', {class: 'arc', d: `M${from} ${top - 3} C${from} ${rise} ${to} ${rise} ${to} ${top - 3}`, 'marker-end': `url(#${arrow})`}),
      s('text', {class: 'distance', x: (from + to) / 2, y: (top + 3 * rise) / 4 + 2}, d)];
  });
  const boxes = calls.map((call, d) => s('g', {class: kind(d, mismatches)}, s('title', {}, `${call.name} (${call.table.toLowerCase()} ${call.number})`),
    s('rect', {x: center(d) - width / 2, y: top, width, height, rx: 8}), s('text', {x: center(d), y: top + height / 2 + 4}, short(call.name)),
    d < last && s('path', {class: 'then', d: `M${center(d + 1) + width / 2 + 2} ${top + height / 2}H${center(d) - width / 2 - 3}`, 'marker-end': `url(#${arrow})`})));
  return s('svg', {viewBox: `0 0 ${total} ${top + height + 24}`, role: 'img', 'aria-label': label, style: {'max-width': `${total}px`}}, marker(arrow), arcs, boxes,
    s('text', {class: 'axis', x: 4, y: top + height + 18}, 'oldest'), s('text', {class: 'axis end', x: total - 4, y: top + height + 18}, 'newest'));
}

function standing(calls, mismatches, label) {
  const arrow = `arrow-${++markers}`;
  const [step, width, height, left] = [42, 150, 32, 96];
  const last = calls.length - 1;
  const middle = distance => (last - distance) * step + height / 2 + 4;
  const arcs = mismatches.map(d => {
    const bulge = left - 12 - 9 * d;
    return [s('path', {class: 'arc', d: `M${left - 2} ${middle(0)} C${bulge} ${middle(0)} ${bulge} ${middle(d)} ${left - 4} ${middle(d)}`, 'marker-end': `url(#${arrow})`}),
      s('text', {class: 'distance', x: bulge - 2 + (left - bulge) / 4, y: (middle(0) + middle(d)) / 2 + 4}, d)];
  });
  const boxes = calls.map((call, d) => s('g', {class: kind(d, mismatches)}, s('rect', {x: left, y: middle(d) - height / 2, width, height, rx: 8}),
    s('text', {x: left + width / 2, y: middle(d) + 4}, call.name)));
  return s('svg', {viewBox: `0 0 ${left + width + 6} ${last * step + height + 10}`, role: 'img', 'aria-label': label, style: {'max-width': '300px'}}, marker(arrow), arcs, boxes);
}
