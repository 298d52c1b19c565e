import { newKey, startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => (bank = await startedSimulator()));
afterEach(() => bank.simulator.close());

interface Row {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly status: string;
}
const INVOICES = '/v2/supplier_invoices';
const list = async (query: string): Promise<Row[]> =>
  (await bank.ask('GET', `${INVOICES}?${query}`)).listAt('supplier_invoices') as Row[];
const advance = (advanceSeconds: number) => bank.control('POST', 'clock', { advanceSeconds });

describe('the list of supplier invoices', () => {
  it('holds 340 in every status, some of which share a file', async () => {
    expect((await bank.ask('GET', INVOICES)).at('meta.total_count')).toBe(340);
    for (const status of [
      'to_review',
      'to_approve',
      'pending',
      'awaiting_payment',
      'to_pay',
      'scheduled',
      'paid',
      'archived',
      'rejected',
    ])
      expect((await list(`filter[status]=${status}`)).length).toBeGreaterThan(10);
    const rows = await list('');
    expect(new Set(rows.map((row) => row['attachment_id'])).size).toBeLessThan(rows.length);
  });

  it('takes repeated statuses in both spellings', async () => {
    const wanted = new Set(['to_pay', 'paid']);
    for (const query of [
      'filter[status]=to_pay&filter[status]=paid',
      'filter[status][]=to_pay&filter[status][]=paid',
    ])
      expect(new Set((await list(query)).map(({ status }) => status))).toEqual(wanted);
    expect((await bank.ask('GET', `${INVOICES}?filter[status]=lost`)).status).toBe(422);
  });

  it('sorts by date of change, as the guide asks', async () => {
    const stamps = (await list('sort_by=updated_at:asc')).map((row) =>
      Date.parse(String(row['updated_at'] as string)),
    );
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
  });

  it.each([
    ['filter[due_date]=missing_date', (row: Row) => row['due_date'] === null],
    ['filter[due_date]=future', (row: Row) => (row['due_date'] as string) > '2026-03-20'],
    ['filter[issue_date]=past_month', (row: Row) => (row['issue_date'] as string).startsWith('2026-02')],
    ['filter[missing_data]=false', (row: Row) => row['iban'] !== null && row['invoice_number'] !== null],
    ['filter[document_type]=duplicates', (row: Row) => row['has_duplicates'] === true],
    ['filter[exclude_credit_notes]=true', (row: Row) => row['is_credit_note'] === false],
    [
      'filter[payable_amount]=lte:500.00:EUR',
      (row: Row) => Number((row['payable_amount'] as { value: string }).value) <= 500,
    ],
    [
      'query=garonne&query_fields=supplier_name',
      (row: Row) => /garonne/i.test(row['supplier_name'] as string),
    ],
  ])('keeps with %s what it says, and something', async (query, isWanted) => {
    const rows = await list(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !isWanted(row))).toEqual([]);
    expect((await bank.ask('GET', `${INVOICES}?${query}`)).at('meta.total_count')).not.toBe(340);
  });

  it('serves files that open', async () => {
    const [row] = await list('');
    const attachment = await bank.ask('GET', `/v2/attachments/${row?.['attachment_id'] as string}`);
    const file = await fetch(attachment.textAt('attachment.url'));
    const content = Buffer.from(await file.arrayBuffer());
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(String(content.length)).toBe(attachment.at('attachment.file_size'));
  });
});

const pdf = (text: string) => new Blob([`%PDF-1.4 ${text}`], { type: 'application/pdf' });
const upload = (fill: (form: FormData) => void): Promise<Reply> => {
  const form = new FormData();
  fill(form);
  form.append('source', 'integration');
  return bank.ask('POST', `${INVOICES}/bulk`, form);
};
const invoice = (form: FormData, key: string, file: Blob | undefined, name = 'a.pdf') => {
  form.append('supplier_invoices[][idempotency_key]', key);
  if (file) form.append('supplier_invoices[][file]', file, name);
};

describe('uploading supplier invoices', () => {
  it('takes several at once, in order, unread at first and read fifteen seconds later', async () => {
    const reply = await upload((form) => {
      invoice(form, 'key-1', pdf('one'), 'Café €.pdf');
      invoice(form, 'key-2', pdf('two'), 'b.pdf');
    });
    expect([reply.status, reply.at('errors')]).toEqual([200, []]);
    const [first, second] = reply.listAt('supplier_invoices') as Row[];
    expect(first).toMatchObject({
      status: 'to_review',
      file_name: 'Café €.pdf',
      total_amount: null,
      analyzed_at: null,
    });
    expect(second).toMatchObject({ file_name: 'b.pdf', source: 'integration', source_type: 'direct_upload' });
    await advance(16);
    const read = (await bank.ask('GET', `${INVOICES}/${first?.id}`)).at('supplier_invoice') as Row;
    expect(read['supplier_name']).not.toBeNull();
    expect(read['total_amount']).toMatchObject({ currency: 'EUR' });
    expect((read['updated_at'] as string) > (first?.['updated_at'] as string)).toBe(true);
  });

  it('answers 200 and names each failure by its key', async () => {
    const uploaded = new FormData();
    uploaded.set('file', pdf('known'), 'known.pdf');
    const attachmentId = (await bank.ask('POST', '/v2/attachments', uploaded, newKey())).textAt(
      'attachment.id',
    );
    const reply = await upload((form) => {
      invoice(form, 'good', pdf('x'));
      invoice(form, 'text', new Blob(['hello'], { type: 'text/plain' }));
      invoice(form, 'large', new Blob(['%PDF-1.4 ', new Uint8Array(10_000_001)]));
      invoice(form, 'both', pdf('y'));
      form.append('supplier_invoices[][attachment_id]', attachmentId);
      invoice(form, 'known', undefined);
      form.append('supplier_invoices[][attachment_id]', attachmentId);
      invoice(form, 'neither', undefined);
    });
    expect(reply.status).toBe(200);
    expect(reply.listAt('supplier_invoices')).toHaveLength(2);
    expect(reply.at('supplier_invoices.1.attachment_id')).toBe(attachmentId);
    const errors = reply.listAt('errors') as { code: string; source: { pointer: string } }[];
    expect(errors.map(({ code, source }) => `${code} ${source.pointer}`)).toEqual([
      'invalid /supplier_invoices/idempotency_key/text/file',
      'invalid /supplier_invoices/idempotency_key/large/file',
      'invalid /supplier_invoices/idempotency_key/both/file',
      'required /supplier_invoices/idempotency_key/neither/file',
    ]);
  });

  it('demands a key for each', async () => {
    const reply = await upload((form) => form.append('supplier_invoices[][file]', pdf('x'), 'a.pdf'));
    expect([reply.status, reply.at('errors.0.code')]).toEqual([200, 'required']);
  });

  it('takes none of twenty-one', async () => {
    const reply = await upload((form) => {
      for (let count = 0; count < 21; count++) invoice(form, `key-${count}`, pdf(`${count}`));
    });
    expect(reply.status).toBe(200);
    expect([reply.at('supplier_invoices'), reply.at('errors.0.code')]).toEqual([[], 'limit_reached']);
    expect((await bank.ask('GET', INVOICES)).at('meta.total_count')).toBe(340);
  });

  it('gives the same invoice for the same key, and marks the same file under another', async () => {
    const once = await upload((form) => invoice(form, 'key', pdf('x')));
    const again = await upload((form) => invoice(form, 'key', pdf('x')));
    const other = await upload((form) => invoice(form, 'other', pdf('x')));
    expect(again.at('supplier_invoices.0.id')).toBe(once.at('supplier_invoices.0.id'));
    expect(other.at('supplier_invoices.0.id')).not.toBe(once.at('supplier_invoices.0.id'));
    expect([once, other].map((reply) => reply.at('supplier_invoices.0.has_duplicates'))).toEqual([
      false,
      true,
    ]);
    expect((await bank.ask('GET', INVOICES)).at('meta.total_count')).toBe(342);
  });
});

describe('marking supplier invoices', () => {
  const act = (id: string | undefined, action: string, fields?: object) =>
    bank.ask('POST', `${INVOICES}/${id}/${action}`, fields && { supplier_invoice: fields });

  it('pays, again and again, and takes it back once', async () => {
    const id = (await list('filter[status]=to_pay'))[0]?.id;
    const paid = await act(id, 'mark_as_paid', { payment_date: '2026-03-19' });
    expect([paid.status, paid.at('status'), paid.at('payment_date')]).toEqual([200, 'paid', '2026-03-19']);
    expect((await act(id, 'mark_as_paid')).status).toBe(200);
    const back = await act(id, 'unmark_as_paid');
    expect([back.at('status'), back.at('payment_date')]).toEqual(['to_review', null]);
    expect((await act(id, 'unmark_as_paid')).status).toBe(400);
  });

  it('does not pay what is scheduled or rejected', async () => {
    for (const status of ['scheduled', 'rejected'])
      expect((await act((await list(`filter[status]=${status}`))[0]?.id, 'mark_as_paid')).status).toBe(400);
  });

  it('rejects once, an e-invoice with a reason code only since September 2026', async () => {
    const rows = await list('filter[status]=to_review');
    const plain = rows.find((row) => row['is_einvoice'] === false)?.id;
    const electronic = rows.find((row) => row['is_einvoice'] === true)?.id;
    const rejected = await act(plain, 'reject', { declined_note: 'Wrong amount' });
    expect([rejected.at('status'), rejected.at('declined_note')]).toEqual(['rejected', 'Wrong amount']);
    expect((await act(plain, 'reject')).status).toBe(400);
    await bank.control('POST', 'clock', { now: '2026-09-02T00:00:00Z' });
    expect((await act(electronic, 'reject')).status).toBe(422);
    expect((await act(electronic, 'reject', { declined_reason_code: 'AUTRE' })).status).toBe(200);
  });
});
