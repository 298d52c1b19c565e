import { Writable } from 'node:stream';
import pino from 'pino';
import { bearerToken } from '../../../src/datasources/qonto/credential.js';
import { redact } from '../../../src/datasources/qonto/redact.js';
import { type Scene, ScriptedBank, closeBanks, drop, json, raw } from './scripted-bank.js';

afterEach(closeBanks);

const canaries = {
  token: 'ory_at_CANARYtoken123',
  iban: 'FR7616798000010000005663951',
  name: 'Canary Zebulon',
  link: 'https://files.example/canary?X-Amz-Signature=abc',
  key: 'canary-idempotency-key',
  staging: 'canary-staging-token',
  sca: 'canary-sca-session-token',
  amount: '31415.92',
};

/** Answers with every secret in every place that an answer has, and in places where it should not be. */
const planted = { detail: Object.values(canaries).join(' '), pointer: `/${canaries.iban}` };
const headers = { 'x-tyk-trace-id': canaries.iban, 'x-request-id': canaries.name, location: canaries.link };
const scenes: [string, Scene][] = [
  ['a yes', json({ transfer: planted })],
  ...[400, 401, 403, 404, 409, 412, 422, 429, 500, 501, 503].flatMap((status): [string, Scene][] => [
    [
      `${status} with reasons`,
      json(
        {
          errors: [{ code: canaries.iban, detail: planted.detail, source: planted }],
          trace_id: canaries.token,
        },
        status,
        headers,
      ),
    ],
    [`${status} without`, raw(status, 'text/plain', planted.detail, headers)],
  ]),
  [
    '403 for a scope',
    json({ errors: [{ code: 'forbidden', detail: 'missing required oauth scope client.write' }] }, 403),
  ],
  ['428', json({ code: 'sca_required', message: canaries.name, sca_session_token: canaries.sca }, 428)],
  ['a redirect', raw(302, undefined, '', headers)],
  ['a web page', raw(200, 'text/html', `<html>${planted.detail}</html>`, headers)],
  ['another type', raw(200, 'text/plain', planted.detail)],
  ['broken JSON', raw(200, 'application/json', `{"iban": "${canaries.iban}`)],
  ['a dropped line', drop],
];

it.each(scenes)('tells no secret in messages, details and log lines after %s', async (_, scene) => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()),
  });
  const bank = await ScriptedBank.play([scene], {
    stagingToken: canaries.staging,
    logger: pino({ level: 'trace' }, sink),
  });
  const session = bank.session({ credential: bearerToken(canaries.token) });
  const shown: string[] = [];
  for (const method of ['GET', 'POST'] as const) {
    const call = {
      method,
      path: '/v2/beneficiaries/{id}',
      params: { id: canaries.iban },
      query: { name: canaries.name, 'link[]': [canaries.link] },
      idempotencyKey: canaries.key,
      ...(method === 'POST' ? { body: canaries } : {}),
    };
    await session.send(call).catch((error: Error & { details?: unknown; upstream?: unknown }) => {
      shown.push(
        error.message,
        String(error.stack),
        JSON.stringify([error.details, error.upstream, error.cause]),
      );
    });
  }
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines[0]).toContain('"call":"GET /v2/beneficiaries/{id}"');
  for (const text of [...shown, ...lines, session.principal])
    for (const canary of Object.values(canaries)) {
      expect(text).not.toContain(canary);
      expect(text).not.toContain(encodeURIComponent(canary));
    }
});

it('keeps known fields in their known shape and drops everything else', () => {
  const kept = {
    call: 'GET /v2/transactions/{id}',
    request: '0af76519-16cd-43dd-8448-eb211c80319c',
    caller: 'ci-1',
    operation: 'SyncTransactions',
    status: 503,
    durationMs: 12,
    codes: ['not_in_list', 'BAD_REQUEST_ERROR_5XX_RESPONDING_BANK'],
    traceId: '0af7651916cd43dd8448eb211c80319c',
    requestId: '6d7c0b5e-9a64-4ee7-8f0c-2f3f3c1a9b10',
  };
  expect(redact({ ...kept, durationMs: 12.3, iban: canaries.iban, authorization: 'x' })).toEqual(kept);
  expect(
    redact({
      call: `GET /v2/beneficiaries/${canaries.name}`,
      status: '503',
      request: 'req-Zebulon',
      caller: canaries.name,
      operation: canaries.iban,
      kind: canaries.name,
      codes: [canaries.iban, { code: 'x' }],
      traceId: canaries.iban.toLowerCase(),
      requestId: '3141592653589793',
    }),
  ).toEqual({ codes: [] });
});
