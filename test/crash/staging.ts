import type { Cluster, Stand } from './cluster.js';
import { Hold } from './hold.js';
import { type Answer, Payment } from './payment.js';
import {
  type Blow,
  type CrashPoint,
  planRound,
  type RoundPlan,
  type StorePoint,
  type Way,
  wirePoints,
} from './plan.js';
import { type Random, shuffled } from './random.js';
import type { StoreStop } from './redis-proxy.js';

/** One payment that a blow falls on, at one crash point. */
export interface Round {
  readonly payment: Payment;
  readonly point: CrashPoint;
  readonly way: Way;
  readonly hold: Hold;
  readonly plan: RoundPlan;
  /** The answer of the gateway that the blow falls on. */
  readonly first: Promise<Answer>;
  /** Whether it was at its crash point when the blow fell. */
  readonly isMet: boolean;
  /** What the caller heard last, or the definite answer. */
  last: Answer;
}

/** Which write of a payment's record it is, and whether Redis has done it when the blow falls. */
const storeStops: Readonly<Record<StorePoint, Omit<StoreStop, 'hold'>>> = {
  'claim stored': { write: 1, side: 'AFTER' },
  'mark stored': { write: 2, side: 'AFTER' },
  'body done': { write: 3, side: 'BEFORE' },
  'result stored': { write: 3, side: 'AFTER' },
};

/** How long a payment has to get to its crash point. */
const STAGE_MS = 6_000;

/** Sends payments on their way through one gateway and waits until each of them is at its crash point. */
export async function stage(
  { bankProxy, books }: Cluster,
  { gateway, redisProxy }: Stand,
  blow: Blow,
  random: Random,
  nameOf: (point: CrashPoint) => string,
): Promise<Round[]> {
  const sent: Omit<Round, 'isMet'>[] = [];

  function send(point: CrashPoint, stopAt: (payment: Payment, hold: Hold, plan: RoundPlan) => void): Hold {
    const plan = planRound(random, blow, point);
    const hold = new Hold();
    const amount = `${10 + Math.floor(random() * 900)}.25`;
    const payment = new Payment(nameOf(point), amount, plan.mutation, plan.needsConfirmation, books);
    stopAt(payment, hold, plan);
    sent.push({
      payment,
      point: blow.isDraining ? 'drain' : point,
      way: blow.way,
      hold,
      plan,
      first: payment.ask(gateway.url, point === 'reply half' ? hold : undefined),
      last: { kind: 'NOTHING' },
    });
    return hold;
  }

  // The gateway's next check of a payee is this payment's: so nobody else may be on the way yet.
  const check = send('payee check', (_, hold) => bankProxy.stopPayeeCheck(gateway.credential, hold));
  await check.reachedWithin(STAGE_MS);
  for (const point of shuffled(random, wirePoints)) {
    if (point === 'payee check') continue;
    send(point, ({ reference }, hold, plan) => {
      if (point !== 'reply half') bankProxy.stopPayment(reference, { point, hold, plan });
    });
  }
  await Promise.all(sent.map(({ hold }) => hold.reachedWithin(STAGE_MS)));
  // This one holds up the connection to Redis, so it comes last.
  const last = send(blow.storePoint, (_, hold) =>
    redisProxy.stopNext({ ...storeStops[blow.storePoint], hold }),
  );
  await last.reachedWithin(STAGE_MS);
  return sent.map((round) => ({ ...round, isMet: round.hold.isReached }));
}

/** Lets all that is held go on, or cuts it off, as it was planned for each. */
export function endHolds(rounds: readonly Round[], how?: 'CUT'): void {
  for (const { hold, plan } of rounds) hold.end(how ?? plan.endOfLine);
}
