import { type TestGateway, startGateway } from '../support/gateway.js';
import { Payer, posts } from '../support/payer.js';

const owner = { authorization: 'croissant-9134:api-key-secret' };
/** The login is the slug of the organisation, which stands in its public addresses: anybody can claim it. */
const stranger = { authorization: 'croissant-9134:guessed-by-a-stranger' };

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.control('POST credentials', owner);
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

const pay = `mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) {
  outcome transfer { id } existingTransfer { id } } }`;
const upload = `mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) {
  outcome attachment { id } } }`;

it('tells a payment of an API key again to nobody who has the login without the secret', async () => {
  const input = payer.payment();
  const paid = await gateway.ask<{ payBeneficiary: { outcome: string } }>(pay, { input }, owner);
  expect(paid.data.payBeneficiary.outcome).toBe('CREATED');
  const equal = await gateway.ask(pay, { input }, stranger);
  const guessed = await gateway.ask(pay, { input: { ...input, reference: 'Guessed' } }, stranger);
  for (const { data, errors, calls } of [equal, guessed]) {
    expect(data).toEqual({ payBeneficiary: null });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
    expect(calls).toEqual(['GET /v2/organization']);
  }
  const again = await gateway.ask<{ payBeneficiary: { outcome: string } }>(pay, { input }, owner);
  expect(again.data.payBeneficiary.outcome).toBe('REPLAYED');
  expect(posts(again.calls)).toEqual([]);
});

it('tells an upload of an API key again to nobody who has the login without the secret', async () => {
  const content = Buffer.from('%PDF-1.7 of the owner').toString('base64');
  const input = {
    idempotencyKey: 'a key',
    file: { fileName: 'a.pdf', contentType: 'application/pdf', content },
  };
  const stored = await gateway.ask<{ uploadAttachment: { outcome: string } }>(upload, { input }, owner);
  expect(stored.data.uploadAttachment.outcome).toBe('CREATED');
  const { data, errors } = await gateway.ask(upload, { input }, stranger);
  expect(data).toEqual({ uploadAttachment: null });
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
});
