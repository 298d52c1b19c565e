import { type ClientRequest, request } from 'node:http';
import { FileStorage, passThrough, QontoTransport } from '../../src/datasources/qonto/index.js';
import { createGateway } from '../../src/server/gateway.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

let bank: TestGateway;
let url: string;
let close: () => Promise<void>;
beforeAll(async () => {
  bank = await startGateway();
  const app = await createGateway({
    transport: new QontoTransport({ origin: bank.bankUrl, logger: bank.watch.logger }),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: (authorization) => passThrough(authorization!),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger: bank.watch.logger,
    patience: { requestMs: 1_200, silenceMs: 300 },
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  bank.watch.listenTo('gateway', url);
  close = () => app.close();
});
afterAll(async () => {
  await close();
  await bank.close();
});

interface Outcome {
  readonly status: number | undefined;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** Begins an upload and tells what comes back; what is sent is up to the test. */
function begin(length: number, token = 'demo-token'): { call: ClientRequest; outcome: Promise<Outcome> } {
  const call = request(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(length),
      authorization: `Bearer ${token}`,
    },
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    call.on('error', reject);
    call.on('response', (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
  });
  call.flushHeaders();
  return { call, outcome };
}

const upload = JSON.stringify({
  query: `mutation ($input: UploadAttachmentInput!) {
    uploadAttachment(input: $input) { attachment { id } } }`,
  variables: {
    input: {
      idempotencyKey: 'slow',
      file: {
        fileName: 'slow.pdf',
        contentType: 'application/pdf',
        content: Buffer.from(`%PDF-1.7 ${'x'.repeat(300_000)}`).toString('base64'),
      },
    },
  },
});

it('gives the place of an upload to others when nothing of it arrives', async () => {
  const silent = ['one', 'one', 'another', 'another'].map((token) => begin(1_000_000, token));
  for (const { outcome } of silent) {
    const { status, text, headers } = await outcome;
    expect([status, headers['connection'], headers['cache-control']]).toEqual([408, 'close', 'no-store']);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        {
          message: 'Nothing more of the request arrived.',
          extensions: { code: 'BAD_REQUEST', retryable: true },
        },
      ],
    });
  }
  const { call, outcome } = begin(Buffer.byteLength(upload));
  call.end(upload);
  expect((await outcome).status).toBe(200);
});

it('leaves a place to others, however many uploads one caller begins', async () => {
  const silent = Array.from({ length: 4 }, () => begin(1_000_000, 'another'));
  const { call, outcome } = begin(Buffer.byteLength(upload));
  call.end(upload);
  expect((await outcome).status).toBe(200);
  const statuses = (await Promise.all(silent.map((one) => one.outcome))).map(({ status }) => status);
  expect(statuses).toEqual([408, 408, 408, 503]);
});

it('reads an upload that pauses for less than that, however often', async () => {
  const { call, outcome } = begin(Buffer.byteLength(upload));
  const size = Math.ceil(upload.length / 5);
  for (let at = 0; at < upload.length; at += size) {
    call.write(upload.slice(at, at + size));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  call.end();
  const { status, text } = await outcome;
  expect([status, JSON.parse(text)]).toMatchObject([200, { data: { uploadAttachment: { attachment: {} } } }]);
});

it.each([1_000_000, 1_000])('waits for the whole of a request of %i bytes only so long', async (length) => {
  const { call, outcome } = begin(length);
  const drip = setInterval(() => call.write(' '), 50);
  const { status, text } = await outcome.finally(() => clearInterval(drip));
  call.destroy();
  expect(status).toBe(408);
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});
