import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

interface Key {
  /** Tells which secret a text was sealed with, and nothing about that secret. */
  readonly id: string;
  readonly bytes: Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals texts before they leave the process: AES-256 in Galois/Counter mode (NIST SP 800-38D) under keys that are derived
 * from secrets (HKDF, RFC 5869).
 */
export class Seal {
  readonly #newest: Key;
  readonly #keys: ReadonlyMap<string, Key>;

  /**
   * @param purpose What is sealed: the same secret gives other keys for another purpose.
   * @param secrets The first seals, any of them opens, so that a secret can be replaced while texts under it are in use.
   */
  constructor(purpose: string, secrets: readonly [string, ...string[]]) {
    const [newest, ...earlier] = secrets;
    this.#newest = keyOf(purpose, newest);
    const keys = [...earlier.map((secret) => keyOf(purpose, secret)), this.#newest];
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  /** @param place Where the text is kept: it opens nowhere else. */
  close(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#newest.bytes, nonce).setAAD(Buffer.from(place));
    const hidden = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.#newest.id}.${hidden.toString('base64url')}`;
  }

  /** @throws when it was sealed with none of the secrets, for another place, or was changed. */
  open(sealed: string, place: string): string {
    const dot = sealed.indexOf('.');
    const key = this.#keys.get(sealed.slice(0, dot));
    if (key === undefined) throw new Error('Sealed with an unknown secret');
    const hidden = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv(CIPHER, key.bytes, hidden.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(hidden.subarray(-TAG_BYTES));
    const text = decipher.update(hidden.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  }
}

function keyOf(purpose: string, secret: string): Key {
  const derive = (use: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `qonto-graphql-gateway ${purpose} ${use}`, length));
  return { id: derive('key id', 6).toString('base64url'), bytes: derive('key', 32) };
}
