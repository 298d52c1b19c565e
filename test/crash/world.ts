import { setTimeout as delay } from 'node:timers/promises';
import { Callers } from './callers.js';
import { type Cluster, closeCluster, type Stand, startCluster } from './cluster.js';
import { Judge } from './judge.js';
import type { Blow, WorldPlan } from './plan.js';
import type { GatewayProcess } from './gateway-process.js';
import { type Random, randomOf } from './random.js';
import { endHolds, type Round, stage } from './staging.js';

/** How long a drain may take; see `graceful-end.ts`. */
const DRAIN_MS = 50_000;

/** A cluster with its callers, and the blows that fall on it. */
export class World {
  readonly callers: Callers;
  #count = 0;

  private constructor(
    private readonly name: string,
    private readonly plan: WorldPlan,
    private readonly cluster: Cluster,
    readonly judge: Judge,
  ) {
    this.callers = new Callers(cluster, judge);
  }

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
    await this.callers.askAll();
  }

  async close(): Promise<void> {
    await this.judge.watch();
    this.judge.close();
    for (const { gateway } of this.cluster.stands) {
      if (!gateway.isRunning) this.judge.accuse(this.name, gateway.name, 'ended by itself');
      for (const line of gateway.defects()) this.judge.accuse(this.name, gateway.name, line);
    }
    const isBroken = this.judge.violations.length > 0;
    await closeCluster(this.cluster, isBroken);
    if (isBroken) this.judge.accuse(this.name, 'its logs and data', this.cluster.directory);
  }

  /** One blow to one gateway, with payments at its crash points. */
  async #strike(stand: Stand, blow: Blow): Promise<Promise<void>[]> {
    const { gateway, redisProxy } = stand;
    const random = randomOf(blow.seed);
    const rounds = await this.#stage(stand, blow, random);
    const pursue = (): Promise<void>[] =>
      rounds.map((round) => this.callers.pursue(round, gateway, random, blow));
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
      rounds.map((round) => this.callers.pursue(round, stand.gateway, randomOf(blow.seed), blow)),
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
    this.callers.rounds.push(...rounds);
    return rounds;
  }

  async #expectExit(gateway: GatewayProcess, code: number, withinMs: number): Promise<void> {
    const met = await gateway.exitWithin(withinMs);
    if (met !== code) this.judge.accuse(this.name, `${gateway.name} did not end with ${code}`, met);
    await gateway.kill();
  }
}
