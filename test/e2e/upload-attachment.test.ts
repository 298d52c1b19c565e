import { request } from 'node:http';
import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

interface Payload {
  uploadAttachment: {
    outcome: string;
    attachment: { id: string; fileName?: string; fileSize?: number } | null;
    retryAfterSeconds: number | null;
    userErrors: { code: string; field: string[] | null }[];
  };
}

const document = (fields: string) =>
  `mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) {
    outcome attachment { ${fields} } retryAfterSeconds userErrors { code field } } }`;
const pdf = (text: string, fileName = 'proof.pdf') => ({
  fileName,
  contentType: 'application/pdf',
  content: Buffer.from(`%PDF-1.7 ${text}`).toString('base64'),
});
const store = async (idempotencyKey: string, file: object, fields = 'id') => {
  const told = await gateway.ask<Payload>(document(fields), { input: { idempotencyKey, file } });
  expect(told.errors).toEqual([]);
  return { ...told.data.uploadAttachment, calls: told.calls };
};

it('stores a file with one request, and reads it back with a second one when more than its id is selected', async () => {
  const bare = await store('bare', pdf('bare'));
  expect(bare).toMatchObject({ outcome: 'CREATED', retryAfterSeconds: null, userErrors: [] });
  expect(bare.calls).toEqual(['POST /v2/attachments']);
  const whole = await store('whole', pdf('whole', '/tmp/whole.pdf'), 'id fileName fileSize');
  expect(whole.attachment).toMatchObject({ fileName: 'whole.pdf', fileSize: 14 });
  expect(whole.calls).toEqual(['POST /v2/attachments', `GET /v2/attachments/${whole.attachment!.id}`]);
});

it('gives the same id for the same key and file, and another one for another file', async () => {
  const first = await store('same', pdf('same'));
  const again = await store('same', pdf('same'));
  const other = await store('same', pdf('other'));
  expect(again.attachment).toEqual(first.attachment);
  expect(other.attachment!.id).not.toBe(first.attachment!.id);
});

it.each([
  ['drop', { when: 'before' }],
  ['drop', { when: 'after' }],
  ['status', { status: 502, when: 'after' }],
  ['truncate', {}],
  ['concurrent', { status: 409 }],
])('calls a lost answer (%s %p) UNKNOWN, and the same key clears it up', async (kind, more) => {
  await gateway.control('POST faults', { kind, ...more, match: { path: '/v2/attachments' }, times: 1 });
  const key = `lost ${kind} ${JSON.stringify(more)}`;
  const lost = await store(key, pdf(key));
  expect(lost).toMatchObject({ outcome: 'UNKNOWN', attachment: null, retryAfterSeconds: 5 });
  expect(lost.userErrors.map(({ code }) => code)).toEqual(['OUTCOME_UNKNOWN']);
  expect(lost.calls).toEqual(['POST /v2/attachments']);
  const again = await store(key, pdf(key));
  expect(again.outcome).toBe('CREATED');
});

it.each<[string, string, object, string[]]>([
  ['an empty key', '', pdf('a'), ['INVALID input.idempotencyKey']],
  ['a PDF with the name of a program', 'k', pdf('a', 'evil.exe'), ['INVALID input.file.fileName']],
  ['a program', 'k', { ...pdf('a'), content: 'TVqQ' }, ['INVALID input.file.content']],
  [
    'everything',
    'k\n',
    { fileName: '..', contentType: 'text/html', content: '' },
    [
      'INVALID input.idempotencyKey',
      'INVALID input.file.fileName',
      'INVALID input.file.contentType',
      'REQUIRED input.file.content',
    ],
  ],
])('refuses %s and sends nothing', async (_, key, file, expected) => {
  const { outcome, userErrors, calls } = await store(key, file);
  expect(outcome).toBe('REJECTED');
  expect(userErrors.map(({ code, field }) => `${code} ${field!.join('.')}`)).toEqual(expected);
  expect(calls).toEqual([]);
});

it('names content that is no base64', async () => {
  const { errors, calls } = await gateway.ask(document('id'), {
    input: { idempotencyKey: 'k', file: { ...pdf('a'), content: 'JVBERi0*' } },
  });
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  expect(JSON.stringify(errors)).not.toContain('JVBERi0');
  expect(calls).toEqual([]);
});

describe('long bodies', () => {
  const long = JSON.stringify({
    query: '{ organization { slug } }',
    variables: { pad: 'x'.repeat(300_000) },
  });
  const json = { 'content-type': 'application/json' };

  it('are for uploads only', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: json, body: long });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', reason: 'BODY_TOO_LARGE' } }],
    });
  });

  it.each([
    ['a comment', '#uploadAttachment\nquery Run { __typename }'],
    ['a text', 'query Run($pad: String) { label(id: "uploadAttachment") { id } }'],
    ['an alias', 'mutation Run { uploadAttachment: __typename }'],
    ['a query of a field that is none', 'query Run { uploadAttachment }'],
    ['an operation that is not run', 'query Run { __typename } mutation Other { uploadAttachment { id } }'],
    ['what is no document', 'mutation Run { uploadAttachment'],
  ])('are not let in by a word in %s', async (_, query) => {
    const body = JSON.stringify({ query, operationName: 'Run', variables: { pad: 'x'.repeat(300_000) } });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: json, body });
    expect(response.status).toBe(413);
  });

  it('are let in when a fragment at the root holds the upload', async () => {
    const { status, errors } = await gateway.ask(
      `mutation ($input: UploadAttachmentInput!) { ...A }
       fragment A on Mutation { ... { uploadAttachment(input: $input) { attachment { id } } } }`,
      { input: { idempotencyKey: 'fragment', file: pdf('x'.repeat(300_000)) } },
    );
    expect([status, errors]).toEqual([200, []]);
  });

  it('have an end', async () => {
    const response = await post({ ...json, 'content-length': '22000001' }, '');
    expect(response).toBe(413);
  });

  it('must say how long they are', async () => {
    expect(await post({ ...json, 'transfer-encoding': 'chunked' }, long)).toBe(413);
    expect(
      await post({ ...json, 'transfer-encoding': 'chunked' }, '{"query":"{ organization { slug } }"}'),
    ).toBe(200);
  });

  it('are not read for callers without a usable credential', async () => {
    const response = await post(
      { ...json, authorization: 'x'.repeat(4097), 'content-length': '1000000' },
      '',
    );
    expect(response).toBe(401);
  });

  it('are read for four callers at once and no more', async () => {
    const open = Array.from({ length: 4 }, () => {
      const call = request(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { ...json, 'content-length': '1000000' },
      });
      call.on('error', () => undefined);
      call.write('{');
      return call;
    });
    let status = 0;
    for (let tries = 0; tries < 50 && status !== 503; tries++)
      status = await post({ ...json, 'content-length': '1000000' }, '', 20);
    expect(status).toBe(503);
    for (const call of open) call.destroy();
    const after = await store('after', pdf('x'.repeat(400_000)));
    expect(after.outcome).toBe('CREATED');
  });

  /** Status of an answer that comes before the body was sent; 0 when none comes in time. */
  function post(headers: Record<string, string>, body: string, patienceMs = 5_000): Promise<number> {
    return new Promise((resolve) => {
      const call = request(`${gateway.url}/graphql`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      call.on('error', () => resolve(0));
      call.setTimeout(patienceMs, () => call.destroy());
      if (headers['content-length'] === undefined) call.end(body);
      else call.flushHeaders();
    });
  }
});
