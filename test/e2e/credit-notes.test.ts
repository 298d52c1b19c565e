import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Note {
  id: string;
  createdAt: string;
  invoice: { id: string; status: string; creditNotes: { id: string }[] };
  attachment: { id: string; url: string };
}
interface Notes {
  creditNotes: { nodes: Note[]; totalCount: number };
}

it('lists the newest first, with one request and one for the total of a later page', async () => {
  const { data, calls } = await gateway.ask<Notes>(
    '{ creditNotes(first: 5) { nodes { id createdAt totalAmount { value currency } items { title } billedTo { kind } attachment { id } } totalCount } }',
  );
  expect(data.creditNotes.nodes).toHaveLength(5);
  expect(data.creditNotes.totalCount).toBeGreaterThan(5);
  expect(calls).toEqual(['GET /v2/credit_notes?sort_by=created_at:desc&page=1&per_page=5']);
});

it('sends the window as the bank spells it', async () => {
  const { calls } = await gateway.ask(
    '{ creditNotes(first: 2, filter: { createdAt: { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" } }, orderBy: { direction: ASC }) { nodes { id } } }',
  );
  expect(calls).toEqual([
    'GET /v2/credit_notes?filter[created_at_from]=2026-01-01T00:00:00Z&filter[created_at_to]=2026-02-01T00:00:00Z' +
      '&sort_by=created_at:asc&page=1&per_page=2',
  ]);
});

it('leads to its invoice and back with one request each, and to its PDF', async () => {
  const { data } = await gateway.ask<Notes>('{ creditNotes(first: 1) { nodes { id } } }');
  const { id } = data.creditNotes.nodes[0]!;
  const one = await gateway.ask<{ creditNote: Note }>(
    `{ creditNote(id: "${id}") { invoice { id status creditNotes { id } } attachment { id url } } }`,
  );
  const { invoice, attachment } = one.data.creditNote;
  expect(invoice).toMatchObject({ status: 'CANCELED', creditNotes: [{ id }] });
  expect([...one.calls].sort((a, b) => a.localeCompare(b))).toEqual([
    `GET /v2/attachments/${attachment.id}`,
    `GET /v2/client_invoices/${invoice.id}`,
    `GET /v2/credit_notes/${id}`,
  ]);
  expect((await fetch(attachment.url)).headers.get('content-type')).toBe('application/pdf');
});

it('answers null for one that is not there', async () => {
  const none = await gateway.ask('{ creditNote(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect(none).toMatchObject({ data: { creditNote: null }, errors: [] });
});

it('reads the day of the invoice in either of its spellings', async () => {
  await gateway.control('POST insert', {
    resource: 'credit_notes',
    invoice_issue_date: undefined,
    Invoice_issue_date: '2026-03-01',
    created_at: '2026-03-20T11:00:00.000Z',
  });
  const { data } = await gateway.ask<{ creditNotes: { nodes: { invoiceIssueDate: string }[] } }>(
    '{ creditNotes(first: 1) { nodes { invoiceIssueDate } } }',
  );
  expect(data.creditNotes.nodes[0]!.invoiceIssueDate).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\d$/));
});

it('says that an API key is not enough for the e-invoicing settings, and takes nothing else along', async () => {
  const { data, errors } = await gateway.ask(
    '{ eInvoicingSettings { sendingStatus } creditNotes(first: 1) { nodes { id } } }',
    {},
    { authorization: 'demo-organization:demo-secret' },
  );
  expect(data).toMatchObject({ eInvoicingSettings: null, creditNotes: { nodes: [{}] } });
  expect(errors).toMatchObject([
    { path: ['eInvoicingSettings'], extensions: { code: 'FORBIDDEN', reason: 'OAUTH_REQUIRED' } },
  ]);
});

it('tells whether e-invoices can be sent, with one request', async () => {
  const { data, calls } = await gateway.ask(
    '{ eInvoicingSettings { sendingStatus rawSendingStatus receivingStatus rawReceivingStatus } }',
  );
  expect(data).toEqual({
    eInvoicingSettings: {
      sendingStatus: 'ENABLED',
      rawSendingStatus: 'enabled',
      receivingStatus: 'ENABLED',
      rawReceivingStatus: 'enabled',
    },
  });
  expect(calls).toEqual(['GET /v2/einvoicing/settings']);
});
