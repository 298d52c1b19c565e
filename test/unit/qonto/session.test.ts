import { getEventListeners, getMaxListeners } from 'node:events';
import { type Call } from '../../../src/datasources/qonto/call.js';
import { bearerToken } from '../../../src/datasources/qonto/credential.js';
import { GatewayError, OutcomeUnknown, Rejection } from '../../../src/errors.js';
import {
  type Scene,
  ScriptedBank,
  closeBanks,
  drop,
  dropHalfway,
  json,
  raw,
  silence,
} from './scripted-bank.js';

afterEach(closeBanks);

const read: Call = { method: 'GET', path: '/v2/transactions', query: { page: 1 } };
const write: Call = {
  method: 'POST',
  path: '/v2/sepa/transfers',
  body: { transfer: {} },
  idempotencyKey: 'key-1',
};
const fine = json({ ok: true });

describe('a call', () => {
  it('fills the template, repeats array keys and leaves out what is undefined', async () => {
    const bank = await ScriptedBank.play([json({ id: 1 }, 200, { date: 'Fri, 20 Nov 2026 10:00:00 GMT' })]);
    const answer = await bank.session().send({
      method: 'GET',
      path: '/v2/transactions/{id}',
      params: { id: 'a/b?c#d' },
      query: {
        'status[]': ['pending', 'completed'],
        'filter[from]': '2026-01-01T00:00:00+02:00',
        none: undefined,
      },
    });
    expect(bank.seen[0]?.url).toBe(
      '/v2/transactions/a%2Fb%3Fc%23d?status%5B%5D=pending&status%5B%5D=completed' +
        '&filter%5Bfrom%5D=2026-01-01T00%3A00%3A00%2B02%3A00',
    );
    expect(answer).toEqual({ status: 200, body: { id: 1 }, readAt: '2026-11-20T10:00:00.000Z' });
  });

  it.each(['', '.', '..', '\ud800'])(
    'refuses the id %j, which would change the route, without a request',
    async (id) => {
      const bank = await ScriptedBank.play([fine]);
      const sent = bank.session().send({ method: 'GET', path: '/v2/transactions/{id}', params: { id } });
      await expect(sent).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'id' } });
      expect(bank.seen).toHaveLength(0);
    },
  );

  it('carries credential, staging token and idempotency key, and lets no header override the credential', async () => {
    const bank = await ScriptedBank.play([fine], { stagingToken: 'stage-1' });
    await bank
      .session()
      .send({ ...write, headers: { authorization: 'Bearer other', 'x-qonto-2fa-preference': 'mock' } });
    expect(bank.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
      'x-qonto-2fa-preference': 'mock',
      'x-qonto-idempotency-key': 'key-1',
      'x-qonto-staging-token': 'stage-1',
    });
  });

  it('sends a form as multipart with file names and contents', async () => {
    const bank = await ScriptedBank.play([fine]);
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'bill.pdf');
    await bank.session().send({ method: 'POST', path: '/v2/attachments', form });
    expect(bank.seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(bank.seen[0]?.body).toContain('name="file"; filename="bill.pdf"');
    expect(bank.seen[0]?.body).toContain('%PDF-1.7');
  });

  it.each([200, 204])('takes an empty %i of a write for a yes', async (status) => {
    const bank = await ScriptedBank.play([raw(status, undefined, '')]);
    const answer = await bank
      .session()
      .send({ method: 'POST', path: '/v2/sepa/transfers/{id}/cancel', params: { id: '1' } });
    expect(answer).toMatchObject({ status, body: undefined });
  });
});

describe('a read', () => {
  const helpful: [string, Scene][] = [
    ['a dropped line', drop],
    ['half a body', dropHalfway],
    ['broken JSON', raw(200, 'application/json', '{"transactions": [')],
    ['an empty body', raw(200, 'application/json', '')],
    ['no body at all', raw(200, undefined, '')],
    ['500', raw(500, undefined, '')],
    ['502', raw(502, 'text/html', '<html>')],
    ['503', json({ errors: [{ code: 'service_unavailable' }] }, 503)],
    ['504', raw(504, 'text/plain', 'timeout')],
  ];

  it.each(helpful)('is repeated after %s', async (_, scene) => {
    const bank = await ScriptedBank.play([scene, scene, fine]);
    const session = bank.session();
    expect((await session.send(read)).body).toEqual({ ok: true });
    expect(session.meter).toEqual({ requests: 3, deduplicated: 0, retries: 2 });
    expect(bank.slept).toEqual([25, 50]);
  });

  it.each(helpful)('gives up after the third %s', async (_, scene) => {
    const bank = await ScriptedBank.play([scene]);
    await expect(bank.session().send(read)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(bank.seen).toHaveLength(3);
  });

  it('is repeated when the bank cannot be reached', async () => {
    const bank = await ScriptedBank.play([fine], { origin: 'http://127.0.0.1:1' });
    const session = bank.session();
    await expect(session.send(read)).rejects.toMatchObject({
      details: { reason: 'UNREACHABLE', retryable: true },
    });
    expect(session.meter.requests).toBe(3);
  });

  it('waits as long as Retry-After says, in seconds or until a date', async () => {
    const date = { date: 'Fri, 20 Nov 2026 10:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 10:00:07 GMT' };
    const bank = await ScriptedBank.play([
      raw(429, undefined, '', { 'retry-after': '3' }),
      json({}, 429, date),
      fine,
    ]);
    await bank.session().send(read);
    expect(bank.slept).toEqual([3025, 7050]);
  });

  it('backs off by a second and more after a 429 that names no time, and so does everybody else', async () => {
    const bank = await ScriptedBank.play([raw(429, undefined, ''), fine]);
    await bank.session().send(read);
    expect(bank.slept.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(1000);
  });

  it('says when to come back when Retry-After is beyond the deadline', async () => {
    const bank = await ScriptedBank.play([raw(429, undefined, '', { 'retry-after': '60' })]);
    await expect(bank.session().send(read)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 60, upstream: { status: 429 } },
    });
    expect(bank.seen).toHaveLength(1);
    await expect(bank.session().send({ ...read, path: '/v2/labels' })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 60 },
    });
    expect(bank.seen).toHaveLength(1);
  });

  it('gives up when the headers, the body or the whole take too long', async () => {
    const slowBody: Scene = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    };
    const trickle: Scene = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    const cases: [Scene, object][] = [
      [silence, { headersMs: 40 }],
      [slowBody, { bodyMs: 40 }],
      [trickle, { readMs: 80 }],
    ];
    await Promise.all(
      cases.map(async ([scene, timeouts]) => {
        // A pause beyond the deadline: not repeated.
        const bank = await ScriptedBank.play([scene], { timeouts, random: () => 1000 });
        const sent = bank.session().send(read);
        await expect(sent).rejects.toMatchObject({ details: { reason: 'TIMEOUT' } });
      }),
    );
  });

  it('is not even sent when the time of its operation is over', async () => {
    const bank = await ScriptedBank.play([fine]);
    const session = bank.session();
    session.endReadsIn(0);
    await expect(session.send(read)).rejects.toMatchObject({
      details: { reason: 'TIMEOUT' },
    });
    expect(session.meter.requests).toBe(0);
    expect(bank.seen).toHaveLength(0);
  });

  it('is neither repeated nor waits for its turn beyond the end of its operation', async () => {
    const busy = raw(503, undefined, '', { 'retry-after': '3' });
    const bank = await ScriptedBank.play([busy, busy, raw(429, undefined, '', { 'retry-after': '9' })]);
    const session = bank.session();
    session.endReadsIn(5_000);
    await expect(session.send(read)).rejects.toMatchObject({ details: { reason: 'SERVER_ERROR' } });
    expect(bank.slept).toHaveLength(1);
    await expect(session.send(read)).rejects.toMatchObject({ details: { retryAfterSeconds: 9 } });
    await expect(session.send(read)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(bank.seen).toHaveLength(3);
    expect(bank.now).toBeLessThan(5_000);
  });

  it('has the time of its operation beside what its caller wanted to wait', async () => {
    const bank = await ScriptedBank.play([fine]);
    const session = bank.session();
    session.endReadsIn(5_000);
    await session.wait(20_000, read);
    await session.send(read);
    await session.wait(1_000, read);
    bank.now += 5_000;
    await expect(session.send({ ...read, fresh: true })).rejects.toMatchObject({
      details: { reason: 'TIMEOUT' },
    });
    expect(bank.seen).toHaveLength(1);
  });

  it('ends with its caller', async () => {
    const gone = new AbortController();
    const bank = await ScriptedBank.play([() => gone.abort()]);
    const session = bank.session({ signal: gone.signal });
    await expect(session.send(read)).rejects.toMatchObject({ details: { reason: 'ABORTED' } });
    await expect(session.send({ ...read, fresh: true })).rejects.toMatchObject({
      details: { reason: 'ABORTED' },
    });
    expect(bank.seen).toHaveLength(1);
  });

  it('ends with its caller while it waits for another one to prove the credential', async () => {
    const gone = new AbortController();
    const bank = await ScriptedBank.play([silence]);
    const first = bank.session().send(read);
    const second = bank.session({ signal: gone.signal }).send(read);
    while (bank.seen.length < 1) await new Promise(setImmediate);
    gone.abort();
    await expect(second).rejects.toMatchObject({ details: { reason: 'ABORTED' } });
    expect(bank.seen).toHaveLength(1);
    await bank.close();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('waits for another one to prove the credential no longer than its operation has', async () => {
    const bank = await ScriptedBank.play([silence]);
    const first = bank.session().send(read);
    while (bank.seen.length < 1) await new Promise(setImmediate);
    const session = bank.session();
    session.endReadsIn(20);
    await expect(session.send(read)).rejects.toMatchObject({ details: { reason: 'TIMEOUT' } });
    expect(bank.seen).toHaveLength(1);
    await bank.close();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('may listen to the signal of its operation together with all the others', async () => {
    const bank = await ScriptedBank.play([fine]);
    const { signal } = new AbortController();
    bank.session({ signal });
    expect(getMaxListeners(signal)).toBeGreaterThanOrEqual(120); // Node warns beyond
  });

  it.each([
    ['an answer', fine],
    ['a broken line', drop],
    ['a refusal', json({}, 404)],
  ])('leaves nobody behind who listens to the signal of its operation, after %s', async (_, scene) => {
    const bank = await ScriptedBank.play([scene]);
    const { signal } = new AbortController();
    const session = bank.session({ signal });
    const reads = [1, 2, 3].map((page) => session.send({ ...read, query: { page } }));
    await Promise.allSettled(reads);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('takes no answer above the cap, declared or not', async () => {
    const text = JSON.stringify({ text: 'x'.repeat(10_000_001) });
    const declared: Scene = raw(200, 'application/json', text, { 'content-length': String(text.length) });
    const streamed: Scene = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(text.slice(0, 1000));
      response.end(text.slice(1000));
    };
    for (const scene of [declared, streamed]) {
      const bank = await ScriptedBank.play([scene]);
      await expect(bank.session().send(read)).rejects.toMatchObject({
        code: 'UPSTREAM_CONTRACT',
        details: { reason: 'TOO_LARGE' },
      });
      expect(bank.seen).toHaveLength(1);
    }
  });

  it('does not even begin to read a body whose declared length is above the cap', async () => {
    const bank = await ScriptedBank.play([
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000001' });
        response.flushHeaders();
      },
    ]);
    await expect(bank.session().send(read)).rejects.toMatchObject({ details: { reason: 'TOO_LARGE' } });
  });

  it('takes no other type than JSON', async () => {
    const bank = await ScriptedBank.play([raw(200, 'text/plain', '{}')]);
    await expect(bank.session().send(read)).rejects.toMatchObject({
      code: 'UPSTREAM_CONTRACT',
      details: { reason: 'WRONG_TYPE' },
    });
  });

  it('follows no redirect', async () => {
    const bank = await ScriptedBank.play([raw(302, undefined, '', { location: '/v2/elsewhere' }), fine]);
    await expect(bank.session().send(read)).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT' });
    expect(bank.seen).toHaveLength(1);
  });

  it('is not repeated after a refusal', async () => {
    const bank = await ScriptedBank.play([
      json({ errors: [{ code: 'page_out_of_range', detail: 'no' }] }, 422),
    ]);
    await expect(bank.session().send(read)).rejects.toMatchObject({ upstream: { status: 422 } });
    expect(bank.seen).toHaveLength(1);
  });

  it('is no longer repeated when the retry budget of the caller is spent', async () => {
    const bank = await ScriptedBank.play([raw(503, undefined, '')]);
    const session = bank.session();
    for (let i = 0; i < 5; i++) await expect(session.send(read)).rejects.toThrow(GatewayError);
    expect(session.meter).toMatchObject({ requests: 5 + 7, retries: 7 }); // 100 tokens, 14 each
  });
});

describe('a file', () => {
  const receipt: Call = {
    method: 'POST',
    path: '/v2/sepa/transfers/{id}/download_proof',
    params: { id: '1' },
  };
  const pdf = raw(200, 'application/pdf', '%PDF-1.7', {
    'content-disposition': 'attachment; filename="../proof 1.pdf"',
  });

  it('comes with its type and a bare name, and its making is repeated like a read', async () => {
    const bank = await ScriptedBank.play([raw(503, undefined, ''), pdf]);
    const file = await bank.session().download(receipt);
    expect(file).toMatchObject({ contentType: 'application/pdf', fileName: 'proof 1.pdf' });
    expect(Buffer.from(file.bytes).toString()).toBe('%PDF-1.7');
    expect(bank.seen.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('is no JSON and not empty', async () => {
    for (const scene of [fine, raw(200, 'application/pdf', '')]) {
      const bank = await ScriptedBank.play([scene]);
      await expect(bank.session().download(receipt)).rejects.toThrow(GatewayError);
    }
  });
});

describe('an operation', () => {
  it('asks equal questions once, in whatever order the query is written', async () => {
    const bank = await ScriptedBank.play([fine]);
    const session = bank.session();
    const other: Call = { ...read, query: { b: 1, a: 2 } };
    await Promise.all([session.send(other), session.send({ ...read, query: { a: 2, b: 1 } })]);
    await session.send(other);
    expect(session.meter).toEqual({ requests: 1, deduplicated: 2, retries: 0 });
  });

  it('asks again when it wants it fresh, after a write, and after a failure', async () => {
    const bank = await ScriptedBank.play([fine, fine, fine, fine, json({}, 404), fine]);
    const session = bank.session();
    await session.send(read);
    await session.send({ ...read, fresh: true });
    await session.send(write);
    await session.send(read);
    expect(bank.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'GET']);
    const label: Call = { method: 'GET', path: '/v2/labels' };
    await expect(session.send(label)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await session.send(label);
    expect(session.meter.deduplicated).toBe(0);
  });

  it('does not keep a read that overlapped a write', async () => {
    let finish = (): void => undefined;
    const slow: Scene = (response, request) => {
      finish = () => json({ old: true })(response, request);
    };
    const bank = await ScriptedBank.play([fine, slow, fine, fine]);
    const session = bank.session();
    await session.send({ ...read, path: '/v2/labels' }); // from now on the credential is known to be good
    const early = session.send(read);
    while (bank.seen.length < 2) await new Promise(setImmediate);
    await session.send(write);
    finish();
    expect((await early).body).toEqual({ old: true });
    expect((await session.send(read)).body).toEqual({ ok: true });
  });

  it('makes no log line that nobody keeps', async () => {
    const debug = jest.fn();
    const bank = await ScriptedBank.play([fine], { logger: { debug, isLevelEnabled: () => false } });
    await bank.session().send(read);
    expect(debug).not.toHaveBeenCalled();
  });

  it('shares no answer with another operation of the same caller', async () => {
    const bank = await ScriptedBank.play([fine]);
    await bank.session().send(read);
    await bank.session().send(read);
    expect(bank.seen).toHaveLength(2);
  });

  it('sends no more requests than it may', async () => {
    const bank = await ScriptedBank.play([fine]);
    const session = bank.session({ maxRequests: 3 });
    const sent = [1, 2, 3, 4, 5].map((page) => session.send({ ...read, query: { page } }));
    const ends = await Promise.allSettled(sent);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(sent[4]).rejects.toMatchObject({ code: 'QUERY_TOO_EXPENSIVE' });
    expect(bank.seen).toHaveLength(3);
  });
});

describe('a write', () => {
  const unclear: [string, Scene][] = [
    ['a dropped line', drop],
    ['half a body', dropHalfway],
    ['broken JSON', raw(200, 'application/json', '{"transfer": {')],
    ['a 200 of another type', raw(200, 'text/plain', 'ok')],
    ['a web page that is not the login', raw(200, 'text/html', '<html><body>Maintenance</body></html>')],
    ['500', raw(500, undefined, '')],
    ['502', raw(502, 'text/html', '<html>')],
    ['503', json({ errors: [{ code: 'service_unavailable' }] }, 503)],
    ['a redirect', raw(308, undefined, '', { location: '/v2/elsewhere' })],
    ['409 Concurrent requests detected', json({ error: 'Concurrent requests detected' }, 409)],
    ['429 Concurrent requests detected', json({ error: 'Concurrent requests detected' }, 429)],
    ['a 400 in none of the shapes of the bank', raw(400, 'text/html', '<html>Bad Request</html>')],
  ];

  it.each(unclear)('is sent once, and its outcome is unknown, after %s', async (_, scene) => {
    const bank = await ScriptedBank.play([scene]);
    await expect(bank.session().send(write)).rejects.toThrow(OutcomeUnknown);
    expect(bank.seen).toHaveLength(1);
  });

  it('has an unknown outcome when its answer takes too long', async () => {
    const bank = await ScriptedBank.play([silence], { timeouts: { writeMs: 40 } });
    await expect(bank.session().send(write)).rejects.toThrow(OutcomeUnknown);
    expect(bank.seen).toHaveLength(1);
  });

  it('is waited for longer than a read', async () => {
    const slow: Scene = (response, request) => setTimeout(() => fine(response, request), 1700);
    const bank = await ScriptedBank.play([slow], { timeouts: { headersMs: 40, bodyMs: 40 } });
    expect((await bank.session().send(write)).body).toEqual({ ok: true });
  });

  it('was surely not sent when no connection could be made', async () => {
    const bank = await ScriptedBank.play([fine], { origin: 'http://127.0.0.1:1' });
    const session = bank.session();
    await expect(session.send(write)).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      details: { reason: 'UNREACHABLE' },
    });
    expect(session.meter.requests).toBe(1);
  });

  it('is not sent while the bank fails most of the time, and reads neither', async () => {
    const bank = await ScriptedBank.play([...Array<Scene>(20).fill(raw(501, undefined, '')), fine]);
    const paths = Array.from({ length: 20 }, (_, index) => ({ ...read, path: `/v2/labels/${index}` }));
    for (const path of paths)
      await bank
        .session()
        .send(path)
        .catch(() => undefined);
    expect(bank.seen).toHaveLength(20);
    for (const call of [write, read])
      await expect(bank.session().send(call)).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        details: { retryable: true, reason: 'CIRCUIT_OPEN', retryAfterSeconds: 5 },
      });
    expect(bank.seen).toHaveLength(20);
    bank.now += 5_000;
    await bank.session().send(write);
    await bank.session().send(read);
    expect(bank.seen).toHaveLength(22);
  });

  it.each<[string, Scene]>([
    ['refusals', json({ errors: [{ code: 'invalid' }] }, 422)],
    ['a bad credential', json({ errors: [{ code: 'unauthorized' }] }, 403)],
    ['rate limits', raw(429, undefined, '', { 'retry-after': '0' })],
  ])('is sent after any number of %s', async (_, scene) => {
    const bank = await ScriptedBank.play([...Array<Scene>(30).fill(scene), fine]);
    for (let count = 0; count < 30; count++) {
      await bank
        .session()
        .send(write)
        .catch(() => undefined);
      bank.now += 100;
    }
    expect((await bank.session().send(write)).status).toBe(200);
  });

  it('was surely not sent when the gateway is shutting down, while those on their way arrive', async () => {
    const bank = await ScriptedBank.play([
      (response, request) => setTimeout(() => fine(response, request), 30),
    ]);
    const session = bank.session();
    const onItsWay = session.send(write);
    while (bank.seen.length < 1) await new Promise(setImmediate);
    const closed = bank.transport.close();
    const late = bank.session({ credential: bearerToken('token-2') }).send(write);
    await expect(late).rejects.toMatchObject({ details: { reason: 'UNREACHABLE' } });
    expect((await onItsWay).body).toEqual({ ok: true });
    await closed;
  });

  it('was surely not sent when the name of the bank cannot be resolved or its certificate is not there', async () => {
    const bank = await ScriptedBank.play([fine]);
    for (const origin of ['http://bank.invalid', bank.origin.replace('http:', 'https:')]) {
      const other = await ScriptedBank.play([fine], { origin });
      await expect(other.session().send(write)).rejects.toMatchObject({ details: { reason: 'UNREACHABLE' } });
    }
    expect(bank.seen).toHaveLength(0);
  });

  it('is not called back when its caller has gone', async () => {
    const gone = new AbortController();
    const bank = await ScriptedBank.play([
      (response, request) => {
        gone.abort();
        setImmediate(() => fine(response, request));
      },
    ]);
    expect((await bank.session({ signal: gone.signal }).send(write)).body).toEqual({ ok: true });
  });

  it('opens a connection of its own, which no idle time-out of the bank can cut', async () => {
    const bank = await ScriptedBank.play([fine]);
    await bank.session().send(write);
    expect(bank.seen[0]?.headers.connection).toBe('close');
  });

  it('was not executed when the bank asks to slow down', async () => {
    const bank = await ScriptedBank.play([raw(429, undefined, '', { 'retry-after': '2' })]);
    await expect(bank.session().send(write)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 2 },
    });
    expect(bank.seen).toHaveLength(1);
  });

  it('is refused with the reasons of the bank', async () => {
    const bank = await ScriptedBank.play([
      json({ errors: [{ code: 'not_a_string', detail: 'amount must be a string' }] }, 400),
    ]);
    const refused = await bank
      .session()
      .send(write)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Rejection);
    expect(refused).toMatchObject({
      refusals: [{ code: 'not_a_string', detail: 'amount must be a string' }],
    });
  });
});
