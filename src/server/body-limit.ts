import { Transform, type TransformCallback } from 'node:stream';
import type {
  FastifyReply,
  FastifyRequest,
  preHandlerAsyncHookHandler,
  RouteShorthandOptions,
} from 'fastify';
import { GatewayError } from '../errors.js';
import { BadRequest, sendError } from './http-error.js';
import { lacksRole } from './roles.js';
import { isUpload } from './upload-operation.js';

/** Longest request body: documents and variables. */
export const maxBodyBytes = 256 * 1024;

/** Longest one with files: 15 MB, which is what the bank takes at once, are 20 MB of base64. */
const maxUploadBytes = 22_000_000;

/** A long body is held in memory three times for a moment: as bytes, as text, and decoded. */
const uploadsAtOnce = 4;

/** One caller leaves a place for the others. */
const uploadsPerCaller = 3;

/**
 * Options of a GraphQL route that takes long bodies from callers who may upload, and short ones from everybody.
 *
 * What an operation does is known only when its body has been read, so a long body is read when it says how long it
 * is, its caller is known and may write, and few others are being read; then it must be an upload. One of which nothing
 * arrives for `silenceMs` is given up with 408, so that nobody keeps others out by sending nothing.
 *
 * @param callerOf Who asks, under a name that is no secret; throws when nobody is known.
 */
export function limitedBody(
  callerOf: (request: FastifyRequest) => string,
  silenceMs: number,
): Pick<RouteShorthandOptions, 'bodyLimit' | 'preParsing'> & { preHandler: preHandlerAsyncHookHandler } {
  /** Who each of the bodies is from that are being read. */
  const uploads: string[] = [];
  return {
    bodyLimit: maxUploadBytes,
    async preParsing(request, reply, payload) {
      // Whoever does not say how long a body is may send a short one.
      if (request.headers['content-length'] === undefined) return payload.pipe(new ShortBody());
      if (!isLong(request)) return payload;
      try {
        take(request, reply);
      } catch (error) {
        // The rest of the body is not worth reading.
        reply.header('connection', 'close');
        return sendError(reply, error);
      }
      const body = payload.pipe(new FlowingBody(silenceMs));
      reply.raw.once('close', () => body.destroy());
      return body;
    },
    async preHandler(request, reply) {
      if (isLong(request) && !isUpload(request.body)) return sendError(reply, tooLong());
    },
  };

  function take(request: FastifyRequest, reply: FastifyReply): void {
    if (request.caller?.roles.has('write') === false) throw lacksRole('An upload', 'write');
    const caller = callerOf(request);
    const own = uploads.filter((other) => other === caller).length;
    if (uploads.length >= uploadsAtOnce || own >= uploadsPerCaller) throw busy();
    uploads.push(caller);
    reply.raw.once('close', () => uploads.splice(uploads.indexOf(caller), 1));
  }
}

function isLong({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? 0) > maxBodyBytes;
}

function tooLong(): GatewayError {
  return new GatewayError('BAD_USER_INPUT', 'The request is above 256 kB and no upload of files.', {
    reason: 'BODY_TOO_LARGE',
  });
}

function busy(): GatewayError {
  return new GatewayError('OVERLOADED', 'Too many uploads at this moment.', {
    retryable: true,
    retryAfterSeconds: 5,
  });
}

class ShortBody extends Transform {
  #bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= maxBodyBytes) done(null, chunk);
    else done(Object.assign(new Error('The request body is above 256 kB.'), { statusCode: 413 }));
  }
}

/** Ends with 408 when nothing arrives for a while. */
class FlowingBody extends Transform {
  readonly #silence: NodeJS.Timeout;

  constructor(silenceMs: number) {
    super();
    this.#silence = setTimeout(
      () => this.destroy(new BadRequest(408, 'Nothing more of the request arrived.', true)),
      silenceMs,
    );
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#silence.refresh();
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    clearTimeout(this.#silence);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#silence);
    done(error);
  }
}
