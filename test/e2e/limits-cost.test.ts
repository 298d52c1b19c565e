import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

it('refuses what would be too expensive before anything is sent, and says how much it is', async () => {
  const query = `query ($first: Int!) {
    clientInvoices(first: $first) { nodes { attachment { url } client { name } } }
  }`;
  const refused = await gateway.ask(query, { first: 300 });
  expect(refused).toMatchObject({
    status: 400,
    errors: [
      {
        message:
          'The operation may take 605 requests to the bank; 500 are taken: ask for smaller pages or fewer links.',
        extensions: {
          code: 'QUERY_TOO_EXPENSIVE',
          reason: 'ESTIMATED_REQUESTS',
          cost: 605,
          max: 500,
          effect: 'NONE',
          retryable: false,
        },
      },
    ],
    extensions: { qonto: { requests: 0, estimatedRequests: 605 } },
    calls: [],
  });
});

it('lets pass what may turn out cheaper than it looks, and tells both figures', async () => {
  const query =
    '{ transfers(first: 60) { nodes { beneficiary { name } initiator { role } bankAccount { name } } } }';
  const { status, errors, extensions, calls } = await gateway.ask(query);
  expect([status, errors]).toEqual([200, []]);
  expect(extensions.qonto.estimatedRequests).toBe(63);
  expect(extensions.qonto.requests).toBe(calls.length);
  expect(calls.length).toBeLessThan(45);
});

it('answers what is estimated above the cap on requests and stays below it', async () => {
  const { status, errors, data, extensions, calls } = await gateway.ask<{
    transfers: { nodes: { beneficiary: { id: string; name: string } }[] };
  }>('{ transfers(first: 400) { nodes { beneficiary { id name } } } }');
  expect([status, errors]).toEqual([200, []]);
  const payees = new Set(data.transfers.nodes.map(({ beneficiary }) => beneficiary.id));
  expect([data.transfers.nodes.length, payees.size]).toEqual([123, 55]);
  expect(extensions.qonto.estimatedRequests).toBe(406);
  const lookUps = Array.from(payees, (id) => `GET /v2/sepa/beneficiaries/${id}`);
  expect(calls.toSorted()).toEqual(
    [
      'GET /v2/sepa/transfers?sort_by=updated_at:desc&page=1&per_page=100',
      'GET /v2/sepa/transfers?sort_by=updated_at:desc&page=4&per_page=31',
      ...lookUps,
    ].toSorted(),
  );
});
