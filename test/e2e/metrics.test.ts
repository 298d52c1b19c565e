import { request } from 'node:http';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { MetricsReader } from '../support/metrics.js';
import { Payer } from '../support/payer.js';

/** The clock of the way to the bank stands still, so that what was used of a window stays used. */
let nowMs = 0;
const reader = new MetricsReader();
let gateway: TestGateway;
beforeAll(async () => {
  const sleep = async (ms: number) => void (nowMs += ms);
  gateway = await startGateway({}, { clock: () => nowMs, sleep }, { telemetry: reader.telemetry });
  await reader.open();
  gateway.watch.listenTo('gateway', reader.url);
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(async () => {
  await reader.close();
  await gateway.close();
});

const labels = 'query Labels { labels { nodes { id } } }';

it('counts an operation by name, type and outcome', async () => {
  const counts = 'graphql_operation_duration_seconds_count';
  expect(await reader.added(counts, () => gateway.ask(labels))).toEqual({
    [`${counts}{operation="Labels",type="query",outcome="OK"}`]: 1,
  });
  expect(await reader.added(counts, () => gateway.ask('query Mine { __typename }'))).toEqual({
    [`${counts}{operation="other",type="query",outcome="OK"}`]: 1,
  });
  await gateway.control('POST faults', { kind: 'status', status: 403 });
  expect(await reader.added(counts, () => gateway.ask(labels))).toEqual({
    [`${counts}{operation="Labels",type="query",outcome="FAILED"}`]: 1,
  });
  const refused = async () => {
    await gateway.ask('{');
    await gateway.ask('query Labels { nonsense }');
  };
  expect(await reader.added(counts, refused)).toEqual({
    [`${counts}{operation="other",type="unknown",outcome="FAILED"}`]: 2,
  });
});

it('counts the requests to the bank by template and status, and those that were saved or repeated', async () => {
  const counts = 'qonto_request_duration_seconds_count';
  const twice = 'query Labels { a: labels { nodes { id } } b: labels { nodes { id } } }';
  const saved = await reader.added('qonto_request', () => gateway.ask(twice));
  expect(saved).toMatchObject({
    [`${counts}{call="GET /v2/labels",status="200"}`]: 1,
    qonto_request_wait_seconds_count: 1,
    qonto_requests_deduplicated_total: 1,
  });
  await gateway.control('POST faults', { kind: 'status', status: 503, times: 1 });
  expect(await reader.added(counts, () => gateway.ask(labels))).toEqual({
    [`${counts}{call="GET /v2/labels",status="503"}`]: 1,
    [`${counts}{call="GET /v2/labels",status="200"}`]: 1,
  });
  const { data } = await gateway.ask<{ clients: { nodes: { id: string }[] } }>(
    '{ clients(first: 1) { nodes { id } } }',
  );
  const one = `{ client(id: "${data.clients.nodes[0]!.id}") { id } }`;
  expect(await reader.added(counts, () => gateway.ask(one))).toEqual({
    [`${counts}{call="GET /v2/clients/{id}",status="200"}`]: 1,
  });
});

it('counts errors by their code, and requests of callers by route and status', async () => {
  await gateway.control('POST faults', { kind: 'status', status: 403 });
  expect(await reader.added('graphql_operations_with_error', () => gateway.ask(labels))).toEqual({
    'graphql_operations_with_error_total{code="FORBIDDEN"}': 1,
  });
  const path = '/attachments/0af76519-16cd-43dd-8448-eb211c80319c/file';
  const answered = (await reader.added('http_requests_total', async () => {
    await fetch(`${gateway.url}${path}`);
    await fetch(`${gateway.url}/Zebulon`);
    // An answer is counted a moment after its caller has it.
    while (!(await reader.text()).includes('/{unknown}'));
  })) as object;
  expect(answered).toEqual({
    'http_requests_total{call="GET /attachments/{id}/file",status="404"}': 1,
    'http_requests_total{call="GET /{unknown}",status="404"}': 1,
  });
});

it('counts payments and uploads by what became of them', async () => {
  const payer = await Payer.at(gateway);
  const counts = 'graphql_mutations_total';
  const paid = await reader.added(counts, async () => {
    const payment = payer.payment();
    await payer.pay(payment);
    await payer.pay(payment);
    await payer.pay({ ...payment, idempotencyKey: '' });
  });
  expect(paid).toEqual({
    [`${counts}{mutation="payBeneficiary",outcome="CREATED"}`]: 1,
    [`${counts}{mutation="payBeneficiary",outcome="REPLAYED"}`]: 1,
    [`${counts}{mutation="payBeneficiary",outcome="REJECTED"}`]: 1,
  });
  const content = Buffer.from('%PDF-1.7 one').toString('base64');
  const file = { fileName: 'one.pdf', contentType: 'application/pdf', content };
  const upload = (idempotencyKey: string) =>
    gateway.ask('mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) { outcome } }', {
      input: { idempotencyKey, file },
    });
  expect(await reader.added(counts, () => upload('metrics-file'))).toEqual({
    [`${counts}{mutation="uploadAttachment",outcome="CREATED"}`]: 1,
  });
  const bills = ['metrics-bill-1', 'metrics-bill-2', ''].map((idempotencyKey) => ({
    idempotencyKey,
    document: { file },
  }));
  const bulk = `mutation ($input: BulkUploadSupplierInvoicesInput!) {
    bulkUploadSupplierInvoices(input: $input) { succeededCount } }`;
  expect(await reader.added(counts, () => gateway.ask(bulk, { input: { invoices: bills } }))).toEqual({
    [`${counts}{mutation="bulkUploadSupplierInvoices",outcome="CREATED"}`]: 2,
    [`${counts}{mutation="bulkUploadSupplierInvoices",outcome="REJECTED"}`]: 1,
  });
});

it('shows how the budget towards the bank falls, by one for each request', async () => {
  const fallen = await reader.added('qonto_budget_left', async () => {
    for (let asked = 0; asked < 4; asked++) await gateway.ask(labels);
  });
  expect(fallen).toEqual({ 'qonto_budget_left{window="short"}': -4, 'qonto_budget_left{window="long"}': -4 });
  nowMs += 700_000;
  const figures = await reader.figures();
  expect(figures.get('qonto_budget_left{window="short"}')).toBe(995);
  expect(figures.get('qonto_budget_left{window="long"}')).toBe(9_900);
});

it('shows that the circuit is open while the bank fails, and closed when it answers again', async () => {
  nowMs += 60_000;
  const circuit = async () => {
    const figures = await reader.figures();
    return ['CLOSED', 'OPEN', 'PROBING'].filter((state) => figures.get(`qonto_circuit{state="${state}"}`));
  };
  expect(await circuit()).toEqual(['CLOSED']);
  await gateway.control('POST faults', { kind: 'status', status: 501, times: null });
  for (let failed = 0; failed < 20; failed++) await gateway.ask(labels);
  expect(await circuit()).toEqual(['OPEN']);
  const refused = await reader.added('', () => gateway.ask(labels));
  expect(refused).toMatchObject({
    'graphql_operations_with_error_total{code="UPSTREAM_UNAVAILABLE"}': 1,
  });
  expect(Object.keys(refused).filter((name) => name.startsWith('qonto_request_duration'))).toEqual([]);
  await gateway.control('DELETE faults');
  nowMs += 5_000;
  await gateway.ask(labels);
  expect(await circuit()).toEqual(['CLOSED']);
});

it('shows what is on its way to the bank, which counts as sent, and nothing when nothing is', async () => {
  const left = async () => (await reader.figures()).get('qonto_budget_left{window="long"}');
  const before = (await left())!;
  await gateway.control('POST faults', { kind: 'latency', latencyMs: 300 });
  const asked = gateway.ask(labels);
  const onTheWay = async () =>
    (await reader.figures()).get('qonto_requests_on_the_way{lane="reads"}') as number;
  while ((await onTheWay()) === 0);
  expect([await onTheWay(), await left()]).toEqual([1, before - 1]);
  await asked;
  expect([await onTheWay(), await left()]).toEqual([0, before - 1]);
});

it('tells the build, the process and how late the event loop is', async () => {
  const figures = await reader.figures();
  expect(figures.get('gateway_build_info{version="1.2.3"}')).toBe(1);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(figures.get(name)).toBeGreaterThan(0);
});

it('makes no more series of 10,000 names of operations than of one', async () => {
  const record = {
    type: 'query',
    outcome: 'OK',
    status: 200,
    durationMs: 1,
    codes: [],
    errors: 0,
    requests: 0,
    deduplicated: 0,
    retries: 0,
  } as const;
  const watch = reader.metrics.begin();
  watch.operationEnded({ ...record, operation: 'Name' });
  const before = (await reader.figures()).size;
  const counts = 'graphql_operation_duration_seconds_count';
  const added = await reader.added(counts, async () => {
    for (let name = 0; name < 10_000; name++) watch.operationEnded({ ...record, operation: `Name${name}` });
  });
  expect(added).toEqual({ [`${counts}{operation="other",type="query",outcome="OK"}`]: 10_000 });
  expect((await reader.figures()).size).toBe(before);
});

it('serves nothing else on that port, and nothing to pages of strangers', async () => {
  expect((await fetch(`${reader.url}/graphql`)).status).toBe(404);
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  const status = await new Promise((resolve, reject) => {
    request(`${reader.url}/metrics`, { headers: { host: 'rebound.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});
