import { createHash } from 'node:crypto';
import type { Caller, GatewayKey, Role } from '../../src/caller.js';
import { Doorkeeper } from '../../src/server/auth.js';
import { EventStream } from '../support/event-stream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { webhookSecret as secret } from '../support/webhook.js';

const query = 'subscription { transactionChanged { id } }';

function key(name: string, roles: Role[]): GatewayKey {
  return { name, roles: new Set(roles), sha256: createHash('sha256').update(`the key of ${name}`).digest() };
}

const live = { webhook: { secrets: [secret] } };
const keys = [key('reader', ['read']), key('other reader', ['read']), key('writer', ['write', 'pay'])];

let gateway: TestGateway;
const streams: EventStream[] = [];
beforeAll(async () => {
  const callers = { keys, issuer: undefined };
  // As a subgraph, whose schema is made anew.
  gateway = await startGateway({}, {}, { live, callers, subgraphSecret: 'x7Qd-w0Lm-k93v-zr5T' });
  await gateway.control('POST webhooks', { url: `${gateway.url}/webhooks/qonto`, secret });
});
afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
afterAll(() => gateway.close());

async function open(name: string): Promise<EventStream> {
  const stream = await EventStream.open(gateway.url, query, {}, { 'x-api-key': `the key of ${name}` });
  streams.push(stream);
  return stream;
}

async function insert(): Promise<string> {
  return (await gateway.control<{ id: string }>('POST insert', { resource: 'transactions' })).id;
}

it('lets whoever may read follow, while the bank needs no key of the gateway', async () => {
  const stream = await open('reader');
  const id = await insert();
  expect((await stream.first(1))[0]!.result?.data).toEqual({ transactionChanged: { id } });
});

it.each([
  ['nobody', 401],
  ['writer', 403],
])('opens no stream for %s', async (name, status) => {
  await gateway.control('DELETE requests');
  expect((await open(name)).answer.statusCode).toBe(status);
  expect(await gateway.control('GET requests')).toMatchObject({ total: 0 });
});

it('counts the streams of each caller by itself, though they share a credential', async () => {
  const ten = await Promise.all(Array.from({ length: 10 }, () => open('reader')));
  expect(new Set(ten.map(({ answer }) => answer.statusCode))).toEqual(new Set([200]));
  expect((await open('reader')).answer.statusCode).toBe(503);
  expect((await open('other reader')).answer.statusCode).toBe(200);
});

/** Knows one caller, whose token ends a minute after noon. */
class Reception extends Doorkeeper {
  override async callerOf(): Promise<Caller> {
    return { name: 'guest', roles: new Set(['read']), endsAtMs: Date.parse('2026-03-20T12:01:00Z') };
  }
}

it('tells nothing more once the token of its reader has ended', async () => {
  const doorkeeper = new Reception([]);
  const guarded = await startGateway({}, {}, { live, options: { doorkeeper } });
  await guarded.control('POST webhooks', { url: `${guarded.url}/webhooks/qonto`, secret });
  const stream = await EventStream.open(guarded.url, query);
  await guarded.control('POST clock', { advanceSeconds: 61 });
  await guarded.control('DELETE requests');
  await guarded.control('POST insert', { resource: 'transactions' });
  const [last, end] = await stream.all();
  expect(last!.result?.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(end!.event).toBe('complete');
  expect(await guarded.control('GET requests')).toMatchObject({ total: 0 });
  await guarded.close();
});
