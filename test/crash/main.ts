import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { isDefinite } from './judge.js';
import { crashPoints, planWorld, ROUNDS_PER_WORLD, ways } from './plan.js';
import type { Round } from './staging.js';
import { World } from './world.js';

/** So many worlds live at the same time. */
const WORLDS_AT_ONCE = 2;

/** A look that finds nothing proves something 4 minutes after the last POST; some room for the machine. */
const QUIET_MS = 255_000;
const SETTLE_WITHIN_MS = 120_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    short: { type: 'boolean', default: false },
  },
});
for (const name of ['rounds', 'seed'] as const) {
  if (/^\d+$/.test(values[name])) continue;
  process.stderr.write(`--${name} is not a whole number.\n`);
  process.exit(1);
}
const seed = Number(values.seed);
const startedAtMs = Date.now();
const worlds: World[] = [];
const rounds: Round[] = [];
const violations: string[] = [];
let startedOver = 0;
try {
  await main();
} finally {
  await Promise.allSettled(worlds.map((world) => world.close()));
}

async function main(): Promise<void> {
  const count = Math.max(1, Math.ceil(Number(values.rounds) / ROUNDS_PER_WORLD));
  say(`seed ${seed}, ${count * ROUNDS_PER_WORLD} rounds in ${count} worlds`);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const world = await World.start(`s${seed}w${number}`, planWorld(seed, number));
      worlds.push(world);
      await world.live();
      say(`world ${number}: ${world.callers.rounds.length} rounds`);
    }
  };
  await Promise.all(Array.from({ length: WORLDS_AT_ONCE }, lane));
  if (!values.short) {
    say('waiting for the quiet period');
    await delay(QUIET_MS);
    await Promise.all(worlds.map((world) => world.callers.settle(SETTLE_WITHIN_MS)));
  }
  await Promise.all(worlds.splice(0).map((world) => finish(world)));
  report();
}

async function finish(world: World): Promise<void> {
  await world.close();
  rounds.push(...world.callers.rounds);
  violations.push(...world.judge.violations);
  startedOver += world.callers.startedOver;
}

function report(): void {
  const met = rounds.filter(({ isMet }) => isMet);
  const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(11)).join('');
  const lines = crashPoints.map((point) => {
    const counts = ways.map(
      (way) => met.filter((round) => round.point === point && round.way === way).length,
    );
    return `${point.padEnd(18)}${cells(counts.map(String))}`;
  });
  const ends: Record<string, number> = {};
  for (const { last } of rounds) {
    const end = last.kind === 'OUTCOME' ? last.outcome : last.kind;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  const definite = rounds.filter(({ last }) => isDefinite(last)).length;
  process.stdout.write(
    [
      `${''.padEnd(18)}${cells(ways)}`,
      ...lines,
      `${rounds.length} payments, ${met.length} met at their crash point, ${definite} with a definite answer ${JSON.stringify(ends)}`,
      `${startedOver} of them had to be confirmed anew`,
      ...violations.map((violation) => `VIOLATION ${violation}`),
      `${violations.length} violations; again: npm run test:crash -- --rounds ${values.rounds} --seed ${seed}${values.short ? ' --short' : ''}`,
      '',
    ].join('\n'),
  );
  process.exitCode = violations.length === 0 && met.length > rounds.length / 2 ? 0 : 1;
}

function say(words: string): void {
  process.stdout.write(`${Math.round((Date.now() - startedAtMs) / 1000)} s: ${words}\n`);
}
