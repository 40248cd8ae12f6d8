// Routes, the state of the connection, the theme. A view is a function (params) => {element, load, told, reset}.

import {ago, h} from './dom.js';
import {keepToken, listen, Problem} from './api.js';
import {executable, executables} from './view/executables.js';
import {host, hosts} from './view/hosts.js';
import {incident, incidents} from './view/incidents.js';
import {overview} from './view/overview.js';

const ROUTES = [
  [/^#?\/?$/, overview, 'Overview'],
  [/^#\/incidents$/, incidents, 'Incidents'],
  [/^#\/incidents\/([^/]+)$/, incident, 'Incident'],
  [/^#\/hosts$/, hosts, 'Hosts'],
  [/^#\/hosts\/([^/]+)$/, host, 'Host'],
  [/^#\/executables$/, executables, 'Programs'],
  [/^#\/executables\/([^/]+)$/, executable, 'Program'],
];

const main = document.getElementById('main');
let view;
let generation = 0;

function show(focus) {
  const [path, query] = location.hash.split('?');
  const route = ROUTES.find(([pattern]) => pattern.test(path)) ?? ROUTES[0];
  const parameters = path.match(route[0])?.slice(1).map(decodeURIComponent) ?? [];
  document.title = `${route[2]} · phleet`;
  document.querySelectorAll('nav a').forEach(link => {
    const own = link.getAttribute('href');
    const here = own === '#/' ? route[1] === overview : path.startsWith(own);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  view = route[1](parameters, new URLSearchParams(query));
  main.replaceChildren(view.element);
  if (focus) {
    scrollTo(0, 0);
    main.focus({preventScroll: true});
  }
  load();
}

async function load() {
  const mine = ++generation;
  main.setAttribute('aria-busy', 'true');
  try {
    await view.load();
    document.getElementById('problem')?.remove();
  } catch (e) {
    if (mine !== generation) return;
    if (e instanceof Problem && e.status === 401) lock();
    else complain(e);
  } finally {
    if (mine === generation) main.removeAttribute('aria-busy');
  }
}

function complain(e) {
  document.getElementById('problem')?.remove();
  const again = () => mine === generation && load();
  const mine = generation;
  if (!(e instanceof Problem)) console.error(e);
  const reason = e instanceof Problem ? e.message : 'The dashboard failed; the browser\'s console says why.';
  const retry = e.status === 503 || e.status === 0;
  main.prepend(h('div', {id: 'problem', class: 'problem', role: 'alert'}, h('p', {}, reason),
    retry && h('p', {class: 'muted'}, 'It is asked again by itself.'),
    h('button', {type: 'button', onclick: load}, 'Ask again')));
  if (retry) setTimeout(again, (e.retry || 2) * 1000);
}

function lock() {
  const field = h('input', {type: 'password', id: 'token', required: true, autocomplete: 'current-password'});
  const enter = event => {
    event.preventDefault();
    keepToken(field.value.trim());
    show(true);
  };
  main.replaceChildren(h('form', {class: 'card narrow', onsubmit: enter}, h('h1', {}, 'This analyzer asks for a token'),
    h('p', {}, 'It is in the file that the analyzer\'s configuration names as http.token-file. It is kept until this tab is closed.'),
    h('label', {for: 'token'}, 'Token'), field, h('button', {type: 'submit'}, 'Enter')));
  field.focus();
}

const WORDS = {live: 'live', waiting: 'reconnecting', locked: 'locked'};
const live = document.getElementById('live');
let connected = true;

function changed(state) {
  if (live.textContent !== WORDS[state]) live.textContent = WORDS[state];
  live.className = `live ${state}`;
  connected = state === 'live';
}

function told(type, data) {
  if (type === 'ready') return;
  // What was missed cannot be told any more.
  if (type === 'reset') load();
  else view.told?.(type, data.key, data.value);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

document.getElementById('theme').addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('phleet-theme', theme);
  dispatchEvent(new Event('phleet-theme'));
});

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

setInterval(() => document.querySelectorAll('time').forEach(t => {
  const text = ago(t.dateTime);
  if (t.textContent !== text) t.textContent = text;
}), 5000);

addEventListener('hashchange', () => show(true));
show(false);
listen(told, changed);
