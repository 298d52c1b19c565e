import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

interface Told {
  outcome: string;
  id: string | null;
  codes: string[];
  calls: readonly string[];
}

const file = (text: string) => ({
  fileName: `${text}.pdf`,
  contentType: 'application/pdf',
  content: Buffer.from(`%PDF-1.7 ${text}`).toString('base64'),
});

/** Both keyed uploads, told in the same words. */
const uploads: Record<string, (key: string, text: string) => Promise<Told>> = {
  async uploadAttachment(idempotencyKey, text) {
    const { data, calls } = await gateway.ask<{
      uploadAttachment: {
        outcome: string;
        attachment: { id: string } | null;
        userErrors: { code: string }[];
      } | null;
    }>(
      `mutation ($input: UploadAttachmentInput!) {
         uploadAttachment(input: $input) { outcome attachment { id } userErrors { code } } }`,
      { input: { idempotencyKey, file: file(text) } },
    );
    if (data.uploadAttachment === null) return { outcome: 'ERROR', id: null, codes: [], calls };
    const { outcome, attachment, userErrors } = data.uploadAttachment;
    return { outcome, id: attachment?.id ?? null, codes: userErrors.map(({ code }) => code), calls };
  },
  async bulkUploadSupplierInvoices(idempotencyKey, text) {
    const { data, calls } = await gateway.ask<{
      bulkUploadSupplierInvoices: {
        results: [
          { outcome: string; supplierInvoice: { id: string } | null; userErrors: { code: string }[] },
        ];
      } | null;
    }>(
      `mutation ($input: BulkUploadSupplierInvoicesInput!) {
         bulkUploadSupplierInvoices(input: $input) { results { outcome supplierInvoice { id } userErrors { code } } } }`,
      { input: { invoices: [{ idempotencyKey, document: { file: file(text) } }] } },
    );
    if (data.bulkUploadSupplierInvoices === null) return { outcome: 'ERROR', id: null, codes: [], calls };
    const [{ outcome, supplierInvoice, userErrors }] = data.bulkUploadSupplierInvoices.results;
    return { outcome, id: supplierInvoice?.id ?? null, codes: userErrors.map(({ code }) => code), calls };
  },
};

const paths: Record<string, string> = {
  uploadAttachment: 'POST /v2/attachments',
  bulkUploadSupplierInvoices: 'POST /v2/supplier_invoices/bulk',
};

describe.each(Object.keys(uploads))('%s', (operation) => {
  const upload = uploads[operation]!;
  const post = paths[operation]!;
  const loseTheAnswer = () =>
    gateway.control('POST faults', {
      kind: 'drop',
      when: 'after',
      match: { path: post.split(' ')[1] },
      times: 1,
    });

  it('gives the same answer for days, where the bank forgets after half an hour, and sends nothing', async () => {
    const first = await upload('days', 'days');
    expect(first).toMatchObject({ outcome: 'CREATED', calls: [post] });
    await gateway.control('POST clock', { advanceSeconds: 6 * 24 * 3600 });
    expect(await upload('days', 'days')).toEqual({ ...first, outcome: 'REPLAYED', calls: [] });
  });

  it('sends again at once what got no answer, under the same key', async () => {
    await loseTheAnswer();
    expect(await upload('lost', 'lost')).toMatchObject({ outcome: 'UNKNOWN', calls: [post] });
    const again = await upload('lost', 'lost');
    expect(again).toMatchObject({ id: expect.any(String), calls: [post] });
    expect(await upload('lost', 'lost')).toEqual({ ...again, outcome: 'REPLAYED', calls: [] });
  });

  it('does not send again what got no answer when the bank may have forgotten the key', async () => {
    await loseTheAnswer();
    await upload('late', 'late');
    await gateway.control('POST clock', { advanceSeconds: 26 * 60 });
    expect(await upload('late', 'late')).toEqual({
      outcome: 'UNKNOWN',
      id: null,
      codes: ['OUTCOME_UNKNOWN'],
      calls: [],
    });
  });

  it('forgets what was refused, so that it can be sent at any time', async () => {
    await gateway.control('POST faults', {
      kind: 'status',
      status: 403,
      match: { path: post.split(' ')[1] },
    });
    expect(await upload('refused', 'refused')).toMatchObject({ outcome: 'ERROR', calls: [post] });
    await gateway.control('DELETE faults');
    await gateway.control('POST clock', { advanceSeconds: 3600 });
    expect(await upload('refused', 'refused')).toMatchObject({ outcome: 'CREATED', calls: [post] });
  });

  it('goes on without its memory: the key of the bank is left', async () => {
    const first = await upload('gone', 'gone');
    gateway.forgetPayments();
    expect(await upload('gone', 'gone')).toMatchObject({ id: first.id, calls: [post] });
  });
});
