/** A caller, as far as its credential tells. */
interface Caller {
  /** Keyed hash of the credential. */
  readonly principal: string;
  readonly identity?: string | undefined;
}

/** So many credentials are remembered. They are asked about again after that: one request each. */
const LIMIT = 10_000;

/**
 * Who the callers are, over restarts and renewed tokens: a token alone must not tell, for when it is renewed between two
 * attempts of one payment, the second would be a stranger's, and paid again.
 */
export class Principals {
  readonly #known = new Map<string, string>();

  /** @param ask The organisation behind the credential. */
  async of({ principal, identity }: Caller, ask: () => Promise<string>): Promise<string> {
    if (identity !== undefined) return identity;
    const known = this.#known.get(principal);
    if (known !== undefined) return known;
    const asked = `organization ${await ask()}`;
    if (this.#known.size >= LIMIT) this.#known.clear();
    this.#known.set(principal, asked);
    return asked;
  }
}
