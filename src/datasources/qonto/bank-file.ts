import type { Readable } from 'node:stream';
import type { Reply } from './reply.js';

/** A file of the bank, whole in memory. */
export interface BankFile {
  /** Without parameters, e.g. `application/pdf`. */
  readonly contentType: string;
  /** A bare name without any path; `undefined` when the bank gave none. */
  readonly fileName: string | undefined;
  readonly bytes: Uint8Array;
}

/** A file that is still on its way. */
export interface OpenFile extends Pick<BankFile, 'fileName'> {
  /** The first bytes, at least eight of them unless the whole file has fewer: enough to tell its type. */
  readonly head: Uint8Array;
  /** In bytes; `undefined` when the sender does not say it. */
  readonly size: number | undefined;
  /** All bytes, the first ones included. Must be read or destroyed. */
  readonly content: Readable;
}

export function fileOf({ contentType, header, bytes }: Reply): BankFile {
  return { contentType, fileName: fileNameOf(header('content-disposition')), bytes };
}

/** `filename*` (RFC 5987) before `filename`; what could leave a folder or split a header is taken out. */
export function fileNameOf(disposition = ''): string | undefined {
  const extended = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  const name = decoded(extended) ?? plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
  const bare = name
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}"]/gu, '')
    .slice(-150);
  return bare === undefined || /^\.*$/.test(bare) ? undefined : bare;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
