import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerToken, FileStorage, QontoTransport } from '../../src/datasources/qonto/index.js';
import { createGateway } from '../../src/server/gateway.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

let bank: TestGateway;
let storage: Server;
let url: string;
let close: () => Promise<void>;
let id: string;
/** What storage does with the next requests. */
let answers: ((response: ServerResponse) => void)[];
let asked = 0;

beforeAll(async () => {
  bank = await startGateway();
  storage = createServer((_request, response) => {
    asked++;
    answers.shift()!(response);
  });
  storage.listen(0, '127.0.0.1');
  await once(storage, 'listening');
  const origin = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  const app = await createGateway({
    transport: new QontoTransport({ origin: bank.bankUrl, logger: bank.watch.logger }),
    storage: new FileStorage({ hosts: [], origins: [origin], maxBytes: 1_000_000, atOnce: 2, waiting: 0 }),
    credentialOf: () => bearerToken('demo-token'),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger: bank.watch.logger,
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  bank.watch.listenTo('gateway', url);
  close = () => app.close();
  const { data } = await bank.ask<{ uploadAttachment: { attachment: { id: string } } }>(
    'mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) { attachment { id } } }',
    {
      input: {
        idempotencyKey: 'stream',
        file: { fileName: 'a.pdf', contentType: 'application/pdf', content: 'JVBERi0xLjc=' },
      },
    },
  );
  id = data.uploadAttachment.attachment.id;
  await bank.control('POST faults', {
    kind: 'replaceField',
    field: 'url',
    value: `${origin}/file`,
    match: { path: '/v2/attachments/*' },
    times: null,
  });
});
beforeEach(async () => {
  asked = 0;
  await bank.control('DELETE requests');
});
afterAll(async () => {
  storage.closeAllConnections();
  storage.close();
  await close();
  await bank.close();
});

const file = (init: RequestInit = {}) => fetch(`${url}/attachments/${id}/file`, init);
const whole = (response: ServerResponse) => response.end('%PDF-1.7 whole');
const deny = (status: number) => (response: ServerResponse) => {
  response.statusCode = status;
  response.end('secret of storage');
};
/** Begins a file and leaves the rest to the test. */
function begun(): { begin: (response: ServerResponse) => void; open: Promise<ServerResponse> } {
  let tell: (response: ServerResponse) => void;
  const open = new Promise<ServerResponse>((resolve) => (tell = resolve));
  const begin = (response: ServerResponse) => {
    response.write('%PD');
    response.write('F-1.7 begun');
    tell(response);
  };
  return { begin, open };
}
async function linksFetched(): Promise<number> {
  const { requests } = await bank.control<{ requests: { path: string }[] }>('GET requests');
  return requests.filter(({ path }) => path === `/v2/attachments/${id}`).length;
}

it('passes a file on while it still arrives, and its type is told by its first bytes', async () => {
  const { begin, open } = begun();
  answers = [begin];
  const response = await file();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  (await open).end(' and ended');
  expect(await response.text()).toBe('%PDF-1.7 begun and ended');
});

it('says how long a file is when storage says so', async () => {
  answers = [(response) => response.writeHead(200, { 'content-length': 3 }).end('%PD')];
  const response = await file();
  expect(response.headers.get('content-length')).toBe('3');
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(await response.text()).toBe('%PD');
});

it('passes an empty file on', async () => {
  answers = [(response) => response.end()];
  const response = await file();
  expect([response.status, await response.text()]).toEqual([200, '']);
});

it.each([403, 404, 503])('fetches one fresh link after %i, and only one', async (status) => {
  answers = [deny(status), whole];
  const response = await file();
  expect([response.status, await response.text()]).toEqual([200, '%PDF-1.7 whole']);
  expect([asked, await linksFetched()]).toEqual([2, 2]);
  answers = [deny(status), deny(status), whole];
  const second = await file();
  expect(second.status).toBe(status === 503 ? 502 : 404);
  expect(await second.text()).not.toContain('secret');
  expect(asked).toBe(4);
});

it('fetches no second link for any other answer', async () => {
  answers = [deny(500), whole];
  expect((await file()).status).toBe(502);
  expect([asked, await linksFetched()]).toEqual([1, 1]);
});

it('refuses a file that says it is above the cap, and breaks off one that turns out to be', async () => {
  answers = [(response) => response.writeHead(200, { 'content-length': 1_000_001 }).end('x')];
  expect((await file()).status).toBe(502);
  const { begin, open } = begun();
  answers = [begin];
  const response = await file();
  (await open).end(Buffer.alloc(1_000_001));
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
});

it('stops fetching a file when its caller has gone', async () => {
  const { begin, open } = begun();
  answers = [begin];
  const caller = new AbortController();
  await file({ signal: caller.signal });
  const gone = once(await open, 'close');
  caller.abort();
  expect(await gone).toBeDefined();
});

it('has so many files on their way at once and no more, until one has ended', async () => {
  const files = [begun(), begun()];
  answers = files.map(({ begin }) => begin);
  const responses = [await file(), await file()];
  const third = await file();
  expect(third.status).toBe(503);
  expect(third.headers.get('retry-after')).toBe('5');
  expect(await third.json()).toMatchObject({
    errors: [{ extensions: { code: 'OVERLOADED', retryable: true } }],
  });
  for (const { open } of files) (await open).end();
  for (const response of responses) await response.text();
  answers = [whole];
  expect((await file()).status).toBe(200);
});
