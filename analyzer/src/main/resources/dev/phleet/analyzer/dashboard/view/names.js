// Hosts by the names that people know; ids where nothing else is known, and beside a name that differs.

import {h} from '../dom.js';
import {find, get} from '../api.js';

const AT_ONCE = 500;
const SINGLY = 24;
const known = new Map();
let listed;

/** Learns a name from whatever tells it. */
export const remember = host => known.set(host.id, host.name);

/** Asks for the names of hosts that are not known yet; a large fleet's only as far as they are shown first. */
export async function learn(ids) {
  if (ids.every(id => known.has(id))) return;
  listed ??= get('/hosts', {limit: AT_ONCE}).then(hosts => hosts.items.forEach(each => remember(each.host)));
  // Names are a courtesy: without them there are ids.
  await listed.catch(() => listed = undefined);
  await Promise.all(ids.filter(id => !known.has(id)).slice(0, SINGLY)
    .map(id => find(`/hosts/${encodeURIComponent(id)}`).then(host => host && remember(host.host), () => null)));
}

/** How people call a host. */
export const nameOf = id => known.get(id) || id;

/** Both, where they differ. */
export const fullName = id => nameOf(id) === id ? id : `${nameOf(id)} (${id})`;

/** A link to a host, with its id below where that is something else. */
export function hostLink(id, name = nameOf(id)) {
  const link = h('a', {href: `#/hosts/${encodeURIComponent(id)}`, title: id}, name || id);
  return name && name !== id ? [link, ' ', h('small', {class: 'id'}, id)] : link;
}
