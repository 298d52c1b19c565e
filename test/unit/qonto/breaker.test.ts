import { Breaker } from '../../../src/datasources/qonto/breaker.js';
import type { Health } from '../../../src/datasources/qonto/health.js';
import { GatewayError } from '../../../src/errors.js';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 1_000_000;
  breaker = new Breaker(() => now);
});

/** Sends one request that ends so; what the caller is told when it is not sent. */
const send = (health: Health) =>
  breaker
    .pass(
      'GET /v2/labels',
      async () => health,
      (result) => result,
    )
    .catch((error: GatewayError) => error.details);
async function sendAll(...healths: Health[]): Promise<void> {
  for (const health of healths) await send(health);
}
const times = (count: number, health: Health): Health[] => Array<Health>(count).fill(health);
const refused = (retryAfterSeconds: number) => ({
  retryable: true,
  reason: 'CIRCUIT_OPEN',
  retryAfterSeconds,
});

/** A request that is on its way until it is told how it ends. */
function begin() {
  let end: (health: Health) => void = () => undefined;
  const ending = new Promise<Health>((resolve) => (end = resolve));
  const done = breaker.pass(
    'POST /v2/sepa/transfers',
    () => ending,
    (health) => health,
  );
  return { end, done };
}

it.each<Health>(['LINE_FAILED', 'BANK_FAILED'])(
  'opens when half of twenty requests ended as %s',
  async (health) => {
    await sendAll(...times(10, 'ANSWERED'), ...times(9, health));
    expect(await send(health)).toBe(health);
    expect(await send('ANSWERED')).toEqual(refused(5));
  },
);

it.each<[string, Health[]]>([
  ['nineteen failures', times(19, 'BANK_FAILED')],
  ['less than half of all', [...times(21, 'ANSWERED'), ...times(20, 'BANK_FAILED')]],
  [
    'two kinds of failures of which none is half of all',
    [...times(4, 'ANSWERED'), ...times(9, 'LINE_FAILED'), ...times(9, 'BANK_FAILED')],
  ],
  ['callers who have gone', times(100, 'SAYS_NOTHING')],
])('stays closed after %s', async (_, healths) => {
  await sendAll(...healths);
  expect(await send('ANSWERED')).toBe('ANSWERED');
});

it('counts the last ten seconds only', async () => {
  await sendAll(...times(19, 'BANK_FAILED'));
  now += 11_000;
  await send('BANK_FAILED');
  expect(await send('ANSWERED')).toBe('ANSWERED');
});

it('lets one probe through when the pause is over, and all others when that is answered', async () => {
  await sendAll(...times(20, 'BANK_FAILED'));
  now += 4_999;
  expect(await send('ANSWERED')).toEqual(refused(1));
  now += 1;
  const probe = begin();
  expect(await send('ANSWERED')).toEqual(refused(1));
  probe.end('ANSWERED');
  await probe.done;
  await sendAll(...times(19, 'BANK_FAILED'));
  expect(await send('ANSWERED')).toBe('ANSWERED');
});

it('pauses twice as long after each probe that fails, up to a minute, and from five seconds again later', async () => {
  await sendAll(...times(20, 'LINE_FAILED'));
  for (const seconds of [5, 10, 20, 40, 60, 60]) {
    expect(await send('ANSWERED')).toEqual(refused(seconds));
    now += seconds * 1000;
    expect(await send('LINE_FAILED')).toBe('LINE_FAILED');
  }
  now += 60_000;
  await sendAll('ANSWERED', ...times(20, 'LINE_FAILED'));
  expect(await send('ANSWERED')).toEqual(refused(5));
});

it('is not closed by a probe whose caller has gone', async () => {
  await sendAll(...times(20, 'BANK_FAILED'));
  now += 5_000;
  await send('SAYS_NOTHING');
  expect(await send('ANSWERED')).toEqual(refused(10));
});

it('is not opened again by what was asked before the pause', async () => {
  const early = times(40, 'LINE_FAILED').map(begin);
  await sendAll(...times(20, 'BANK_FAILED'));
  now += 5_000;
  await send('ANSWERED');
  for (const { end } of early) end('LINE_FAILED');
  await Promise.all(early.map(({ done }) => done));
  expect(await send('ANSWERED')).toBe('ANSWERED');
});

it('lets a wish to send be refused before anything is done for it', async () => {
  breaker.check('GET /v2/labels');
  await sendAll(...times(20, 'BANK_FAILED'));
  expect(() => breaker.check('GET /v2/labels')).toThrow(GatewayError);
});
