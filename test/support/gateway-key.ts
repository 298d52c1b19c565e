import { createHash } from 'node:crypto';
import type { CallerSources, GatewayKey, Role } from '../../src/caller.js';

/** A key as the gateway knows it. */
export function gatewayKey(name: string, key: string, ...roles: Role[]): GatewayKey {
  return { name, roles: new Set(roles), sha256: createHash('sha256').update(key).digest() };
}

/** Callers who show keys, and no issuer of tokens. */
export function keyHolders(...keys: GatewayKey[]): CallerSources {
  return { keys, issuer: undefined };
}
