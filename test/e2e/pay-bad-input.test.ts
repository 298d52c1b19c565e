import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

const bad: [object, string[], string][] = [
  [{ amount: { value: '0', currency: 'EUR' } }, ['amount', 'value'], 'INVALID'],
  [{ amount: { value: '0.00', currency: 'EUR' } }, ['amount', 'value'], 'INVALID'],
  [{ amount: { value: '-1', currency: 'EUR' } }, ['amount', 'value'], 'INVALID'],
  [{ amount: { value: '1.001', currency: 'EUR' } }, ['amount', 'value'], 'INVALID'],
  [{ amount: { value: '1000000000', currency: 'EUR' } }, ['amount', 'value'], 'INVALID'],
  [{ amount: { value: '30000.01', currency: 'EUR' } }, ['attachmentIds'], 'ATTACHMENT_REQUIRED'],
  [{ reference: '' }, ['reference'], 'REQUIRED'],
  [{ reference: ' ' }, ['reference'], 'REQUIRED'],
  [{ reference: 'x'.repeat(141) }, ['reference'], 'INVALID'],
  [{ reference: 'a\r\nb' }, ['reference'], 'INVALID'],
  [{ idempotencyKey: '' }, ['idempotencyKey'], 'INVALID'],
  [{ idempotencyKey: 'x'.repeat(256) }, ['idempotencyKey'], 'INVALID'],
  [{ idempotencyKey: 'clé' }, ['idempotencyKey'], 'INVALID'],
  [{ scheduledDate: '2026-03-18' }, ['scheduledDate'], 'INVALID'],
  [{ attachmentIds: ['a', 'b', 'c', 'd', 'e', 'f'] }, ['attachmentIds'], 'LIMIT_REACHED'],
  [{ attachmentIds: ['../a'] }, ['attachmentIds', '0'], 'INVALID'],
  [{ bankAccountId: '' }, ['bankAccountId'], 'REQUIRED'],
  [{ sca: { smsCode: '123456', sessionToken: 'a' } }, ['sca', 'smsCode'], 'INVALID'],
  [{ sca: { method: 'SMS_OTP', smsCode: '123456' } }, ['sca', 'sessionToken'], 'REQUIRED'],
  [{ sca: { method: 'SMS_OTP', sessionToken: 'a' } }, ['sca', 'smsCode'], 'REQUIRED'],
  [{ sca: { sessionToken: 'a\r\nx-evil: 1' } }, ['sca', 'sessionToken'], 'INVALID'],
  [{ sca: { waitSeconds: 26 } }, ['sca', 'waitSeconds'], 'INVALID'],
  [{ sca: { waitSeconds: -1 } }, ['sca', 'waitSeconds'], 'INVALID'],
];

it.each(bad)(
  'names what is wrong with %j and sends nothing, whichever way it is paid',
  async (changes, field, code) => {
    const { beneficiaryId, ...input } = payer.payment(changes);
    const problem = { code, field: ['input', ...field] };
    const paid = await payer.pay({ ...input, beneficiaryId });
    expect(paid.data.payBeneficiary).toMatchObject({ outcome: 'REJECTED', userErrors: [problem] });
    expect(paid.calls).toEqual([]);
    const made = await payer.transfer({ ...input, payee: { beneficiaryId }, proofToken: 'proof' });
    expect(made.data.createTransfer).toMatchObject({ outcome: 'REJECTED', userErrors: [problem] });
    expect(made.calls).toEqual([]);
  },
);

it.each([
  [[], 'REQUIRED'],
  [['MATCH', 'UNRECOGNIZED'], 'INVALID'],
])('refuses to accept %j beforehand', async (acceptMatches, code) => {
  const { data, calls } = await payer.pay(payer.payment({ acceptMatches }));
  expect(data.payBeneficiary.userErrors).toMatchObject([{ code, field: ['input', 'acceptMatches'] }]);
  expect(calls).toEqual([]);
});

it('names all problems at once', async () => {
  const { data, calls } = await payer.transfer({
    ...payer.payment({ beneficiaryId: undefined, reference: '', amount: { value: '0', currency: 'USD' } }),
    payee: { newBeneficiary: { name: '', iban: 'FR7616798000010000005663951' } },
    proofToken: '',
  });
  expect(data.createTransfer.userErrors.map(({ field }) => field?.slice(1).join('.'))).toEqual([
    'amount.value',
    'reference',
    'amount.currency',
    'proofToken',
    'payee.newBeneficiary.name',
  ]);
  expect(calls).toEqual([]);
});

it.each([
  [{ amount: { value: '1e3', currency: 'EUR' } }],
  [{ amount: { value: '1,50', currency: 'EUR' } }],
  [{ amount: { value: 12.5, currency: 'EUR' } }],
  [{ scheduledDate: '2026-02-30' }],
])('refuses %j as no value of its type', async (changes) => {
  const { errors, calls } = await payer.pay(payer.payment(changes));
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(calls).toEqual([]);
});

it('wants a file above 30,000 EUR, not at it', async () => {
  const at = await payer.pay(payer.payment({ amount: { value: '30000.00', currency: 'EUR' } }));
  expect(at.data.payBeneficiary).toMatchObject({ outcome: 'CREATED', userErrors: [] });
  const file = { fileName: 'bill.pdf', contentType: 'application/pdf', content: btoa('%PDF-1.7\n%%EOF\n') };
  const uploaded = await gateway.ask<{ uploadAttachment: { attachment: { id: string } } }>(
    'mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) { attachment { id } } }',
    { input: { idempotencyKey: 'file-1', file } },
  );
  const above = await payer.pay(
    payer.payment({
      amount: { value: '30000.01', currency: 'EUR' },
      attachmentIds: [uploaded.data.uploadAttachment.attachment.id],
    }),
  );
  expect(above.data.payBeneficiary).toMatchObject({
    outcome: 'CREATED',
    transfer: { amount: { value: '30000.01' } },
  });
});
