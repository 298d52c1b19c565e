import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

export interface GraphiqlOptions {
  /** The built page, an absolute path; by default where `npm run build` puts it, seen from `src` and `dist` alike. */
  readonly directory?: string;
}

/**
 * Serves GraphiQL under `/graphiql`, out of files of our own and for requests to our own `/graphql` only.
 *
 * A Fastify plugin; register it without a prefix, and only where introspection is on. The answers carry a policy that
 * lets the page load and ask nothing but this origin, so a document typed there cannot leave it. The browser keeps the
 * files and asks by ETag whether they are still good, so that an upgrade shows at once. The page is read once, here,
 * and held in memory (11 MB): no path of a request ever reaches the disk. Answers 404 with the remedy as `message`
 * when the page was not built.
 */
export async function graphiql(app: FastifyInstance, options: GraphiqlOptions = {}): Promise<void> {
  const directory = options.directory ?? fileURLToPath(new URL('../../dist/graphiql', import.meta.url));
  if (!existsSync(directory)) {
    for (const path of ['/graphiql', '/graphiql/*']) {
      app.get(path, access, async (_request, reply) => reply.code(404).send(NOT_BUILT));
    }
    return;
  }

  for (const file of await readPage(directory)) {
    const paths = file.name === 'index.html' ? ['/graphiql', '/graphiql/'] : [`/graphiql/${file.name}`];
    for (const path of paths) {
      app.get(path, access, async ({ headers }, reply) => {
        reply.headers({ ...HEADERS, etag: file.etag });
        if (headers['if-none-match']?.includes(file.etag)) return reply.code(304).send();
        reply.type(file.contentType);
        if (file.gzipped === undefined || !headers['accept-encoding']?.includes('gzip'))
          return reply.send(file.content);
        return reply.header('content-encoding', 'gzip').send(file.gzipped);
      });
    }
  }
}

/** A browser sends no key with a page; the page shows nothing by itself. */
const access = { config: { access: 'everybody' } } as const;

interface PageFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** The twin `<name>.gz`, where the build wrote one. */
  readonly gzipped: Buffer | undefined;
  /** Made of the content, so it is the same in every process that serves this build; weak, as it covers both twins. */
  readonly etag: string;
}

async function readPage(directory: string): Promise<PageFile[]> {
  const contents = new Map(
    await Promise.all(
      (await readdir(directory)).map(async (name) => [name, await readFile(join(directory, name))] as const),
    ),
  );
  return [...contents]
    .filter(([name]) => extname(name) !== '.gz')
    .map(([name, content]) => ({
      name,
      contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
      content,
      gzipped: contents.get(`${name}.gz`),
      etag: `W/"${createHash('sha256').update(content).digest('base64url')}"`,
    }));
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Monaco, the editor in GraphiQL 5, sets styles inline and carries its icons as `data:` (tried 2026-11-20). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const NOT_BUILT = {
  statusCode: 404,
  error: 'Not Found',
  message: 'The GraphiQL page was not built; run `npm run build`. The API itself is at /graphql.',
};
