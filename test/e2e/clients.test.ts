import { startGateway, type TestGateway, type Told } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
afterEach(() => gateway.control('DELETE faults'));

interface Client {
  id: string;
  displayName: string | null;
  name: string | null;
  email: string | null;
  createdAt: string;
  billingAddress: { street: string; countryCode: string } | null;
}

interface Clients {
  clients: { nodes: Client[]; pageInfo: { endCursor: string; hasNextPage: boolean }; totalCount: number };
}

const acme = 'contact@acmecorp.com';
const newcomer = {
  kind: 'COMPANY',
  name: 'Nouvelle Étoile SAS',
  email: 'Hello@Nouvelle-Etoile.example',
  currency: 'EUR',
  locale: 'fr',
  taxIdentificationNumber: '552081317',
  phone: { countryCode: '+33', number: '612345678' },
  billingAddress: { street: '3 rue Verte', city: 'Lyon', zipCode: '69001', countryCode: 'FR' },
};

it('lists the newest first, one request per page', async () => {
  const { data, calls } = await gateway.ask<Clients>(
    '{ clients(first: 10) { nodes { id createdAt } pageInfo { endCursor hasNextPage } totalCount } }',
  );
  const { nodes, pageInfo } = data.clients;
  expect(nodes.map(({ createdAt }) => createdAt)).toEqual(
    nodes.map(({ createdAt }) => createdAt).sort((one, other) => other.localeCompare(one)),
  );
  expect(pageInfo.hasNextPage).toBe(true);
  expect(calls).toEqual(['GET /v2/clients?sort_by=created_at:desc&page=1&per_page=10']);
});

it.each(['CREATED_AT', 'NAME'])('walks by %s, each client once, one request per page', async (field) => {
  const order = `orderBy: { field: ${field}, direction: ASC }`;
  const whole = await gateway.ask<Clients>(`{ clients(first: 500, ${order}) { nodes { id } } }`);
  const ids: string[] = [];
  let requests = 0;
  for (let after: string | undefined; ;) {
    const page: Told<Clients> = await gateway.ask(
      `query ($after: String) { clients(first: 12, after: $after, ${order}) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    requests += page.calls.length;
    ids.push(...page.data.clients.nodes.map(({ id }) => id));
    if (!page.data.clients.pageInfo.hasNextPage) break;
    after = page.data.clients.pageInfo.endCursor;
  }
  expect(ids).toEqual(whole.data.clients.nodes.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(requests).toBe(Math.ceil(ids.length / 12));
});

it('sends filters as the bank spells them', async () => {
  const { calls, errors } = await gateway.ask(
    `{ clients(first: 5, filter: { name: " acme ", email: "${acme}", vatNumber: "FR12", taxIdentificationNumber: "123456789" }) { nodes { id } } }`,
  );
  expect(errors).toEqual([]);
  expect(calls).toEqual([
    `GET /v2/clients?filter[name]=acme&filter[email]=${acme}&filter[vat_number]=FR12` +
      '&filter[tax_identification_number]=123456789&sort_by=created_at:desc&page=1&per_page=5',
  ]);
});

it('reads one client once, and answers null for one that is not there', async () => {
  const { id } = await known();
  const one = await gateway.ask<{ a: Client; b: Client }>(
    `{ a: client(id: "${id}") { id displayName billingAddress { street countryCode } } b: client(id: "${id}") { id } }`,
  );
  expect(one.data.a).toMatchObject({ id, displayName: 'Acme Corp', billingAddress: { countryCode: 'FR' } });
  expect(one.calls).toEqual([`GET /v2/clients/${id}`]);
  const none = await gateway.ask('{ client(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect(none).toMatchObject({ data: { client: null }, errors: [] });
});

const findOrCreate = `mutation ($input: FindOrCreateClientInput!) {
  findOrCreateClient(input: $input) {
    wasCreated client { id email name billingAddress { street countryCode } } otherMatches { id }
    userErrors { code field message upstreamCode }
  }
}`;

interface Found {
  findOrCreateClient: {
    wasCreated: boolean;
    client: Client | null;
    otherMatches: { id: string }[];
    userErrors: { code: string; field: string[] | null; upstreamCode: string | null }[];
  };
}

it('finds a client by its e-mail address in whatever letter case, with one request, and changes nothing', async () => {
  const { id } = await known();
  const { data, calls } = await gateway.ask<Found>(findOrCreate, {
    input: { client: { ...newcomer, email: acme.toUpperCase() } },
  });
  expect(data.findOrCreateClient).toMatchObject({ wasCreated: false, otherMatches: [], userErrors: [] });
  expect(data.findOrCreateClient.client).toMatchObject({ id, name: 'Acme Corp' });
  expect(calls).toEqual([
    `GET /v2/clients?filter[email]=${acme.toUpperCase()}&sort_by=created_at:asc&page=1&per_page=100`,
  ]);
});

it('makes a client that is not there with two requests, finds it afterwards, and shows duplicates', async () => {
  const made = await gateway.ask<Found>(findOrCreate, { input: { client: newcomer } });
  expect(made.data.findOrCreateClient).toMatchObject({
    wasCreated: true,
    client: { email: newcomer.email, name: newcomer.name, billingAddress: { street: '3 rue Verte' } },
    userErrors: [],
  });
  expect(made.calls.map((call) => call.split('?')[0])).toEqual(['GET /v2/clients', 'POST /v2/clients']);

  const byTaxNumber = { matchBy: 'TAX_IDENTIFICATION_NUMBER', client: newcomer };
  const again = await gateway.ask<Found>(findOrCreate, { input: byTaxNumber });
  expect(again.data.findOrCreateClient.wasCreated).toBe(false);
  expect(again.data.findOrCreateClient.client!.id).toBe(made.data.findOrCreateClient.client!.id);

  const twin = await gateway.ask<{ createClient: { client: Client } }>(
    'mutation ($input: CreateClientInput!) { createClient(input: $input) { client { id } userErrors { code } } }',
    { input: newcomer },
  );
  expect(twin.calls).toEqual(['POST /v2/clients']);
  const both = await gateway.ask<Found>(findOrCreate, { input: { client: newcomer } });
  expect(both.data.findOrCreateClient).toMatchObject({
    client: { id: made.data.findOrCreateClient.client!.id },
    otherMatches: [{ id: twin.data.createClient.client.id }],
  });
});

it('does not take a part of a value for the whole', async () => {
  const { data, calls } = await gateway.ask<Found>(findOrCreate, {
    input: { client: { ...newcomer, email: 'acmecorp.com@nowhere.example', kind: 'COMPANY' } },
  });
  expect(data.findOrCreateClient.wasCreated).toBe(true);
  expect(calls).toHaveLength(2);
});

it('makes nothing when the search fails, and never calls a lost answer a failure', async () => {
  const client = { ...newcomer, email: 'lost@example.org' };
  await gateway.control('POST faults', {
    match: { method: 'GET', path: '/v2/clients' },
    kind: 'status',
    status: 500,
    times: null,
  });
  const failed = await gateway.ask<Found>(findOrCreate, { input: { client } });
  expect(failed.errors[0]!.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  expect(failed.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  await gateway.control('DELETE faults');

  await gateway.control('POST faults', {
    match: { method: 'POST', path: '/v2/clients' },
    kind: 'drop',
    when: 'after',
  });
  const lost = await gateway.ask<Found>(findOrCreate, { input: { client } });
  expect(lost.data.findOrCreateClient).toMatchObject({
    client: null,
    userErrors: [{ code: 'OUTCOME_UNKNOWN', field: null }],
  });
  expect(lost.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  const again = await gateway.ask<Found>(findOrCreate, { input: { client } });
  expect(again.data.findOrCreateClient).toMatchObject({ wasCreated: false, otherMatches: [] });
});

it.each([
  ['VAT_NUMBER', { vatNumber: 'FR40303265045' }, { vatNumber: 'fr 40.303-265 045' }],
  ['VAT_NUMBER', { vatNumber: 'FR 40 999 999 999' }, { vatNumber: 'FR 40 999 999 999' }],
  [
    'TAX_IDENTIFICATION_NUMBER',
    { taxIdentificationNumber: '303265045' },
    { taxIdentificationNumber: '303 265 045' },
  ],
])('finds a client by its %s however it is spelled: %j by %j', async (matchBy, first, second) => {
  const made = await gateway.ask<Found>(findOrCreate, {
    input: { matchBy, client: { ...newcomer, ...first } },
  });
  expect(made.data.findOrCreateClient.wasCreated).toBe(true);
  const again = await gateway.ask<Found>(findOrCreate, {
    input: { matchBy, client: { ...newcomer, ...second } },
  });
  expect(again.data.findOrCreateClient).toMatchObject({
    wasCreated: false,
    client: { id: made.data.findOrCreateClient.client!.id },
    otherMatches: [],
  });
});

describe('equal calls at the same moment', () => {
  const ask = (client: object, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: findOrCreate, variables: { input: { client } } }),
    }).then(async (response) => ((await response.json()) as { data: Found }).data.findOrCreateClient);
  const posts = async () => {
    const { requests } = await gateway.control<{ requests: { method: string }[] }>('GET requests');
    return requests.filter(({ method }) => method === 'POST').length;
  };
  const match = { method: 'POST', path: '/v2/clients' };
  beforeEach(async () => {
    await gateway.control('DELETE faults');
    await gateway.control('DELETE requests');
  });

  it('make one client, which one of them made', async () => {
    const emails = ['same@example.org', 'Same@Example.org', 'same@example.org'];
    const all = await Promise.all(emails.map((email) => ask({ ...newcomer, email })));
    expect(new Set(all.map(({ client }) => client!.id)).size).toBe(1);
    expect(all.filter(({ wasCreated }) => wasCreated)).toHaveLength(1);
    expect(await posts()).toBe(1);
  });

  it('share a lost answer, so that none of them sends again meanwhile', async () => {
    await gateway.control('POST faults', { match, kind: 'drop', when: 'before' });
    const client = { ...newcomer, email: 'lost-together@example.org' };
    const all = await Promise.all([ask(client), ask(client)]);
    expect(all.map(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      ['OUTCOME_UNKNOWN'],
      ['OUTCOME_UNKNOWN'],
    ]);
    expect(await posts()).toBe(1);
  });

  it('make two clients for two values', async () => {
    const all = await Promise.all(
      ['one@example.org', 'two@example.org'].map((email) => ask({ ...newcomer, email })),
    );
    expect(all.map(({ wasCreated }) => wasCreated)).toEqual([true, true]);
  });
});

const update = `mutation ($input: UpdateClientInput!) {
  updateClient(input: $input) { client { id name email extraEmails } userErrors { code field } }
}`;

it('changes what is named, empties what is null, and leaves the rest', async () => {
  const { data } = await gateway.ask<Found>(findOrCreate, {
    input: { client: { ...newcomer, email: 'change@example.org' } },
  });
  const { id } = data.findOrCreateClient.client!;
  const changed = await gateway.ask<{ updateClient: { client: object; userErrors: object[] } }>(update, {
    input: { id, email: null, extraEmails: ['books@example.org'] },
  });
  expect(changed.data.updateClient).toEqual({
    client: { id, name: newcomer.name, email: null, extraEmails: ['books@example.org'] },
    userErrors: [],
  });
  expect(changed.calls).toEqual([`PATCH /v2/clients/${id}`]);
});

it('names the id of a client that is not there', async () => {
  const { data } = await gateway.ask(update, {
    input: { id: '019d0000-0000-7000-8000-000000000000', name: 'Nobody' },
  });
  expect(data).toMatchObject({
    updateClient: { client: null, userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] },
  });
});

describe('a mistake in an input is told with its field, and nothing is sent', () => {
  const create = (client: object) => ({ input: { client: { ...newcomer, ...client } } });
  const below = (...field: string[]) => ['input', 'client', ...field];
  it.each([
    [create({ name: null }), below('name')],
    [create({ name: '  ' }), below('name')],
    [create({ name: 'x'.repeat(251) }), below('name')],
    [create({ kind: 'INDIVIDUAL', firstName: 'Ada' }), below('lastName')],
    [create({ kind: 'UNRECOGNIZED' }), below('kind')],
    [create({ vatNumber: '1'.repeat(21) }), below('vatNumber')],
    [create({ taxIdentificationNumber: '1'.repeat(31) }), below('taxIdentificationNumber')],
    [create({ extraEmails: Array.from({ length: 101 }, () => 'a@b.example') }), below('extraEmails')],
    [create({ phone: { countryCode: '33', number: '6' } }), below('phone', 'countryCode')],
    [create({ phone: { countryCode: '+33', number: ' ' } }), below('phone', 'number')],
    [
      create({ billingAddress: { street: '1 rue', zipCode: '75001', countryCode: 'FR' } }),
      below('billingAddress', 'city'),
    ],
    [create({ email: null }), below('email')],
  ])('%#', async (variables, field) => {
    const { data, calls, errors } = await gateway.ask<Found>(findOrCreate, variables);
    expect(errors).toEqual([]);
    expect(data.findOrCreateClient.userErrors.map((error) => error.field)).toEqual([field]);
    expect(data.findOrCreateClient.client).toBeNull();
    expect(calls).toEqual([]);
  });

  it('all of them at once', async () => {
    const { data, calls } = await gateway.ask<Found>(
      findOrCreate,
      create({ name: null, email: null, vatNumber: '1'.repeat(21) }),
    );
    expect(data.findOrCreateClient.userErrors.map(({ field }) => field!.at(-1))).toEqual([
      'name',
      'vatNumber',
      'email',
    ]);
    expect(calls).toEqual([]);
  });

  it.each([
    [{ id: '..', name: 'x' }, ['input', 'id']],
    [{ id: 'c', kind: null, name: 'x' }, ['input', 'kind']],
    [{ id: 'c' }, ['input']],
  ])('of a change: %j', async (input, field) => {
    const { data, calls } = await gateway.ask<{ updateClient: { userErrors: { field: string[] }[] } }>(
      update,
      { input },
    );
    expect(data.updateClient.userErrors.map((error) => error.field)).toEqual([field]);
    expect(calls).toEqual([]);
  });

  it.each([
    ['{ clients(filter: { name: "a" }) { nodes { id } } }', 'filter.name'],
    ['{ clients(filter: { vatNumber: " x " }) { nodes { id } } }', 'filter.vatNumber'],
    ['{ clients(filter: { email: "nobody" }) { nodes { id } } }', 'filter.email'],
    ['{ clients(orderBy: { field: EMAIL }) { nodes { id } } }', 'orderBy.field'],
    ['{ clients(first: 501) { nodes { id } } }', 'first'],
  ])('of a list: %s', async (query, argument) => {
    const { errors, calls } = await gateway.ask(query);
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(calls).toEqual([]);
  });
});

async function known(): Promise<Client> {
  const { data } = await gateway.ask<Clients>(
    `{ clients(first: 1, filter: { email: "${acme}" }) { nodes { id } } }`,
  );
  return data.clients.nodes[0]!;
}
