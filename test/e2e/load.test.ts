import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { bearerToken, FileStorage } from '../../src/datasources/qonto/index.js';
import type { Patience } from '../../src/server/gateway-options.js';
import { createGateway } from '../../src/server/gateway.js';
import { closeBanks, json, ScriptedBank } from '../unit/qonto/scripted-bank.js';

/** A bank that holds its answers back until it is told to give them. */
let bank: ScriptedBank;
let held: ServerResponse[];
let lateMs: number;
let gateway: Awaited<ReturnType<typeof createGateway>>;
let url: string;
beforeEach(() => start());
afterEach(stop);

async function start(patience: Partial<Patience> = {}): Promise<void> {
  held = [];
  lateMs = 0;
  // The first answer proves the credential: until then it sends one request at a time.
  bank = await ScriptedBank.play([json({}), (response) => held.push(response)]);
  gateway = await createGateway({
    transport: bank.transport,
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('token-1', 'demo'),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger: pino({ level: 'silent' }),
    load: { queries: 4, queriesWhenLate: 2, mutations: 6, lateMs: 100 },
    eventLoop: { lateMs: () => lateMs, stop: () => undefined },
    patience,
  });
  url = await gateway.listen({ port: 0, host: '127.0.0.1' });
  await ask(query);
}

async function stop(): Promise<void> {
  release();
  await gateway.close();
  await closeBanks();
}

const query = '{ organization { slug } }';
/** Its input is refused here, so it never reaches the bank. */
const mutation = `mutation {
  createBeneficiary(input: { idempotencyKey: "k", beneficiary: { name: "", iban: "BE68539007547034" } }) { outcome }
}`;

const ask = (document: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document }),
  });
const release = () => held.splice(0).forEach((response) => json({})(response, response.req));

/** So many queries that wait for the bank. */
async function occupy(count: number): Promise<{ statuses: () => Promise<number[]> }> {
  const running = Array.from({ length: count }, () => ask(query));
  while (held.length < count) await new Promise(setImmediate);
  return {
    statuses: async () => {
      release();
      return (await Promise.all(running)).map(({ status }) => status);
    },
  };
}

it('refuses queries beyond the cap with 503 and the time to come back, and sends nothing for them', async () => {
  const { statuses } = await occupy(4);
  const sent = bank.seen.length;
  const answer = await ask(query);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  const extensions = {
    code: 'OVERLOADED',
    reason: 'GATEWAY_LOAD',
    retryable: true,
    retryAfterSeconds: 1,
    effect: 'NONE',
  };
  expect(await answer.json()).toMatchObject({ errors: [{ extensions }] });
  expect(bank.seen).toHaveLength(sent);
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  const { statuses: afterwards } = await occupy(1);
  expect(await afterwards()).toEqual([200]);
});

it('refuses mutations last', async () => {
  const { statuses } = await occupy(4);
  expect((await ask(mutation)).status).toBe(200);
  await statuses();
});

it('lets fewer queries in while the event loop is late, and mutations as before', async () => {
  const { statuses } = await occupy(2);
  lateMs = 101;
  expect((await ask(query)).status).toBe(503);
  expect((await ask(mutation)).status).toBe(200);
  lateMs = 100;
  const third = ask(query);
  while (held.length < 3) await new Promise(setImmediate);
  expect(await statuses()).toEqual([200, 200]);
  expect((await third).status).toBe(200);
});

it('gives up the reads of a query when its time is over', async () => {
  await stop();
  await start({ queryMs: 100 });
  const answer = await ask(query);
  expect(await answer.json()).toMatchObject({
    data: { organization: null },
    errors: [
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', reason: 'TIMEOUT', retryable: true, effect: 'NONE' } },
    ],
  });
});
