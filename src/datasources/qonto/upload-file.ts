import { createHash } from 'node:crypto';

/** A file that was checked and may be sent. */
export interface UploadFile {
  /** A bare name of at most 255 bytes, with an extension that fits the type. */
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

interface FileType {
  /** The first bytes of every such file. */
  readonly signature: Buffer;
  /** In small letters; the first is given to a name without any. */
  readonly extensions: readonly [string, ...string[]];
}

/** Source: docs.qonto.com, attachments, read 2026-11-20 (types); the signatures are the formats' own. */
const fileTypes: Readonly<Record<string, FileType>> = {
  'application/pdf': { signature: Buffer.from('%PDF-', 'latin1'), extensions: ['pdf'] },
  'image/jpeg': { signature: Buffer.from([0xff, 0xd8, 0xff]), extensions: ['jpg', 'jpeg'] },
  'image/png': {
    signature: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    extensions: ['png'],
  },
};

/**
 * Decodes and checks a file before anything is sent: size, first bytes against the stated type, a name without path,
 * its extension against the first bytes. A name without extension gets the right one; no wrong one is replaced, since
 * name and content may have been mixed up.
 *
 * @param content Base64.
 */
export function checkFile(
  fileName: string,
  contentType: string,
  content: string,
): { readonly file: UploadFile; readonly problems: readonly [] } | { readonly problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const stated = contentType.trim().toLowerCase();
  const bytes = decoded(content);
  const type = (bytes && typeOf(bytes)) ?? stated;
  const name = typedName(safeFileName(fileName), fileTypes[type]?.extensions);
  if ('problem' in name) problems.push({ at: 'fileName', code: 'INVALID', message: name.problem });
  if (fileTypes[stated] === undefined)
    problems.push({ at: 'contentType', code: 'INVALID', message: `The bank takes ${types}.` });

  if (bytes === undefined)
    problems.push({ at: 'content', code: 'LIMIT_REACHED', message: 'A file has at most 10 MB.' });
  else if (bytes.length === 0)
    problems.push({ at: 'content', code: 'REQUIRED', message: 'The file is empty.' });
  else if (fileTypes[stated] !== undefined && typeOf(bytes) !== stated)
    problems.push({ at: 'content', code: 'INVALID', message: `The content is not ${stated}.` });

  if (problems.length > 0 || 'problem' in name || bytes === undefined) return { problems };
  return { file: { name: name.name, contentType: stated, bytes }, problems: [] };
}

/** SHA-256 of the bytes in hex: equal for the same document, whatever its name. */
export function digestOf({ bytes }: UploadFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Type of a file by its first bytes, one of those that the bank takes; undefined for any other. */
export function typeOf(bytes: Uint8Array): string | undefined {
  return Object.keys(fileTypes).find((type) => {
    const { signature } = fileTypes[type]!;
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

/** A name with an extension that fits; of any extension where the type is none of ours, which is told elsewhere. */
function typedName(
  name: string | undefined,
  extensions: FileType['extensions'] | undefined,
): { readonly name: string } | { readonly problem: string } {
  // Some systems drop dots and spaces at the end, so that `a.exe.` has the extension `exe` there.
  const bare = name?.replace(/[.\s]+$/, '') ?? '';
  if (bare === '') return { problem: 'Give a name such as `invoice.pdf`.' };
  if (extensions === undefined) return { name: bare };
  const extension = /\.([^.]*)$/.exec(bare)?.[1]?.toLowerCase();
  if (extension === undefined) return { name: cutName(`${bare}.${extensions[0]}`, '') };
  if (extensions.includes(extension)) return { name: bare };
  const endings = extensions.map((one) => `.${one}`).join(' or ');
  return { problem: `With this content, the name must end in ${endings}.` };
}

/** Undefined when it would be too long; that is known before anything is decoded. */
function decoded(content: string): Uint8Array<ArrayBuffer> | undefined {
  const padding = content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0;
  if ((content.length / 4) * 3 - padding > maxFileBytes) return undefined;
  return new Uint8Array(Buffer.from(content, 'base64'));
}
