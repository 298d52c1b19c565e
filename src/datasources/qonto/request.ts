import { type Call, callTarget } from './call.js';
import type { Request } from './exchange.js';
import { inSandbox } from './sandbox.js';

/** What a request to the bank carries besides its call. */
export interface Cover {
  readonly origin: string;
  readonly stagingToken: string | undefined;
  readonly authorization: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The HTTP request of a call. Source of the header names: docs.qonto.com, request headers, read 2026-11-20. */
export async function requestOf(given: Call, cover: Cover): Promise<Request> {
  const call = cover.stagingToken === undefined ? given : inSandbox(given);
  const { bytes, type } = await bodyOf(call);
  return {
    method: call.method,
    origin: cover.origin,
    target: callTarget(call),
    headers: {
      accept: call.accept === 'file' ? '*/*' : 'application/json',
      'user-agent': 'qonto-graphql-gateway',
      ...call.headers,
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(call.idempotencyKey === undefined ? {} : { 'x-qonto-idempotency-key': call.idempotencyKey }),
      ...(cover.stagingToken === undefined ? {} : { 'x-qonto-staging-token': cover.stagingToken }),
      authorization: cover.authorization,
    },
    body: bytes,
    timeoutMs: cover.timeoutMs,
    signal: cover.signal,
  };
}

async function bodyOf({ body, form }: Call): Promise<{ bytes?: string | Uint8Array; type?: string }> {
  if (form !== undefined) {
    // Node's own encoder of forms: it writes the boundary and escapes file names.
    const encoded = new Response(form);
    return {
      bytes: new Uint8Array(await encoded.arrayBuffer()),
      type: encoded.headers.get('content-type') ?? '',
    };
  }
  if (body === undefined) return {};
  return { bytes: JSON.stringify(body), type: 'application/json' };
}
