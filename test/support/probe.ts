import type { Answer, MeasuredGateway, Sent } from './measured-gateway.js';

/** Something a stranger sends, and what is promised of the answer. */
export interface Probe {
  readonly name: string;
  readonly sent: Sent;
  /** What is taken for an answer: by default 400. */
  readonly statuses?: readonly number[];
  /** Words that the answer must have, such as a reason. */
  readonly says?: string;
  /** A part of the answer that must not be there. */
  readonly never?: RegExp;
}

/** A value that is nobody's business: probes carry it wherever a value may stand. */
export const canary = 'canary-4f1c9e';

/** A GraphQL request as JSON. */
export function asking(query: unknown, rest: Readonly<Record<string, unknown>> = {}): Sent {
  return json(JSON.stringify({ query, ...rest }));
}

export function json(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Sent {
  return { headers: { 'content-type': 'application/json', ...headers }, body };
}

export function many(count: number, part: (n: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, n) => part(n)).join(between);
}

export interface Found {
  readonly answer: Answer;
  /** How long the gateway did nothing else. */
  readonly stallMs: number;
}

/** The longest that one request may keep all others waiting. */
export const longestStallMs = 50;

/**
 * Sends a probe and measures. A machine with other work stalls a process too, but seldom several times in the same place: the
 * quietest of up to six tries counts.
 */
export async function sendProbe(gateway: MeasuredGateway, { sent }: Probe): Promise<Found> {
  let stallMs = Infinity;
  for (let attempt = 1; ; attempt++) {
    await gateway.begin();
    const answer = await gateway.send(sent);
    stallMs = Math.min(stallMs, (await gateway.read()).latestMs);
    if (stallMs <= longestStallMs || attempt === 6) return { answer, stallMs };
  }
}
