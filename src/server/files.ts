import { Readable } from 'node:stream';
import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  preHandlerAsyncHookHandler,
} from 'fastify';
import {
  attachmentFile,
  type FileStorage,
  type OpenFile,
  type QontoSession,
  type QontoSettings,
  safeFileName,
  transferProof,
  typeOf,
} from '../datasources/qonto/index.js';
import { sendError } from './http-error.js';

export interface FileRoutesOptions {
  readonly storage: FileStorage;
  readonly settings: QontoSettings;
  /** The bank under the credential of the caller; throws when there is none. */
  readonly sessionOf: (request: FastifyRequest, reply: FastifyReply) => QontoSession;
  readonly signalOf: (reply: FastifyReply) => AbortSignal;
  /** Refuses a caller who asks too often. */
  readonly withinRate: preHandlerAsyncHookHandler;
}

/**
 * Files for front ends that cannot use the links of the bank: those die after 30 minutes and open without a login.
 *
 * `GET /attachments/:id/file` and `GET /transfers/:id/proof`, under the same credential as `/graphql`. The answer is a
 * download; `?disposition=inline` shows it in the browser, if it is a PDF, a JPEG or a PNG.
 */
export const fileRoutes: FastifyPluginAsync<FileRoutesOptions> = async (app, options) => {
  const { storage, settings, sessionOf, signalOf } = options;
  app.addHook('preHandler', options.withinRate);
  serve(app, '/attachments/:id/file', (id, request, reply) => {
    const session = sessionOf(request, reply);
    return attachmentFile({ session, settings }, storage, id, signalOf(reply));
  });
  serve(app, '/transfers/:id/proof', async (id, request, reply) => {
    const { bytes, fileName } = await transferProof(sessionOf(request, reply), id);
    return {
      fileName,
      head: bytes,
      size: bytes.length,
      content: Readable.from([bytes], { objectMode: false }),
    };
  });
};

function serve(
  app: FastifyInstance,
  url: string,
  open: (id: string, request: FastifyRequest, reply: FastifyReply) => Promise<OpenFile>,
): void {
  app.get<{ Params: { id: string }; Querystring: { disposition?: unknown } }>(
    url,
    { exposeHeadRoute: false },
    async (request, reply) => {
      try {
        const { head, size, content, fileName } = await open(request.params.id, request, reply);
        // The bytes decide: a page that somebody stored as a bill must not run under this origin.
        const type = typeOf(head);
        const isInline = request.query.disposition === 'inline' && type !== undefined;
        if (size !== undefined) reply.header('content-length', size);
        return await reply
          .header('content-type', type ?? 'application/octet-stream')
          .header('content-disposition', disposition(isInline ? 'inline' : 'attachment', fileName ?? 'file'))
          .header('cache-control', 'no-store')
          // What is shown is a PDF or an image, and the browser's own viewer has to load it.
          .header('content-security-policy', "frame-ancestors 'none'")
          .send(content);
      } catch (error) {
        return sendError(reply, error);
      }
    },
  );
}

/** RFC 6266: a name of plain letters for old programs, and the whole name (RFC 8187) for all others. */
function disposition(kind: 'inline' | 'attachment', fileName: string): string {
  const name = safeFileName(fileName) ?? 'file';
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
