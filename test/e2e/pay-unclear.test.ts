import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer, posts } from '../support/payer.js';

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

it.each(faults)('does not call %s a failure, and pays once when asked again', async (_, fault, isDone) => {
  const before = await payer.ledger();
  const input = payer.payment();
  await strike(fault);
  const first = await payer.pay(input);
  expect(first.errors).toEqual([]);
  expect(first.data.payBeneficiary).toMatchObject({
    outcome: 'UNKNOWN',
    transfer: null,
    retryAfterSeconds: 10,
    verification: { match: 'MATCH' },
    userErrors: [
      { code: 'OUTCOME_UNKNOWN', field: null, message: expect.stringContaining('10 seconds') as string },
    ],
  });
  expect(posts(first.calls)).toHaveLength(1);
  expect((await payer.ledger()).length - before.length).toBe(isDone ? 1 : 0);

  await gateway.control('POST clock', { advanceSeconds: 10 });
  const second = await payer.pay(input);
  expect(second.calls).toEqual(['POST /v2/sepa/transfers']);
  const { outcome, transfer } = second.data.payBeneficiary;
  expect(outcome).toBe(isDone ? 'REPLAYED' : 'CREATED');
  expect(await payer.ledger()).toEqual([...before, transfer!.id]);

  const third = await payer.pay(input);
  expect(third.data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer: { id: transfer!.id } });
  expect(third.calls).toEqual([]);
});

it('does not take a no for a no while an earlier try may have been a yes', async () => {
  const before = await payer.ledger();
  const input = payer.payment();
  await strike({ kind: 'drop', when: 'after' });
  await payer.pay(input);
  await strike({ kind: 'status', status: 422 });
  const second = await payer.pay(input);
  expect(second.data.payBeneficiary).toMatchObject({
    outcome: 'UNKNOWN',
    userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
  });
  await strike({ kind: 'tooManyRequests' });
  expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('UNKNOWN');
  expect(await payer.ledger()).toHaveLength(before.length + 1);
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
  await strike({ kind: 'drop', when: 'after' });
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

describe('after a restart, when only the bank remembers', () => {
  /** Another caller's memory is empty; the key at the bank is the same. */
  const afterRestart = { authorization: 'Bearer another-token' };
  const pay = (input: object) =>
    gateway.ask<{
      payBeneficiary: { outcome: string; transfer: { id: string } | null; existingTransfer: object | null };
    }>(
      `mutation ($input: PayBeneficiaryInput!) {
        payBeneficiary(input: $input) { outcome transfer { id } existingTransfer { id } userErrors { code } }
      }`,
      { input },
      afterRestart,
    );
  beforeAll(() => gateway.control('POST credentials', afterRestart));

  it('tells the same payment again as what it is', async () => {
    const input = payer.payment();
    const { id } = (await payer.pay(input)).data.payBeneficiary.transfer!;
    const before = await payer.ledger();
    await gateway.control('POST clock', { advanceSeconds: 60 });
    expect((await pay(input)).data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer: { id } });
    expect(await payer.ledger()).toEqual(before);
  });

  it('finds by the answer that the key stands for another payment', async () => {
    const input = payer.payment();
    const { id } = (await payer.pay(input)).data.payBeneficiary.transfer!;
    const before = await payer.ledger();
    const changed = { ...input, amount: { value: '99.00', currency: 'EUR' } };
    expect((await pay(changed)).data.payBeneficiary).toEqual({
      outcome: 'REJECTED',
      transfer: null,
      existingTransfer: { id },
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    expect(await payer.ledger()).toEqual(before);
  });
});
