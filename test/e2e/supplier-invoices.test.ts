import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Bill {
  id: string;
  createdAt: string;
  updatedAt: string;
  status: string;
  attachment: { id: string; url?: string; supplierInvoices?: { id: string }[] } | null;
}
interface Bills {
  supplierInvoices: {
    nodes: Bill[];
    totalCount: number;
    checkpoint: string | null;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const path = '/v2/supplier_invoices';

it('reads the newest bills, whole, with one request', async () => {
  const { data, errors, calls } = await gateway.ask<{
    supplierInvoices: { nodes: Record<string, unknown>[] };
  }>(
    `{ supplierInvoices(first: 50) { totalCount nodes {
      id number status rawStatus supplierName issuerName vatNumber tin description fileName
      totalAmount { value currency } totalAmountExcludingTaxes { value } totalTaxAmount { value }
      taxes { amount { value currency } rate } payableAmount { value } creditNotesTotal { value }
      issueDate dueDate paymentDate scheduledDate iban sourceType source documentCategory eInvoiceType
      isEInvoice isCreditNote hasDuplicates hasDiscrepancies hasSuggestedCreditNotes declinedNote
      createdAt updatedAt analyzedAt relatedInvoices { id number totalAmount { value } fileName }
      eInvoicingEvents { statusCode reason reasonMessage at } } } }`,
  );
  expect(errors).toEqual([]);
  const { nodes } = data.supplierInvoices;
  expect(nodes).toHaveLength(50);
  const created = nodes.map(({ createdAt }) => createdAt as string);
  expect(created).toEqual([...created].sort().reverse());
  expect(nodes.find(({ totalAmount }) => totalAmount !== null)).toMatchObject({
    totalAmount: { value: expect.stringMatching(/^\d+\.\d\d$/) as string, currency: 'EUR' },
    taxes: [{ rate: expect.stringMatching(/^0\.\d+$/) as string }],
  });
  expect(calls).toEqual([`GET ${path}?sort_by=created_at:desc&page=1&per_page=50`]);
});

it('shows what invoices of both kinds have in common through one fragment', async () => {
  const { data, errors } = await gateway.ask<Bills>(
    '{ supplierInvoices(first: 1) { nodes { ...Row } } } fragment Row on Invoice { id number totalAmount { value } attachment { id } }',
  );
  expect(errors).toEqual([]);
  expect(data.supplierInvoices.nodes[0]!.attachment!.id).toMatch(/^[0-9a-f-]{36}$/);
});

it('walks everything that changed, oldest change first, and gives the checkpoint on the last page alone', async () => {
  const seen: Bill[] = [];
  const checkpoints: (string | null)[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, calls }: { data: Bills; calls: readonly string[] } = await gateway.ask<Bills>(
      `query ($after: String) { supplierInvoices(first: 99, after: $after, filter: { updatedAt: { from: "2025-10-01T00:00:00Z" } },
        orderBy: { field: UPDATED_AT, direction: ASC }) { nodes { id updatedAt } checkpoint pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/filter\[updated_at_from\]=202.*sort_by=updated_at:asc/);
    seen.push(...data.supplierInvoices.nodes);
    checkpoints.push(data.supplierInvoices.checkpoint);
    if (!data.supplierInvoices.pageInfo.hasNextPage) break;
    after = data.supplierInvoices.pageInfo.endCursor;
  }
  const changes = seen.map(({ updatedAt }) => updatedAt);
  expect(seen.length).toBeGreaterThan(99);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(changes).toEqual([...changes].sort());
  expect(checkpoints.slice(0, -1).every((checkpoint) => checkpoint === null)).toBe(true);
  expect(checkpoints.at(-1)).toBe('2026-03-20T11:59:00Z');
});

it('spells every filter as the bank does', async () => {
  const { calls, errors } = await gateway.ask(
    `{ supplierInvoices(first: 10, filter: {
        statuses: [TO_PAY, PAID, TO_PAY], createdAt: { from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z" },
        updatedAt: { to: "2026-03-10T00:00:00Z" }, issuedFrom: "2025-12-01", due: MISSING, attachmentIds: ["b", "a"],
        approverIds: ["m"], isMissingData: false, hasMatchedTransactions: true, excludeCreditNotes: true, search: "FA-1"
      }) { nodes { id } } }`,
  );
  expect(errors).toEqual([]);
  expect(calls).toHaveLength(1);
  expect(calls[0]!.split('?')[1]!.split('&')).toEqual(
    expect.arrayContaining([
      'filter[status]=paid',
      'filter[status]=to_pay',
      'filter[created_at_from]=2026-01-01T00:00:00Z',
      'filter[updated_at_to]=2026-03-10T00:00:00Z',
      'filter[issue_date_from]=2025-12-01',
      'filter[due_date]=missing_date',
      'filter[attachment_id][]=a',
      'filter[attachment_id][]=b',
      'filter[approver_id][]=m',
      'filter[missing_data]=false',
      'filter[matched_transactions]=true',
      'filter[exclude_credit_notes]=true',
      'query=FA-1',
    ]),
  );
});

it('finds the bills in a state', async () => {
  const { data } = await gateway.ask<Bills>(
    '{ supplierInvoices(first: 100, filter: { statuses: [TO_PAY, SCHEDULED] }) { nodes { status } } }',
  );
  expect(new Set(data.supplierInvoices.nodes.map(({ status }) => status))).toEqual(
    new Set(['TO_PAY', 'SCHEDULED']),
  );
});

it('costs one request per distinct file, and none for their ids alone', async () => {
  const ids = await gateway.ask<Bills>(
    '{ supplierInvoices(first: 20) { nodes { attachment { id __typename } displayAttachment { id } } } }',
  );
  expect(ids.calls).toHaveLength(1);
  const files = await gateway.ask<Bills>(
    '{ supplierInvoices(first: 20) { nodes { attachment { id url } displayAttachment { id url } } } }',
  );
  const distinct = new Set(files.data.supplierInvoices.nodes.map(({ attachment }) => attachment!.id));
  expect(files.calls).toHaveLength(1 + distinct.size);
  expect(files.data.supplierInvoices.nodes.every(({ attachment }) => attachment!.url !== undefined)).toBe(
    true,
  );
  expect(files.data.supplierInvoices.nodes.map(({ attachment }) => attachment!.id)).toEqual(
    ids.data.supplierInvoices.nodes.map(({ attachment }) => attachment!.id),
  );
});

it('finds the bills of 20 files with one request', async () => {
  const { data, calls } = await gateway.ask<Bills>(
    '{ supplierInvoices(first: 20) { nodes { id attachment { supplierInvoices { id } } } } }',
  );
  for (const { id, attachment } of data.supplierInvoices.nodes)
    expect(attachment!.supplierInvoices!.map((bill) => bill.id)).toContain(id);
  expect(calls).toHaveLength(2);
  expect(calls[1]).toMatch(
    new RegExp(`^GET ${path}\\?(filter\\[attachment_id\\]\\[\\]=[0-9a-f-]{36}&){2,20}`),
  );
});

it('finds the bills that share a file with transactions with one request for all of them', async () => {
  const { data, calls } = await gateway.ask<{
    transactions: { nodes: { supplierInvoices: { id: string }[] }[] };
  }>('{ transactions(first: 30, filter: { hasAttachments: true }) { nodes { supplierInvoices { id } } } }');
  expect(data.transactions.nodes).toHaveLength(30);
  const asked = calls.filter((call) => call.startsWith(`GET ${path}`));
  expect(asked).toHaveLength(1);
  expect(
    calls
      .filter((call) => call.includes('/v2/transactions?'))
      .every((call) => call.includes('includes[]=attachments')),
  ).toBe(true);
});

it('names initiator and approvers with one request for all', async () => {
  const { data, calls } = await gateway.ask<{
    supplierInvoices: { nodes: { initiator: object | null; approvers: { id: string }[] }[] };
  }>('{ supplierInvoices(first: 50) { nodes { initiator { firstName } approvers { id } } } }');
  const { nodes } = data.supplierInvoices;
  expect(nodes.some(({ initiator }) => initiator !== null)).toBe(true);
  expect(nodes.some(({ approvers }) => approvers.length > 0)).toBe(true);
  expect(calls.slice(1)).toEqual(['GET /v2/memberships?page=1&per_page=100']);
});

it('follows paid bills to their transfers with one request per 100', async () => {
  const bills = '{ supplierInvoices(first: 200, filter: { statuses: [PAID], hasMatchedTransactions: true })';
  const { data, calls, errors } = await gateway.ask<{
    supplierInvoices: { nodes: { transfers: { id: string; status: string }[] }[] };
  }>(`${bills} { nodes { transfers { id status } } } }`);
  expect(errors).toEqual([]);
  const transfers = data.supplierInvoices.nodes.flatMap((bill) => bill.transfers);
  expect(transfers.length).toBeGreaterThan(0);
  const asked = calls.filter((call) => call.startsWith('GET /v2/sepa/transfers'));
  expect(asked).toHaveLength(Math.ceil(new Set(transfers.map(({ id }) => id)).size / 100));
});

it('reads each movement that a bill is matched to with one request', async () => {
  const { data } = await gateway.ask<{ transactions: { nodes: { id: string }[] } }>(
    '{ transactions(first: 2, filter: { side: DEBIT }) { nodes { id } } }',
  );
  const ids = data.transactions.nodes.map(({ id }) => id);
  const bill = await gateway.control<{ id: string }>('POST insert', {
    resource: 'supplier_invoices',
    matched_transactions: ids.map((id) => ({
      subject_id: 't',
      subject_type: 'Transfer',
      transaction_id: id,
    })),
  });
  const matched = await gateway.ask<{ supplierInvoice: { matchedTransactions: { id: string }[] } }>(
    `{ supplierInvoice(id: "${bill.id}") { matchedTransactions { id side } } }`,
  );
  expect(matched.errors).toEqual([]);
  expect(matched.data.supplierInvoice.matchedTransactions).toEqual(ids.map((id) => ({ id, side: 'DEBIT' })));
  expect(matched.calls.map((call) => call.split('?')[0])).toEqual([
    `GET ${path}/${bill.id}`,
    ...ids.map((id) => `GET /v2/transactions/${id}`),
  ]);
});

it('reads one bill with one request; null when there is none', async () => {
  const { data } = await gateway.ask<Bills>('{ supplierInvoices(first: 1) { nodes { id } } }');
  const { id } = data.supplierInvoices.nodes[0]!;
  const one = await gateway.ask(`{ supplierInvoice(id: "${id}") { id } }`);
  expect(one.data).toEqual({ supplierInvoice: { id } });
  expect(one.calls).toEqual([`GET ${path}/${id}`]);
  const none = await gateway.ask('{ supplierInvoice(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect([none.data, none.errors]).toEqual([{ supplierInvoice: null }, []]);
});

describe('a mistake in an argument is BAD_USER_INPUT that names it, and costs no request', () => {
  it.each([
    ['(filter: { statuses: [] })', 'filter.statuses'],
    ['(filter: { statuses: [UNRECOGNIZED] })', 'filter.statuses'],
    ['(filter: { attachmentIds: [] })', 'filter.attachmentIds'],
    [`(filter: { attachmentIds: [${'"a" '.repeat(101)}] })`, 'filter.attachmentIds'],
    ['(filter: { approverIds: [""] })', 'filter.approverIds'],
    ['(filter: { search: " " })', 'filter.search'],
    ['(filter: { issuedFrom: "01/02/2026" })', 'filter.issuedFrom'],
    [
      '(filter: { createdAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } })',
      'filter.createdAt.from',
    ],
    ['(orderBy: { field: DUE_DATE })', 'orderBy.field'],
    ['(first: 0)', 'first'],
  ])('%s', async (given, argument) => {
    const { errors, calls } = await gateway.ask(`{ supplierInvoices${given} { nodes { id } } }`);
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
      ['BAD_USER_INPUT', argument],
    ]);
    expect(calls).toEqual([]);
  });
});
