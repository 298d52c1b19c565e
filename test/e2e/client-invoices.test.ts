import { startGateway, type TestGateway, type Told } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Invoice {
  id: string;
  number: string | null;
  status: string;
  createdAt: string;
  updatedAt: string;
  attachment: { id: string; url?: string } | null;
}
interface Invoices {
  clientInvoices: {
    nodes: Invoice[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
    totalCount: number;
    checkpoint: string | null;
  };
}

it('lists the newest first, with one request, and hides imported ones', async () => {
  const { data, calls } = await gateway.ask<Invoices>(
    '{ clientInvoices(first: 20) { nodes { id number status createdAt items { title } billedTo { name } } } }',
  );
  const { nodes } = data.clientInvoices;
  expect(nodes).toHaveLength(20);
  expect(nodes.map(({ createdAt }) => createdAt)).toEqual(
    nodes.map(({ createdAt }) => createdAt).sort((one, other) => other.localeCompare(one)),
  );
  expect(calls).toEqual(['GET /v2/client_invoices?sort_by=created_at:desc&page=1&per_page=20']);
});

it('shows imported ones when they are asked for', async () => {
  const totals = await gateway.ask<{ own: { totalCount: number }; all: { totalCount: number } }>(
    '{ own: clientInvoices { totalCount } all: clientInvoices(filter: { includeImported: true }) { totalCount } }',
  );
  expect(totals.data.all.totalCount).toBeGreaterThan(totals.data.own.totalCount);
  expect(totals.calls.filter((call) => call.includes('exclude_imported=false'))).toHaveLength(1);
});

it('sends filters and order as the bank spells them', async () => {
  const { errors, calls } = await gateway.ask(
    `query ($filter: ClientInvoiceFilter) {
      clientInvoices(first: 5, filter: $filter, orderBy: { direction: ASC }) { nodes { id } }
    }`,
    {
      filter: {
        statuses: ['UNPAID', 'PAID', 'PAID', 'DRAFT'],
        createdAt: { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00+01:00' },
        updatedAt: { from: '2026-02-01T00:00:00Z' },
        includeImported: true,
      },
    },
  );
  expect(errors).toEqual([]);
  expect(calls).toEqual([
    'GET /v2/client_invoices?filter[status]=draft,paid,unpaid&filter[updated_at_from]=2026-02-01T00:00:00Z' +
      '&exclude_imported=false&filter[created_at_from]=2026-01-01T00:00:00Z' +
      '&filter[created_at_to]=2026-03-01T00:00:00+01:00&sort_by=created_at:asc&page=1&per_page=5',
  ]);
});

it('walks a sync without gap or repetition while rows change, and ends with a checkpoint', async () => {
  const since = '2025-12-01T00:00:00Z';
  const wanted = await gateway.ask<Invoices>(
    `{ clientInvoices(first: 500, filter: { updatedAt: { from: "${since}" }, includeImported: true }) { nodes { id } } }`,
  );
  const ids: string[] = [];
  const checkpoints: (string | null)[] = [];
  let requests = 0;
  for (let after: string | undefined; ;) {
    const page: Told<Invoices> = await gateway.ask(
      `query ($after: String, $since: DateTime!) {
        clientInvoices(first: 30, after: $after, filter: { updatedAt: { from: $since }, includeImported: true }, orderBy: { direction: ASC }) {
          nodes { id status attachment { id } } pageInfo { hasNextPage endCursor } checkpoint
        }
      }`,
      { after, since },
    );
    const { nodes, pageInfo, checkpoint } = page.data.clientInvoices;
    requests += page.calls.length;
    ids.push(...nodes.map(({ id }) => id));
    await gateway.control('POST touch', { resource: 'client_invoices', id: nodes[0]!.id });
    checkpoints.push(checkpoint);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(checkpoints.pop()).toMatch(/^2026-03-20T11:59/);
  expect(new Set(checkpoints)).toEqual(new Set([null]));
  expect(ids).toHaveLength(new Set(ids).size);
  expect(new Set(ids)).toEqual(new Set(wanted.data.clientInvoices.nodes.map(({ id }) => id)));
  expect(requests).toBe(Math.ceil(ids.length / 30));
});

it('shows an invoice through what all invoices have in common, at no more cost', async () => {
  const { data, calls, errors } = await gateway.ask<Invoices>(
    `{ clientInvoices(first: 3, filter: { statuses: [PAID] }) { nodes { ...Row } } }
    fragment Row on Invoice { id number totalAmount { value } issueDate dueDate updatedAt attachment { id } }`,
  );
  expect(errors).toEqual([]);
  expect(data.clientInvoices.nodes.every(({ attachment }) => attachment !== null)).toBe(true);
  expect(calls).toHaveLength(1);
});

it('reads one invoice once, with the client of today, and answers null for one that is not there', async () => {
  const { data } = await gateway.ask<Invoices>('{ clientInvoices(first: 1) { nodes { id } } }');
  const { id } = data.clientInvoices.nodes[0]!;
  const one = await gateway.ask<{
    clientInvoice: { billedTo: { clientId: string }; client: { id: string } };
  }>(`{ clientInvoice(id: "${id}") { billedTo { clientId } client { id displayName } } }`);
  expect(one.data.clientInvoice.client.id).toBe(one.data.clientInvoice.billedTo.clientId);
  expect(one.calls).toEqual([
    `GET /v2/client_invoices/${id}`,
    `GET /v2/clients/${one.data.clientInvoice.client.id}`,
  ]);
  const none = await gateway.ask('{ clientInvoice(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect(none).toMatchObject({ data: { clientInvoice: null }, errors: [] });
});

it('adds up: subtotals, VAT and total of every invoice agree to the cent', async () => {
  interface Money {
    value: string;
  }
  const { data } = await gateway.ask<{
    clientInvoices: {
      nodes: {
        totalAmount: Money;
        vatAmount: Money;
        items: { subtotal: Money; totalVat: Money; totalAmount: Money }[];
      }[];
    };
  }>(
    `{ clientInvoices(first: 500) { nodes { totalAmount { value } vatAmount { value }
      items { subtotal { value } totalVat { value } totalAmount { value } } } } }`,
  );
  const cents = ({ value }: Money) => {
    expect(value).toMatch(/^\d+\.\d{2}$/);
    return BigInt(value.replace('.', ''));
  };
  // A draft without lines may show what they once came to.
  for (const { totalAmount, vatAmount, items } of data.clientInvoices.nodes) {
    if (items.length === 0) continue;
    expect(items.reduce((sum, item) => sum + cents(item.totalAmount), 0n)).toBe(cents(totalAmount));
    expect(items.reduce((sum, item) => sum + cents(item.totalVat), 0n)).toBe(cents(vatAmount));
    for (const item of items)
      expect(cents(item.subtotal) + cents(item.totalVat)).toBe(cents(item.totalAmount));
  }
});

describe('100 invoices that share 40 files', () => {
  const list = (fields: string) =>
    `{ clientInvoices(first: 100, filter: { createdAt: { from: "2026-03-20T00:00:00Z" } }) { nodes { id attachment { ${fields} } } } }`;
  const lines: { endedAt: number; durationMs: number }[] = [];
  let other: TestGateway;

  beforeAll(async () => {
    const logger = {
      debug: ({ durationMs }: { durationMs?: number }) =>
        void lines.push({ endedAt: performance.now(), durationMs: durationMs ?? 0 }),
    };
    other = await startGateway({}, { logger });
    const { data } = await other.ask<Invoices>(
      '{ clientInvoices(first: 60, filter: { statuses: [PAID] }) { nodes { attachment { id } } } }',
    );
    const files = data.clientInvoices.nodes.slice(0, 40).map(({ attachment }) => attachment!.id);
    for (let index = 0; index < 100; index++)
      await other.control('POST insert', { resource: 'client_invoices', attachment_id: files[index % 40] });
  });
  afterAll(() => other.close());

  it('cost 1 + 40 requests, never more than eight of them at once', async () => {
    await other.control('POST faults', {
      match: { method: 'GET', path: '/v2/attachments/*' },
      kind: 'latency',
      latencyMs: 15,
      times: null,
    });
    lines.length = 0;
    const { data, calls, errors } = await other.ask<Invoices>(list('id url fileName'));
    await other.control('DELETE faults');
    expect(errors).toEqual([]);
    expect(data.clientInvoices.nodes.filter(({ attachment }) => attachment?.url)).toHaveLength(100);
    expect(calls.filter((call) => call.startsWith('GET /v2/client_invoices?'))).toHaveLength(1);
    expect(new Set(calls).size).toBe(41);
    expect(calls).toHaveLength(41);
    expect(atOnce()).toBe(8);
  });

  it('cost one request when only the ids of the files are selected', async () => {
    const { data, calls } = await other.ask<Invoices>(list('id __typename'));
    expect(new Set(data.clientInvoices.nodes.map(({ attachment }) => attachment!.id)).size).toBe(40);
    expect(calls).toHaveLength(1);
  });

  /** Durations are rounded to milliseconds: a request is taken for over by that much sooner. */
  function atOnce(): number {
    const spans = lines.map(({ endedAt, durationMs }) => [endedAt - durationMs, endedAt - 2] as const);
    const running = spans.map(([start]) => spans.filter(([from, to]) => from <= start && start < to).length);
    return Math.max(...running);
  }
});

it('costs one field when one field cannot be read', async () => {
  await gateway.control('POST insert', { resource: 'client_invoices', total_amount: { value: '1,00' } });
  const { data, errors } = await gateway.ask<Invoices>(
    '{ clientInvoices(first: 3) { nodes { id totalAmount { value } } } }',
  );
  expect(data.clientInvoices.nodes).toMatchObject([
    { id: expect.any(String) as string, totalAmount: null },
    { totalAmount: { value: expect.any(String) as string } },
    { totalAmount: { value: expect.any(String) as string } },
  ]);
  expect(errors).toMatchObject([
    { path: ['clientInvoices', 'nodes', 0, 'totalAmount'], extensions: { code: 'UPSTREAM_CONTRACT' } },
  ]);
  expect(errors[0]!.message).not.toContain('1,00');
});

it('shows a word that it does not know as UNRECOGNIZED, with the word beside it', async () => {
  await gateway.control('POST insert', {
    resource: 'client_invoices',
    status: 'frozen',
    einvoicing_status: 'teleported',
  });
  const { data } = await gateway.ask<{ clientInvoices: { nodes: object[] } }>(
    '{ clientInvoices(first: 1) { nodes { status rawStatus eInvoicingStatus rawEInvoicingStatus } } }',
  );
  expect(data.clientInvoices.nodes).toEqual([
    {
      status: 'UNRECOGNIZED',
      rawStatus: 'frozen',
      eInvoicingStatus: 'UNRECOGNIZED',
      rawEInvoicingStatus: 'teleported',
    },
  ]);
});

describe('a mistake in an argument is BAD_USER_INPUT that names it, and costs no request', () => {
  const query = (given: string) => `{ clientInvoices${given} { nodes { id } } }`;
  it.each([
    [query('(first: 0)'), 'first'],
    [query('(filter: { statuses: [] })'), 'filter.statuses'],
    [query('(filter: { statuses: [UNRECOGNIZED] })'), 'filter.statuses'],
    [query('(filter: { statuses: [OVERDUE] })'), 'filter.statuses'],
    [
      query('(filter: { createdAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } })'),
      'filter.createdAt.from',
    ],
    [
      query('(filter: { updatedAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } })'),
      'filter.updatedAt.from',
    ],
    [query('(orderBy: { field: UPDATED_AT })'), 'orderBy.field'],
    ['{ clientInvoice(id: "..") { id } }', 'id'],
  ])('%s', async (given, argument) => {
    const { errors, calls } = await gateway.ask(given);
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
      ['BAD_USER_INPUT', argument],
    ]);
    expect(calls).toEqual([]);
  });
});
