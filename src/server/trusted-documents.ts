import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse, stripIgnoredCharacters } from 'graphql';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { sendError } from './http-error.js';
import { streamPath } from './subscription-operation.js';

/** The manifest of the documents in `operations/`, which `npm run codegen` makes; seen from `src` and `dist` alike. */
export const shippedManifest = fileURLToPath(
  new URL('../../recipes/graphql/persisted-documents.json', import.meta.url),
);

/**
 * Documents that are known before anybody asks for them, by the ids of a manifest: an object of id and text, as GraphQL Code
 * Generator and the Relay compiler write it.
 */
export class TrustedDocuments {
  readonly #byId: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  /** @param only Whether nothing else is taken. */
  constructor(
    manifest: Readonly<Record<string, string>>,
    private readonly only: boolean,
  ) {
    this.#byId = new Map(Object.entries(manifest).map(([id, text]) => [bareId(id), text]));
    this.#texts = new Set(Object.values(manifest).map(stripIgnoredCharacters));
  }

  /** @throws when the file cannot be read, or is no manifest of documents. */
  static inFile(path: string, only: boolean): TrustedDocuments {
    const manifest = manifestShape.parse(JSON.parse(readFileSync(path, 'utf8')));
    return new TrustedDocuments(manifest, only);
  }

  /** Puts texts in the place of ids, and refuses what is not known, before anything else looks at an operation. */
  guard(app: FastifyInstance): void {
    app.addHook('preHandler', async (request, reply) => {
      if (!paths.has(request.routeOptions.url)) return;
      try {
        if (request.method === 'GET') askByText(request, this.#resolved(request.query));
        else request.body = this.#resolved(request.body);
      } catch (error) {
        return sendError(reply, error);
      }
    });
  }

  #resolved(asked: unknown): unknown {
    const { success, data } = askedShape.safeParse(asked);
    if (!success) return this.#untrusted(asked);
    const { documentId, extensions, ...rest } = data;
    const query = rest.query
      ? this.#text(rest.query)
      : this.#byId.get(bareId(documentId ?? hashIn(extensions)));
    if (query === undefined) return this.#untrusted(asked);
    // Apollo would look for the hash in a cache that there is not.
    const { persistedQuery: _, ...others } = extensions ?? {};
    return { ...rest, query, ...(Object.keys(others).length > 0 && { extensions: others }) };
  }

  /** The text, if it is known; white space and comments do not count. */
  #text(text: string): string | undefined {
    return this.#texts.has(withoutSpace(text)) ? text : undefined;
  }

  #untrusted(asked: unknown): unknown {
    if (!this.only) return asked;
    throw new GatewayError('FORBIDDEN', 'This gateway takes only documents that it was told of before.', {
      reason: 'UNTRUSTED_DOCUMENT',
    });
  }
}

const paths: ReadonlySet<string | undefined> = new Set(['/graphql', streamPath]);

const manifestShape = z.record(z.string().min(1), z.string().refine(isDocument, 'is no GraphQL document'));

/** As they are in a body, or in a query, where `extensions` is text. */
const askedShape = z.looseObject({
  query: z
    .string()
    .nullish()
    .transform((text) => text ?? undefined),
  documentId: z.string().optional(),
  extensions: z
    .preprocess(
      jsonOf,
      z.looseObject({ persistedQuery: z.object({ sha256Hash: z.string() }).optional() }).nullish(),
    )
    .transform((extensions) => extensions ?? undefined),
});

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function hashIn(extensions: z.infer<typeof askedShape>['extensions']): string {
  return extensions?.persistedQuery?.sha256Hash ?? '';
}

/** GraphQL Code Generator names the hash that an id is. */
function bareId(id: string): string {
  return id.replace(/^sha256:/, '');
}

function isDocument(text: string): boolean {
  try {
    parse(text, { noLocation: true });
    return true;
  } catch {
    return false;
  }
}

function withoutSpace(text: string): string {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return text;
  }
}

/** Whoever handles the request reads its address. */
function askByText(request: FastifyRequest, asked: unknown): void {
  if (asked === request.query || typeof asked !== 'object' || asked === null) return;
  const parts = Object.entries(asked).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    parts.map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  request.query = Object.fromEntries(search);
  request.raw.url = `${request.url.split('?', 1)[0]}?${search.toString()}`;
}
