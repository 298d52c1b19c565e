import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

interface Created {
  createBeneficiary: {
    outcome: string;
    beneficiary: { id: string } | null;
    existingBeneficiary: { id: string; name: string } | null;
    userErrors: { code: string; field: string[] | null }[];
  };
}

const create = (input: object, fields = 'existingBeneficiary { id name }') =>
  gateway.ask<Created>(
    `mutation ($input: CreateBeneficiaryInput!) {
      createBeneficiary(input: $input) {
        outcome beneficiary { id name iban status isTrusted } userErrors { code field } ${fields}
      }
    }`,
    { input },
  );

const payee = {
  name: 'Musterfirma GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  email: 'office@example.org',
  activityTag: 'logistics',
};

it('puts a payee on file with one request, and tells the same key the same again without any', async () => {
  const input = { idempotencyKey: 'payee-1', beneficiary: payee };
  const first = await create(input);
  expect(first.data.createBeneficiary).toEqual({
    outcome: 'CREATED',
    beneficiary: {
      id: expect.any(String) as string,
      name: payee.name,
      iban: payee.iban,
      status: 'PENDING',
      isTrusted: false,
    },
    existingBeneficiary: null,
    userErrors: [],
  });
  expect(first.calls).toEqual(['POST /v2/sepa/beneficiaries']);
  const second = await create(input);
  expect(second.data.createBeneficiary).toMatchObject({
    outcome: 'REPLAYED',
    beneficiary: first.data.createBeneficiary.beneficiary,
  });
  expect(second.calls).toEqual([]);
});

it('says who is on file with the IBAN already, for one request and only if asked', async () => {
  const beneficiary = { name: 'Someone', iban: 'FR7616798000010000005663951' };
  const { data, calls } = await create({ idempotencyKey: 'payee-2', beneficiary });
  expect(data.createBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    beneficiary: null,
    existingBeneficiary: { name: 'Admin' },
    userErrors: [{ code: 'TAKEN', field: ['input', 'beneficiary', 'iban'] }],
  });
  expect(calls).toEqual([
    'POST /v2/sepa/beneficiaries',
    'GET /v2/sepa/beneficiaries?iban[]=FR7616798000010000005663951&per_page=1',
  ]);
  expect((await create({ idempotencyKey: 'payee-2', beneficiary }, '')).calls).toHaveLength(1);
});

it('looks for the payee when the answer was lost, and makes one of two tries', async () => {
  const input = {
    idempotencyKey: 'payee-3',
    beneficiary: { name: 'Autre SARL', iban: 'FR1420041010050500013M02606' },
  };
  await gateway.control('POST faults', { kind: 'drop', when: 'after', match: { method: 'POST' } });
  const first = await create(input);
  expect(first.data.createBeneficiary).toMatchObject({
    outcome: 'CREATED',
    beneficiary: { name: 'Autre SARL' },
    userErrors: [],
  });
  expect(first.calls).toEqual([
    'POST /v2/sepa/beneficiaries',
    'GET /v2/sepa/beneficiaries?iban[]=FR1420041010050500013M02606&per_page=1',
  ]);
  const second = await create(input);
  expect(second.data.createBeneficiary).toMatchObject({ outcome: 'REPLAYED', userErrors: [] });
  expect(second.calls).toEqual([]);
});

it('does not call it a failure when nobody knows, and sends it again only when it is certain', async () => {
  const input = { idempotencyKey: 'payee-4', beneficiary: { name: 'Encore', iban: 'BE68539007547034' } };
  await gateway.control('POST faults', { kind: 'drop', when: 'before', match: { method: 'POST' } });
  expect((await create(input)).data.createBeneficiary).toMatchObject({
    outcome: 'UNKNOWN',
    beneficiary: null,
    userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
  });
  await gateway.control('POST clock', { advanceSeconds: 241 });
  expect((await create(input)).data.createBeneficiary).toMatchObject({
    outcome: 'CREATED',
    beneficiary: { name: 'Encore' },
  });
});

it('refuses a key that stands for another payee, and shows that one', async () => {
  const { data, calls } = await create({
    idempotencyKey: 'payee-1',
    beneficiary: { ...payee, name: 'Other' },
  });
  expect(data.createBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    existingBeneficiary: { name: payee.name },
    userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] }],
  });
  expect(calls).toEqual([]);
});

it.each([
  [{ idempotencyKey: '', beneficiary: payee }, [['idempotencyKey']]],
  [{ idempotencyKey: 'k', beneficiary: { ...payee, name: '' } }, [['beneficiary', 'name']]],
  [
    { idempotencyKey: 'k\n', beneficiary: { ...payee, name: 'x'.repeat(141) }, sca: { waitSeconds: 99 } },
    [['idempotencyKey'], ['beneficiary', 'name'], ['sca', 'waitSeconds']],
  ],
])('names what is wrong and sends nothing: %#', async (input, fields) => {
  const { data, calls } = await create(input);
  expect(data.createBeneficiary.userErrors.map(({ field }) => field)).toEqual(
    fields.map((field) => ['input', ...field]),
  );
  expect(calls).toEqual([]);
});
