/** How a tenant proves who it is: each way is another path through the gateway. */
const ways = ['API_KEY', 'BEARER', 'OAUTH'] as const;

/**
 * An organisation with a text of its own, the canary, which stands in whatever its bank tells of it and in whatever it
 * says. Wherever the canary of another one turns up, something was shared.
 */
export class Tenant {
  readonly way: (typeof ways)[number];
  /** Letters and digits only, so that no encoding on the way changes it. */
  readonly canary: string;
  #tokens = 1;

  constructor(readonly index: number) {
    this.way = ways[index % ways.length]!;
    this.canary = `qzt${String(index).padStart(3, '0')}x`;
  }

  /** What the tenant sends to the gateway. */
  get authorization(): string {
    if (this.way === 'API_KEY') return `login-${this.canary}:secret-${this.canary}`;
    if (this.way === 'BEARER') return `Bearer token-${this.canary}-${this.#tokens}`;
    return `Consent ${this.canary}`;
  }

  /** From now on it comes with a new token, if it has tokens of its own. */
  renew(): void {
    this.#tokens++;
  }
}

/** Canaries in a text, whatever its letter case, that belong to another tenant. */
export function foreignCanaries(text: string, owner: string | undefined): string[] {
  return (text.match(/qzt\d{3}x/gi) ?? []).filter((canary) => canary.toLowerCase() !== owner);
}
