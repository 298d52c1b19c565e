import { isSignedWith } from '../../../src/server/webhook-signature.js';
import { signatureOf } from '../../support/webhook.js';

const body = Buffer.from('{"test":"data"}');
const nowMs = 1_704_110_400_000;
// Source: docs.qonto.com, webhooks, read 2026-11-20.
const published = 't=1704110400,v1=56aff06dc227db80d6568a5070f912c601c31f20451745d257cbc0b5dfa93805';

it('accepts the example that the bank publishes', () => {
  expect(isSignedWith(['test-secret'], { body, signature: published }, nowMs)).toBe(true);
});

it('accepts either of two secrets while one replaces the other, and no third', () => {
  const accepts = (secrets: string[]) => isSignedWith(secrets, { body, signature: published }, nowMs);
  expect(accepts(['new', 'test-secret'])).toBe(true);
  expect(accepts(['test-secret', 'old'])).toBe(true);
  expect(accepts(['new', 'old'])).toBe(false);
  expect(accepts([])).toBe(false);
});

it.each([
  [-300, true],
  [-301, false],
  [300, true],
  [301, false],
])('of a signature that is %d seconds from now says %s', (seconds, accepted) => {
  const signed = { body, signature: published };
  expect(isSignedWith(['test-secret'], signed, nowMs - seconds * 1000)).toBe(accepted);
});

it('reads the bytes as they came', () => {
  const spaced = Buffer.from('{ "test": "data" }');
  expect(isSignedWith(['test-secret'], { body: spaced, signature: published }, nowMs)).toBe(false);
  const binary = Buffer.from([0xff, 0xfe, 0x00]);
  const lossy = signatureOf(binary.toString('utf8'), 'test-secret', 1_704_110_400);
  expect(isSignedWith(['test-secret'], { body: binary, signature: lossy }, nowMs)).toBe(false);
});

it.each([
  undefined,
  '',
  't=1704110400',
  published.slice('t=1704110400,'.length),
  published.toUpperCase(),
  published.replace('v1=56', 'v1=5'),
  published.replace(',', ', '),
  `${published},v1=${'0'.repeat(64)}`,
  `${published},`,
  published.replace('t=', 't=0'),
  published.replace('t=1704110400', 't=1704110400.0'),
  published.replace('t=1704110400', 't=1.7041104e9'),
  published.replace('t=1704110400', 't=+1704110400'),
  published.replace('v1=', 'v0='),
])('refuses the signature %s', (signature) => {
  expect(isSignedWith(['test-secret'], { body, signature }, nowMs)).toBe(false);
});

it.each(['1.7041104e9', '01704110400', ' 1704110400', '0x65929140', 'NaN', '-1704110400', ''])(
  'refuses the time %j, whoever signed it',
  (time) => {
    const signature = signatureOf(body.toString(), 'test-secret', time);
    expect(isSignedWith(['test-secret'], { body, signature }, nowMs)).toBe(false);
  },
);
