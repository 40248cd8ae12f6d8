// What incidents have in common wherever they are shown.

import {count, h} from '../dom.js';

export const RULES = {
  SPREAD: 'Spread: the same surprise on several hosts',
  VARIED: 'Varied: one program misbehaves differently on several hosts',
  TAKEOVER: 'Takeover: several programs misbehave on one host',
  BURST: 'Burst: many anomalies in one process',
  STRANGER: 'Stranger: a version of a program that only one host has',
  SILENCE: 'Silence: a host is not heard any more',
  GAP: 'Gap: events of a collector are missing',
  OTHER: 'Another rule',
};

/** Why an incident matters as much as it does. */
export function why(incident) {
  const level = incident.severity.toLowerCase();
  if (incident.explanation) return `Why ${level}: ${incident.explanation}.`;
  const p = incident.prevalence;
  const alone = `Why ${level}: by the rule ${rule(incident.type)} alone`;
  if (!p) return `${alone}; the fleet knows nothing that would change it.`;
  return p.hosts === 0 ? `${alone}; no host has a normal profile of this program to compare with.`
    : `${alone}; ${p.fewest} of ${count(p.hosts, 'host')} ${p.fewest === 1 ? 'knows' : 'know'} all of it as normal.`;
}

export const rule = type => RULES[type].split(':')[0];

export const isOpen = incident => incident.status !== 'CLOSED';

export const severity = level => h('span', {class: `badge ${level.toLowerCase()}`}, level.toLowerCase());

export const status = incident => h('span', {class: `status ${isOpen(incident) ? 'open' : 'closed'}`},
  isOpen(incident) ? 'open' : 'closed');

export const link = incident => `#/incidents/${encodeURIComponent(incident.id)}`;

/** Tells a revision apart from another, and an acknowledged one from one that is not. */
export const stamp = incident => `${incident.revision}/${incident.status}/${incident.acknowledgedAt}`;
