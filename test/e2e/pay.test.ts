import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer, posts } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

it('checks and pays a payee on file with four requests', async () => {
  const before = await payer.ledger();
  const { data, errors, calls } = await payer.pay(payer.payment());
  expect(errors).toEqual([]);
  const { outcome, transfer, verification, userErrors } = data.payBeneficiary;
  expect([outcome, userErrors, verification?.match]).toEqual(['CREATED', [], 'MATCH']);
  expect(transfer).toMatchObject({ status: 'PENDING', amount: { value: '12.30' } });
  expect([...calls].sort()).toEqual(
    [
      `GET /v2/sepa/beneficiaries/${payer.payees.admin.id}`,
      'GET /v2/bank_accounts?page=1&per_page=100',
      'POST /v2/sepa/verify_payee',
      'POST /v2/sepa/transfers',
    ].sort(),
  );
  expect(await payer.ledger()).toEqual([...before, transfer!.id]);
});

it('pays nothing on NO_MATCH: no request for it, no entry in the books, but the check to show', async () => {
  const before = await payer.ledger();
  const input = payer.payment({ beneficiaryId: payer.payees.stranger.id });
  const { data, calls } = await payer.pay(input);
  expect(data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    transfer: null,
    verification: { match: 'NO_MATCH', proofToken: expect.stringMatching(/^1\|/) as string },
    userErrors: [{ code: 'PAYEE_MISMATCH' }],
  });
  expect(posts(calls)).toEqual([]);
  expect(await payer.ledger()).toEqual(before);
});

it('pays after a mismatch that the payer accepts, under the same key, with the proof of that check', async () => {
  const { beneficiaryId, ...input } = payer.payment({ beneficiaryId: payer.payees.stranger.id });
  const { data } = await payer.pay({ ...input, beneficiaryId });
  const { proofToken } = data.payBeneficiary.verification!;
  const paid = await payer.transfer({ ...input, payee: { beneficiaryId }, proofToken });
  expect(paid.data.createTransfer).toMatchObject({ outcome: 'CREATED', userErrors: [] });
  expect(paid.calls).toEqual(['POST /v2/sepa/transfers']);
});

it('pays on the results that the input accepts', async () => {
  const input = payer.payment({
    beneficiaryId: payer.payees.stranger.id,
    acceptMatches: ['MATCH', 'NO_MATCH'],
  });
  expect((await payer.pay(input)).data.payBeneficiary).toMatchObject({
    outcome: 'CREATED',
    verification: { match: 'NO_MATCH' },
  });
  const close = await payer.pay(payer.payment({ beneficiaryId: payer.payees.close.id }));
  expect(close.data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    verification: { match: 'CLOSE_MATCH', matchedName: `${payer.payees.close.name} France` },
  });
});

it.each([
  ['beneficiaryId', () => '019d0000-0000-7000-8000-000000000000', 'NOT_FOUND'],
  ['beneficiaryId', () => payer.payees.pending.id, 'INVALID_STATE'],
  ['bankAccountId', () => '019d0000-0000-7000-8000-000000000000', 'NOT_FOUND'],
])('names a %s that cannot be meant, and checks nobody', async (field, id, code) => {
  const { data, calls } = await payer.pay(payer.payment({ [field]: id() }));
  expect(data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    verification: null,
    userErrors: [{ code, field: ['input', field] }],
  });
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual([]);
});

it('compares the currency with that of the account before it checks anybody', async () => {
  const { data, calls } = await payer.pay(payer.payment({ amount: { value: '1.00', currency: 'USD' } }));
  expect(data.payBeneficiary.userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'amount', 'currency'] },
  ]);
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual([]);
});

it('sends amount, note, day and key as the bank wants them', async () => {
  const input = payer.payment({
    amount: { value: '007.5', currency: 'EUR' },
    note: 'For the books',
    scheduledDate: '2026-04-02',
  });
  const { data } = await payer.pay(input);
  expect(data.payBeneficiary).toMatchObject({ outcome: 'CREATED', transfer: { note: 'For the books' } });
  const { transfers } = await gateway.control<{ transfers: object[] }>('GET transfers');
  expect(transfers.at(-1)).toMatchObject({
    amount: '7.50',
    note: expect.stringMatching(/^For the books gw:[0-9a-f]{16}$/) as string,
    scheduled_date: '2026-04-02',
    reference: 'Invoice 17',
    idempotency_key: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8/) as string,
  });
});

it('leaves the key free after a payment that was called off before anything was sent, also for a corrected one', async () => {
  const input = payer.payment({ beneficiaryId: payer.payees.stranger.id });
  const off = await payer.pay(input);
  expect([off.data.payBeneficiary.outcome, posts(off.calls)]).toEqual(['REJECTED', []]);
  const { data } = await payer.pay({ ...input, beneficiaryId: payer.payees.admin.id });
  expect(data.payBeneficiary.outcome).toBe('CREATED');
});

it('refuses an operation that pays twice, and pays nothing', async () => {
  const before = await payer.ledger();
  const { data, errors, calls } = await gateway.ask(
    `mutation ($one: PayBeneficiaryInput!, $two: PayBeneficiaryInput!) {
      one: payBeneficiary(input: $one) { outcome }
      ...More
    }
    fragment More on Mutation { two: payBeneficiary(input: $two) { outcome } }`,
    { one: payer.payment(), two: payer.payment() },
  );
  expect(data).toBeUndefined();
  expect(errors.map(({ extensions }) => extensions)).toMatchObject([
    { code: 'BAD_USER_INPUT', reason: 'ONE_PAYMENT' },
  ]);
  expect(calls).toEqual([]);
  expect(await payer.ledger()).toEqual(before);
});

it('hands on what the bank says about the proof, at its field', async () => {
  const { beneficiaryId, ...input } = payer.payment();
  const { data } = await payer.transfer({ ...input, payee: { beneficiaryId }, proofToken: 'forged' });
  expect(data.createTransfer).toMatchObject({
    outcome: 'REJECTED',
    userErrors: [{ code: 'PAYEE_VERIFICATION_INVALID', field: ['input', 'proofToken'] }],
  });
});

it('puts a new payee on file on the way', async () => {
  const payee = { name: 'Default', iban: 'DE89370400440532013000' };
  const checked = await gateway.ask<{ verifyPayee: { verification: { proofToken: string } } }>(
    'mutation ($account: PayeeAccountInput!) { verifyPayee(input: { payee: { account: $account } }) { verification { proofToken } } }',
    { account: payee },
  );
  const { beneficiaryId: _, ...input } = payer.payment();
  const { data } = await payer.transfer({
    ...input,
    payee: { newBeneficiary: payee },
    proofToken: checked.data.verifyPayee.verification.proofToken,
  });
  expect(data.createTransfer).toMatchObject({ outcome: 'SCA_REQUIRED', userErrors: [], transfer: null });
});

it('cancels a transfer that is pending, twice without harm, and says when it is too late', async () => {
  const cancel = (id: string) =>
    gateway.ask<{ cancelTransfer: { transfer: { status: string } | null; userErrors: object[] } }>(
      'mutation ($id: ID!) { cancelTransfer(input: { id: $id }) { transfer { status } userErrors { code field } } }',
      { id },
    );
  const { data } = await payer.pay(payer.payment());
  const { id } = data.payBeneficiary.transfer!;
  const first = await cancel(id);
  expect(first.data.cancelTransfer).toEqual({ transfer: { status: 'CANCELED' }, userErrors: [] });
  expect(first.calls).toEqual([`POST /v2/sepa/transfers/${id}/cancel`, `GET /v2/sepa/transfers/${id}`]);
  expect((await cancel(id)).data.cancelTransfer).toEqual({
    transfer: { status: 'CANCELED' },
    userErrors: [],
  });

  const paid = await payer.pay(payer.payment());
  await gateway.control('POST clock', { advanceSeconds: 60 });
  expect((await cancel(paid.data.payBeneficiary.transfer!.id)).data.cancelTransfer).toEqual({
    transfer: { status: 'SETTLED' },
    userErrors: [{ code: 'INVALID_STATE', field: ['input', 'id'] }],
  });
  expect((await cancel('019d0000-0000-7000-8000-000000000000')).data.cancelTransfer).toEqual({
    transfer: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
  });
  expect((await cancel('..')).calls).toEqual([]);
});

it('looks at the transfer when the answer to a cancel was lost', async () => {
  const fault = { kind: 'drop', match: { method: 'POST', path: '*/cancel' } };
  const cancel = (id: string) =>
    gateway.ask<{ cancelTransfer: object }>(
      'mutation ($id: ID!) { cancelTransfer(input: { id: $id }) { transfer { status } userErrors { code } } }',
      { id },
    );
  const { id } = (await payer.pay(payer.payment())).data.payBeneficiary.transfer!;
  await gateway.control('POST faults', { ...fault, when: 'before' });
  expect((await cancel(id)).data.cancelTransfer).toEqual({
    transfer: { status: 'PENDING' },
    userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
  });
  await gateway.control('POST faults', { ...fault, when: 'after' });
  expect((await cancel(id)).data.cancelTransfer).toEqual({
    transfer: { status: 'CANCELED' },
    userErrors: [],
  });
});
