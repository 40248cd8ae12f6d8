// Elements without a framework: text is always set as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element. */
export const h = (name, properties, ...children) => fill(document.createElement(name), properties, children);

/** An SVG element. */
export const s = (name, properties, ...children) => fill(document.createElementNS(SVG, name), properties, children);

/**
 * Makes a parent's children those of a list, and leaves alone what has not changed, so that focus and reading position stay.
 * Each item is {key, stamp, make}; the same key with the same stamp keeps its element.
 */
export function keyed(parent, items) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const {key, stamp, make} of items) {
    let element = old.get(key);
    old.delete(key);
    if (!element || element.dataset.stamp !== stamp) {
      const focused = element?.contains(document.activeElement);
      const made = make();
      made.dataset.key = key;
      made.dataset.stamp = stamp;
      if (element) {
        if (place === element) place = made;
        element.replaceWith(made);
        if (focused) made.querySelector('a, button')?.focus();
      }
      element = made;
    }
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  old.forEach(element => element.remove());
}

const NUMBER = new Intl.NumberFormat('en');

/** A number with its thousands set apart. */
export const number = value => NUMBER.format(value);

/** A count with its noun. */
export const count = (value, one, many = one + 's') => `${number(value)} ${value === 1 ? one : many}`;

/** How long ago, in one unit. */
export function ago(time) {
  const seconds = Math.round((Date.now() - Date.parse(time)) / 1000);
  if (seconds < -5) return 'in the future';
  if (seconds < 5) return 'just now';
  for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60]]) {
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit} ago`;
  }
  return `${seconds} s ago`;
}

/** A point in time: how long ago, and exactly when one points at it. Kept right by app.js. */
export const time = at => at
  ? h('time', {datetime: at, title: new Date(at).toLocaleString()}, ago(at))
  : h('span', {class: 'muted'}, 'never');

/** A name that may be long, with all of it when one points at it. */
export const code = (text, title = text) => h('code', {title}, text);

/** An id of an executable, short enough to read. */
export const shortId = id => id.startsWith('sha256:') ? id.slice(7, 19) + '…' : id.replace(/^path:/, '');

/** What stands where nothing is yet. */
export const empty = (title, ...what) => h('div', {class: 'empty'}, h('h2', {}, title), ...what.map(w => h('p', {}, w)));

/** A table in a box of its own that scrolls sideways if it must. */
export function table(caption, headers, body) {
  // On a phone a row is a list, where each value needs its name; the roles are lost with the layout.
  const name = () => [...body.rows].forEach(row => {
    row.setAttribute('role', 'row');
    [...row.cells].forEach((cell, i) => {
      cell.setAttribute('role', cell.scope === 'row' ? 'rowheader' : 'cell');
      cell.dataset.label = headers[i][0];
    });
  });
  new MutationObserver(name).observe(body, {childList: true});
  name();
  const shown = h('table', {role: 'table'}, h('caption', {class: 'unseen'}, caption),
    h('thead', {}, h('tr', {}, headers.map(([text, kind]) => h('th', {scope: 'col', class: kind}, text)))), body);
  return h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption}, shown);
}
