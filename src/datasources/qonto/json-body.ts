import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Parses JSON in UTF-8, with the result of decoding all of it first.
 *
 * Node takes dozens of times longer to decode text with a single letter beyond ASCII, into twice the memory, and nearly
 * every page of the bank has an accent somewhere. JSON itself is made of ASCII; so each byte is taken for a letter, and
 * the few texts that hold more are decoded afterwards.
 *
 * @throws {SyntaxError} when it is no JSON.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isAscii(buffer)) return JSON.parse(buffer.toString('latin1'));
  // What an escape stands for must not be taken for bytes.
  if (isUtf8(buffer) && !buffer.includes('\\u') && !startsWithMark(buffer)) {
    const value = JSON.parse(buffer.toString('latin1')) as unknown;
    if (typeof value === 'object' && value !== null && decodeTexts(value as Parts)) return value;
  }
  return JSON.parse(utf8.decode(bytes));
}

const utf8 = new TextDecoder();

type Parts = Record<string, unknown>;

/** The byte order mark, which a decoder leaves out. */
function startsWithMark([first]: Buffer): boolean {
  return first === 0xef;
}

/** Decodes the texts of an object or a list in place; false when a name in it would have to be decoded too. */
function decodeTexts(parts: Parts): boolean {
  for (const name in parts) {
    if (beyondAscii.test(name)) return false;
    const part = parts[name];
    if (typeof part === 'string') {
      if (beyondAscii.test(part)) parts[name] = Buffer.from(part, 'latin1').toString();
    } else if (typeof part === 'object' && part !== null && !decodeTexts(part as Parts)) return false;
  }
  return true;
}

const beyondAscii = /[\x80-\xff]/;
