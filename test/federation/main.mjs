// The gateway as a subgraph, behind routers and composers of other makers: npm run test:federation
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithHive } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { Projects, projectsSdl } from './projects.mjs';
import { startQonto } from './qonto.mjs';
import { routers } from './routers.mjs';

const secret = 'the router of the tests, 32 characters and more';
const authorization = 'Bearer a-caller-of-the-router';
const composers = {
  '@apollo/composition': composeWithApollo,
  '@theguild/federation-composition': composeWithHive,
};

const qonto = await startQonto(secret);
await qonto.control('POST credentials', { authorization });
const sdl = (await asked('{ _service { sdl } }'))._service.sdl;
const projects = new Projects(await threeProjects());

try {
  for (const [composer, compose] of Object.entries(composers)) {
    for (const [name, start] of Object.entries(routers)) {
      await test(`${name}, with a supergraph of ${composer}`, async (context) => {
        const router = await start({ supergraph: composed(compose), fetch: network, secret });
        context.after(() => router.close());
        context.beforeEach(async () => {
          await qonto.control('DELETE requests');
          projects.requests = [];
        });

        await context.test('leads from a row of another service to the bank', async () => {
          const { data, errors } = await router.ask(
            '{ projects { name client { displayName } transactions { label signedAmount { value } } } }',
            authorization,
          );
          assert.equal(errors, undefined);
          assert.deepEqual(plain(data), await joined());
        });

        await context.test('sends the bank one look-up per distinct row', async () => {
          await router.ask('{ projects { client { displayName } transactions { label } } }', authorization);
          const [bridge, tunnel, tower] = projects.rows;
          const clients = [bridge.clientId, tower.clientId];
          const transactions = [...new Set([...bridge.transactionIds, ...tunnel.transactionIds])];
          assert.deepEqual(
            await qonto.calls(),
            [
              ...clients.map((id) => `GET /v2/clients/${id}`),
              ...transactions.map(
                (id) =>
                  `GET /v2/transactions/${id}?includes[]=attachments&includes[]=labels&includes[]=vat_details`,
              ),
            ].sort(),
          );
        });

        await context.test('leads from a list of the bank to another service', async () => {
          const { data, errors } = await router.ask(
            '{ clientInvoices(first: 2) { nodes { id project { name } } } }',
            authorization,
          );
          assert.equal(errors, undefined);
          assert.deepEqual(
            plain(data).clientInvoices.nodes.map(({ project }) => project),
            [{ name: 'Bridge' }, null],
          );
          assert.deepEqual(await qonto.calls(), [
            'GET /v2/client_invoices?sort_by=created_at:desc&page=1&per_page=2',
          ]);
        });

        await context.test('gets nothing of the bank with another secret', async () => {
          const stranger = await start({
            supergraph: composed(compose),
            fetch: network,
            secret: `${secret}!`,
          });
          const { data, errors } = await stranger.ask(
            '{ projects { client { displayName } } }',
            authorization,
          );
          await stranger.close();
          assert.ok(errors.length > 0);
          assert.ok(!JSON.stringify(data ?? null).includes('displayName":"'));
          assert.deepEqual(await qonto.calls(), []);
        });

        await context.test('tells the secret and the credential to nobody but this gateway', async () => {
          await router.ask('{ projects { client { displayName } } }', authorization);
          assert.equal(projects.requests.length, 1);
          const { requests } = await qonto.control('GET requests');
          assert.equal(requests.length, 2);
          for (const { headers } of requests) {
            assert.equal(headers.authorization, authorization);
            assert.ok(!JSON.stringify(headers).includes(secret));
          }
          for (const headers of projects.requests) {
            assert.ok(!JSON.stringify(headers).includes(secret));
            assert.ok(!JSON.stringify(headers).includes(authorization));
          }
        });
      });
    }
  }
} finally {
  await qonto.close();
}

/** Projects of clients, transactions and invoices that the bank knows; the second shares some with the first. */
async function threeProjects() {
  const { clients, transactions, clientInvoices } = await asked(
    '{ clients(first: 2) { nodes { id } } transactions(first: 4) { nodes { id } } clientInvoices(first: 1) { nodes { id } } }',
  );
  const [builder, owner] = idsOf(clients);
  const paid = idsOf(transactions);
  return [
    {
      id: '1',
      name: 'Bridge',
      clientId: builder,
      transactionIds: paid.slice(0, 3),
      invoiceIds: idsOf(clientInvoices),
    },
    { id: '2', name: 'Tunnel', clientId: builder, transactionIds: paid.slice(2), invoiceIds: [] },
    { id: '3', name: 'Tower', clientId: owner, transactionIds: [], invoiceIds: [] },
  ];
}

function idsOf({ nodes }) {
  return nodes.map(({ id }) => id);
}

/** What the bank itself says of the rows that the projects name. */
async function joined() {
  const answer = [];
  for (const { name, clientId, transactionIds } of projects.rows) {
    const { client } = await asked(`{ client(id: "${clientId}") { displayName } }`);
    const transactions = [];
    for (const id of transactionIds) {
      const { transaction } = await asked(`{ transaction(id: "${id}") { label signedAmount { value } } }`);
      transactions.push(transaction);
    }
    answer.push({ name, client, transactions });
  }
  return { projects: answer };
}

async function asked(query) {
  const { data } = await qonto.answer({ query }, { authorization, 'x-subgraph-secret': secret });
  return data;
}

function composed(compose) {
  const { supergraphSdl, errors } = compose([
    { name: 'qonto', url: 'http://qonto/graphql', typeDefs: parse(sdl) },
    { name: 'projects', url: 'http://projects/graphql', typeDefs: parse(projectsSdl) },
  ]);
  assert.equal(errors, undefined);
  return supergraphSdl;
}

/** Leads a request of a router to the service that it is for. */
async function network(url, { body, headers }) {
  const service = new URL(url).host === 'qonto' ? qonto : projects;
  const answer = await service.answer(JSON.parse(body), Object.fromEntries(new Headers(headers)));
  return Response.json(answer);
}

/** Without the null prototypes of answers. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
