import { serverAudits } from 'graphql-http';
import { startGateway, type TestGateway } from '../support/gateway.js';

/**
 * Ids are those of the suite. These three want 200 for what is wrong with a document, where the client takes
 * `application/json` only. Apollo answers 400, which is what the specification now says (draft of August 2026).
 */
const notFollowed = ['572B', '7B9B', 'FDE2'];

let gateway: TestGateway;
const url = () => `${gateway.url}/graphql`;
beforeAll(async () => {
  gateway = await startGateway({ sizes: { transactions: 0 } });
});
afterAll(() => gateway.close());

/** With the header by which a browser must have asked before: queries by GET are refused without it. */
const fetchFn: typeof fetch = (input, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('apollo-require-preflight', 'audit');
  return fetch(input, { ...init, headers });
};

it('follows the specification of GraphQL over HTTP in all that it must and should', async () => {
  const results = await Promise.all(serverAudits({ url, fetchFn }).map((audit) => audit.fn()));
  expect(results).toHaveLength(61);
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map(({ id }) => id).sort()).toEqual(notFollowed);
  expect(failed.filter(({ name }) => !name.startsWith('SHOULD '))).toEqual([]);
});
