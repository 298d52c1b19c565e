import { createHash } from 'node:crypto';
import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => {
  bank = await startedSimulator({ sizes: { transactions: 50 } });
});
afterEach(() => bank.simulator.close());

it('writes every request into the journal, but none of its own', async () => {
  await bank.ask('GET', '/v2/labels?page=1&per_page=5');
  await bank.ask('POST', '/v2/clients', { name: 'Déjà' }, { 'X-Test': 'here' });
  await bank.ask('GET', '/nowhere');
  const journal = await bank.control('GET', 'requests');
  expect(journal.at('total')).toBe(3);
  expect(journal.at('requests.0')).toMatchObject({
    method: 'GET',
    path: '/v2/labels',
    query: 'page=1&per_page=5',
    status: 200,
    at: '2026-03-20T12:00:00.000Z',
  });
  expect(journal.at('requests.1')).toMatchObject({
    method: 'POST',
    headers: { 'x-test': 'here' },
    body_sha256: createHash('sha256')
      .update(JSON.stringify({ name: 'Déjà' }))
      .digest('hex'),
  });
  expect(journal.at('requests.2.status')).toBe(404);
  await bank.control('DELETE', 'requests');
  expect((await bank.control('GET', 'requests')).at('requests')).toEqual([]);
});

it('answers an unknown route as the gateway does: plain text, no request id', async () => {
  const reply = await bank.ask('GET', '/v2/organizations');
  expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/plain']);
  expect(reply.headers.get('x-request-id')).toBeNull();
  expect(reply.headers.get('x-tyk-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  const known = await bank.ask('GET', '/v2/labels/unknown');
  expect([known.status, known.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
  expect(known.headers.get('x-request-id')).not.toBeNull();
});

it('dates its answers by its own clock', async () => {
  await bank.control('POST', 'clock', { now: '2026-05-01T08:00:00Z' });
  expect((await bank.ask('GET', '/v2/labels')).headers.get('date')).toBe('Fri, 01 May 2026 08:00:00 GMT');
  expect((await bank.control('POST', 'clock', { advanceSeconds: 90 })).at('now')).toBe(
    '2026-05-01T08:01:30.000Z',
  );
});

it('forgets everything at a reset, and makes the same company from the same seed', async () => {
  const before = (await bank.ask('GET', '/v2/organization')).body;
  await bank.control('POST', 'insert', { resource: 'labels', name: 'Nouveau' });
  await bank.control('POST', 'reset');
  expect((await bank.ask('GET', '/v2/organization')).body).toBe(before);
  expect((await bank.ask('GET', '/v2/labels')).body).not.toContain('Nouveau');
  await bank.control('POST', 'reset', { seed: 2 });
  expect((await bank.ask('GET', '/v2/organization')).body).not.toBe(before);
});

it('gives no two changes the same instant, though the clock stands still', async () => {
  const inserted = async (): Promise<string> =>
    (await bank.control('POST', 'insert', { resource: 'transactions' })).textAt('updated_at');
  const instants = [await inserted(), await inserted(), await inserted()];
  expect(new Set(instants).size).toBe(3);
  expect(instants).toEqual([...instants].sort());
  // The clock keeps up, so that a window up to now has them all.
  expect((await bank.control('GET', 'clock')).textAt('now') >= (instants[2] ?? '')).toBe(true);
});

it.each([
  ['POST', 'clock', {}],
  ['POST', 'settings', { noSuchSetting: true }],
  ['POST', 'faults', { kind: 'meteor' }],
  ['POST', 'touch', { resource: 'nothing', id: 'x' }],
  ['POST', 'insert', { resource: 'nothing' }],
])('refuses %s %s with %o', async (method, path, body) => {
  expect((await bank.control(method, path, body)).status).toBe(400);
});

it('says so when a control or a row does not exist', async () => {
  expect((await bank.control('GET', 'coffee')).status).toBe(404);
  expect((await bank.control('POST', 'touch', { resource: 'transactions', id: 'x' })).status).toBe(404);
});
