import { createHmac } from 'node:crypto';

/** "With exponential backoff, for a few days": the figures are not documented. */
const FIRST_RETRY_SECONDS = 10;
const ATTEMPTS = 15;

export interface Post {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** The bank's clock. */
  readonly now: Date;
  /** Whoever takes longer counts as not having answered, in real time. */
  readonly answerMs: number;
  readonly ended: AbortSignal;
}

/** Sends one event, signed; resolves to the status of the answer, or undefined when there was none in time. */
export async function deliver({
  url,
  secret,
  body,
  now,
  answerMs,
  ended,
}: Post): Promise<number | undefined> {
  const seconds = Math.floor(now.getTime() / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Qonto-Signature': `t=${seconds},v1=${digest}`,
        Connection: 'close',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([ended, AbortSignal.timeout(answerMs)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

/** Seconds until the next try; undefined after the last one, almost two days later. */
export function retryAfterSeconds(attempt: number): number | undefined {
  return attempt < ATTEMPTS ? FIRST_RETRY_SECONDS * 2 ** (attempt - 1) : undefined;
}
