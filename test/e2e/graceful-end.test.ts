import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { MemoryStore } from '../../src/datasources/payments/index.js';
import { bearerToken, FileStorage, QontoTransport } from '../../src/datasources/qonto/index.js';
import { startSimulator } from '../../src/datasources/simulator/index.js';
import { createGateway } from '../../src/server/gateway.js';

const children: ChildProcess[] = [];
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  for (const close of closing.splice(0)) await close();
});

/** A gateway as it is deployed, a process of its own, with `npm test`'s build of it and its embedded bank. */
async function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SIMULATOR_PORT: '0',
      SIMULATOR_TRANSACTIONS: '0',
      LOG_LEVEL: 'silent',
      ...environment,
    },
  });
  children.push(child);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  let greeting = '';
  while (!greeting.includes('\n')) greeting += String((await once(child.stdout, 'data'))[0]);
  const [url = '', bankUrl = ''] = greeting.match(/http:\/\/127\.0\.0\.1:\d+/g)!;
  return { url, bankUrl, exit, signal: () => child.kill('SIGTERM') };
}

interface Answer<Json> {
  readonly status: number;
  readonly connection: string | undefined;
  readonly json: Json;
}

/** One request with its answer; an agent may keep the connection. */
async function ask<Json = object>(url: string, body?: object, agent?: Agent): Promise<Answer<Json>> {
  const answer = await open(url, body, agent);
  let text = '';
  for await (const part of answer) text += String(part);
  return {
    status: answer.statusCode!,
    connection: answer.headers.connection,
    json: JSON.parse(text) as Json,
  };
}

async function open(url: string, body?: object, agent = new Agent()): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json' };
  const request = send(url, { method: body === undefined ? 'GET' : 'POST', headers, agent });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  return ((await once(request, 'response')) as [IncomingMessage])[0];
}

/** Makes the bank slow at one kind of request; resolves, called again, when it works on one. */
async function slowDown(bankUrl: string, path: string, latencyMs: number): Promise<() => Promise<void>> {
  const door = `${bankUrl}/_simulator/faults`;
  await ask(door, { kind: 'latency', latencyMs, match: { method: 'POST', path } });
  return async () => {
    for (;;) {
      const { json } = await ask<{ faults: { struck: number }[] }>(door);
      if (json.faults.some(({ struck }) => struck > 0)) return;
      await delay(20);
    }
  };
}

/** A payment that anybody may make at this bank. */
async function payment(url: string): Promise<object> {
  const query = `{
    bankAccounts { nodes { id isMain } }
    beneficiaries(filter: { ibans: ["FR7616798000010000005663951"] }) { nodes { id } }
  }`;
  const { json } = await ask<{
    data: {
      bankAccounts: { nodes: { id: string; isMain: boolean }[] };
      beneficiaries: { nodes: { id: string }[] };
    };
  }>(`${url}/graphql`, { query });
  const input = {
    idempotencyKey: 'an invoice',
    bankAccountId: json.data.bankAccounts.nodes.find(({ isMain }) => isMain)!.id,
    beneficiaryId: json.data.beneficiaries.nodes[0]!.id,
    amount: { value: '12.30', currency: 'EUR' },
    reference: 'Invoice 17',
  };
  return {
    query: 'mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) { outcome } }',
    variables: { input },
  };
}

it('tells callers to go elsewhere, serves on for a while, delivers a payment of 12 seconds, and ends with 0', async () => {
  const gateway = await start({ SHUTDOWN_DELAY_MS: '1500' });
  const body = await payment(gateway.url);
  const bankIsAtWork = await slowDown(gateway.bankUrl, '/v2/sepa/transfers', 12_000);
  const kept = new Agent({ keepAlive: true });
  expect(await ask(`${gateway.url}/readyz`, undefined, kept)).toEqual({
    status: 200,
    connection: 'keep-alive',
    json: { status: 'ok' },
  });
  const paid = ask(`${gateway.url}/graphql`, body, new Agent({ keepAlive: true }));
  await bankIsAtWork();
  gateway.signal();
  while ((await ask(`${gateway.url}/readyz`)).status !== 503) await delay(20);
  expect(await ask(`${gateway.url}/readyz`, undefined, kept)).toEqual({
    status: 503,
    connection: 'close',
    json: { status: 'ending' },
  });
  expect((await ask(`${gateway.url}/healthz`)).status).toBe(200);
  const query = '{ organization { slug } }';
  expect((await ask(`${gateway.url}/graphql`, { query })).json).toHaveProperty('data.organization.slug');
  const refused = async (): Promise<string> => {
    for (;;) {
      const answer = await ask(`${gateway.url}/healthz`).catch((error: { code: string }) => error.code);
      // A connection that is made at the very moment of closing, and on which nothing was asked yet, is reset.
      if (typeof answer === 'string' && answer !== 'ECONNRESET') return answer;
      await delay(50);
    }
  };
  expect(await refused()).toBe('ECONNREFUSED');
  expect(await paid).toMatchObject({
    status: 200,
    connection: 'close',
    json: { data: { payBeneficiary: { outcome: 'CREATED' } } },
  });
  expect(await gateway.exit).toBe(0);
}, 40_000);

it('finishes a payment whose caller has hung up', async () => {
  const bank = await startSimulator({ sizes: { transactions: 0 } });
  closing.push(() => bank.close());
  const gateway = await createGateway({
    transport: new QontoTransport({ origin: bank.url }),
    paymentStore: new MemoryStore(Date.now, 0),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('demo-token', 'demo'),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger: pino({ level: 'silent' }),
  });
  const url = await gateway.listen({ port: 0, host: '127.0.0.1' });
  const body = await payment(url);
  const bankIsAtWork = await slowDown(bank.url, '/v2/sepa/verify_payee', 1_000);
  const agent = new Agent();
  const given = ask(`${url}/graphql`, body, agent).catch((error: Error) => error.message);
  await bankIsAtWork();
  agent.destroy();
  expect(await given).toBe('socket hang up');
  await gateway.close();
  expect((await ask(`${bank.url}/_simulator/transfers`)).json).toMatchObject({ total: 1 });
});

it('passes a download on to its end, and does not wait for a caller who keeps the connection', async () => {
  const gateway = await start();
  const content = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(9_000_000, 'x')]);
  const file = { fileName: 'a.pdf', contentType: 'application/pdf', content: content.toString('base64') };
  const { json } = await ask<{ data: { uploadAttachment: { attachment: { id: string } } } }>(
    `${gateway.url}/graphql`,
    {
      query: `mutation ($file: FileInput!) {
        uploadAttachment(input: { idempotencyKey: "a file", file: $file }) { attachment { id } }
      }`,
      variables: { file },
    },
  );
  const download = await open(
    `${gateway.url}/attachments/${json.data.uploadAttachment.attachment.id}/file`,
    undefined,
    new Agent({ keepAlive: true }),
  );
  let size = 0;
  for await (const part of download) {
    if (size === 0) gateway.signal();
    // Slower than the gateway ends, if it waited for nobody.
    if (size < 2_000_000) await delay(10);
    size += (part as Buffer).length;
  }
  expect(size).toBe(content.length);
  expect(await gateway.exit).toBe(0);
});

it('answers what still arrives on a connection while the server closes', async () => {
  const lines: string[] = [];
  const gateway = await createGateway({
    transport: new QontoTransport({ origin: 'http://127.0.0.1:9' }),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('demo-token', 'demo'),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
  });
  const { port } = new URL(await gateway.listen({ port: 0, host: '127.0.0.1' }));
  const body = JSON.stringify({ query: '{ __typename }' });
  const caller = connect(Number(port), '127.0.0.1');
  caller.write(
    `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await once(gateway.server, 'request');
  const closed = gateway.close();
  while (gateway.server.listening) await delay(5);
  caller.write(`${body}GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  await once(caller.resume(), 'close');
  await closed;
  const answered = lines
    .map((line) => JSON.parse(line) as { msg: string; call?: string; status?: number })
    .filter(({ msg }) => msg === 'request answered')
    .map(({ call, status }) => `${call} ${status}`);
  expect(answered.sort()).toEqual(['GET /healthz 200', 'POST /graphql 200']);
});

it('ends at once, with 1, when it is told a second time', async () => {
  const gateway = await start();
  const bankIsAtWork = await slowDown(gateway.bankUrl, '/v2/sepa/transfers', 20_000);
  const paid = ask(`${gateway.url}/graphql`, await payment(gateway.url));
  const cut = paid.catch((error: Error) => error.message);
  await bankIsAtWork();
  gateway.signal();
  while (await ask(`${gateway.url}/healthz`).then(Boolean, () => false)) await delay(20);
  gateway.signal();
  expect(await gateway.exit).toBe(1);
  expect(await cut).toBe('socket hang up');
});
