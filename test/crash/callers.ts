import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster, Stand } from './cluster.js';
import type { GatewayProcess } from './gateway-process.js';
import { isDefinite, type Judge } from './judge.js';
import type { Answer } from './payment.js';
import type { Blow } from './plan.js';
import { pick, type Random } from './random.js';
import type { Round } from './staging.js';

/** Those who want to pay: each asks with its key until it knows what became of its payment. */
export class Callers {
  readonly rounds: Round[] = [];
  /**
   * How many callers had to have their payment confirmed anew. A confirmation is for bytes; when Redis has lost them,
   * the gateway makes others, the bank refuses the confirmation, and that says nothing about an earlier POST.
   */
  startedOver = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly judge: Judge,
  ) {}

  /** Does what a caller does who got no answer: asks again with the same key, at another gateway. */
  async pursue(round: Round, struck: GatewayProcess, random: Random, blow: Blow): Promise<void> {
    const isPause = blow.way === 'PAUSE';
    const untilMs = Date.now() + (isPause ? blow.pauseMs + 5_000 : 4_000);
    const first = round.first.then((answer) => this.#heard(round, answer, isPause));
    const others = this.cluster.stands.filter(
      ({ gateway }) => gateway !== struck || blow.way.startsWith('REDIS'),
    );
    await delay(random() * 1_500);
    while (Date.now() < untilMs && !isDefinite(round.last)) {
      await this.#ask(round, pick(random, others).gateway);
      await delay(2_000 + random() * 1_000);
    }
    await first;
  }

  /** Nobody is left without an answer, be it that nobody knows. */
  async askAll(): Promise<void> {
    const { stands } = this.cluster;
    const ask = async (round: Round, { gateway }: Stand): Promise<void> => {
      for (let attempt = 0; attempt < 3; attempt++) {
        const answer = await this.#ask(round, gateway);
        if (answer.kind === 'OUTCOME') return;
        await delay(1_000);
      }
      this.judge.accuse(round.payment.reference, 'not told that it is unknown', round.last);
    };
    await Promise.all(
      stands.map(async (stand, lane) => {
        const mine = this.rounds.filter((_, place) => place % stands.length === lane);
        for (const round of mine) if (!isDefinite(round.last)) await ask(round, stand);
      }),
    );
  }

  /** Asks until every answer is definite, as a caller should. To be called when the quiet period is over. */
  async settle(withinMs: number): Promise<void> {
    const untilMs = Date.now() + withinMs;
    await this.askAll();
    while (this.rounds.some(({ last }) => !isDefinite(last)) && Date.now() < untilMs) {
      for (const { payment, last } of this.rounds) {
        const isUnknown = last.kind === 'OUTCOME' && last.outcome === 'UNKNOWN';
        if (!isUnknown || !payment.hasConfirmation) continue;
        payment.startOver();
        this.startedOver++;
      }
      await delay(3_000);
      await this.askAll();
    }
    for (const { payment, last } of this.rounds)
      if (!isDefinite(last)) this.judge.accuse(payment.reference, 'no definite answer', last);
  }

  async #ask(round: Round, gateway: GatewayProcess): Promise<Answer> {
    const answer = await round.payment.ask(gateway.url);
    await this.#heard(round, answer, false);
    return answer;
  }

  /** @param isOld It comes from a process that stood still. */
  async #heard(round: Round, answer: Answer, isOld: boolean): Promise<void> {
    await this.judge.check(round.payment, answer, isOld);
    if (!isDefinite(round.last)) round.last = answer;
    if (answer.kind !== 'OUTCOME' || answer.sessionToken === undefined) return;
    await this.cluster.bank.allow(answer.sessionToken);
    round.payment.confirmWith(answer.sessionToken);
  }
}
