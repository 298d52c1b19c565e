/* global YogaGraphiQL, document, fetch, localStorage, window */
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
async function send({ query, variables, operationName }, { headers } = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return response.json();
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
