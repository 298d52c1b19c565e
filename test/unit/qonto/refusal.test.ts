import type { Call } from '../../../src/datasources/qonto/call.js';
import type { Reply } from '../../../src/datasources/qonto/reply.js';
import { readRefusal } from '../../../src/datasources/qonto/refusal.js';
import { GatewayError, OutcomeUnknown, Rejection, ScaRequired } from '../../../src/errors.js';

const read: Call = { method: 'GET', path: '/v2/transactions' };
const write: Call = { method: 'POST', path: '/v2/sepa/transfers' };
const payeeCheck: Call = { method: 'POST', path: '/v2/sepa/verify_payee' };

const traceId = '0af7651916cd43dd8448eb211c80319c';

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = headers['content-type'] ?? 'application/json';
  return { status, contentType, text, header: (name) => headers[name] } as Reply;
}

function refusalOf(call: Call, status: number, body: unknown, headers?: Record<string, string>): Error {
  return readRefusal(call, reply(status, body, headers)).error;
}

/** The bodies of api reference, errors, in its numbering; all read 2026-11-20. */
describe('reads the envelope', () => {
  it('1: a list of errors with a trace id', () => {
    const body = {
      errors: [{ code: 'not_in_list', detail: 'status must be one of: …', source: { parameter: 'status' } }],
      trace_id: traceId,
    };
    expect(refusalOf(read, 400, body)).toMatchObject({
      name: 'Rejection',
      message: 'GET /v2/transactions: refused by the bank (HTTP 400)',
      refusals: [{ code: 'not_in_list', detail: 'status must be one of: …', pointer: 'status' }],
      upstream: { status: 400, codes: ['not_in_list'], traceId },
    });
  });

  it('2: errors as an object', () => {
    const body = { errors: { code: 'invalid', detail: 'no', source: { pointer: '/page' } } };
    expect(refusalOf(read, 422, body)).toMatchObject({
      refusals: [{ code: 'invalid', detail: 'no', pointer: '/page' }],
    });
  });

  it('2, live: errors as an object with nothing but a message', () => {
    const error = refusalOf(write, 422, { errors: { message: 'Not found' }, trace_id: traceId });
    expect(error).toBeInstanceOf(Rejection);
    expect(error).toMatchObject({ refusals: [{ code: 'unspecified', detail: 'Not found' }] });
  });

  it('3: entries with status and message', () => {
    const body = { errors: [{ status: '422', code: 'invalid', message: 'too long' }] };
    expect(refusalOf(write, 422, body)).toMatchObject({
      refusals: [{ code: 'invalid', detail: 'too long' }],
    });
  });

  it('4: the family of client invoices', () => {
    const body = {
      errors: [
        {
          status: '412',
          code: 'invoice_not_in_draft_status',
          source: { pointer: '/data/id' },
          meta: { validation_param: '1' },
        },
      ],
    };
    expect(refusalOf(write, 412, body)).toMatchObject({
      refusals: [{ code: 'invoice_not_in_draft_status', pointer: '/data/id' }],
      upstream: { status: 412 },
    });
  });

  it('5: a payee check whose error carries a usable proof', () => {
    const body = {
      errors: [
        {
          id: '1',
          status: '400',
          code: 'BAD_REQUEST_ERROR_RESPONDING_BANK_NOT_AVAILABLE',
          title: 'Bad request',
          meta: { proof_token: { token: 'proof-1' } },
        },
      ],
    };
    for (const status of [400, 500, 501, 504])
      expect(refusalOf(payeeCheck, status, body)).toMatchObject({
        name: 'Rejection',
        refusals: [
          {
            code: 'BAD_REQUEST_ERROR_RESPONDING_BANK_NOT_AVAILABLE',
            detail: 'Bad request',
            proofToken: 'proof-1',
          },
        ],
      });
  });

  it('6: the flat body of webhooks', () => {
    expect(
      refusalOf(write, 400, { code: 'invalid', detail: 'no', source: { pointer: '/url' } }),
    ).toMatchObject({
      refusals: [{ code: 'invalid', detail: 'no', pointer: '/url' }],
    });
  });

  it('7: the flat bodies of strong customer authentication', () => {
    const challenge = {
      code: 'sca_required',
      message: 'SCA required',
      sca_session_token: 'sca-1',
      trace_id: traceId,
    };
    const required = refusalOf(write, 428, challenge);
    expect(required).toBeInstanceOf(ScaRequired);
    expect(required).toMatchObject({ sessionToken: 'sca-1', upstream: { status: 428, traceId } });
    expect(required.message).not.toContain('sca-1');
    expect(refusalOf(write, 428, { code: 'sca_not_enrolled', message: 'enable SCA' })).toMatchObject({
      name: 'Rejection',
      refusals: [{ code: 'sca_not_enrolled' }],
    });
    expect(refusalOf(write, 412, { code: 'expired', message: 'Token expired' })).toBeInstanceOf(Rejection);
  });

  it('8: the gateway that does not know the route', () => {
    const headers = { 'content-type': 'text/plain', 'x-tyk-trace-id': traceId };
    for (const call of [read, write])
      expect(refusalOf(call, 404, 'Not Found', headers)).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        details: { reason: 'ROUTE_UNKNOWN', retryable: false, upstream: { status: 404, traceId } },
      });
    expect(refusalOf(read, 404, 'Not Found', { ...headers, 'x-request-id': traceId })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('9: the login page before the sandbox, as 200 and as a redirect', () => {
    const page = '<!doctype html><html lang="en" style="height: 100%"><title>OneLogin</title></html>';
    const html = { 'content-type': 'text/html' };
    const to = { location: 'https://qonto.onelogin.com/login' };
    for (const call of [read, write])
      for (const error of [refusalOf(call, 200, page, html), refusalOf(call, 302, '', to)]) {
        expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { reason: 'LOGIN_PAGE' } });
        expect(error.message).toContain('staging token is missing');
      }
  });

  it('9, with care: a page of the application itself is no login page, so a write is in doubt', () => {
    const headers = { 'content-type': 'text/html', 'x-request-id': traceId };
    expect(refusalOf(write, 200, '<html>OneLogin</html>', headers)).toBeInstanceOf(OutcomeUnknown);
  });

  it.each([500, 502, 504, 520])('9, with care: nor is a page under %i, however it looks', (status) => {
    const page = '<!doctype html><html lang="en" style="height:100%"><title>Error</title></html>';
    expect(refusalOf(write, status, page, { 'content-type': 'text/html' })).toBeInstanceOf(OutcomeUnknown);
  });

  it('10: OAuth', () => {
    expect(refusalOf(write, 400, { error: 'invalid_request', error_description: 'no' })).toMatchObject({
      refusals: [{ code: 'invalid_request', detail: 'no' }],
    });
  });

  it.each([409, 429])('11: an equal call is still running (%i): of a write nobody knows', (status) => {
    const body = { error: 'Concurrent requests detected' };
    expect(refusalOf(write, status, body)).toBeInstanceOf(OutcomeUnknown);
    expect(readRefusal(read, reply(status, body))).toMatchObject({
      kind: 'TRANSIENT',
      error: { code: 'RATE_LIMITED' },
    });
  });

  it('12: an empty body', () => {
    expect(readRefusal(read, reply(429, ''))).toMatchObject({
      kind: 'THROTTLED',
      error: { code: 'RATE_LIMITED' },
    });
    expect(readRefusal(write, reply(429, ''))).toMatchObject({
      kind: 'THROTTLED',
      error: { code: 'RATE_LIMITED', details: { retryAfterSeconds: 1 } },
    });
    expect(readRefusal(read, reply(500, ''))).toMatchObject({
      kind: 'TRANSIENT',
      error: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect(refusalOf(write, 500, '')).toBeInstanceOf(OutcomeUnknown);
    expect(refusalOf(read, 422, '')).toMatchObject({ name: 'Rejection', refusals: [{ code: 'http_422' }] });
    expect(refusalOf(write, 422, '')).toBeInstanceOf(OutcomeUnknown);
  });

  it('13: nothing into the slip of an exported collection, nor into any other JSON', () => {
    const slip = { description: 'Bad request', content: { 'application/json': {} } };
    for (const body of [slip, [], 'null', '{"errors": []}', '{"errors": "no"}', '{'])
      expect(refusalOf(write, 400, body)).toBeInstanceOf(OutcomeUnknown);
  });
});

describe('reads the code before the status', () => {
  it.each(['vop_proof_token_invalid', 'vop_proof_token_missing'])(
    '401 %s is a refusal of the payment',
    (code) => {
      const verdict = readRefusal(write, reply(401, { errors: [{ code, detail: 'no' }] }));
      expect(verdict).toMatchObject({ kind: 'FINAL', error: { name: 'Rejection', refusals: [{ code }] } });
    },
  );

  it('401 authorization_token_invalid can be cured by another token', () => {
    expect(
      readRefusal(write, reply(401, { errors: [{ code: 'authorization_token_invalid' }] })),
    ).toMatchObject({
      kind: 'TOKEN_INVALID',
      error: { code: 'UNAUTHENTICATED', details: { retryable: false } },
    });
  });

  it('401 authorization_header_missing, or without a word, cannot', () => {
    for (const body of ['', { errors: [{ code: 'authorization_header_missing' }] }])
      expect(readRefusal(read, reply(401, body))).toMatchObject({
        kind: 'LOGIN_REFUSED',
        error: { code: 'UNAUTHENTICATED' },
      });
  });

  it('401 "OAuth2 authentication is required here" says that the API key is of the wrong kind', () => {
    for (const entry of [{ code: 'unauthorized', detail: 'OAuth2 authentication is required here' }])
      expect(readRefusal(read, reply(401, { errors: [entry] }))).toMatchObject({
        kind: 'LOGIN_KIND_REFUSED',
        error: { code: 'FORBIDDEN', details: { reason: 'OAUTH_REQUIRED' } },
      });
  });

  it('403 names the missing scope', () => {
    const entry = { code: 'forbidden', detail: 'missing required oauth scope: client_invoice.write' };
    expect(refusalOf(write, 403, { errors: [entry] })).toMatchObject({
      code: 'FORBIDDEN',
      details: { missingScope: 'client_invoice.write', reason: 'SCOPE' },
    });
    expect(
      refusalOf(write, 403, { errors: [{ code: 'forbidden', detail: 'missing required oauth scope' }] }),
    ).toMatchObject({
      details: { reason: 'SCOPE' },
    });
  });

  it('403 tells role, plan and funds apart', () => {
    const of = (detail: string): Error => refusalOf(write, 403, { errors: [{ code: 'forbidden', detail }] });
    expect(of('User does not have sufficient permissions for this action.')).toMatchObject({
      details: { reason: 'ROLE' },
    });
    expect(of('Your plan does not include this feature')).toMatchObject({ details: { reason: 'PLAN' } });
    expect(of('Insufficient funds')).toBeInstanceOf(Rejection);
    expect(refusalOf(write, 403, '')).toBeInstanceOf(GatewayError);
  });

  it('404 is NOT_FOUND for a read and a refusal for a write', () => {
    const body = { errors: [{ code: 'not_found', detail: 'no' }] };
    expect(refusalOf(read, 404, body)).toMatchObject({
      code: 'NOT_FOUND',
      details: { upstream: { codes: ['not_found'] } },
    });
    expect(refusalOf(write, 404, body)).toMatchObject({ refusals: [{ code: 'not_found' }] });
  });

  it('429 on payee checks concerns payee checks only', () => {
    expect(readRefusal(payeeCheck, reply(429, ''))).toMatchObject({
      kind: 'FINAL',
      error: { code: 'RATE_LIMITED', details: { reason: 'PAYEE_CHECKS' } },
    });
  });

  it('501 is a failure that a repeat does not cure', () => {
    expect(readRefusal(read, reply(501, ''))).toMatchObject({
      kind: 'FINAL',
      error: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });

  it('413 is a refusal, in whatever words', () => {
    expect(refusalOf(write, 413, '<html>', { 'content-type': 'text/html' })).toMatchObject({
      refusals: [{ code: 'http_413' }],
    });
  });
});
