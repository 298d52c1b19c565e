import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerToken } from '../../../src/datasources/qonto/credential.js';
import { QontoTransport } from '../../../src/datasources/qonto/transport.js';

it('sends a plain GET and reads its JSON', async () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: request.url, authorization: request.headers.authorization }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const transport = new QontoTransport({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const meter = { requests: 0, deduplicated: 0, retries: 0 };
  const answer = await transport.session({ credential: bearerToken('t-1'), meter }).send({
    method: 'GET',
    path: '/v2/transactions/{id}',
    params: { id: 'a/b' },
    query: { 'status[]': ['a', 'b'], page: 1, none: undefined },
  });
  expect(answer.body).toEqual({
    url: '/v2/transactions/a%2Fb?status%5B%5D=a&status%5B%5D=b&page=1',
    authorization: 'Bearer t-1',
  });
  expect(meter.requests).toBe(1);
  await transport.close();
  server.close();
});
