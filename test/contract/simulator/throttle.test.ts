import { Bank, type Settings } from '../../../src/datasources/simulator/bank.js';
import { throttle } from '../../../src/datasources/simulator/throttle.js';
import { startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => {
  bank = await startedSimulator({ sizes: { transactions: 0 } });
});
afterEach(() => bank.simulator.close());

const born = {
  seed: 1,
  sizes: { transactions: 0, clients: 0, clientInvoices: 0, supplierInvoices: 0 },
  settings: {
    rateLimits: true,
    requestWindows: [
      { limit: 1_000, lengthMs: 10_000 },
      { limit: 10_000, lengthMs: 600_000 },
    ],
  } as unknown as Settings,
};

/** Sends requests, some at a time, and counts the answers by status. */
async function burst(count: number, ask: () => Promise<Reply>): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  for (let sent = 0; sent < count; sent += 50) {
    const replies = await Promise.all(Array.from({ length: Math.min(50, count - sent) }, ask));
    for (const { status } of replies) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

const label = (): Promise<Reply> => bank.ask('GET', '/v2/labels/none');

it('takes 1,000 requests in ten seconds and refuses the next, until the first ones are old enough', async () => {
  expect(await burst(1_000, label)).toEqual({ 404: 1_000 });
  // By turns with Retry-After, without it, and without any body.
  const refusals = [await label(), await label(), await label(), await label()];
  expect(refusals.map(({ status }) => status)).toEqual([429, 429, 429, 429]);
  expect(refusals.map(({ headers }) => headers.get('retry-after'))).toEqual(['10', null, null, '10']);
  expect(refusals.map(({ body }) => body === '')).toEqual([false, false, true, false]);

  await bank.control('POST', 'clock', { advanceSeconds: 9.9 });
  expect((await label()).status).toBe(429);
  await bank.control('POST', 'clock', { advanceSeconds: 0.1 });
  expect((await label()).status).toBe(404);
  expect((await bank.control('GET', 'throttle')).at('breaches')).toBe(5);
});

it('takes no more than 10,000 requests in ten minutes', async () => {
  let nowMs = Date.UTC(2026, 2, 20);
  const alone = new Bank({ ...born, clock: { now: () => new Date(nowMs) } });
  const admitted = (count: number): number =>
    Array.from({ length: count }, () => alone.of(throttle).admit('127.0.0.1')).filter(
      (no) => no === undefined,
    ).length;
  for (let round = 0; round < 10; round++) {
    expect(admitted(1_001)).toBe(1_000);
    nowMs += 11_000;
  }
  expect(admitted(1)).toBe(0);
  nowMs += 600_000 - 110_000 - 1;
  expect(admitted(1)).toBe(0);
  nowMs += 1;
  expect(admitted(1_001)).toBe(1_000);
});

it('takes other windows, at once', async () => {
  await bank.control('POST', 'settings', { requestWindows: [{ limit: 3, lengthMs: 2_000 }] });
  expect(await burst(4, label)).toEqual({ 404: 3, 429: 1 });
  await bank.control('POST', 'clock', { advanceSeconds: 2 });
  await bank.control('POST', 'settings', { requestWindows: [{ limit: 1, lengthMs: 2_000 }] });
  expect(await burst(2, label)).toEqual({ 404: 1, 429: 1 });
});

it('throttles an address after 200 answers of 401 in an hour', async () => {
  const wrong = (): Promise<Reply> =>
    bank.ask('GET', '/v2/labels', undefined, { Authorization: 'Bearer wrong' });
  expect(await burst(200, wrong)).toEqual({ 401: 200 });
  expect((await wrong()).status).toBe(429);
  expect((await label()).status).toBe(429);
  await bank.control('POST', 'clock', { advanceSeconds: 3_600 });
  expect((await label()).status).toBe(404);
});

it('can be switched off', () => {
  const settings: Settings = { ...born.settings, rateLimits: false };
  const open = new Bank({ ...born, settings, clock: { now: () => new Date(0) } }).of(throttle);
  expect(Array.from({ length: 1_001 }, () => open.admit('127.0.0.1'))).not.toContainEqual(expect.anything());
});
