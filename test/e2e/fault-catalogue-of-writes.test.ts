import { FaultyBank } from '../support/faulty-bank.js';
import { type Write, type WriteName, Writes } from '../support/faulty-write.js';
import type { TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

let bank: FaultyBank;
let gateway: TestGateway;
let writes: Writes;
beforeAll(async () => {
  bank = await FaultyBank.start();
  gateway = await bank.gateway();
  writes = new Writes(gateway, await Payer.at(gateway));
});
afterEach(async () => {
  await gateway.control('DELETE faults');
  // The circuit forgets, and a bank that asked to slow down has been waited for.
  bank.passTime(11_000);
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});

type Fault = readonly [fault: string, rule: object];

const names: WriteName[] = ['createTransfer', 'createBeneficiary', 'uploadAttachment'];
const each = <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
  rows.flatMap((row) => names.map((name) => [name, ...row] as const));
const looked: WriteName[] = ['createTransfer', 'createBeneficiary'];

const strike = ({ post }: Write, rule: object, times = 1) =>
  gateway.control('POST faults', { ...rule, match: { method: 'POST', path: post.slice(5) }, times });

/** After what proves nothing. The bank has done nothing, which only time can show. */
const lostBefore: Fault[] = [
  ['a connection reset before the work', { kind: 'drop' }],
  ['a bare 500 before the work', { kind: 'status', status: 500 }],
  ['a 503 before the work', { kind: 'status', status: 503 }],
  ['a 501', { kind: 'status', status: 501 }],
  ['a success that is half a JSON', { kind: 'body', text: '{"id": ' }],
  ['a page that is not the login', { kind: 'body', text: '<!doctype html>', contentType: 'text/html' }],
  ['a redirect', { kind: 'body', text: '', status: 307 }],
  ['a 400 in no shape of the bank', { kind: 'body', text: 'no', contentType: 'text/plain', status: 400 }],
  ['an equal request that is still at work (409)', { kind: 'concurrent', status: 409 }],
  ['an equal request that is still at work (429)', { kind: 'concurrent', status: 429 }],
];

/** After what proves nothing either, although the bank has done it. */
const lostAfter: Fault[] = [
  ['a connection reset after the work', { kind: 'drop', when: 'after' }],
  ['a connection reset within the body', { kind: 'truncate' }],
  ['a bare 500 after the work', { kind: 'status', status: 500, when: 'after' }],
  ['a 503 after the work', { kind: 'status', status: 503, when: 'after' }],
  ['a success without a body', { kind: 'body', text: '', when: 'after' }],
  ['a success that is half a JSON', { kind: 'body', text: '{"id": ', when: 'after' }],
  ['a success above the cap', { kind: 'body', text: `"${'x'.repeat(100_000)}"`, when: 'after' }],
  ['a success whose id cannot be read', { kind: 'replaceField', field: 'id', value: 7 }],
];

describe('a lost answer to what was not done', () => {
  const rows = lostBefore.flatMap((row) => looked.map((name) => [name, ...row] as const));
  it.each(rows)('%s: %s is UNKNOWN, until it is certain and goes out again', async (name, _, rule) => {
    const write = await writes.new(name);
    await strike(write, rule);
    const first = await write.send();
    expect(first.errors).toEqual([]);
    expect(first.data.write).toMatchObject({ outcome: 'UNKNOWN', made: null, retryAfterSeconds: 240 });
    expect(first.data.write!.userErrors).toEqual([{ code: 'OUTCOME_UNKNOWN' }]);
    expect(first.calls).toEqual([write.post, ...write.looks]);
    const early = await write.send();
    expect([early.data.write!.outcome, early.calls]).toEqual(['UNKNOWN', write.looks]);
    expect(await write.made()).toBe(0);

    await gateway.control('POST clock', { advanceSeconds: 241 });
    const late = await write.send();
    expect([late.data.write!.outcome, late.calls]).toEqual(['CREATED', [...write.looks, write.post]]);
    expect(await write.made()).toBe(1);
    await expectReplay(write, late.data.write!.made!.id);
  });
});

describe('a lost answer to what was done', () => {
  const rows = lostAfter.flatMap((row) => looked.map((name) => [name, ...row] as const));
  it.each(rows)('%s: %s is looked up', async (name, _, rule) => {
    const write = await writes.new(name);
    await strike(write, rule);
    const { data, errors, calls } = await write.send();
    expect([data.write!.outcome, errors]).toEqual(['CREATED', []]);
    expect(calls).toEqual([write.post, ...write.looks]);
    expect(await write.made()).toBe(1);
    await expectReplay(write, data.write!.made!.id);
  });

  it.each(looked)('%s: work that ends after the answer was given up is found later', async (name) => {
    const write = await writes.new(name);
    await strike(write, { kind: 'latency', latencyMs: 800 });
    const first = await write.send();
    expect(first.data.write!.outcome).toBe('UNKNOWN');
    while ((await write.made()) === 0);
    const { data, calls } = await write.send();
    expect([data.write!.outcome, calls]).toEqual(['REPLAYED', write.looks]);
    expect(await write.made()).toBe(1);
  });
});

describe('a lost answer about a file', () => {
  it.each([...lostBefore, ...lostAfter])('%s: UNKNOWN, and the same key stores it', async (_, rule) => {
    const write = await writes.new('uploadAttachment');
    await strike(write, rule);
    const first = await write.send();
    expect(first.errors).toEqual([]);
    expect(first.data.write).toMatchObject({ outcome: 'UNKNOWN', made: null, retryAfterSeconds: 5 });
    expect(first.calls).toEqual([write.post]);
    const second = await write.send();
    expect([second.data.write!.outcome, second.calls]).toEqual(['CREATED', [write.post]]);
    await expectReplay(write, second.data.write!.made!.id);
  });
});

describe('a request that the bank did not look at', () => {
  const limited = { code: 'RATE_LIMITED', retryable: true };
  const rows = each<readonly [string, object, object]>([
    [
      'a rate limit with a time',
      { kind: 'tooManyRequests', retryAfterSeconds: 7 },
      { ...limited, retryAfterSeconds: 7 },
    ],
    ['a bare rate limit', { kind: 'tooManyRequests', body: false }, { ...limited, retryAfterSeconds: 1 }],
    [
      'the login page',
      { kind: 'html' },
      { code: 'UPSTREAM_UNAVAILABLE', reason: 'LOGIN_PAGE', retryable: false },
    ],
    [
      'the way to the login page',
      { kind: 'html', status: 302 },
      { code: 'UPSTREAM_UNAVAILABLE', reason: 'LOGIN_PAGE', retryable: false },
    ],
    [
      'an unknown route',
      { kind: 'plainNotFound' },
      { code: 'UPSTREAM_UNAVAILABLE', reason: 'ROUTE_UNKNOWN', retryable: false },
    ],
  ]);

  it.each(rows)('%s: %s is an error without effect, and the key stays good', async (name, _, rule, seen) => {
    const write = await writes.new(name);
    await strike(write, rule);
    const { data, errors, calls } = await write.send();
    expect([data, calls]).toEqual([{ write: null }, [write.post]]);
    expect(errors[0]!.extensions).toMatchObject({ ...seen, effect: 'NONE' });
    expect(await write.made()).toBe(0);
    bank.passTime(7_000);
    await expectMade(write);
  });

  it.each(names)('%s: no connection is an error without effect, and the key stays good', async (name) => {
    const write = await writes.new(name);
    await bank.unplug();
    const { errors, calls } = await write.send();
    await bank.plug();
    expect(errors[0]!.extensions).toMatchObject(passing('UNREACHABLE'));
    expect(calls).toEqual([]);
    await expectMade(write);
  });

  it.each(names)('%s: an open circuit refuses it before it is sent, and the key stays good', async (name) => {
    const write = await writes.new(name);
    await gateway.control('POST faults', {
      kind: 'status',
      status: 501,
      match: { path: '/v2/labels' },
      times: null,
    });
    for (let failed = 0; failed < 20; failed++) await gateway.ask('{ labels { nodes { id } } }');
    const { errors, calls } = await write.send();
    expect(errors[0]!.extensions).toMatchObject({ ...passing('CIRCUIT_OPEN'), retryAfterSeconds: 5 });
    expect(calls).toEqual([]);
    bank.passTime(5_000);
    await expectMade(write);
  });

  it.each(names)('%s: a dead token is an error without effect', async (name) => {
    const write = await writes.new(name);
    const { errors, calls } = await write.send({ authorization: 'Bearer dead' });
    expect(errors[0]!.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'TOKEN_INVALID',
      retryable: false,
      effect: 'NONE',
    });
    expect(calls).toHaveLength(1);
    expect(await write.made()).toBe(0);
    await expectMade(write);
  });

  it.each(names)('%s: a missing scope is an error without effect that names it', async (name) => {
    const write = await writes.new(name);
    const authorization = 'Bearer reader';
    await gateway.control('POST credentials', { authorization, scopes: ['organization.read'] });
    const { errors, calls } = await write.send({ authorization });
    expect(errors[0]!.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'SCOPE', effect: 'NONE' });
    expect(errors[0]!.extensions['missingScope']).toMatch(/\.write$/);
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual([write.post]);
    expect(await write.made()).toBe(0);
  });
});

it.each(names)('%s: a no with a reason is no error, and the key stays good', async (name) => {
  const write = await writes.new(name);
  await strike(write, { kind: 'status', status: 422 });
  const { data, errors, calls } = await write.send();
  expect([data.write!.outcome, errors, calls]).toEqual(['REJECTED', [], [write.post]]);
  expect(await write.made()).toBe(0);
  await expectMade(write);
});

it.each(names)(
  '%s: a caller who hangs up does not end it, and is told later what became of it',
  async (name) => {
    const write = await writes.new(name);
    await strike(write, { kind: 'latency', latencyMs: 200 });
    await write.hangUp();
    const { data, calls } = await write.send();
    expect([data.write!.outcome, calls]).toEqual(['REPLAYED', []]);
    expect(await write.made()).toBe(1);
  },
);

const passing = (reason: string) => ({
  code: 'UPSTREAM_UNAVAILABLE',
  reason,
  retryable: true,
  effect: 'NONE',
});

async function expectMade(write: Write): Promise<void> {
  const { data, calls } = await write.send();
  expect([data.write?.outcome, calls]).toEqual(['CREATED', [write.post]]);
  expect(await write.made()).toBe(1);
}

async function expectReplay(write: Write, id: string): Promise<void> {
  const { data, calls } = await write.send();
  expect([data.write!.outcome, data.write!.made, calls]).toEqual(['REPLAYED', { id }, []]);
  expect(await write.made()).toBe(1);
}
