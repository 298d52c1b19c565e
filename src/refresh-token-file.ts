import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { jsonOf } from './json.js';

/**
 * Keeps the newest refresh token of an OAuth consent over restarts.
 *
 * The bank rotates it at every use, and the old one dies after a minute (docs.qonto.com, OAuth, read 2026-11-20).
 * The file is replaced as a whole and readable for its owner alone: a crash leaves the old token or the new one.
 */
export class RefreshTokenFile {
  readonly #consent: string;

  /**
   * `consented` is the token that the consent began with: a file that descends from another one is of an earlier
   * consent and does not count.
   */
  constructor(
    private readonly path: string,
    private readonly consented: string,
  ) {
    this.#consent = createHash('sha256').update(consented).digest('base64url');
  }

  /**
   * The newest token of this consent. Writes the file when it holds none, so that a place that cannot be written to
   * is found out before the first token is used up.
   */
  open(): string {
    const kept = this.#read();
    if (kept === undefined) this.write(this.consented);
    return kept ?? this.consented;
  }

  write(refreshToken: string): void {
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify({ consent: this.#consent, refreshToken })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
  }

  #read(): string | undefined {
    if (!existsSync(this.path)) return undefined;
    const kept = content.safeParse(jsonOf(readFileSync(this.path, 'utf8')));
    return kept.success && kept.data.consent === this.#consent ? kept.data.refreshToken : undefined;
  }
}

const content = z.object({ consent: z.string(), refreshToken: z.string().min(1) });
