import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Parses JSON in UTF-8, with the result of decoding all of it first.
 *
 * Node takes dozens of times longer to decode text with a single letter beyond ASCII, into twice the memory, and nearly
 * every page of the bank has an accent somewhere. So each byte is taken for a letter, and the few letters beyond ASCII
 * are spelled as JSON's own escapes.
 *
 * @throws {SyntaxError} when it is no JSON.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const letters = buffer.toString('latin1');
  if (isAscii(buffer)) return JSON.parse(letters);
  const isOrdinary = isUtf8(buffer) && !byteOrderMark.test(letters) && !escapedBeyondAscii.test(letters);
  return JSON.parse(isOrdinary ? letters.replace(beyondAscii, inEscapes) : utf8.decode(bytes));
}

const beyondAscii = /[\x80-\xff]+/g;

/** A decoder leaves it out. */
const byteOrderMark = /^\xef\xbb\xbf/;

/** Behind a backslash there is no room for an escape. */
const escapedBeyondAscii = /\\[\x80-\xff]/;

const utf8 = new TextDecoder();

/** `Ã©`, which are the bytes of é, as `\u00e9`. */
function inEscapes(bytes: string): string {
  let escapes = '';
  const text = Buffer.from(bytes, 'latin1').toString();
  for (let index = 0; index < text.length; index++)
    escapes += `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return escapes;
}
