import { createHash } from 'node:crypto';

/** What a caller wants done exactly once. */
export interface Instruction {
  /**
   * Who wants it: the same over restarts, instances and renewed tokens. If it changed between two attempts of one
   * instruction, the second would be a stranger's, and paid again.
   */
  readonly principal: string;
  /** Keys are kept apart by it: `transfer`, `beneficiary`. */
  readonly operation: string;
  /** The caller's `idempotencyKey`. */
  readonly clientKey: string;
  /** All of the input that decides what is done, as JSON data. Another wish under the same key is refused. */
  readonly wish: unknown;
  /** What the account holder confirmed with, on the way back from a challenge. */
  readonly approval?: Approval | undefined;
}

/** Proof of a confirmation. Never logged. */
export interface Approval {
  readonly sessionToken: string;
  readonly smsCode?: string | undefined;
}

/** The names an instruction goes by, all of them made from the instruction alone: no instance and no restart changes them. */
export interface InstructionNames {
  /** In the store: principal, operation and key. The key alone may be anybody's. */
  readonly id: string;
  /** Of the wish. */
  readonly fingerprint: string;
  /**
   * At the bank, a UUID. The wish is part of it, because the bank answers a known key with the old answer even when the
   * body is another: a success that never happened. Source: docs.qonto.com, idempotent requests, read 2026-11-20.
   */
  readonly upstreamKey: string;
  /** In the note of a transfer, by which it is found again: `gw:` and 16 digits. */
  readonly marker: string;
}

export function namesOf({ principal, operation, clientKey, wish }: Instruction): InstructionNames {
  const id = digest('instruction', principal, operation, clientKey).toString('base64url');
  const fingerprint = digest('wish', canonical(wish)).toString('base64url');
  const named = digest('bank', id, fingerprint);
  return {
    id,
    fingerprint,
    upstreamKey: uuid(named),
    marker: `gw:${digest('marker', id, fingerprint).toString('hex', 0, 8)}`,
  };
}

function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['qonto-graphql-gateway', ...parts]))
    .digest();
}

/** JSON with sorted names, so that the order in which a client writes its input does not matter. */
function canonical(wish: unknown): string {
  return JSON.stringify(wish, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** RFC 9562 §5.8: version 8 for own recipes, variant 0b10. Lower case: Qonto's middleware folds it (2026-11-20). */
function uuid(bytes: Buffer): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
