/* global AbortController, TextDecoderStream, YogaGraphiQL, document, fetch, localStorage, window */
import { operations } from './operations.js';

const TABS = 'graphiql:tabState';
const SHIPPED = 'qonto-graphql-gateway:operations';

const WORKERS = {
  editorWorkerService: '/graphiql/editor.worker.js',
  graphql: '/graphiql/graphql.worker.js',
  json: '/graphiql/json.worker.js',
};
window.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => WORKERS[label] };

refreshTabs();
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  title: 'Qonto GraphQL gateway',
  logo: '<img src="/graphiql/logo.svg" alt="" width="28" height="28">',
  fetcher: send,
  // Used only if GraphiQL cannot read what is stored; without it, Yoga's welcome would be one more tab.
  defaultTabs: operations,
  // A credential typed into the headers editor must not outlive the page.
  shouldPersistHeaders: false,
  // Otherwise the page copies each document into its address, and an IBAN in it into the browser's history.
  onEditQuery: () => {},
});

/** Sends a document word for word, so that the line numbers of an error are those of the editor. */
function send({ query, variables, operationName }, { headers } = {}) {
  const operations = [...query.matchAll(/^\s*(query|mutation|subscription)\b\s*(\w*)/gm)];
  // GraphiQL learns a moment late which tab is shown: the name may be one of the tab before.
  const chosen = operations.find(([, , name]) => name === operationName) ?? operations[0];
  const name = operations.length > 1 ? operationName : chosen?.[2] || undefined;
  const body = JSON.stringify({ query, variables, operationName: name });
  return chosen?.[1] === 'subscription' ? follow(body, headers) : ask(body, headers);
}

async function ask(body, headers) {
  const accept = 'application/graphql-response+json, application/json';
  return (await post('/graphql', body, { accept, ...headers })).json();
}

function post(path, body, headers, signal) {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal,
  });
}

/** The results of a subscription, until the visitor stops it; GraphiQL asks for the iterator twice. */
function follow(body, headers) {
  const stopped = new AbortController();
  const results = streamed(body, headers, stopped.signal);
  const iterator = {
    next: () => results.next(),
    return: async () => {
      stopped.abort();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

/** Reads server-sent events: the browser's own reader of them can send neither a body nor a credential. */
async function* streamed(body, headers, signal) {
  try {
    const response = await post('/graphql/stream', body, { accept: 'text/event-stream', ...headers }, signal);
    if (!response.ok) return yield await response.json();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (text + value).split('\n\n');
      text = events.pop();
      for (const event of events)
        if (event.startsWith('event: next\n')) yield JSON.parse(event.slice(event.indexOf('data: ') + 6));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * Puts the documents of today before the visitor, once after each upgrade of the gateway.
 *
 * GraphiQL keeps the tabs of a visitor for good and opens those, whatever `defaultTabs` says. So they are written where
 * GraphiQL looks for them: today's documents first, and behind them what the visitor wrote. A tab is the visitor's when
 * its document is not one that this page has put there itself.
 */
function refreshTabs() {
  const shipped = JSON.stringify(operations);
  if (localStorage.getItem(SHIPPED) === shipped) return;

  const replaced = new Set((stored(SHIPPED) ?? []).map(({ query }) => query));
  const own = (stored(TABS)?.tabs ?? []).filter(({ query }) => query?.trim() && !replaced.has(query));
  const fresh = operations.map(({ title, query, variables }, index) => ({
    id: `${Date.now()}-${index}`,
    title,
    query,
    variables,
    headers: null,
    operationName: title,
    response: null,
  }));
  localStorage.setItem(TABS, JSON.stringify({ activeTabIndex: 0, tabs: [...fresh, ...own] }));
  // What GraphiQL shows first; if no tab held just this, it would open one more.
  localStorage.setItem('graphiql:query', operations[0].query);
  localStorage.setItem('graphiql:variables', operations[0].variables ?? '');
  localStorage.setItem(SHIPPED, shipped);
}

/** What the browser has kept, or null when there is nothing or somebody else's text. */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
