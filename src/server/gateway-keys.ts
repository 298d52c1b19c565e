import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller, GatewayKey } from '../caller.js';

/** The keys of the gateway, of which it knows the hashes only. */
export class GatewayKeys {
  constructor(private readonly keys: readonly GatewayKey[]) {}

  /** Whose key this is. It takes the same time for every key, right or wrong. */
  callerOf(key: string): Caller | undefined {
    const sha256 = createHash('sha256').update(key).digest();
    let caller: Caller | undefined;
    for (const known of this.keys) if (timingSafeEqual(known.sha256, sha256)) caller = known;
    return caller && { name: caller.name, roles: caller.roles };
  }
}
