import type { AddressInfo, Socket } from 'node:net';
import { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { isLoopback } from '../loopback.js';

/**
 * Fastify's log lines without what a caller sent: its own print addresses, headers and, for what is no HTTP, the whole
 * request as bytes.
 */
export class QuietLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true, requestIdLogLabel: 'request' });
  }

  override routeNotFound(): void {}

  override defaultErrorLog({ name, code }: NodeJS.ErrnoException, { log }: FastifyRequest): void {
    log.debug({ error: code ?? name }, 'request refused');
  }

  override streamError({ name, code }: NodeJS.ErrnoException, { log }: FastifyRequest): void {
    log.debug({ error: code ?? name }, 'file broken off');
  }
}

/** Answers what is no HTTP, in JSON and without a line in the log: its bytes may hold a credential. */
export function answerBadRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, words] = statusByCode[error.code ?? ''] ?? [400, 'Bad Request'];
  const body = JSON.stringify({ errors: [{ message: `${words}.`, extensions }] });
  socket.write(
    `HTTP/1.1 ${status} ${words}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // Does not wait for the caller to close its side too.
  socket.destroySoon();
}

/**
 * No answer is kept by a cache on the way, and on loopback none is given under a foreign name.
 *
 * A page of a stranger can give its own name the address 127.0.0.1 and then read, as its own origin, whatever listens
 * there. The browser still sends that name in `Host`.
 */
export function guardAnswers(app: FastifyInstance): void {
  let isOnLoopback = false;
  // A server that is closing has no address any more, and still answers.
  app.server.once('listening', () => {
    isOnLoopback = isLoopback((app.server.address() as AddressInfo).address);
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (isOnLoopback && !isLoopback(request.hostname))
      return void reply
        .code(421)
        .send({ errors: [{ message: 'This gateway does not go by that name.', extensions }] });
    if (!request.url.startsWith('/graphiql')) reply.header('cache-control', 'no-store');
    done();
  });
}

/**
 * Lets the server end although clients hold connections on which they asked nothing yet: browsers and undici open
 * some ahead, and Node takes only those for idle that were used before (seen with Node 20.20, 2026-11-20).
 */
export function dropUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => unused.forEach((socket) => socket.destroy()));
}

const extensions = { code: 'BAD_REQUEST', retryable: false, effect: 'NONE' };

const statusByCode: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};
