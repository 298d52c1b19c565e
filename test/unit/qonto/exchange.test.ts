import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Broken } from '../../../src/datasources/qonto/breakage.js';
import { Departure } from '../../../src/datasources/qonto/departure.js';
import { Exchange } from '../../../src/datasources/qonto/exchange.js';

let seen: string[];
const server = createServer((request, response) => {
  seen.push(request.url ?? '');
  // In many pieces, which cut its characters in two.
  for (const byte of Buffer.from('{"name":"Société"}')) response.write(Buffer.of(byte));
  response.end();
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** A name server that answers when it is told to. */
let answer: () => void;
const lookup: LookupFunction = (_hostname, _options, callback) => {
  answer = () => callback(null, [{ address: '127.0.0.1', family: 4 }]);
};
let exchange: Exchange;
beforeEach(() => {
  seen = [];
  exchange = new Exchange({ connectMs: 3_000, headersMs: 3_000, bodyMs: 3_000 }, 1_000, 4, lookup);
});

const request = (method: string) => ({
  method,
  origin: `http://bank.test:${(server.address() as AddressInfo).port}`,
  target: `/${method}`,
  headers: {},
});

it.each(['GET', 'POST'])(
  'tells of a %s that took too long while it waits for a connection, and never sends it',
  async (method) => {
    await expect(exchange.send({ ...request(method), timeoutMs: 1 })).rejects.toEqual(new Broken('TIMEOUT'));
    answer();
    await exchange.close();
    expect(seen).toEqual([]);
  },
);

it('gives up a request whose caller goes while it waits for a connection, and never sends it', async () => {
  const caller = new AbortController();
  const departure = new Departure(caller.signal);
  const sent = exchange.send({ ...request('GET'), timeoutMs: 3_000, departure });
  caller.abort();
  await expect(sent).rejects.toEqual(new Broken('ABORTED'));
  answer();
  await exchange.close();
  expect(seen).toEqual([]);
});

it('puts an answer together that comes in pieces', async () => {
  const sent = exchange.send({ ...request('GET'), timeoutMs: 3_000 });
  answer();
  expect((await sent).text).toBe('{"name":"Société"}');
  await exchange.close();
});
