import type { Reply } from './exchange.js';

/** A file of the bank, whole in memory. */
export interface BankFile {
  /** Without parameters, e.g. `application/pdf`. */
  readonly contentType: string;
  /** A bare name without any path; `undefined` when the bank gave none. */
  readonly fileName: string | undefined;
  readonly bytes: Uint8Array;
}

export function fileOf({ contentType, header, bytes }: Reply): BankFile {
  return { contentType, fileName: fileName(header('content-disposition') ?? ''), bytes };
}

/** `filename*` (RFC 5987) before `filename`; what could leave a folder or split a header is taken out. */
function fileName(disposition: string): string | undefined {
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
