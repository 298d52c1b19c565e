import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, closeCluster, type Stand, startCluster } from './cluster.js';
import { isDefinite, Judge } from './judge.js';
import type { Answer } from './payment.js';
import type { Blow, WorldPlan } from './plan.js';
import type { GatewayProcess } from './processes.js';
import { pick, type Random, randomOf } from './random.js';
import { endHolds, type Round, stage } from './staging.js';

/** How long a drain may take; see `graceful-end.ts`. */
const DRAIN_MS = 50_000;

/** A cluster, the blows that fall on it, and callers who ask until they know what became of their payments. */
export class World {
  readonly rounds: Round[] = [];
  #count = 0;

  private constructor(
    private readonly name: string,
    private readonly plan: WorldPlan,
    private readonly cluster: Cluster,
    readonly judge: Judge,
  ) {}

  static async start(name: string, plan: WorldPlan): Promise<World> {
    const cluster = await startCluster(plan.bankModel);
    return new World(name, plan, cluster, new Judge(cluster.bank));
  }

  /** All blows of the plan, and what callers hear of their payments soon after. */
  async live(): Promise<void> {
    const pursuits: Promise<void>[] = [];
    await Promise.all(
      this.plan.blowsByGateway.map(async (blows, number) => {
        const stand = this.cluster.stands[number]!;
        for (const blow of blows) pursuits.push(...(await this.#strike(stand, blow)));
      }),
    );
    pursuits.push(...(await this.#strikeRedis()));
    await Promise.all(pursuits);
    await this.#askAll();
  }

  /** Asks until every answer is definite. To be called when the quiet period is over. */
  async settle(withinMs: number): Promise<void> {
    const untilMs = Date.now() + withinMs;
    await this.#askAll();
    while (this.rounds.some(({ last }) => !isDefinite(last)) && Date.now() < untilMs) {
      await delay(3_000);
      await this.#askAll();
    }
    for (const { payment, last } of this.rounds)
      if (!isDefinite(last)) this.judge.accuse(payment.reference, 'no definite answer', last);
  }

  async close(): Promise<void> {
    await this.judge.watch();
    this.judge.close();
    for (const { gateway } of this.cluster.stands)
      for (const line of gateway.defects()) this.judge.accuse(this.name, gateway.name, line);
    const isBroken = this.judge.violations.length > 0;
    await closeCluster(this.cluster, isBroken);
    if (isBroken) this.judge.accuse(this.name, 'its logs and data', this.cluster.directory);
  }

  /** One blow to one gateway, with payments at its crash points. */
  async #strike(stand: Stand, blow: Blow): Promise<Promise<void>[]> {
    const { gateway, redisProxy } = stand;
    const random = randomOf(blow.seed);
    const rounds = await this.#stage(stand, blow, random);
    const pursue = (): Promise<void>[] => rounds.map((round) => this.#pursue(round, gateway, random, blow));
    if (blow.isDraining) {
      gateway.signal('SIGTERM');
      await delay(300);
    }
    const pursuits = await this.#fall(gateway, blow, rounds, pursue);
    if (!gateway.isRunning) await gateway.startAgain();
    redisProxy.forgetStop();
    return pursuits;
  }

  async #fall(
    gateway: GatewayProcess,
    { way, isDraining, pauseMs }: Blow,
    rounds: readonly Round[],
    pursue: () => Promise<void>[],
  ): Promise<Promise<void>[]> {
    if (way === 'PAUSE') {
      gateway.signal('SIGSTOP');
      endHolds(rounds);
      const pursuits = pursue();
      await delay(pauseMs);
      gateway.signal('SIGCONT');
      // It has stood still for the whole time that it had to end in.
      if (isDraining) await gateway.exitWithin(DRAIN_MS);
      return pursuits;
    }
    if (way === 'KILL' || isDraining) {
      if (way === 'KILL') await gateway.kill();
      // It was told before: a second signal ends it at once.
      else {
        gateway.signal('SIGTERM');
        await this.#expectExit(gateway, 1, 5_000);
      }
      endHolds(rounds, 'CUT');
      return pursue();
    }
    gateway.signal('SIGTERM');
    await delay(1_000);
    endHolds(rounds);
    const pursuits = pursue();
    await this.#expectExit(gateway, 0, DRAIN_MS);
    for (const { payment, first } of rounds) {
      const answer = await first;
      if (answer.kind === 'NOTHING')
        this.judge.accuse(payment.reference, 'cut off by a graceful end', answer);
    }
    return pursuits;
  }

  /** Redis ends under all gateways at once, and is started again with or without what it wrote last. */
  async #strikeRedis(): Promise<Promise<void>[]> {
    const { redis, stands } = this.cluster;
    const staged = await Promise.all(
      this.plan.redisBlows.map(async (blow, number) => {
        const stand = stands[number]!;
        return { stand, blow, rounds: await this.#stage(stand, blow, randomOf(blow.seed)) };
      }),
    );
    for (const { stand, blow } of staged) if (blow.isDraining) stand.gateway.signal('SIGTERM');
    await redis.kill(this.plan.lostMs);
    for (const { rounds } of staged) endHolds(rounds);
    await delay(700);
    await redis.startAgain();
    const pursuits = staged.flatMap(({ stand, blow, rounds }) =>
      rounds.map((round) => this.#pursue(round, stand.gateway, randomOf(blow.seed), blow)),
    );
    for (const { stand, blow } of staged) {
      stand.redisProxy.forgetStop();
      if (!blow.isDraining) continue;
      await this.#expectExit(stand.gateway, 0, DRAIN_MS);
      await stand.gateway.startAgain();
    }
    return pursuits;
  }

  async #stage(stand: Stand, blow: Blow, random: Random): Promise<Round[]> {
    const nameOf = (point: string): string => `${this.name} ${++this.#count} ${point} ${blow.way}`;
    const rounds = await stage(this.cluster, stand, blow, random, nameOf);
    this.rounds.push(...rounds);
    return rounds;
  }

  /** Does what a caller does who got no answer: asks again with the same key, at another gateway. */
  async #pursue(round: Round, struck: GatewayProcess, random: Random, blow: Blow): Promise<void> {
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
  async #askAll(): Promise<void> {
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

  async #expectExit(gateway: GatewayProcess, code: number, withinMs: number): Promise<void> {
    const met = await gateway.exitWithin(withinMs);
    if (met !== code) this.judge.accuse(this.name, `${gateway.name} did not end with ${code}`, met);
    await gateway.kill();
  }
}
