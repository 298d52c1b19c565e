import { readFileSync } from 'node:fs';
import { startGateway, type TestGateway } from '../support/gateway.js';

const subgraphSecret = 'the router of the tests, 32 characters and more';
const router = { 'x-subgraph-secret': subgraphSecret };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({}, {}, { subgraphSecret });
});
afterAll(() => gateway.close());

type Row = Record<string, unknown> | null;

/** Asks as a router does. */
async function entities(representations: readonly unknown[], selection: string) {
  const { data, ...told } = await gateway.ask<{ _entities: readonly Row[] } | null>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`,
    { representations },
    router,
  );
  return { ...told, rows: data?._entities };
}

/** Up to 100 ids of a type, from its list. */
async function idsOf(list: string): Promise<string[]> {
  const { data } = await gateway.ask<Record<string, { nodes: { id: string }[] }>>(
    `{ ${list}(first: 100) { nodes { id } } }`,
  );
  return data[list]!.nodes.map(({ id }) => id);
}

/** Asks for a hundred rows of a type: those that there are, the first of them again and again. */
async function hundred(typename: string, list: string, field: string) {
  const distinct = await idsOf(list);
  const ids = Array.from({ length: 100 }, (_, index) => distinct[index % distinct.length]!);
  const told = await entities(
    ids.map((id) => ({ __typename: typename, id })),
    `... on ${typename} { id ${field} }`,
  );
  expect(told.errors).toEqual([]);
  expect(told.rows?.map((row) => row?.['id'])).toEqual(ids);
  return { ...told, distinct };
}

describe('a hundred representations', () => {
  it.each([
    ['BankAccount', 'bankAccounts', 'name', '/v2/bank_accounts'],
    ['Label', 'labels', 'name', '/v2/labels'],
    ['Membership', 'memberships', 'lastName', '/v2/memberships'],
  ])('of %s are one read of the whole list', async (typename, list, field, path) => {
    const { calls } = await hundred(typename, list, field);
    expect(calls).toEqual([`GET ${path}?page=1&per_page=100`]);
  });

  it('of Transfer are one request', async () => {
    const { calls, distinct } = await hundred('Transfer', 'transfers', 'status');
    expect(calls).toEqual([expect.stringMatching(/^GET \/v2\/sepa\/transfers\?ids\[\]=/)]);
    expect(calls[0]!.match(/ids\[\]=/g)).toHaveLength(distinct.length);
  });

  it('of Organization are one request', async () => {
    const { data } = await gateway.ask<{ organization: { id: string } }>('{ organization { id } }');
    const { id } = data.organization;
    const { rows, calls } = await entities(
      Array.from({ length: 100 }, () => ({ __typename: 'Organization', id })),
      '... on Organization { id legalName }',
    );
    expect(new Set(rows?.map((row) => row?.['id']))).toEqual(new Set([id]));
    expect(calls).toEqual(['GET /v2/organization']);
  });

  it.each([
    ['Beneficiary', 'beneficiaries', 'name', '/v2/sepa/beneficiaries/', ''],
    ['Client', 'clients', 'displayName', '/v2/clients/', ''],
    ['ClientInvoice', 'clientInvoices', 'number', '/v2/client_invoices/', ''],
    ['CreditNote', 'creditNotes', 'number', '/v2/credit_notes/', ''],
    ['SupplierInvoice', 'supplierInvoices', 'number', '/v2/supplier_invoices/', ''],
    [
      'Transaction',
      'transactions',
      'label labels { name } attachments { fileName }',
      '/v2/transactions/',
      '?includes[]=attachments&includes[]=labels&includes[]=vat_details',
    ],
  ])('of %s are one request per distinct id', async (typename, list, field, path, query) => {
    const { calls, distinct } = await hundred(typename, list, field);
    expect([...calls].sort()).toEqual(distinct.map((id) => `GET ${path}${id}${query}`).sort());
  });

  it('of Attachment are one request per distinct id', async () => {
    const { data } = await gateway.ask<{ supplierInvoices: { nodes: { attachment: { id: string } }[] } }>(
      '{ supplierInvoices(first: 100) { nodes { attachment { id } } } }',
    );
    const ids = data.supplierInvoices.nodes.map(({ attachment }) => attachment.id);
    const { calls, rows } = await entities(
      ids.map((id) => ({ __typename: 'Attachment', id })),
      '... on Attachment { id fileName }',
    );
    expect(rows?.map((row) => row?.['id'])).toEqual(ids);
    expect([...calls].sort()).toEqual([...new Set(ids)].map((id) => `GET /v2/attachments/${id}`).sort());
  });
});

it('answers as many references as it may look up, and says so at each of the others', async () => {
  const { rows, errors, calls } = await entities(
    Array.from({ length: 125 }, (_, index) => ({ __typename: 'Client', id: `unknown-${index}` })),
    '... on Client { displayName }',
  );
  expect(rows).toHaveLength(125);
  expect(calls).toHaveLength(120);
  expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual(
    [120, 121, 122, 123, 124].map((index) => [['_entities', index], 'QUERY_TOO_EXPENSIVE']),
  );
});

describe('a representation', () => {
  it('of which only the id is selected needs no request', async () => {
    const { rows, calls } = await entities(
      [{ __typename: 'Transaction', id: 'known' }],
      '... on Transaction { id }',
    );
    expect(rows).toEqual([{ __typename: 'Transaction', id: 'known' }]);
    expect(calls).toEqual([]);
  });

  it('is led on by its id where a link needs no more', async () => {
    const [id] = await idsOf('beneficiaries');
    const { errors, calls } = await entities(
      [{ __typename: 'Beneficiary', id }],
      '... on Beneficiary { transfers(first: 1) { nodes { id } } }',
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual([
      `GET /v2/sepa/transfers?beneficiary_ids[]=${id}&sort_by=updated_at:desc&page=1&per_page=1`,
    ]);
  });

  it('of a row that the bank does not know is null', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const { rows, errors } = await entities(
      ['Client', 'Label', 'Organization', 'SupplierInvoice', 'Transaction', 'Transfer'].map((__typename) => ({
        __typename,
        id: unknown,
      })),
      `... on Client { displayName } ... on Label { name } ... on Organization { legalName }
       ... on SupplierInvoice { number } ... on Transaction { label } ... on Transfer { reference }`,
    );
    expect(rows).toEqual([null, null, null, null, null, null]);
    expect(errors).toEqual([]);
  });

  it('that is malformed is an error at its place and spoils no other', async () => {
    const [id] = await idsOf('labels');
    const { status, rows, errors, calls } = await entities(
      [
        { __typename: 'Label', id },
        { __typename: 'Secret', id },
        { __typename: 'Label' },
        { id },
        { __typename: 'constructor', id },
        { __typename: 'Label', id: { id } },
        { __typename: 'Label', id: '' },
        { __typename: 'Query', id },
      ],
      '... on Label { id name }',
    );
    expect(status).toBe(200);
    expect(rows?.slice(1)).toEqual([null, null, null, null, null, null, null]);
    expect(rows?.[0]).toMatchObject({ __typename: 'Label', id });
    expect(errors.map(({ path, extensions }) => [path, extensions['code'], extensions['argument']])).toEqual([
      [['_entities', 1], 'BAD_USER_INPUT', 'representations[1].__typename'],
      [['_entities', 2], 'BAD_USER_INPUT', 'representations[2].id'],
      [['_entities', 3], 'BAD_USER_INPUT', 'representations[3].__typename'],
      [['_entities', 4], 'BAD_USER_INPUT', 'representations[4].__typename'],
      [['_entities', 5], 'BAD_USER_INPUT', 'representations[5].id'],
      [['_entities', 6], 'BAD_USER_INPUT', 'representations[6].id'],
      [['_entities', 7], 'BAD_USER_INPUT', 'representations[7].__typename'],
    ]);
    expect(calls).toEqual(['GET /v2/labels?page=1&per_page=100']);
  });

  it('that is no object is refused before anything is asked', async () => {
    const { rows, errors, calls } = await entities(['Label'], '... on Label { name }');
    expect(rows).toBeUndefined();
    expect(errors).toEqual([
      expect.objectContaining({
        message: '`$representations[0]` expects an object with `__typename` and `id`.',
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as unknown,
      }),
    ]);
    expect(calls).toEqual([]);
  });

  it('may be written into the document', async () => {
    const [id] = await idsOf('labels');
    const { data } = await gateway.ask<{ _entities: readonly Row[] }>(
      `{ _entities(representations: [{ __typename: "Label", id: "${id}" }]) { ... on Label { id name } } }`,
      {},
      router,
    );
    expect(data._entities).toEqual([{ id, name: expect.any(String) as string }]);
  });

  it('that cannot be read is an error at its place and spoils no other', async () => {
    const ids = (await idsOf('clients')).slice(0, 3);
    await gateway.control('POST faults', {
      kind: 'status',
      status: 500,
      match: { path: `/v2/clients/${ids[1]}` },
      times: 3,
    });
    const { rows, errors } = await entities(
      ids.map((id) => ({ __typename: 'Client', id })),
      '... on Client { id displayName }',
    );
    expect(rows?.map((row) => row?.['id'])).toEqual([ids[0], undefined, ids[2]]);
    expect(errors.map(({ path }) => path)).toEqual([['_entities', 1]]);
  });

  it('of several types are answered together', async () => {
    const [label] = await idsOf('labels');
    const [client] = await idsOf('clients');
    const { rows, calls } = await entities(
      [
        { __typename: 'Label', id: label },
        { __typename: 'Client', id: client },
        { __typename: 'Label', id: label },
      ],
      '... on Label { id name } ... on Client { id }',
    );
    expect(rows).toEqual([
      { __typename: 'Label', id: label, name: expect.any(String) as string },
      { __typename: 'Client', id: client },
      { __typename: 'Label', id: label, name: expect.any(String) as string },
    ]);
    expect(calls).toEqual(['GET /v2/labels?page=1&per_page=100']);
  });
});

describe('the secret', () => {
  const asking = [
    ['_service', '{ _service { sdl } }'],
    [
      '_entities',
      '{ _entities(representations: [{ __typename: "Label", id: "x" }]) { ... on Label { name } } }',
    ],
    ['an alias', '{ labels(first: 1) { totalCount } sdl: _service { sdl } }'],
    [
      'a fragment',
      'query { ...All } fragment All on Query { ...Deep } fragment Deep on Query { _service { sdl } }',
    ],
  ] as const;

  it.each(asking)('is asked for before anything is executed: %s', async (_name, query) => {
    for (const headers of [{}, { 'x-subgraph-secret': '' }, { 'x-subgraph-secret': `${subgraphSecret}.` }]) {
      const { status, errors, data, calls } = await gateway.ask(query, {}, headers);
      expect(status).toBe(403);
      expect(data).toBeUndefined();
      expect(errors.map(({ extensions }) => [extensions['code'], extensions['reason']])).toEqual([
        ['FORBIDDEN', 'SUBGRAPH_SECRET'],
      ]);
      expect(calls).toEqual([]);
    }
  });

  it('is not asked for by any other field', async () => {
    const { status, errors } = await gateway.ask('{ labels(first: 1) { nodes { name } } }');
    expect([status, errors]).toEqual([200, []]);
  });

  it('opens the schema that is committed for composition', async () => {
    const { data, calls } = await gateway.ask<{ _service: { sdl: string } }>(
      '{ _service { sdl } }',
      {},
      router,
    );
    expect(data._service.sdl).toBe(readFileSync('src/schema/subgraph.graphql', 'utf8'));
    expect(calls).toEqual([]);
  });
});

it('tells no timings to routers that ask for a trace', async () => {
  const { extensions } = await gateway.ask(
    '{ labels(first: 1) { nodes { name } } }',
    {},
    { ...router, 'apollo-federation-include-trace': 'ftv1' },
  );
  expect(Object.keys(extensions)).toEqual(['qonto']);
});

it('is no subgraph without a secret', async () => {
  const plain = await startGateway();
  const { status, errors } = await plain.ask('{ _service { sdl } }', {}, router);
  const { data } = await plain.ask<{ __schema: { types: { name: string }[] } }>(
    '{ __schema { types { name } } }',
  );
  await plain.close();
  expect([status, errors.map(({ message }) => message)]).toEqual([
    400,
    ['Cannot query field "_service" on type "Query".'],
  ]);
  expect(data.__schema.types.map(({ name }) => name)).not.toContain('_Any');
});
