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
function send(health: Health) {
  try {
    breaker.begin('GET /v2/labels')(health);
    return health;
  } catch (error) {
    return (error as GatewayError).details;
  }
}
const sendAll = (...healths: Health[]) => healths.forEach(send);
const times = (count: number, health: Health): Health[] => Array<Health>(count).fill(health);
const refused = (retryAfterSeconds: number) => ({
  retryable: true,
  reason: 'CIRCUIT_OPEN',
  retryAfterSeconds,
});

/** A request that is on its way until it is told how it ends. */
const begin = () => breaker.begin('POST /v2/sepa/transfers');

it.each<Health>(['LINE_FAILED', 'BANK_FAILED'])(
  'opens when half of twenty requests ended as %s',
  (health) => {
    sendAll(...times(10, 'ANSWERED'), ...times(9, health));
    expect(send(health)).toBe(health);
    expect(send('ANSWERED')).toEqual(refused(5));
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
])('stays closed after %s', (_, healths) => {
  sendAll(...healths);
  expect(send('ANSWERED')).toBe('ANSWERED');
});

it('counts the last ten seconds only', () => {
  sendAll(...times(19, 'BANK_FAILED'));
  now += 11_000;
  send('BANK_FAILED');
  expect(send('ANSWERED')).toBe('ANSWERED');
});

it('lets one probe through when the pause is over, and all others when that is answered', () => {
  sendAll(...times(20, 'BANK_FAILED'));
  now += 4_999;
  expect(send('ANSWERED')).toEqual(refused(1));
  now += 1;
  const probe = begin();
  expect(send('ANSWERED')).toEqual(refused(1));
  probe('ANSWERED');
  sendAll(...times(19, 'BANK_FAILED'));
  expect(send('ANSWERED')).toBe('ANSWERED');
});

it('pauses twice as long after each probe that fails, up to a minute, and from five seconds again later', () => {
  sendAll(...times(20, 'LINE_FAILED'));
  for (const seconds of [5, 10, 20, 40, 60, 60]) {
    expect(send('ANSWERED')).toEqual(refused(seconds));
    now += seconds * 1000;
    expect(send('LINE_FAILED')).toBe('LINE_FAILED');
  }
  now += 60_000;
  sendAll('ANSWERED', ...times(20, 'LINE_FAILED'));
  expect(send('ANSWERED')).toEqual(refused(5));
});

it('is not closed by a probe whose caller has gone', () => {
  sendAll(...times(20, 'BANK_FAILED'));
  now += 5_000;
  send('SAYS_NOTHING');
  expect(send('ANSWERED')).toEqual(refused(10));
});

it('is not opened again by what was asked before the pause', () => {
  const early = times(40, 'LINE_FAILED').map(begin);
  sendAll(...times(20, 'BANK_FAILED'));
  now += 5_000;
  send('ANSWERED');
  for (const end of early) end('LINE_FAILED');
  expect(send('ANSWERED')).toBe('ANSWERED');
});

it('waits for its probe, whatever was asked before the pause', () => {
  const early = times(40, 'LINE_FAILED').map(begin);
  sendAll(...times(20, 'BANK_FAILED'));
  now += 5_000;
  const probe = begin();
  for (const end of early) end('LINE_FAILED');
  expect(breaker.circuit).toBe('PROBING');
  probe('ANSWERED');
  expect(breaker.circuit).toBe('CLOSED');
});

it('lets a wish to send be refused before anything is done for it', () => {
  breaker.check('GET /v2/labels');
  sendAll(...times(20, 'BANK_FAILED'));
  expect(() => breaker.check('GET /v2/labels')).toThrow(GatewayError);
});
