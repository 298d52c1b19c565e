import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

interface Result {
  index: number;
  idempotencyKey: string;
  outcome: string;
  supplierInvoice: { id: string; status: string; fileName: string } | null;
  userErrors: { code: string; message: string; field: string[] | null }[];
}
interface Payload {
  bulkUploadSupplierInvoices: {
    results: Result[];
    succeededCount: number;
    failedCount: number;
    userErrors: { code: string; message: string; field: string[] | null }[];
  };
}

const document = `mutation ($input: BulkUploadSupplierInvoicesInput!) { bulkUploadSupplierInvoices(input: $input) {
  succeededCount failedCount userErrors { code message field }
  results { index idempotencyKey outcome supplierInvoice { id status fileName } userErrors { code message field } } } }`;
const bulk = 'POST /v2/supplier_invoices/bulk';

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const pdf = (text: string, fileName = `${text}.pdf`) => ({
  fileName,
  contentType: 'application/pdf',
  content: base64(`%PDF-1.7\n${text}`),
});
let count = 0;
const bill = (file: object = pdf(`bill ${++count}`), idempotencyKey = `key ${++count}`) => ({
  idempotencyKey,
  document: { file },
});
const upload = (invoices: object[], more: object = {}) =>
  gateway.ask<Payload>(document, { input: { invoices, ...more } });
const send = async (invoices: object[], more: object = {}) => {
  const told = await upload(invoices, more);
  expect(told.errors).toEqual([]);
  return { ...told.data.bulkUploadSupplierInvoices, calls: told.calls };
};
const stored = async (text: string) => {
  const { data } = await gateway.ask<{ uploadAttachment: { attachment: { id: string } } }>(
    'mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) { attachment { id } } }',
    { input: { idempotencyKey: text, file: pdf(text) } },
  );
  return data.uploadAttachment.attachment.id;
};
const fault = (rule: object) =>
  gateway.control('POST faults', { match: { path: '/v2/supplier_invoices/bulk' }, ...rule });

it('sends in 100 bills of which 3 are bad: 5 uploads, 97 ids, the errors where they belong', async () => {
  const bills: object[] = Array.from({ length: 100 }, () => bill());
  bills[7] = bill({ fileName: 'virus.pdf', contentType: 'application/pdf', content: base64('MZ\x90\x00') });
  bills[42] = { idempotencyKey: 'k42', document: { attachmentId: '019d0000-0000-7000-8000-000000000000' } };
  bills[99] = bill({ ...pdf('empty'), content: '' });
  const { results, succeededCount, failedCount, userErrors, calls } = await send(bills);
  expect(calls).toEqual(Array(5).fill(bulk));
  expect([succeededCount, failedCount, userErrors]).toEqual([97, 3, []]);
  expect(results.map(({ index }) => index)).toEqual([...bills.keys()]);
  const made = results.filter(({ outcome }) => outcome === 'CREATED');
  expect(new Set(made.map(({ supplierInvoice }) => supplierInvoice!.id)).size).toBe(97);
  expect(made.every(({ supplierInvoice }) => supplierInvoice!.status === 'TO_REVIEW')).toBe(true);
  const bad = results.filter(({ outcome }) => outcome === 'REJECTED');
  expect(
    bad.map(({ userErrors: errors }) => errors.map(({ code, field }) => [code, field!.join('.')])),
  ).toEqual([
    [['INVALID', 'input.invoices.7.document.file.content']],
    [['INVALID', 'input.invoices.42.document.attachmentId']],
    [['REQUIRED', 'input.invoices.99.document.file.content']],
  ]);
  // Each bill got its own file: the names at the bank are those that were sent.
  made.forEach(({ index, supplierInvoice }) => {
    const sent = bills[index] as { document: { file: { fileName: string } } };
    expect(supplierInvoice!.fileName).toBe(sent.document.file.fileName);
  });
});

it('tells bills with equal file names apart by a mark of the key', async () => {
  const bills = [
    bill(pdf('one', 'scan.pdf')),
    bill(pdf('two', 'Scan.PDF')),
    bill(pdf('three', 'other.pdf')),
    bill(pdf('four', 'scan.pdf')),
  ];
  const first = await send(bills);
  expect(first.results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('CREATED'));
  const names = first.results.map(({ supplierInvoice }) => supplierInvoice!.fileName);
  expect(names[2]).toBe('other.pdf');
  expect(names.filter((name) => /^scan \([0-9a-f]{8}\)\.pdf$/i.test(name))).toHaveLength(3);
  expect(first.calls).toEqual([bulk]);
  const again = await send([...bills].reverse());
  expect(again.results.map(({ supplierInvoice }) => supplierInvoice!.id).reverse()).toEqual(
    first.results.map(({ supplierInvoice }) => supplierInvoice!.id),
  );
});

it('takes files that the bank has already, and sends equal ones in requests of their own', async () => {
  const attachmentId = await stored('stored');
  const of = (idempotencyKey: string) => ({ idempotencyKey, document: { attachmentId } });
  const { results, calls } = await send([of('a1'), bill(), of('a2')]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED', 'CREATED']);
  expect(calls).toEqual([bulk, bulk]);
});

it('answers REPLAYED with the same bill when a key is sent again later', async () => {
  const one = bill();
  const { results } = await send([one]);
  await gateway.control('POST clock', { advanceSeconds: 90 });
  const again = await send([one]);
  expect(again.results[0]!.supplierInvoice).toEqual(results[0]!.supplierInvoice);
  expect(again.results[0]!.outcome).toBe('REPLAYED');
  expect(again.succeededCount).toBe(1);
});

it('makes another bill when a key is used again for another document, and gives each its own id', async () => {
  const [one, other] = [bill(pdf('first'), 'reused'), bill(pdf('second'), 'reused')];
  const first = await send([one]);
  const second = await send([other]);
  expect(second.results[0]).toMatchObject({
    outcome: 'CREATED',
    supplierInvoice: { fileName: 'second.pdf' },
  });
  const idOf = ({ results }: { results: Result[] }) => results[0]!.supplierInvoice!.id;
  expect(idOf(second)).not.toBe(idOf(first));
  // Each of the two is still there under the key, beside other bills as well as alone.
  const again = await send([bill(), one]);
  expect(again.results[1]!.supplierInvoice).toEqual(first.results[0]!.supplierInvoice);
  expect(idOf(await send([other]))).toBe(idOf(second));
});

it('makes another bill when a key is used again for another stored file', async () => {
  const of = (attachmentId: string) => ({ idempotencyKey: 'reused for stored', document: { attachmentId } });
  const [one, other] = [await stored('stored one'), await stored('stored other')];
  const ids: string[] = [];
  for (const attachmentId of [one, other, one])
    ids.push((await send([of(attachmentId)])).results[0]!.supplierInvoice!.id);
  expect(ids[1]).not.toBe(ids[0]);
  expect(ids[2]).toBe(ids[0]);
});

it('knows the same content under the same key by another name', async () => {
  const first = await send([bill(pdf('renamed', 'before.pdf'), 'renamed')]);
  const again = await send([bill(pdf('renamed', 'after.pdf'), 'renamed')]);
  expect(again.results[0]!.supplierInvoice).toEqual(first.results[0]!.supplierInvoice);
});

it('splits by 15 MB as well', async () => {
  const large = (name: string) => bill({ ...pdf(name), content: base64(`%PDF-${'x'.repeat(5_200_000)}`) });
  const { results, calls } = await send([large('a'), large('b'), large('c')]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED', 'CREATED']);
  expect(calls).toEqual([bulk, bulk]);
});

/** The outcome of a bill and the codes of its errors. */
const toldOf = ({ outcome, userErrors }: Result) => [outcome, ...userErrors.map(({ code }) => code)];
const adviceOf = ({ userErrors }: Result) =>
  /Send it again in [^,]+/.exec(
    userErrors.find(({ code }) => code === 'OUTCOME_UNKNOWN')?.message ?? '',
  )?.[0];

it('calls a bill on which the bank failed UNKNOWN, and says when to send it again', async () => {
  await fault({ kind: 'replaceField', field: 'code', value: 'internal_server_error', times: 1 });
  const failing = { idempotencyKey: 'failing', document: { attachmentId: 'unknown' } };
  const { results, succeededCount, failedCount } = await send([bill(), failing]);
  expect([succeededCount, failedCount]).toEqual([1, 0]);
  expect(toldOf(results[1]!)).toEqual(['UNKNOWN', 'UPSTREAM_FAILED', 'OUTCOME_UNKNOWN']);
  expect(adviceOf(results[1]!)).toBe('Send it again in a minute');
});

it('says when to send a bill again that the answer does not tell from others', async () => {
  await fault({ kind: 'replaceField', field: 'file_name', value: 'upload', times: 1 });
  const { results } = await send([bill(), bill()]);
  expect(results.map(toldOf)).toEqual(Array(2).fill(['UNKNOWN', 'OUTCOME_UNKNOWN']));
  expect(results.map(adviceOf)).toEqual(Array(2).fill('Send it again in 5 seconds'));
});

describe('without an answer', () => {
  it.each([
    ['the line breaks before the bank works', { kind: 'drop', when: 'before' }],
    ['the line breaks after the bank worked', { kind: 'drop', when: 'after' }],
    ['the bank stumbles after it worked', { kind: 'status', status: 503, when: 'after' }],
    ['half of the answer is lost', { kind: 'truncate' }],
  ])('%s: UNKNOWN for the bills of that request, and the same keys clear it up', async (_, rule) => {
    const bills = Array.from({ length: 25 }, () => bill());
    await fault({ ...rule, times: 1 });
    const { results, succeededCount, failedCount, calls } = await send(bills);
    expect(calls).toEqual([bulk, bulk]);
    expect([succeededCount, failedCount]).toEqual([5, 0]);
    expect(results.slice(0, 20).map(toldOf)).toEqual(Array(20).fill(['UNKNOWN', 'OUTCOME_UNKNOWN']));
    expect(results.slice(0, 20).map(adviceOf)).toEqual(Array(20).fill('Send it again in 5 seconds'));
    await gateway.control('DELETE faults');
    const again = await send(bills.slice(0, 20));
    expect(again.succeededCount).toBe(20);
    const names = new Set(again.results.map(({ supplierInvoice }) => supplierInvoice!.fileName));
    const { data } = await gateway.ask<{ supplierInvoices: { nodes: { fileName: string }[] } }>(
      '{ supplierInvoices(first: 200) { nodes { fileName } } }',
    );
    expect(data.supplierInvoices.nodes.filter(({ fileName }) => names.has(fileName))).toHaveLength(20);
  });
});

describe('a bank that throttles', () => {
  // The gateway remembers a throttling; this one has nothing else to do.
  beforeEach(async () => {
    await gateway.close();
    gateway = await startGateway();
  });
  afterAll(async () => {
    await gateway.close();
    gateway = await startGateway();
  });

  it('sends nothing more once the bank is throttling, and says what to do with the rest', async () => {
    await fault({ kind: 'tooManyRequests', retryAfterSeconds: 7, after: 1, times: null });
    const { results, succeededCount, calls } = await send(Array.from({ length: 61 }, () => bill()));
    expect(calls).toEqual([bulk, bulk]);
    expect(succeededCount).toBe(20);
    expect(results.slice(20).map(toldOf)).toEqual(
      Array(41).fill(['UNKNOWN', 'UPSTREAM_FAILED', 'OUTCOME_UNKNOWN']),
    );
    expect(results.slice(20).map(adviceOf)).toEqual(Array(41).fill('Send it again in 7 seconds'));
  });

  it('says minutes for a long pause', async () => {
    await fault({ kind: 'tooManyRequests', retryAfterSeconds: 301, after: 1, times: null });
    const { results } = await send(Array.from({ length: 21 }, () => bill()));
    expect(adviceOf(results[20]!)).toBe('Send it again in 6 minutes');
  });

  it('is an error of the whole when the first request was not taken', async () => {
    await fault({ kind: 'tooManyRequests', times: null });
    const { data, errors } = await upload([bill()]);
    expect(data.bulkUploadSupplierInvoices).toBeNull();
    expect(errors[0]!.extensions['code']).toBe('RATE_LIMITED');
  });
});

describe('bad input is named, and a bad bill is not sent', () => {
  const tooLong = { ...pdf('long'), content: base64(`%PDF-${'x'.repeat(9_999_996)}`) };
  it.each<[string, object, string, string]>([
    ['10 MB and one byte', bill(tooLong), 'LIMIT_REACHED', 'document.file.content'],
    ['a program', bill({ ...pdf('exe'), content: base64('MZ\x90') }), 'INVALID', 'document.file.content'],
    [
      'a PNG called PDF',
      bill({ ...pdf('png'), content: base64('\x89PNG\r\n\x1a\n') }),
      'INVALID',
      'document.file.content',
    ],
    [
      'another type',
      bill({ ...pdf('zip'), contentType: 'application/zip' }),
      'INVALID',
      'document.file.contentType',
    ],
    ['no bytes', bill({ ...pdf('none'), content: '' }), 'REQUIRED', 'document.file.content'],
    ['no name', bill(pdf('name', '../..')), 'INVALID', 'document.file.fileName'],
    ['a PDF with the name of a program', bill(pdf('exe', 'evil.exe')), 'INVALID', 'document.file.fileName'],
    ['a PDF called picture', bill(pdf('jpg', 'bill.jpg')), 'INVALID', 'document.file.fileName'],
    ['no key', bill(pdf('key'), ''), 'INVALID', 'idempotencyKey'],
    ['a key of other letters', bill(pdf('key'), 'clé'), 'INVALID', 'idempotencyKey'],
    ['a key of 256 letters', bill(pdf('key'), 'k'.repeat(256)), 'INVALID', 'idempotencyKey'],
    ['no id', { idempotencyKey: 'x', document: { attachmentId: '' } }, 'REQUIRED', 'document.attachmentId'],
  ])('%s', async (_, bad, code, field) => {
    const { results, failedCount, calls } = await send([bad]);
    expect(failedCount).toBe(1);
    expect(results[0]!.userErrors.map((error) => [error.code, error.field!.join('.')])).toContainEqual([
      code,
      `input.invoices.0.${field}`,
    ]);
    expect(calls).toEqual([]);
  });

  it('refuses all bills that share a key', async () => {
    const { results, calls } = await send([bill(pdf('a'), 'same'), bill(pdf('b'), 'same')]);
    expect(results.map(({ userErrors }) => userErrors[0]!.field!.join('.'))).toEqual([
      'input.invoices.0.idempotencyKey',
      'input.invoices.1.idempotencyKey',
    ]);
    expect(calls).toEqual([]);
  });

  it.each([
    [[]],
    [Array.from({ length: 1001 }, () => ({ idempotencyKey: 'k', document: { attachmentId: 'a' } }))],
  ])('refuses none and more than 1000', async (invoices) => {
    const { results, userErrors, calls } = await send(invoices);
    expect([results, calls]).toEqual([[], []]);
    expect(userErrors.map(({ field }) => field)).toEqual([['input', 'invoices']]);
  });

  it.each([
    ['both', { file: pdf('both'), attachmentId: 'a' }],
    ['neither', {}],
    ['null', { file: null }],
  ])('refuses %s of file and attachmentId', async (_, given) => {
    const { errors, calls } = await upload([{ idempotencyKey: 'k', document: given }]);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]!.extensions['argument']).toMatch(/^\$input\.invoices\[0\]\.document/);
    expect(calls).toEqual([]);
  });

  it('gives a name without extension the one of its content', async () => {
    const { results } = await send([
      bill(pdf('bare', 'scan')),
      bill(pdf('upper', 'UPPER.PDF')),
      bill({ fileName: 'till', contentType: 'image/png', content: base64('\x89PNG\r\n\x1a\n') }),
    ]);
    expect(results.map(({ supplierInvoice }) => supplierInvoice?.fileName)).toEqual([
      'scan.pdf',
      'UPPER.PDF',
      'till.png',
    ]);
  });

  it('takes the path and hidden characters out of a file name', async () => {
    const { results } = await send([bill(pdf('name', '..\\C:/tmp/\u202eevil\u0000 "bill".pdf'))]);
    expect(results[0]!.supplierInvoice!.fileName).toBe('evil bill.pdf');
  });
});
