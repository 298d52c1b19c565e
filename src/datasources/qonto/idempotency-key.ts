import { createHash } from 'node:crypto';

/**
 * The key that the bank gets for a caller's idempotency key: the same for the same pair in every process and after
 * every restart, another one for every other operation, always a UUID.
 *
 * The caller's own text stays here: it may be an invoice number or longer than the bank takes, and one text used for
 * an upload and for a payment must not meet at the bank. The credential is no part of it: it changes when a token is
 * renewed, and the key must not. So the gateway relies on the bank to keep the keys of organisations apart; its
 * documentation does not say, but an answer replayed to a stranger would be a leak (inferred, 2026-11-20).
 *
 * @param operation Name of the mutation, e.g. `uploadAttachment`.
 */
export function upstreamKey(operation: string, clientKey: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(['qonto-graphql-gateway', operation, clientKey]))
    .digest();
  // RFC 9562 §5.8: version 8 for own recipes, variant 0b10.
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
