// The HTTP API: questions with a token where one is asked for, and the stream of what changes.

const TOKEN = 'phleet-token';

/** Why there is no answer. */
export class Problem extends Error {
  constructor(status, reason, retry) {
    super(reason);
    this.status = status;
    this.retry = retry;
  }
}

export const keepToken = token => sessionStorage.setItem(TOKEN, token);

const authorization = () => {
  const token = sessionStorage.getItem(TOKEN);
  return token ? {Authorization: `Bearer ${token}`} : {};
};

async function problem(response) {
  const reason = await response.json().then(body => body.title, () => `HTTP status ${response.status}`);
  return new Problem(response.status, reason, Number(response.headers.get('Retry-After')) || 0);
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {...options, headers: {...authorization(), ...options.headers}});
  } catch {
    throw new Problem(0, 'The analyzer does not answer: does it still run?', 3);
  }
  if (!response.ok) throw await problem(response);
  return response.json();
}

/** Asks for something under /api/v1. */
export function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== '' && value !== undefined));
  return ask(`/api/v1${path}${query.size ? '?' + query : ''}`);
}

/** The same, but null where there is no such thing. */
export const find = (path, query) => get(path, query).catch(e => {
  if (e.status === 404) return null;
  throw e;
});

export const acknowledge = (id, by, note) => ask(`/api/v1/incidents/${encodeURIComponent(id)}/acknowledgement`,
  {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({by, note})});

export const takeBack = id => ask(`/api/v1/incidents/${encodeURIComponent(id)}/acknowledgement`, {method: 'DELETE'});

/**
 * Listens without end, and again when the connection breaks. Not EventSource, which cannot show a token.
 * told(type, data) for each event; changed(state) with 'live', 'waiting' or 'locked'.
 */
export async function listen(told, changed) {
  let last;
  let pause = 500;
  let stop = new AbortController();
  // A page that is kept for the way back would keep its connection, and a browser has only six for a server.
  addEventListener('pagehide', () => stop.abort());
  for (;;) {
    try {
      stop = new AbortController();
      const headers = {...authorization(), ...(last ? {'Last-Event-ID': last} : {})};
      const response = await fetch('/api/v1/events', {headers, signal: stop.signal});
      if (!response.ok) throw await problem(response);
      changed('live');
      pause = 500;
      for await (const event of events(response.body)) {
        last = event.id ?? last;
        told(event.type, JSON.parse(event.data));
      }
    } catch (e) {
      changed(e.status === 401 ? 'locked' : 'waiting');
    }
    changed('waiting');
    await new Promise(resume => setTimeout(resume, pause));
    pause = Math.min(pause * 2, 10_000);
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').filter(line => !line.startsWith(':'))
        .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      if (fields.event) yield {id: fields.id, type: fields.event, data: fields.data};
    }
  }
}
