import type { InstructionNames } from './instruction.js';
import { AHEAD_MS, CLOCKS_APART_MS, KEPT_MS, LEASE_MS } from './rules.js';
import type { Entry, Snapshot } from './store.js';

/** Whether somebody who comes with an instruction may work on it, and on what entry. */
export type Claim =
  | { readonly kind: 'HELD'; readonly entry: Entry }
  | { readonly kind: 'ENDED'; readonly end: NonNullable<Entry['end']> }
  | { readonly kind: 'BUSY'; readonly untilMs: number }
  | { readonly kind: 'REUSED'; readonly end: Entry['end'] }
  | { readonly kind: 'AHEAD'; readonly byMs: number };

/**
 * Reads an entry of the store, or begins one.
 *
 * @param mintedAtMs The time inside the caller's key, if there is one.
 */
export function claim(snapshot: Snapshot, names: InstructionNames, mintedAtMs: number | undefined): Claim {
  const { found, nowMs, epochStartedAtMs } = snapshot;
  if (found === undefined) return begin(snapshot, names, mintedAtMs);
  const { entry } = found;
  if (entry.fingerprint !== names.fingerprint) return { kind: 'REUSED', end: entry.end };
  if (entry.end !== undefined) return { kind: 'ENDED', end: entry.end };
  if (entry.leaseUntilMs > nowMs) return { kind: 'BUSY', untilMs: entry.leaseUntilMs };
  // The store has lost its latest writes since: the mark of a POST may be among them.
  const doubtAtMs =
    entry.epochStartedAtMs === epochStartedAtMs
      ? entry.doubtAtMs
      : Math.max(entry.doubtAtMs ?? 0, epochStartedAtMs);
  return { kind: 'HELD', entry: { ...entry, doubtAtMs, epochStartedAtMs, leaseUntilMs: nowMs + LEASE_MS } };
}

function begin(
  { nowMs, epochStartedAtMs }: Snapshot,
  { fingerprint }: InstructionNames,
  mintedAtMs: number | undefined,
): Claim {
  if (mintedAtMs !== undefined && mintedAtMs > nowMs + AHEAD_MS)
    return { kind: 'AHEAD', byMs: mintedAtMs - nowMs };
  // A key of unknown age may have been used as long ago as keys are kept.
  const usedSinceMs = mintedAtMs ?? nowMs - KEPT_MS;
  const isForgotten =
    usedSinceMs < epochStartedAtMs + AHEAD_MS + CLOCKS_APART_MS || usedSinceMs < nowMs - KEPT_MS;
  return {
    kind: 'HELD',
    entry: {
      fingerprint,
      bornAtMs: nowMs,
      epochStartedAtMs,
      leaseUntilMs: nowMs + LEASE_MS,
      doubtAtMs: isForgotten ? epochStartedAtMs : undefined,
    },
  };
}
