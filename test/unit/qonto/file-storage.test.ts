import { type Server, createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fileOf } from '../../../src/datasources/qonto/bank-file.js';
import type { Reply } from '../../../src/datasources/qonto/reply.js';
import { FileStorage } from '../../../src/datasources/qonto/file-storage.js';

let server: Server;
let storage: FileStorage;
let seen: { url: string | undefined; authorization: string | undefined }[];
let connections = 0;
let looked: string[];
let origin: string;

/** Says whatever a hostile name server would say. */
const addresses: Record<string, string> = {
  'inside.amazonaws.com': '127.0.0.1',
  'mapped.amazonaws.com': '::ffff:127.0.0.1',
  'six.amazonaws.com': '::1',
  'metadata.amazonaws.com': '169.254.169.254',
  'lan.amazonaws.com': '192.168.1.1',
  'ten.amazonaws.com': '10.1.2.3',
  'ula.amazonaws.com': 'fd00::1',
};
const lookup: LookupFunction = (hostname, _options, callback) => {
  looked.push(hostname);
  const address = addresses[hostname] ?? '127.0.0.1';
  callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
};

beforeEach(async () => {
  seen = [];
  looked = [];
  connections = 0;
  server = createServer((request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status, { 'content-type': 'application/pdf', location: 'http://169.254.169.254/' });
    response.end('%PDF-1.7');
  }).on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  storage = new FileStorage({ hosts: ['amazonaws.com'], origins: [origin], lookup });
});

afterEach(async () => {
  await storage.close();
  server.closeAllConnections();
  server.close();
});

it('fetches the file of a link without any credential', async () => {
  const file = await storage.open(`${origin}/a/b.pdf?signature=1`);
  expect(Buffer.from(file.head).toString()).toBe('%PDF-1.7');
  expect(Buffer.concat(await file.content.toArray()).toString()).toBe('%PDF-1.7');
  expect(seen).toEqual([{ url: '/a/b.pdf?signature=1', authorization: undefined }]);
});

it.each([
  [403, { code: 'NOT_FOUND', details: { reason: 'LINK_EXPIRED' } }],
  [404, { code: 'NOT_FOUND', details: { reason: 'FILE_NOT_READY' } }],
  [302, { code: 'UPSTREAM_UNAVAILABLE', details: { retryable: false } }],
  [503, { code: 'UPSTREAM_UNAVAILABLE', details: { retryable: true } }],
])('says what %i means and goes nowhere else', async (status, error) => {
  await expect(storage.open(`${origin}/x?status=${status}&secret=canary`)).rejects.toMatchObject(error);
  await expect(storage.open(`${origin}/x?status=${status}&secret=canary`)).rejects.not.toThrow(/canary|127/);
  expect(seen).toHaveLength(2);
});

it.each([
  'not a link',
  'file:///etc/passwd',
  'http://bucket.amazonaws.com/x',
  'https://bucket.amazonaws.com:8443/x',
  'https://user:pass@bucket.amazonaws.com/x',
  'https://amazonaws.com.evil.example/x',
  'https://evilamazonaws.com/x',
  'https://evil.example/amazonaws.com',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/x',
  'https://evil.example#.amazonaws.com',
  'https://evil.example\\.amazonaws.com/x',
  'http://127.0.0.1:1/x',
])('refuses %s before any look-up', async (link) => {
  await expect(storage.open(link)).rejects.toMatchObject({ details: { reason: 'LINK_REFUSED' } });
  expect(looked).toEqual([]);
  expect(connections).toBe(0);
});

it.each(Object.keys(addresses))('connects to no address inside, although %s points there', async (host) => {
  await expect(storage.open(`https://${host}/x`)).rejects.toMatchObject({
    details: { reason: 'LINK_REFUSED' },
  });
  expect(looked).toEqual([host]);
  expect(connections).toBe(0);
});

it('takes the place back of a file that nobody reads, however often memory is cleaned up meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  server.removeAllListeners('request');
  server.on('request', (_request, response) => response.end(Buffer.alloc(9_000_000)));
  const narrow = new FileStorage({ hosts: [], origins: [origin], timeoutMs: 500, atOnce: 1, waiting: 1 });
  const { content } = await narrow.open(`${origin}/unread`, new AbortController().signal);
  for (let round = 0; round < 5; round++) {
    collectGarbage();
    await delay(10);
  }
  const next = await narrow.open(`${origin}/next`);
  expect(next.size).toBe(9_000_000);
  for (const file of [content, next.content]) file.on('error', () => undefined).destroy();
  await narrow.close();
}, 10_000);

it.each([
  ['attachment; filename="bill.pdf"', 'bill.pdf'],
  ['attachment; filename=bill.pdf', 'bill.pdf'],
  [`attachment; filename="x.pdf"; filename*=UTF-8''re%C3%A7u.pdf`, 'reçu.pdf'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['attachment; filename="C:\\\\temp\\\\a.pdf"', 'a.pdf'],
  [`attachment; filename*=UTF-8''a%0d%0aSet-Cookie.pdf`, 'aSet-Cookie.pdf'],
  [`attachment; filename*=UTF-8''%E0%A4%A.pdf; filename="fallback.pdf"`, 'fallback.pdf'],
  ['attachment; filename=".."', undefined],
  ['attachment', undefined],
])('reads the name in %s as %s', (disposition, name) => {
  const reply = {
    contentType: 'application/pdf',
    header: () => disposition,
    bytes: new Uint8Array(),
  } as unknown as Reply;
  expect(fileOf(reply).fileName).toBe(name);
});
