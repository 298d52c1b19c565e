import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Answer } from './answer.js';
import type { Bank } from './bank.js';
import type { Resource } from './resource.js';
import { storedFiles, type StoredFile } from './stored-file.js';

/** Source: Qonto's use-case guide, 2026-11-20: download links are valid for 30 minutes. */
const LINK_LIFE_SECONDS = 1800;

/**
 * A fresh download link in the style of a pre-signed S3 address: it differs at every call and dies after 30 minutes
 * of the bank's clock.
 */
export function mintLink(file: StoredFile, bank: Bank, origin: string): string {
  const date = bank
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  const token = randomBytes(12).toString('base64url');
  // Only letters that need no escaping: the text is what a parser writes again.
  const signed =
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}` +
    `&X-Amz-Expires=${LINK_LIFE_SECONDS}&X-Amz-Security-Token=${token}`;
  const path = `/files/${file.id}/${encodeURIComponent(file.file_name)}`;
  return `${origin}${path}?${signed}&X-Amz-Signature=${signatureOf(file.id, signed, bank)}`;
}

/** The file host: links instead of credentials, XML instead of JSON, as on S3. */
export const fileHostResource: Resource = {
  name: 'files',
  routes: {
    'GET /files/:id/:name': {
      scopes: [],
      open: true,
      handle: async ({ params, query }, bank) => {
        const id = params['id'] ?? '';
        if (!isSigned(id, query, bank))
          return deny(403, 'SignatureDoesNotMatch', 'The request signature does not match');
        if (isExpired(query, bank)) return deny(403, 'AccessDenied', 'Request has expired');
        const file = bank.of(storedFiles).get(id);
        if (file === undefined) return deny(404, 'NoSuchKey', 'The specified key does not exist.');
        return {
          status: 200,
          byGateway: true,
          headers: {
            'Content-Type': file.file_content_type,
            'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.file_name)}`,
          },
          bytes: await file.content(),
        };
      },
    },
  },
};

function isSigned(id: string, query: URLSearchParams, bank: Bank): boolean {
  const unsigned = new URLSearchParams(query);
  unsigned.delete('X-Amz-Signature');
  const expected = Buffer.from(signatureOf(id, unsigned.toString(), bank));
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(id: string, signed: string, bank: Bank): string {
  return createHmac('sha256', `file host ${bank.seed}`).update(`${id}?${signed}`).digest('hex');
}

/** `20260318T091204Z` plus the seconds in the link. */
function isExpired(query: URLSearchParams, bank: Bank): boolean {
  const date = (query.get('X-Amz-Date') ?? '').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const diesAtMs = Date.parse(date) + Number(query.get('X-Amz-Expires')) * 1000;
  return !(bank.now().getTime() < diesAtMs);
}

function deny(status: number, code: string, message: string): Answer {
  return {
    status,
    byGateway: true,
    headers: { 'Content-Type': 'application/xml' },
    bytes: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    ),
  };
}
