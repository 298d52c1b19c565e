import { type Call, callTarget } from './call.js';
import type { Authorization } from './credential.js';
import type { Departure } from './departure.js';
import type { Request } from './exchange.js';
import { inSandbox } from './sandbox.js';

/** What a request to the bank carries besides its call. */
export interface Cover {
  readonly origin: string;
  readonly stagingToken: string | undefined;
  readonly authorization: Authorization;
  readonly timeoutMs: number;
  readonly departure: Departure | undefined;
}

/** The HTTP request of a call. Source of the header names: docs.qonto.com, request headers, read 2026-11-20. */
export function requestOf(given: Call, cover: Cover): Request | Promise<Request> {
  const call = cover.stagingToken === undefined ? given : inSandbox(given);
  if (call.form !== undefined) return encodedForm(call.form).then((body) => requestWith(body, call, cover));
  const body =
    call.body === undefined ? noBody : { bytes: JSON.stringify(call.body), type: 'application/json' };
  return requestWith(body, call, cover);
}

interface Body {
  readonly bytes: string | Uint8Array | undefined;
  readonly type: string | undefined;
}

const noBody: Body = { bytes: undefined, type: undefined };

/** By Node's own encoder of forms: it writes the boundary and escapes file names. */
async function encodedForm(form: FormData): Promise<Body> {
  const encoded = new Response(form);
  return {
    bytes: new Uint8Array(await encoded.arrayBuffer()),
    type: encoded.headers.get('content-type') ?? '',
  };
}

function requestWith({ bytes, type }: Body, call: Call, cover: Cover): Request {
  const { origin, stagingToken, authorization, timeoutMs, departure } = cover;
  const headers: Record<string, string> = {
    accept: call.accept === 'file' ? '*/*' : 'application/json',
    'user-agent': 'qonto-graphql-gateway',
    ...call.headers,
    authorization: authorization.value,
  };
  if (type !== undefined) headers['content-type'] = type;
  if (call.idempotencyKey !== undefined) headers['x-qonto-idempotency-key'] = call.idempotencyKey;
  if (stagingToken !== undefined) headers['x-qonto-staging-token'] = stagingToken;
  return {
    method: call.method,
    origin,
    target: callTarget(call),
    headers,
    body: bytes,
    timeoutMs,
    departure,
  };
}
