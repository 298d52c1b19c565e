import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/**
 * Keeps the newest refresh token of an OAuth consent over restarts.
 *
 * The bank rotates it at every use, and the old one dies after a minute (docs.qonto.com, OAuth, read 2026-11-20).
 * The file is replaced as a whole and readable for its owner alone: a crash leaves the old token or the new one.
 */
export class RefreshTokenFile {
  constructor(private readonly path: string) {}

  /** The token that was kept last; undefined when there is none yet. */
  read(): string | undefined {
    if (!existsSync(this.path)) return undefined;
    return readFileSync(this.path, 'utf8').trim() || undefined;
  }

  write(refreshToken: string): void {
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, `${refreshToken}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
  }
}
