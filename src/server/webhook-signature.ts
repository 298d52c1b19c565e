import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time of a signature may be from now, in seconds. Source: docs.qonto.com, webhooks, read 2026-11-20. */
const TOLERANCE_SECONDS = 300;

/** The bytes that came, and the value of `X-Qonto-Signature`: `t=1704110400,v1=56aff0…`. */
export interface Signed {
  readonly body: Buffer;
  readonly signature: string | undefined;
}

/**
 * Whether a webhook was signed with one of the secrets, not long ago: HMAC with SHA-256 over the time, a dot and the
 * body as it came, byte for byte. How long the answer takes tells nothing about the right signature.
 */
export function isSignedWith(
  secrets: readonly string[],
  { body, signature }: Signed,
  nowMs: number,
): boolean {
  const parts = partsOf(signature);
  if (parts === undefined) return false;
  if (Math.abs(Math.floor(nowMs / 1000) - parts.seconds) > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(parts.digest);
  const matches = secrets.map((secret) => {
    const expected = createHmac('sha256', secret).update(`${parts.time}.`).update(body).digest('hex');
    return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
  });
  return matches.includes(true);
}

interface SignatureParts {
  /** As it was written: this is what was signed. */
  readonly time: string;
  readonly seconds: number;
  readonly digest: string;
}

/** Exactly `t=…,v1=…`: whatever else the bank may send one day is to be looked at before it is trusted. */
function partsOf(signature = ''): SignatureParts | undefined {
  const [first = '', second = '', ...more] = signature.split(',');
  if (more.length > 0 || !first.startsWith('t=') || !second.startsWith('v1=')) return undefined;
  const time = first.slice('t='.length);
  const seconds = Number(time);
  return Number.isSafeInteger(seconds) && String(seconds) === time
    ? { time, seconds, digest: second.slice('v1='.length) }
    : undefined;
}
