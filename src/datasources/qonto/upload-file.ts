import { createHash } from 'node:crypto';

/** A file that was checked and may be sent. */
export interface UploadFile {
  /** A bare name of at most 255 bytes. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is wrong with a file; `at` is the field of the input. */
export interface FileProblem {
  readonly at: 'fileName' | 'contentType' | 'content';
  readonly code: 'REQUIRED' | 'INVALID' | 'LIMIT_REACHED';
  readonly message: string;
}

/** Longest file. The guide says 10 MB and not of which kind, so the smaller. Source: Qonto's use-case guide, 2026-11-20. */
export const maxFileBytes = 10_000_000;

/** Source: docs.qonto.com, attachments, read 2026-11-20 (types); the signatures are the formats' own. */
const signatures: Readonly<Record<string, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-', 'latin1'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

/**
 * Decodes and checks a file before anything is sent: size, first bytes against the stated type, a name without path.
 *
 * @param content Base64.
 */
export function checkFile(
  fileName: string,
  contentType: string,
  content: string,
): { readonly file: UploadFile; readonly problems: readonly [] } | { readonly problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const name = safeFileName(fileName);
  if (name === undefined)
    problems.push({ at: 'fileName', code: 'INVALID', message: 'Give a name such as `invoice.pdf`.' });
  const stated = contentType.trim().toLowerCase();
  if (signatures[stated] === undefined)
    problems.push({ at: 'contentType', code: 'INVALID', message: `The bank takes ${types}.` });

  const bytes = decoded(content);
  if (bytes === undefined)
    problems.push({ at: 'content', code: 'LIMIT_REACHED', message: 'A file has at most 10 MB.' });
  else if (bytes.length === 0)
    problems.push({ at: 'content', code: 'REQUIRED', message: 'The file is empty.' });
  else if (signatures[stated] !== undefined && typeOf(bytes) !== stated)
    problems.push({ at: 'content', code: 'INVALID', message: `The content is not ${stated}.` });

  if (problems.length > 0 || name === undefined || bytes === undefined) return { problems };
  return { file: { name, contentType: stated, bytes }, problems: [] };
}

/** SHA-256 of the bytes in hex: equal for the same document, whatever its name. */
export function digestOf({ bytes }: UploadFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Type of a file by its first bytes, one of those that the bank takes; undefined for any other. */
export function typeOf(bytes: Uint8Array): string | undefined {
  return Object.keys(signatures).find((type) => {
    const signature = signatures[type]!;
    return signature.equals(bytes.subarray(0, signature.length));
  });
}

/**
 * The last part of a path, without control and direction characters, cut to 255 bytes before its extension.
 * Undefined when nothing is left that could be a name.
 */
export function safeFileName(fileName: string): string | undefined {
  const bare = fileName
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"]/gu, '')
    .trim();
  return /^\.*$/.test(bare) ? undefined : cutName(bare, '');
}

/** A name of at most 255 bytes with `mark` before its extension: `scan.pdf` → `scan (7257a53a).pdf`. */
export function cutName(name: string, mark: string): string {
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = [...(extension === '' ? name : name.slice(0, -extension.length))];
  while (Buffer.byteLength(stem.join('') + mark + extension) > 255) stem.pop();
  return stem.join('') + mark + extension;
}

const types = 'application/pdf, image/jpeg and image/png';

/** Undefined when it would be too long; that is known before anything is decoded. */
function decoded(content: string): Uint8Array<ArrayBuffer> | undefined {
  const padding = content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0;
  if ((content.length / 4) * 3 - padding > maxFileBytes) return undefined;
  return new Uint8Array(Buffer.from(content, 'base64'));
}
