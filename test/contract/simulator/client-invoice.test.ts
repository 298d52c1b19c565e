import { startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
let acmeId: string;
beforeEach(async () => {
  bank = await startedSimulator();
  acmeId = (await bank.ask('GET', '/v2/clients?filter[email]=contact@acmecorp.com')).textAt('clients.0.id');
});
afterEach(() => bank.simulator.close());

const INVOICES = '/v2/client_invoices';
const list = (query: string) => bank.ask('GET', `${INVOICES}?${query}`);
const advance = (advanceSeconds: number) => bank.control('POST', 'clock', { advanceSeconds });
const item = {
  title: 'Consulting',
  quantity: '10',
  unit: 'hour',
  unit_price: { value: '150.00', currency: 'EUR' },
  vat_rate: '0.20',
};
const create = (fields: object = {}): Promise<Reply> =>
  bank.ask('POST', INVOICES, {
    client_id: acmeId,
    issue_date: '2026-03-20',
    due_date: '2026-04-19',
    status: 'draft',
    payment_methods: { iban: 'FR7616958000014849440866435' },
    items: [item],
    ...fields,
  });
const act = (made: Reply, action: string, body?: object) =>
  bank.ask('POST', `${INVOICES}/${made.textAt('client_invoice.id')}/${action}`, body);
const read = (made: Reply) => bank.ask('GET', `${INVOICES}/${made.textAt('client_invoice.id')}`);

describe('the list of client invoices', () => {
  it('hides imported ones unless asked', async () => {
    const shown = Number((await list('')).at('meta.total_count'));
    expect(Number((await list('exclude_imported=true')).at('meta.total_count'))).toBe(shown);
    expect((await list('exclude_imported=false')).at('meta.total_count')).toBe(320);
    expect(shown).toBeLessThan(320);
  });

  it('takes a comma list of statuses', async () => {
    const found = await list('filter[status]=draft,canceled');
    const statuses = new Set(
      found.listAt('client_invoices').map((row) => (row as { status: string }).status),
    );
    expect(statuses).toEqual(new Set(['draft', 'canceled']));
    expect((await list('filter[status]=overdue')).status).toBe(422);
  });

  it('holds all four statuses, drafts without number and without file', async () => {
    for (const status of ['draft', 'unpaid', 'paid', 'canceled'])
      expect((await list(`filter[status]=${status}`)).listAt('client_invoices').length).toBeGreaterThan(5);
    const draft = (await list('filter[status]=draft')).at('client_invoices.0');
    expect(draft).toMatchObject({ number: null, attachment_id: null, finalized_at: null });
  });

  it('finds a touched invoice in the window of its change', async () => {
    const id = (await list('sort_by=created_at:asc')).textAt('client_invoices.0.id');
    await bank.control('POST', 'touch', { resource: 'client_invoices', id });
    const changed = await list('filter[updated_at_from]=2026-03-20T12:00:00Z');
    expect(changed.listAt('client_invoices').map((row) => (row as { id: string }).id)).toEqual([id]);
  });

  it('grows by an invoice with number and file when the control door inserts one', async () => {
    const inserted = await bank.control('POST', 'insert', { resource: 'client_invoices' });
    const found = await bank.ask('GET', `${INVOICES}/${inserted.textAt('id')}`);
    expect(found.at('client_invoice')).toMatchObject({
      status: 'unpaid',
      created_at: '2026-03-20T12:00:00.000Z',
    });
    const path = `/v2/attachments/${found.textAt('client_invoice.attachment_id')}`;
    const name = `${found.textAt('client_invoice.number')}-Ateliers-Lumignon-SAS.pdf`;
    expect((await bank.ask('GET', path)).at('attachment.file_name')).toBe(name);
  });

  it('sorts by date of creation only', async () => {
    const dates = (await list('sort_by=created_at:asc'))
      .listAt('client_invoices')
      .map((row) => Date.parse((row as { created_at: string }).created_at));
    expect(dates).toEqual(dates.toSorted((one, other) => one - other));
    expect((await list('sort_by=updated_at:asc')).status).toBe(422);
  });
});

describe('creating a client invoice', () => {
  it('makes a draft with worked-out sums and the currency of the client', async () => {
    const made = await create({ items: [item, { ...item, quantity: '0.333', vat_rate: '0.055' }] });
    expect(made.status).toBe(200);
    expect(made.at('client_invoice')).toMatchObject({
      status: 'draft',
      number: null,
      currency: 'EUR',
      attachment_id: null,
      total_amount: { value: '1852.70', currency: 'EUR' },
      total_amount_cents: 185_270,
      vat_amount: { value: '302.75', currency: 'EUR' },
      client: { id: acmeId, type: 'company', name: 'Acme Corp' },
    });
    expect(made.at('client_invoice.items.1')).toMatchObject({
      subtotal_cents: 4995,
      total_vat_cents: 275,
      unit_price: { value: '150.00', currency: 'EUR' },
    });
  });

  it('takes discounts off before VAT', async () => {
    const discount = { type: 'percentage', value: '0.10' };
    const made = await create({ items: [{ ...item, discount }] });
    expect(made.at('client_invoice.items.0')).toMatchObject({
      discount: { ...discount, amount: { value: '150.00', currency: 'EUR' } },
      subtotal_cents: 135_000,
      total_amount_cents: 162_000,
    });
  });

  it.each([
    [{ client_id: 'nobody' }, 422, 'invalid_client_id', '/data/attributes/client_id'],
    [{ payment_methods: undefined }, 422, 'invalid_iban', '/data/attributes/payment_methods/iban'],
    [{ issue_date: '20/03/2026' }, 422, 'invalid_format', '/data/attributes/issue_date'],
    [{ due_date: undefined }, 422, 'invalid_format', '/data/attributes/due_date'],
    [{ items: [{ ...item, vat_rate: '20' }] }, 422, 'invalid_format', '/data/attributes/items/0/vat_rate'],
    [{ number: 'F-2026-0001' }, 409, 'invoice_number_already_exists', '/data/attributes/number'],
  ])('refuses %j with %i %s', async (fields, status, code, pointer) => {
    const refused = await create(fields);
    expect(refused.status).toBe(status);
    expect(refused.at('errors.0')).toMatchObject({ status: String(status), code, source: { pointer } });
  });

  it('refuses a client without currency, pointing at the currency', async () => {
    const billing_address = {
      street_address: '1 rue X',
      city: 'Lyon',
      zip_code: '69001',
      country_code: 'FR',
    };
    const body = { kind: 'company', name: 'Bare', tax_identification_number: '1', billing_address };
    const client_id = (await bank.ask('POST', '/v2/clients', body)).textAt('client.id');
    const refused = await create({ client_id });
    expect(refused.status).toBe(422);
    expect(refused.at('errors.0.source.pointer')).toBe('/data/attributes/currency');
    expect((await create({ client_id, currency: 'EUR' })).status).toBe(200);
  });

  it('answers a wrapped body with "IBAN is empty", and no body with "EOF"', async () => {
    const wrapped = await bank.ask('POST', INVOICES, { client_invoice: { client_id: acmeId } });
    expect([wrapped.status, wrapped.at('errors.0.detail')]).toEqual([422, 'IBAN is empty']);
    const nothing = await bank.ask('POST', INVOICES);
    expect([nothing.status, nothing.at('errors.0.code')]).toEqual([422, 'invalid_body']);
  });
});

describe('the life of a client invoice', () => {
  it('gets a number when finalized, its file ten seconds later, and moves updated_at each time', async () => {
    const draft = await create();
    const finalized = await act(draft, 'finalize');
    expect(finalized.at('client_invoice')).toMatchObject({ status: 'unpaid', attachment_id: null });
    expect(finalized.textAt('client_invoice.number')).toMatch(/^F-2026-\d{4}$/);
    await advance(9);
    expect((await read(draft)).at('client_invoice.attachment_id')).toBeNull();
    await advance(2);
    const ready = await read(draft);
    const attachment = await bank.ask(
      'GET',
      `/v2/attachments/${ready.textAt('client_invoice.attachment_id')}`,
    );
    const name = `${finalized.textAt('client_invoice.number')}-Ateliers-Lumignon-SAS.pdf`;
    expect(attachment.at('attachment')).toMatchObject({
      file_name: name,
      file_content_type: 'application/pdf',
    });
    const file = await fetch(attachment.textAt('attachment.url'));
    const content = Buffer.from(await file.arrayBuffer());
    expect(String(content.length)).toBe(attachment.at('attachment.file_size'));
    expect(content.includes('factur-x.xml')).toBe(true);
    const stamps = [draft, finalized, ready].map((reply) => reply.textAt('client_invoice.updated_at'));
    expect(new Set(stamps).size).toBe(3);
    expect(stamps).toEqual(stamps.toSorted());
  });

  it('names its file before the file can be read, if the bank is set so', async () => {
    await bank.control('POST', 'settings', { invoiceFileLagSeconds: 2 });
    const draft = await create();
    await act(draft, 'finalize');
    await advance(10);
    const path = `/v2/attachments/${(await read(draft)).textAt('client_invoice.attachment_id')}`;
    expect((await bank.ask('GET', path)).status).toBe(404);
    await advance(2);
    expect((await bank.ask('GET', path)).status).toBe(200);
  });

  it('numbers without gaps and without repeats', async () => {
    const numbers = [];
    for (let count = 0; count < 3; count++)
      numbers.push((await act(await create(), 'finalize')).textAt('client_invoice.number'));
    const [first = 0, ...others] = numbers.map((number) => Number(number.slice(-4)));
    expect(others).toEqual([first + 1, first + 2]);
  });

  it('without "draft" is finalized at once', async () => {
    expect((await create({ status: undefined })).at('client_invoice.status')).toBe('unpaid');
  });

  it('is changed and deleted as a draft only', async () => {
    const draft = await create();
    const path = `${INVOICES}/${draft.textAt('client_invoice.id')}`;
    const changed = await bank.ask('PATCH', path, { items: [{ ...item, quantity: '1' }], header: 'Bonjour' });
    expect(changed.at('client_invoice')).toMatchObject({ total_amount_cents: 18_000, header: 'Bonjour' });
    await act(draft, 'finalize');
    const late = [
      await bank.ask('PATCH', path, {}),
      await bank.ask('DELETE', path),
      await act(draft, 'finalize'),
    ];
    expect(late.map((reply) => [reply.status, reply.at('errors.0.code')])).toEqual([
      [412, 'invoice_not_in_draft_status'],
      [412, 'forbidden_invoice_deletion'],
      [412, 'invoice_not_in_draft_status'],
    ]);
    const other = await create();
    const otherPath = `${INVOICES}/${other.textAt('client_invoice.id')}`;
    expect((await bank.ask('DELETE', otherPath)).status).toBe(204);
    expect((await bank.ask('GET', otherPath)).status).toBe(404);
  });

  it('is paid, unpaid again, and canceled', async () => {
    const made = await create({ status: 'unpaid' });
    const paid = await act(made, 'mark_as_paid', { paid_at: '2026-03-19' });
    expect(paid.at('client_invoice')).toMatchObject({ status: 'paid', paid_at: '2026-03-19T00:00:00.000Z' });
    expect((await act(made, 'mark_as_paid', { paid_at: '2026-03-21' })).status).toBe(422);
    expect((await act(made, 'mark_as_canceled')).status).toBe(409);
    expect((await act(made, 'unmark_as_paid')).at('client_invoice')).toMatchObject({
      status: 'unpaid',
      paid_at: null,
    });
    expect((await act(made, 'mark_as_canceled')).at('client_invoice.status')).toBe('canceled');
    expect((await act(made, 'mark_as_paid')).status).toBe(409);
  });

  it('is sent by e-mail with 204, and not without an address', async () => {
    const made = await create({ status: 'unpaid' });
    expect((await act(made, 'send', { send_to: ['a@example.com'], email_title: 'Hello' })).status).toBe(204);
    expect((await act(made, 'send', { send_to: [], email_title: 'Hello' })).status).toBe(422);
  });

  it('is sent by e-invoice to a client that can be reached, again and again', async () => {
    const clients = (await bank.ask('GET', '/v2/clients')).listAt('clients') as {
      id: string;
      e_invoicing_reachable: boolean | null;
      kind: string;
    }[];
    const reachable = clients.find(
      (client) => client.e_invoicing_reachable === true && client.kind === 'company',
    );
    const made = await create({ client_id: reachable?.id, currency: 'EUR', status: 'unpaid' });
    for (let count = 0; count < 2; count++) expect((await act(made, 'send_by_einvoice')).status).toBe(204);
    await advance(60);
    const sent = await read(made);
    expect(sent.at('client_invoice.einvoicing_status')).toBe('pending');
    expect(sent.listAt('client_invoice.einvoicing_lifecycle_events')).toHaveLength(2);
    expect((await act(await create({ status: 'unpaid' }), 'send_by_einvoice')).status).toBe(422);
  });
});

describe('invoices made elsewhere', () => {
  const pdf = new Blob(['%PDF-1.4 elsewhere'], { type: 'application/pdf' });

  it('become imported invoices with their own file', async () => {
    const form = new FormData();
    for (const name of ['a.pdf', 'b.pdf']) form.append('client_invoices[]', pdf, name);
    const imported = await bank.ask('POST', `${INVOICES}/bulk`, form);
    const [first] = imported.listAt('client_invoices') as { invoice_id: string; file_name: string }[];
    expect([imported.status, first?.file_name]).toEqual([200, 'a.pdf']);
    const found = await bank.ask('GET', `${INVOICES}/${first?.invoice_id}`);
    const attachment = await bank.ask(
      'GET',
      `/v2/attachments/${found.textAt('client_invoice.attachment_id')}`,
    );
    expect(attachment.at('attachment.file_name')).toBe('a.pdf');
    const since = 'filter[created_at_from]=2026-03-20T12:00:00Z';
    expect((await list(since)).at('meta.total_count')).toBe(0);
    expect((await list(`${since}&exclude_imported=false`)).at('meta.total_count')).toBe(2);
  });

  it('are five at most, and PDFs or pictures', async () => {
    for (const files of [Array.from({ length: 6 }, () => pdf), [new Blob(['text'])], []]) {
      const form = new FormData();
      for (const file of files) form.append('client_invoices[]', file, 'a.pdf');
      form.append('other', 'x');
      expect((await bank.ask('POST', `${INVOICES}/bulk`, form)).status).toBe(422);
    }
  });

  it('are kept as uploads until they are used', async () => {
    const form = new FormData();
    form.append('client_invoices_upload', pdf, 'kept.pdf');
    const uploaded = await bank.ask('POST', `${INVOICES}/uploads`, form);
    expect(uploaded.status).toBe(201);
    expect(uploaded.at('client_invoice_upload')).toMatchObject({ filename: 'kept.pdf', file_size: 18 });
    const path = `${INVOICES}/uploads/${uploaded.textAt('client_invoice_upload.id')}`;
    expect((await bank.ask('GET', path)).at('data.attributes.filename')).toBe('kept.pdf');
  });
});

describe('credit notes', () => {
  it('belong to invoices and have files of their own', async () => {
    const note = (await bank.ask('GET', '/v2/credit_notes')).at('credit_notes.0') as Record<string, string>;
    const invoice = await bank.ask('GET', `${INVOICES}/${note['invoice_id']}`);
    expect(invoice.listAt('client_invoice.credit_notes_ids')).toContain(note['id']);
    const one = await bank.ask('GET', `/v2/credit_notes/${note['id']}`);
    expect(one.at('credit_note')).toEqual(note);
    const attachment = await bank.ask('GET', `/v2/attachments/${note['attachment_id']}`);
    expect(attachment.textAt('attachment.file_name')).toBe(`${note['number']}-Ateliers-Lumignon-SAS.pdf`);
  });
});

describe('e-invoicing settings', () => {
  it('are flat, and for OAuth only', async () => {
    expect((await bank.ask('GET', '/v2/einvoicing/settings')).body).toBe(
      '{"sending_status":"enabled","receiving_status":"enabled"}',
    );
    const byKey = { Authorization: 'demo-organization:demo-secret' };
    expect((await bank.ask('GET', '/v2/einvoicing/settings', undefined, byKey)).status).toBe(401);
  });
});
