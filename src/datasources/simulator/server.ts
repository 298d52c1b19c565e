import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.js';
import type { Bank } from './bank.js';
import { credentials, forbid, type Caller } from './credential.js';
import { answerInstead, distort, faults, type FaultKind } from './fault.js';
import { readForm } from './form.js';
import { loginPage, plainNotFound } from './gateway.js';
import { once } from './idempotency.js';
import { journal } from './journal.js';
import { refuse, Refused, refuseSilently } from './refusal.js';
import type { Router } from './router.js';
import type { Ask } from './routes.js';
import { throttle } from './throttle.js';

/** The bank refuses requests above 15 MB; a little more is read so that it can say so. */
const BODY_LIMIT_BYTES = 32_000_000;

/** A request that has been read, before anybody knows what it wants. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly address: string;
}

/** What leaves the house; `cut` ends the connection before (`all`) or within (`half`) the answer. */
interface Outcome {
  readonly answer: Answer;
  readonly cut?: 'all' | 'half';
}

/** Reads a request; undefined when it is too long. */
export async function readCall(request: IncomingMessage, origin: string): Promise<Call | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers: request.headers,
    body: Buffer.concat(chunks),
    address: request.socket.remoteAddress ?? '',
  };
}

/** Serves one request of the bank: journal, faults, throttling, credential, route. */
export async function serve(
  call: Call,
  response: ServerResponse,
  bank: Bank,
  router: Router,
  origin: string,
): Promise<void> {
  bank.keepAppointments();
  const traceId = randomBytes(16).toString('hex');
  const outcome = await work(call, bank, router, origin);
  bank.of(journal).write({
    at: bank.now().toISOString(),
    method: call.method,
    path: call.url.pathname,
    query: call.url.search.slice(1),
    headers: call.headers,
    body_sha256: createHash('sha256').update(call.body).digest('hex'),
    body_bytes: call.body.length,
    status: outcome.cut === 'all' ? 0 : outcome.answer.status,
  });
  send(response, outcome, traceId, bank.now());
}

async function work(call: Call, bank: Bank, router: Router, origin: string): Promise<Outcome> {
  // The file host is another machine: it knows neither credentials nor the limits of the API.
  const isApi = !call.url.pathname.startsWith('/files/');
  const throttled = isApi ? bank.of(throttle).admit(call.address) : undefined;
  if (throttled !== undefined) return { answer: throttled };

  const struck = bank.of(faults).strike(call.method, call.url.pathname);
  for (const fault of struck) if (fault.kind === 'latency') await wait(fault.latencyMs);
  if (struck.some((fault) => fault.kind === 'drop' && fault.when !== 'after'))
    return { answer: { status: 0 }, cut: 'all' };
  for (const fault of struck) {
    const instead = answerInstead(fault, call.url.searchParams, bank.now());
    if (instead !== undefined) return { answer: instead };
  }
  if (struck.some((fault) => fault.kind === 'singleStatus')) keepFirstStatus(call.url.searchParams);

  const worked = await answerTo(call, bank, router, origin);
  if (isApi && worked.status === 401) bank.of(throttle).noteUnauthorised(call.address);
  const answer = struck.reduce((distorted: Answer, fault: FaultKind) => distort(fault, distorted), worked);
  if (struck.some((fault) => fault.kind === 'drop')) return { answer, cut: 'all' };
  if (struck.some((fault) => fault.kind === 'truncate')) return { answer, cut: 'half' };
  return { answer };
}

async function answerTo(call: Call, bank: Bank, router: Router, origin: string): Promise<Answer> {
  const { method, url, headers, body } = call;
  const stagingToken = bank.settings.stagingToken;
  if (
    stagingToken !== null &&
    url.pathname.startsWith('/v') &&
    headers['x-qonto-staging-token'] !== stagingToken
  )
    return loginPage(bank.of(journal).total % 2 === 0 ? 200 : 302);

  const found = router.find(method, url.pathname);
  if (found === undefined) return plainNotFound();
  const { route, params } = found;
  let caller: Caller = { kind: 'oauth', scopes: [], role: 'nobody' };
  if (route.open !== true) {
    const identified = bank.of(credentials).identify(headers.authorization);
    if ('refusal' in identified) return identified.refusal;
    const forbidden = forbid(identified, route);
    if (forbidden !== undefined) return forbidden;
    caller = identified;
  }

  const ask: Ask = {
    method,
    path: url.pathname,
    params,
    query: url.searchParams,
    headers,
    body,
    caller,
    origin,
    json: () => parse(body),
    form: () => readForm(headers, body),
  };
  try {
    const handle = () => route.handle(ask, bank);
    return await (route.idempotent === true ? once(ask, bank, handle) : handle());
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    process.stderr.write(`simulator: ${error instanceof Error ? error.stack : 'unknown failure'}\n`);
    return refuseSilently(500);
  }
}

function send(response: ServerResponse, { answer, cut }: Outcome, traceId: string, now: Date): void {
  if (cut === 'all') {
    response.destroy();
    return;
  }
  const body = bodyOf(answer, traceId);
  response.writeHead(answer.status, {
    Date: now.toUTCString(),
    'X-Tyk-Trace-Id': traceId,
    ...(answer.byGateway !== true && { 'X-Request-Id': traceId }),
    ...(body.length > 0 && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(answer.status !== 204 && { 'Content-Length': String(body.length) }),
    ...answer.headers,
  });
  if (cut === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function bodyOf(answer: Answer, traceId: string): Buffer {
  if (answer.bytes !== undefined) return answer.bytes;
  if (answer.text !== undefined) return Buffer.from(answer.text);
  if (answer.json === undefined) return Buffer.alloc(0);
  const json = answer.traced === true ? { ...answer.json, trace_id: traceId } : answer.json;
  return Buffer.from(JSON.stringify(json));
}

function keepFirstStatus(query: URLSearchParams): void {
  const [first] = query.getAll('status[]');
  if (first !== undefined) query.set('status[]', first);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(refuse(400, 'malformed_json', 'The body is no JSON'));
  }
}
