import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const secret = 'a secret of thirty-two characters';

/** Answers one status after the other, the last one for ever; null never answers. */
async function listener(...statuses: (number | null)[]) {
  const received: Received[] = [];
  const arrived = new EventTarget();
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      received.push({ headers: request.headers, body });
      const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
      if (status !== null) response.writeHead(status).end();
      arrived.dispatchEvent(new Event('one'));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async first(count: number): Promise<readonly Received[]> {
      while (received.length < count) await once(arrived, 'one');
      return received;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

let bank: Caller;
let hook: Awaited<ReturnType<typeof listener>>;
beforeEach(async () => {
  bank = await startedSimulator({
    sizes: { transactions: 0 }, // However busy the machine is.
    settings: { invoiceFileDelaySeconds: 0, webhookAnswerMs: 20_000 },
  });
});
afterEach(async () => {
  await bank.simulator.close();
  hook.close();
});

/** Waits until the bank knows how its tries ended. */
async function statuses(count: number): Promise<unknown[]> {
  for (;;) {
    const tries = (await bank.control('GET', 'webhooks')).listAt('deliveries') as { status: number | null }[];
    const ended = tries.map(({ status }) => status);
    if (ended.length === count && !ended.includes(null)) return ended;
  }
}

it('signs the bytes it sends', async () => {
  hook = await listener(204);
  await bank.control('POST', 'webhooks', { url: hook.url, secret });
  await bank.control('POST', 'insert', { resource: 'transactions' });
  const [{ headers, body }] = (await hook.first(1)) as [Received];
  const seconds = Date.parse('2026-03-20T12:00:00Z') / 1000;
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  expect(headers['x-qonto-signature']).toBe(`t=${seconds},v1=${digest}`);
  expect(headers['content-type']).toBe('application/json');
});

it('tells a transaction in the shape of webhooks, which is not that of the API', async () => {
  hook = await listener(204);
  const { id: subscription_id } = JSON.parse(
    (await bank.control('POST', 'webhooks', { url: hook.url, secret })).body,
  ) as { id: string };
  const account = (await bank.ask('GET', '/v2/bank_accounts')).at('bank_accounts.0') as { id: string };
  const { body: inserted } = await bank.control('POST', 'insert', {
    resource: 'transactions',
    bank_account_id: account.id,
  });
  const { id } = JSON.parse(inserted) as { id: string };
  const [{ body }] = (await hook.first(1)) as [Received];
  const event = JSON.parse(body) as Record<string, unknown> & { data: Record<string, unknown> };
  const organization = (await bank.ask('GET', '/v2/organization')).textAt('organization.id');
  expect(event).toMatchObject({
    id: expect.any(String),
    subscription_id,
    organization_id: organization,
    membership_id: expect.any(String),
    type: 'v1/transactions',
    created_at: expect.stringMatching(/^2026-03-20T12:00:00/),
    data: { id, event: 'created', bank_account: { id: account.id, iban: expect.any(String) } },
  });
  expect(Object.keys(event.data).filter((name) => name.endsWith('_cents'))).toEqual([]);
  expect(event.data).not.toHaveProperty('bank_account_id');
  await bank.control('POST', 'touch', { resource: 'transactions', id });
  const touched = JSON.parse((await hook.first(2))[1]!.body) as { id: string; data: { event: string } };
  expect(touched.data.event).toBe('updated');
  expect(touched.id).not.toBe(event.id);
});

it('tells of an invoice from its draft to its payment, without an event', async () => {
  hook = await listener(204);
  const draft = { resource: 'client_invoices', status: 'draft', number: null };
  const { body: inserted } = await bank.control('POST', 'insert', draft);
  const { id } = JSON.parse(inserted) as { id: string };
  await bank.control('POST', 'webhooks', { url: hook.url, secret, types: ['v1/client-invoices'] });
  await bank.control('POST', 'insert', { resource: 'transactions' });
  for (const step of ['finalize', 'mark_as_paid']) {
    const { status } = await bank.ask('POST', `/v2/client_invoices/${id}/${step}`);
    expect(status).toBe(200);
  }
  const told = (await hook.first(3)).map(({ body }) => JSON.parse(body) as { type: string; data: object });
  expect(told.map(({ type }) => type)).toEqual(Array.from(told, () => 'v1/client-invoices'));
  for (const { data } of told) {
    expect(data).toHaveProperty('id', id);
    expect(data).not.toHaveProperty('event');
  }
  expect(told.map(({ data }) => (data as { status: string }).status)).toContain('paid');
});

it('tells again, later and later, until somebody answers 2xx', async () => {
  hook = await listener(500, 302, 200);
  await bank.control('POST', 'webhooks', { url: hook.url, secret, types: ['v1/client-invoices'] });
  await bank.control('POST', 'insert', { resource: 'client_invoices' });
  expect(await statuses(1)).toEqual([500]);
  await bank.control('POST', 'clock', { advanceSeconds: 9 });
  expect(await statuses(1)).toEqual([500]);
  await bank.control('POST', 'clock', { advanceSeconds: 1 });
  expect(await statuses(2)).toEqual([500, 302]);
  await bank.control('POST', 'clock', { advanceSeconds: 20 });
  expect(await statuses(3)).toEqual([500, 302, 200]);
  await bank.control('POST', 'clock', { advanceSeconds: 3_600 });
  expect(await statuses(3)).toEqual([500, 302, 200]);
  const received = await hook.first(3);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['x-qonto-signature'])).size).toBe(3);
});

it('takes whoever does not answer in time for one who has not heard', async () => {
  hook = await listener(null, 204);
  await bank.control('POST', 'settings', { webhookAnswerMs: 100 });
  await bank.control('POST', 'webhooks', { url: hook.url, secret, types: ['v1/client-invoices'] });
  await bank.control('POST', 'insert', { resource: 'client_invoices' });
  await hook.first(1);
  for (;;) {
    // Its own patience is in real time, what it does then in the bank's.
    await bank.control('POST', 'clock', { advanceSeconds: 10 });
    const { deliveries } = JSON.parse((await bank.control('GET', 'webhooks')).body) as {
      deliveries: { attempt: number }[];
    };
    if (deliveries.length > 1) break;
  }
  const [first, second] = await hook.first(2);
  expect(second!.body).toBe(first!.body);
});

it('tells nothing of the time before it was asked to, and nothing to a bank that is born again', async () => {
  hook = await listener(204);
  await bank.control('POST', 'insert', { resource: 'transactions' });
  await bank.control('POST', 'webhooks', { url: hook.url, secret });
  expect((await bank.control('GET', 'webhooks')).listAt('deliveries')).toEqual([]);
  await bank.control('POST', 'reset');
  await bank.control('POST', 'insert', { resource: 'transactions' });
  expect((await bank.control('GET', 'webhooks')).listAt('deliveries')).toEqual([]);
});
