import { pick, type Random, randomOf, shuffled } from './random.js';

/** Where a payment is when the blow falls; in the order of its life. */
export const crashPoints = [
  'claim stored',
  'payee check',
  'mark stored',
  'bytes written',
  'headers received',
  'body half',
  'body done',
  'result stored',
  'reply half',
  'confirmation poll',
  'look-up',
  'drain',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Reached by holding a command, or its answer, between gateway and Redis: one at a time, as this holds up all others. */
export type StorePoint = 'claim stored' | 'mark stored' | 'body done' | 'result stored';
const storePoints: readonly StorePoint[] = ['claim stored', 'mark stored', 'body done', 'result stored'];

/** Reached by holding a request of the gateway to the bank, or the gateway's own answer: many at the same time. */
export type WirePoint = Exclude<CrashPoint, StorePoint | 'drain'>;
export const wirePoints = crashPoints.filter(
  (point): point is WirePoint => point !== 'drain' && !(storePoints as readonly string[]).includes(point),
);

/** What falls on a gateway, or on the Redis of all three. `PAUSE` is a SIGSTOP for longer than a lease, then SIGCONT. */
export const ways = ['KILL', 'TERM', 'PAUSE', 'REDIS_KILL', 'REDIS_LOSS'] as const;
export type Way = (typeof ways)[number];

export interface Blow {
  readonly way: Way;
  /** How long a paused process stands still. */
  readonly pauseMs: number;
  /** SIGTERM comes first, and the blow falls into the drain. */
  readonly isDraining: boolean;
  readonly storePoint: StorePoint;
  /** Decides the rest: who asks how, whether the bank gets the bytes, how the line ends. */
  readonly seed: number;
}

/** How well the bank keeps its promise about keys; see `docs/simulator.md`. */
const bankModels = ['read-lock-run', 'late', 'forgetful', 'atomic'] as const;

/** What happens to three gateways with one Redis: to each its blows, one after the other, then one to Redis. */
export interface WorldPlan {
  readonly bankModel: (typeof bankModels)[number];
  readonly blowsByGateway: readonly (readonly Blow[])[];
  readonly redisBlows: readonly Blow[];
  /** How much of what Redis wrote last is gone afterwards. */
  readonly lostMs: number;
}

/** Longer than a lease of 45 s: others take over meanwhile. */
const LONG_PAUSE_MS = 50_000;
/** Longer than the 10 s within which a POST must leave after its mark. */
const SHORT_PAUSE_MS = 12_000;

/** A Redis that writes its file to the disk every second may lose up to two. Source: redis.io, persistence, 2026-11-20. */
const LOST_MS = 2_000;

/** Payments that meet a blow in one world: those of nine blows to a gateway, and of one to all three. */
export const ROUNDS_PER_WORLD = (9 + 3) * (wirePoints.length + 1);

export function planWorld(seed: number, number: number): WorldPlan {
  const random = randomOf(seed + number * 7_919);
  // By turns, so that a few worlds meet all of them in every way.
  const turns = new Map<string, number>();
  const nextStorePoint = (kind: string): StorePoint => {
    const turn = turns.get(kind) ?? number * 3;
    turns.set(kind, turn + 1);
    return storePoints[turn % storePoints.length]!;
  };
  const blow = (way: Way, isDraining = false, pauseMs = LONG_PAUSE_MS): Blow => ({
    way,
    pauseMs,
    isDraining,
    storePoint: nextStorePoint(`${way} ${isDraining}`),
    seed: Math.floor(random() * 2 ** 31),
  });
  const lanes = [
    [blow('PAUSE', number % 3 === 2)],
    [blow('KILL'), blow('TERM'), blow('KILL', true), blow('KILL')],
    [blow('KILL'), blow('TERM'), blow('TERM', true), blow('PAUSE', false, SHORT_PAUSE_MS)],
  ];
  const redisWay = number % 2 === 0 ? 'REDIS_LOSS' : 'REDIS_KILL';
  return {
    bankModel: bankModels[number % bankModels.length]!,
    blowsByGateway: lanes.map((blows) => shuffled(random, blows)),
    lostMs: redisWay === 'REDIS_LOSS' ? LOST_MS : 0,
    redisBlows: [blow(redisWay), blow(redisWay), blow(redisWay, random() < 0.5)],
  };
}

/** What is decided for one payment of a blow. */
export interface RoundPlan {
  /** When the bank gets the POST that is held. */
  readonly delivery: 'AT_ONCE' | 'NEVER' | 'LATE';
  readonly lateMs: number;
  readonly endOfLine: 'GO_ON' | 'CUT';
  readonly mutation: 'createTransfer' | 'payBeneficiary';
  /** Whether the account holder is asked. */
  readonly needsConfirmation: boolean;
}

export function planRound(random: Random, blow: Blow, point: CrashPoint): RoundPlan {
  const isCheck = point === 'payee check';
  const delivery = pick(random, ['AT_ONCE', 'AT_ONCE', 'NEVER', 'LATE'] as const);
  return {
    // A drain waits for what is late; there it must not be later than the drain is patient.
    delivery,
    lateMs: 2_000 + random() * (blow.way === 'TERM' ? 3_000 : 15_000),
    endOfLine:
      blow.way === 'KILL' ? 'CUT' : blow.way === 'TERM' ? 'GO_ON' : pick(random, ['GO_ON', 'GO_ON', 'CUT']),
    mutation: isCheck ? 'payBeneficiary' : pick(random, ['createTransfer', 'payBeneficiary']),
    needsConfirmation: point === 'confirmation poll' || (!isCheck && random() < 0.1),
  };
}
