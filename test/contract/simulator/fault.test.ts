import { newKey, startedSimulator, type Caller } from '../../support/simulator-caller.js';

let bank: Caller;
let account: string;
beforeAll(async () => {
  bank = await startedSimulator({ sizes: { transactions: 300 } });
  account = (await bank.ask('GET', '/v2/bank_accounts')).textAt('bank_accounts.0.id');
});
afterAll(() => bank.simulator.close());
afterEach(() => bank.control('DELETE', 'faults'));

function fault(fields: object): Promise<unknown> {
  return bank.control('POST', 'faults', { match: { path: '/v2/labels' }, ...fields });
}

const labels = () => bank.ask('GET', '/v2/labels');

it('strikes as often as told, after as many as told, and only what matches', async () => {
  await fault({ kind: 'status', status: 503, times: 2, after: 1 });
  expect((await bank.ask('GET', '/v2/memberships')).status).toBe(200);
  const statuses = [await labels(), await labels(), await labels(), await labels()].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect((await bank.control('GET', 'faults')).at('faults.0.struck')).toBe(2);
});

it('matches by method and by a path with a star', async () => {
  await fault({ match: { method: 'GET', path: '/v2/labels/*' }, kind: 'status', status: 502, times: null });
  expect((await labels()).status).toBe(200);
  expect((await bank.ask('GET', '/v2/labels/x')).status).toBe(502);
  expect((await bank.ask('GET', '/v2/labels/y')).status).toBe(502);
});

it('drops the connection without an answer', async () => {
  await fault({ kind: 'drop' });
  await expect(labels()).rejects.toThrow('fetch failed');
  const { requests } = JSON.parse((await bank.control('GET', 'requests')).body) as {
    requests: { status: number }[];
  };
  expect(requests.at(-1)?.status).toBe(0);
});

it.each([
  ['drop', 'before'],
  ['drop', 'after'],
  ['status', 'before'],
  ['status', 'after'],
  ['body', 'before'],
  ['body', 'after'],
])('fails (%s) %s the work is done', async (kind, when) => {
  await fault({
    match: { method: 'POST', path: '/v2/attachments' },
    kind,
    when,
    ...(kind !== 'drop' && { status: 503 }),
    ...(kind === 'body' && { text: 'Try later', contentType: 'text/plain' }),
  });
  const key = newKey();
  const upload = (content: string) => {
    const form = new FormData();
    form.set('file', new Blob([content]), 'a.pdf');
    return bank.ask('POST', '/v2/attachments', form, key);
  };
  const failed = upload('%PDF-1.4 first').then(
    ({ status }) => status,
    () => 'dropped',
  );
  expect(await failed).toBe(kind === 'drop' ? 'dropped' : 503);
  const id = (await upload('%PDF-1.4 second, longer')).textAt('attachment.id');
  const size = (await bank.ask('GET', `/v2/attachments/${id}`)).at('attachment.file_size');
  // When the first one was kept, the key gives its answer back.
  expect(size).toBe(String((when === 'after' ? '%PDF-1.4 first' : '%PDF-1.4 second, longer').length));
});

it('cuts an answer in the middle', async () => {
  await fault({ kind: 'truncate' });
  const response = await fetch(`${bank.simulator.url}/v2/labels`, {
    headers: { Authorization: 'Bearer demo-token' },
  });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

it('answers 429 with or without Retry-After, with or without a body', async () => {
  await fault({ kind: 'tooManyRequests', retryAfterSeconds: 7 });
  const full = await labels();
  expect([full.status, full.headers.get('retry-after'), full.body === '']).toEqual([429, '7', false]);
  await fault({ kind: 'tooManyRequests', body: false });
  const bare = await labels();
  expect([bare.status, bare.headers.get('retry-after'), bare.body]).toEqual([429, null, '']);
});

it.each([
  [{ kind: 'html' }, 200, 'text/html; charset=utf-8'],
  [{ kind: 'plainNotFound' }, 404, 'text/plain'],
  [{ kind: 'concurrent', status: 409 }, 409, 'application/json; charset=utf-8'],
  [{ kind: 'status', status: 500 }, 500, null],
])('answers %o', async (fields, status, contentType) => {
  await fault(fields);
  const reply = await labels();
  expect([reply.status, reply.headers.get('content-type')]).toEqual([status, contentType]);
});

it('writes unknown values into fields and leaves fields out', async () => {
  await fault({ kind: 'unknownEnum', field: 'name', value: 'never_heard_of' });
  expect((await labels()).at('labels.0.name')).toBe('never_heard_of');
  await fault({ kind: 'missingField', field: 'parent_id' });
  expect((await labels()).at('labels.0')).not.toHaveProperty('parent_id');
  await fault({ kind: 'replaceField', field: 'meta', value: null });
  expect((await labels()).at('meta')).toBeNull();
});

it('honours only the first status[]', async () => {
  const path = `/v2/transactions?bank_account_id=${account}`;
  const declined = (await bank.ask('GET', `${path}&status[]=declined`)).at('meta.total_count');
  await fault({ match: { path: '/v2/transactions' }, kind: 'singleStatus' });
  const reply = await bank.ask('GET', `${path}&status[]=declined&status[]=completed`);
  expect(reply.at('meta.total_count')).toBe(declined);
});

it('refuses dates too far in the past', async () => {
  const path = `/v2/transactions?bank_account_id=${account}&updated_at_from=`;
  await fault({ match: {}, kind: 'oldDateRefused', days: 30, times: null });
  expect((await bank.ask('GET', `${path}2026-01-01T00:00:00Z`)).status).toBe(422);
  expect((await bank.ask('GET', `${path}2026-03-10T00:00:00Z`)).status).toBe(200);
});

it('waits before it answers', async () => {
  await fault({ kind: 'latency', latencyMs: 40 });
  const startedAt = performance.now();
  expect((await labels()).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThan(35);
});

it('refuses a fault with a misspelt field, which would never strike', async () => {
  const { status } = await bank.control('POST', 'faults', { kind: 'latency', ms: 2_500 });
  expect(status).toBe(400);
});
