const VERSION_7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * When a key was minted, in milliseconds since 1970, or `undefined` when it does not say.
 *
 * A UUID of version 7 carries its time (RFC 9562 §5.7), so that an old key is known as old even by a gateway that has
 * lost its memory.
 */
export function mintedAt(key: string): number | undefined {
  const [, high, low] = VERSION_7.exec(key) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}
