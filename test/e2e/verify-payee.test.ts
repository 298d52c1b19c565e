import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

interface Verified {
  verifyPayee: {
    verification: Record<string, unknown> | null;
    idempotencyKey: string | null;
    userErrors: { code: string; field: string[] | null; upstreamCode: string | null }[];
  };
}

const verify = (payee: object) =>
  gateway.ask<Verified>(
    `mutation ($payee: PayeeInput!) {
      verifyPayee(input: { payee: $payee }) {
        verification { match rawMatch matchedName isDegraded rawReason proofToken proofExpiresAt }
        idempotencyKey
        userErrors { code field upstreamCode }
      }
    }`,
    { payee },
  );

const degraded = 'IT12M3609201600032486198434';

it.each([
  ['FR7616798000010000005663951', 'Admin', { match: 'MATCH', rawMatch: 'MATCH_RESULT_MATCH' }],
  ['FR7616798000010000005663951', 'Somebody Else', { match: 'NO_MATCH', matchedName: null }],
  ['DE89370400440532013000', 'Anybody', { match: 'NOT_POSSIBLE', isDegraded: false }],
  ['GB82WEST12345698765432', 'Anybody', { match: 'UNRECOGNIZED', rawMatch: 'MATCH_RESULT_UNSPECIFIED' }],
])('asks about %s, %s with one request', async (iban, name, expected) => {
  const { data, calls } = await verify({ account: { iban, name } });
  expect(data.verifyPayee.verification).toMatchObject({
    ...expected,
    proofToken: expect.stringMatching(/^1\|1\|\d+\|MEUCI/) as string,
    proofExpiresAt: '2026-03-21T11:00:00.000Z',
  });
  expect(data.verifyPayee.userErrors).toEqual([]);
  expect(calls).toEqual(['POST /v2/sepa/verify_payee']);
});

it('tells the name of the holder on a close match', async () => {
  const { data } = await gateway.ask<{ beneficiaries: { nodes: { id: string; name: string }[] } }>(
    '{ beneficiaries(first: 4, orderBy: { direction: ASC }) { nodes { id name } } }',
  );
  const { id, name } = data.beneficiaries.nodes[3]!;
  const checked = await verify({ beneficiaryId: id });
  expect(checked.data.verifyPayee.verification).toMatchObject({
    match: 'CLOSE_MATCH',
    matchedName: `${name} France`,
  });
});

it('takes a check that failed at the other bank for NOT_POSSIBLE with a proof that counts', async () => {
  const { data } = await verify({ account: { iban: degraded, name: 'Anybody' } });
  expect(data.verifyPayee.verification).toEqual({
    match: 'NOT_POSSIBLE',
    rawMatch: null,
    matchedName: null,
    isDegraded: true,
    rawReason: 'BAD_REQUEST_ERROR_RESPONDING_BANK_NOT_AVAILABLE',
    proofToken: expect.stringMatching(/^1\|1\|/) as string,
    proofExpiresAt: '2026-03-21T11:00:00.000Z',
  });
  expect(data.verifyPayee.userErrors).toEqual([]);
});

it('gives a fresh key that tells its age', async () => {
  const keys = new Set<string>();
  for (let count = 0; count < 3; count++) {
    const { data } = await verify({ account: { iban: 'FR7616798000010000005663951', name: 'Admin' } });
    keys.add(data.verifyPayee.idempotencyKey!);
  }
  expect(keys.size).toBe(3);
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(key.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-03-20T12:00:00Z'));
  }
});

it('checks a payee on file by its own name and IBAN', async () => {
  const { data } = await gateway.ask<{ beneficiaries: { nodes: { id: string }[] } }>(
    '{ beneficiaries(filter: { ibans: ["FR7616798000010000005663951"] }) { nodes { id } } }',
  );
  const { id } = data.beneficiaries.nodes[0]!;
  const checked = await verify({ beneficiaryId: id });
  expect(checked.data.verifyPayee.verification).toMatchObject({ match: 'MATCH' });
  expect(checked.calls).toEqual([`GET /v2/sepa/beneficiaries/${id}`, 'POST /v2/sepa/verify_payee']);
});

it('names a payee that is not on file', async () => {
  const { data, calls } = await verify({ beneficiaryId: '019d0000-0000-7000-8000-000000000000' });
  expect(data.verifyPayee).toMatchObject({
    verification: null,
    idempotencyKey: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'payee', 'beneficiaryId'] }],
  });
  expect(calls).toHaveLength(1);
});

it('is a failure that may be tried again when no answer comes, and is never repeated by itself', async () => {
  await gateway.control('POST faults', { kind: 'drop', when: 'after', match: { method: 'POST' } });
  const { data, errors, calls } = await verify({
    account: { iban: 'FR7616798000010000005663951', name: 'Admin' },
  });
  expect(data).toEqual({ verifyPayee: null });
  expect(errors[0]!.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
  expect(calls).toHaveLength(1);
});

it.each([
  [{ account: { iban: degraded, name: '' } }, ['input', 'payee', 'account', 'name']],
  [{ account: { iban: degraded, name: 'x'.repeat(141) } }, ['input', 'payee', 'account', 'name']],
  [{ account: { iban: degraded, name: 'a\nb' } }, ['input', 'payee', 'account', 'name']],
  [{ beneficiaryId: '..' }, ['input', 'payee', 'beneficiaryId']],
  [{ beneficiaryId: '' }, ['input', 'payee', 'beneficiaryId']],
])('names what is wrong with %j and sends nothing', async (payee, field) => {
  const { data, calls } = await verify(payee);
  expect(data.verifyPayee.userErrors.map((error) => error.field)).toEqual([field]);
  expect(calls).toEqual([]);
});

it.each([
  [{}],
  [{ beneficiaryId: null }],
  [{ beneficiaryId: 'a', account: { iban: degraded, name: 'b' } }],
  [{ account: { iban: 'IT12M3609201600032486198435', name: 'b' } }],
])('refuses %j', async (payee) => {
  const { errors, calls } = await verify(payee);
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(calls).toEqual([]);
});
