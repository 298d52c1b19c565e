import { startGateway, type TestGateway } from '../support/gateway.js';
import { looks, Payer, posts } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  payer = await Payer.at(gateway);
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

const strike = (rule: object) =>
  gateway.control('POST faults', { ...rule, match: { method: 'POST', path: '/v2/sepa/transfers' } });

const faults: [string, object, boolean][] = [
  ['a line cut before the work', { kind: 'drop', when: 'before' }, false],
  ['a line cut after the work', { kind: 'drop', when: 'after' }, true],
  ['a 503 before the work', { kind: 'status', status: 503 }, false],
  ['a 503 after the work', { kind: 'status', status: 503, when: 'after' }, true],
  ['a bare 500 after the work', { kind: 'status', status: 500, when: 'after' }, true],
  ['half an answer', { kind: 'truncate' }, true],
  ['an answer without the transfer', { kind: 'missingField', field: 'transfer' }, true],
  ['an answer that cannot be read', { kind: 'replaceField', field: 'amount_cents', value: 1 }, true],
  ['an equal call that is still at work (429)', { kind: 'concurrent', status: 429 }, false],
  ['an equal call that is still at work (409)', { kind: 'concurrent', status: 409 }, false],
];

it.each(faults.filter(([, , isDone]) => isDone))(
  'looks for the payment after %s, finds it, and pays nothing more',
  async (_, fault) => {
    const before = await payer.ledger();
    const input = payer.payment();
    await strike(fault);
    const first = await payer.pay(input);
    const { outcome, transfer, verification, userErrors } = first.data.payBeneficiary;
    expect([outcome, verification?.match, userErrors]).toEqual(['CREATED', 'MATCH', []]);
    expect([posts(first.calls).length, looks(first.calls).length]).toEqual([1, 1]);
    expect(await payer.ledger()).toEqual([...before, transfer!.id]);
    const second = await payer.pay(input);
    expect(second.data.payBeneficiary).toMatchObject({
      outcome: 'REPLAYED',
      transfer: { id: transfer!.id },
    });
    expect(second.calls).toEqual([]);
  },
);

it.each(faults.filter(([, , isDone]) => !isDone))(
  'does not call %s a failure, and pays only when it is certain that nothing was done',
  async (_, fault) => {
    const before = await payer.ledger();
    const input = payer.payment();
    await strike(fault);
    const first = await payer.pay(input);
    expect(first.errors).toEqual([]);
    expect(first.data.payBeneficiary).toMatchObject({
      outcome: 'UNKNOWN',
      transfer: null,
      retryAfterSeconds: 240,
      verification: { match: 'MATCH' },
      userErrors: [
        { code: 'OUTCOME_UNKNOWN', field: null, message: expect.stringContaining('240 seconds') as string },
      ],
    });
    expect([posts(first.calls).length, looks(first.calls).length]).toEqual([1, 1]);

    await gateway.control('POST clock', { advanceSeconds: 120 });
    const early = await payer.pay(input);
    expect(early.data.payBeneficiary.outcome).toBe('UNKNOWN');
    expect([posts(early.calls).length, looks(early.calls).length]).toEqual([0, 1]);
    expect(await payer.ledger()).toEqual(before);

    await gateway.control('POST clock', { advanceSeconds: 121 });
    const late = await payer.pay(input);
    expect(late.data.payBeneficiary).toMatchObject({ outcome: 'CREATED', verification: { match: 'MATCH' } });
    expect([posts(late.calls).length, looks(late.calls).length]).toEqual([1, 1]);
    expect(await payer.ledger()).toEqual([...before, late.data.payBeneficiary.transfer!.id]);
  },
);

it('does not take a no for a no while an earlier try may have been a yes', async () => {
  const before = await payer.ledger();
  const input = payer.payment();
  await strike({ kind: 'drop', when: 'before' });
  await payer.pay(input);
  for (const fault of [{ kind: 'status', status: 422 }, { kind: 'tooManyRequests' }]) {
    await gateway.control('POST clock', { advanceSeconds: 241 });
    await strike(fault);
    const { data, calls } = await payer.pay(input);
    expect(posts(calls)).toHaveLength(1);
    expect(data.payBeneficiary).toMatchObject({
      outcome: 'UNKNOWN',
      userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
    });
  }
  expect(await payer.ledger()).toEqual(before);
});

it('pays nothing while the list cannot be looked at', async () => {
  const input = payer.payment();
  await strike({ kind: 'drop', when: 'before' });
  await payer.pay(input);
  await gateway.control('POST clock', { advanceSeconds: 241 });
  await gateway.control('POST faults', {
    kind: 'status',
    status: 501,
    match: { method: 'GET' },
    times: null,
  });
  const { data, calls } = await payer.pay(input);
  expect(data.payBeneficiary.outcome).toBe('UNKNOWN');
  expect(posts(calls)).toEqual([]);
});

it('says for good that nothing was done when the key has become too old', async () => {
  const before = await payer.ledger();
  const input = payer.payment();
  await strike({ kind: 'drop', when: 'before' });
  await payer.pay(input);
  await gateway.control('POST clock', { advanceSeconds: 26 * 60 });
  for (const requests of [1, 0]) {
    const { data, calls } = await payer.pay(input);
    expect(data.payBeneficiary).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'INVALID', field: ['input', 'idempotencyKey'] }],
    });
    expect([posts(calls).length, looks(calls).length]).toEqual([0, requests]);
  }
  expect(await payer.ledger()).toEqual(before);
});

it('says plainly that nothing was sent when the bank asks to slow down', async () => {
  const before = await payer.ledger();
  const input = payer.payment();
  await strike({ kind: 'tooManyRequests', retryAfterSeconds: 1 });
  const { data, errors } = await payer.pay(input);
  expect(data).toEqual({ payBeneficiary: null });
  expect(errors[0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
  expect(await payer.ledger()).toEqual(before);
  expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('CREATED');
});

it('makes one payment of two equal calls at the same moment', async () => {
  const before = await payer.ledger();
  const input = payer.payment();
  await gateway.control('POST settings', { keyedWorkMs: 50 });
  const both = await Promise.all([payer.pay(input), payer.pay(input)]);
  await gateway.control('POST settings', { keyedWorkMs: 0 });
  expect(both.map(({ data }) => data.payBeneficiary.outcome).sort()).toEqual(['CREATED', 'REPLAYED']);
  expect(new Set(both.map(({ data }) => data.payBeneficiary.transfer!.id)).size).toBe(1);
  expect(await payer.ledger()).toHaveLength(before.length + 1);
});

it.each([
  { amount: { value: '12.31', currency: 'EUR' } },
  { reference: 'Invoice 18' },
  { note: 'another' },
  { scheduledDate: '2026-04-01' },
])('refuses a key that stands for another payment, and shows that one: %j', async (changes) => {
  const input = payer.payment();
  const { id } = (await payer.pay(input)).data.payBeneficiary.transfer!;
  const before = await payer.ledger();
  const { data, calls } = await payer.pay({ ...input, ...changes });
  expect(data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    transfer: null,
    existingTransfer: { id },
    userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] }],
  });
  expect(calls).toEqual([]);
  expect(await payer.ledger()).toEqual(before);
});

it('refuses another payment under the key of one whose outcome is unknown', async () => {
  const input = payer.payment();
  await strike({ kind: 'drop', when: 'before' });
  await payer.pay(input);
  const { data, calls } = await payer.pay({ ...input, reference: 'Something else' });
  expect(data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    existingTransfer: null,
    userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
  });
  expect(calls).toEqual([]);
});

it('lets a key be used again after a definite no', async () => {
  const input = payer.payment({ attachmentIds: ['019d0000-0000-7000-8000-000000000000'] });
  const first = await payer.pay(input);
  expect(first.data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    userErrors: [{ code: 'INVALID', field: ['input', 'attachmentIds'] }],
  });
  const second = await payer.pay({ ...input, attachmentIds: [] });
  expect(second.data.payBeneficiary.outcome).toBe('CREATED');
});
