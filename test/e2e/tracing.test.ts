import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Telemetry } from '../../src/server/telemetry.js';
import { Tracing } from '../../src/server/tracing.js';
import { Collector, type SpanTold } from '../support/collector.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const options = { serviceName: 'bank', version: '1.2.3', sampledPart: 1, timeoutMs: 1_000 };
const warnings: unknown[] = [];
const logger = { warn: (...given: unknown[]) => void warnings.push(given) };

let collector: Collector;
let tracing: Tracing;
let gateway: TestGateway;
/** Hears, after the tracing, that a request is over. */
let ended: Promise<void>;
beforeEach(async () => {
  warnings.length = 0;
  collector = new Collector();
  const endpoint = await collector.open();
  tracing = new Tracing({ ...options, endpoint, headers: { 'x-team': 'bank' }, logger });
  gateway = await startGateway({}, {}, { telemetry: () => [tracing, untilEnd()] });
});
afterEach(async () => {
  stopHearing();
  for (const body of collector.bodies) gateway.watch.hear('A trace', body);
  await collector.close();
  await gateway.close();
});

function untilEnd(): Telemetry {
  let end = () => {};
  ended = new Promise((resolve) => (end = resolve));
  const begin = () => ({ bankAnswered() {}, operationEnded() {}, end });
  return { begin, answered() {}, mutated() {} };
}

/** The spans of what was done, once they are handed over. */
async function spansOf(act: () => Promise<unknown>): Promise<readonly SpanTold[]> {
  await act();
  await tracing.close();
  return collector.spans();
}

/** The headers of all requests that reach the bank from now on. */
function headersAtTheBank(): readonly IncomingHttpHeaders[] {
  const heads: IncomingHttpHeaders[] = [];
  const hear = (message: unknown) => {
    const { headers, url = '' } = (message as { request: IncomingMessage }).request;
    if (url.startsWith('/v2/')) heads.push(headers);
  };
  subscribe('http.server.request.start', hear);
  stopHearing = () => unsubscribe('http.server.request.start', hear);
  return heads;
}

let stopHearing = () => {};

const server = 2;
const client = 3;
const traceId = '0af7651916cd43dd8448eb211c80319c';
const parent = 'b7ad6b7169203331';

it('an operation is a span, and in it is one for each request to the bank', async () => {
  const spans = await spansOf(() =>
    gateway.ask(
      'query Names { labels { nodes { name } } organization { name } }',
      {},
      { 'x-request-id': traceId },
    ),
  );
  expect(spans).toHaveLength(3);
  const operation = spans.find(({ kind }) => kind === server)!;
  expect(operation).toMatchObject({ name: 'query', status: { code: 0 } });
  expect(operation.parentSpanId ?? '').toBe('');
  expect(operation.attributes).toEqual({
    'gateway.request': traceId,
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Names',
    'graphql.outcome': 'OK',
    'http.response.status_code': 200,
    'qonto.requests': 2,
    'qonto.deduplicated': 0,
    'qonto.retries': 0,
  });
  const asked = spans.filter(({ kind }) => kind === client);
  expect(asked.map(({ name }) => name).toSorted()).toEqual(['GET /v2/labels', 'GET /v2/organization']);
  for (const span of asked) {
    expect(span).toMatchObject({ traceId: operation.traceId, parentSpanId: operation.spanId });
    expect(span.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.request.resend_count': 0,
      'http.response.status_code': 200,
    });
  }
  expect(collector.headers).toMatchObject([{ path: '/v1/traces', 'x-team': 'bank' }]);
});

it('the trace of a caller goes on here, and the bank gets nothing of it', async () => {
  const headers = { traceparent: `00-${traceId}-${parent}-01`, 'x-request-id': traceId };
  const heads = headersAtTheBank();
  const spans = await spansOf(() => gateway.ask('{ organization { name } }', {}, headers));
  expect(spans.map((span) => span.traceId)).toEqual([traceId, traceId]);
  expect(spans.find(({ kind }) => kind === server)).toMatchObject({ parentSpanId: parent });
  expect(heads).toHaveLength(1);
  expect(heads[0]).not.toHaveProperty('traceparent');
  expect(JSON.stringify(heads)).not.toContain(traceId);
});

it('a trace that the caller does not record is not recorded here', async () => {
  const headers = { traceparent: `00-${traceId}-${parent}-00` };
  expect(await spansOf(() => gateway.ask('{ organization { name } }', {}, headers))).toEqual([]);
});

it('a failure shows in the request to the bank, in its repeat, and in the operation', async () => {
  await gateway.control('POST faults', { kind: 'status', status: 503, times: null });
  const spans = await spansOf(() => gateway.ask('{ labels { nodes { name } } }'));
  const asked = spans.filter(({ kind }) => kind === client);
  expect(asked.map(({ status, attributes }) => [status.code, attributes['error.type']])).toEqual(
    Array(3).fill([2, '503']),
  );
  expect(asked.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([0, 1, 2]);
  const operation = spans.find(({ kind }) => kind === server)!;
  expect(operation).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'UPSTREAM_UNAVAILABLE' },
  });
});

it('a file is a span of its own, and its id is in none', async () => {
  const id = '0af76519-16cd-43dd-8448-eb211c80319c';
  const spans = await spansOf(async () => {
    await fetch(`${gateway.url}/attachments/${id}/file`, { headers: { connection: 'close' } });
    await ended;
  });
  expect(spans.map(({ name }) => name).toSorted()).toEqual(['GET /v2/attachments/{id}', 'file']);
  expect(collector.bodies.join()).not.toContain(id);
});

it('a collector that is away stops nobody, and is told of in the log', async () => {
  await collector.close();
  const { data, errors } = await gateway.ask('{ organization { name } }');
  expect([data, errors]).toEqual([{ organization: { name: expect.any(String) as string } }, []]);
  await tracing.close();
  expect(warnings).toEqual([
    [{ err: expect.objectContaining({ code: 'ECONNREFUSED' }) as Error }, 'traces could not be handed over'],
  ]);
});
