import { setTimeout as delay } from 'node:timers/promises';
import { OperationTypeNode } from 'graphql';
import { EventLoop, Load } from '../../../src/server/load.js';

const { QUERY, MUTATION } = OperationTypeNode;
const limits = { queries: 3, queriesWhenLate: 1, mutations: 5, lateMs: 100 };

/** Asks to be let in while so many others are at work. */
async function admitted(others: number, operation: OperationTypeNode, lateMs = 0): Promise<boolean> {
  const load = new Load(limits, { lateMs: () => lateMs });
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const running = Array.from({ length: others }, () => load.track(() => held));
  const decision = await load.track(() => {
    try {
      load.admit(operation);
      return true;
    } catch {
      return false;
    }
  });
  release();
  await Promise.all(running);
  return decision;
}

it.each([
  [2, QUERY, 0, true],
  [3, QUERY, 0, false],
  [0, QUERY, 101, true],
  [1, QUERY, 101, false],
  [4, MUTATION, 101, true],
  [5, MUTATION, 0, false],
])(
  'with %d others at work lets a %s in whose loop is %d ms late: %s',
  async (others, operation, lateMs, isIn) => {
    expect(await admitted(others, operation, lateMs)).toBe(isIn);
  },
);

it('counts an operation no longer when it has failed', async () => {
  const load = new Load({ ...limits, queries: 1 }, { lateMs: () => 0 });
  await expect(load.track(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await load.track(() => load.admit(QUERY));
});

it('measures an event loop that is held up turn after turn', async () => {
  const loop = new EventLoop();
  await delay(1_000);
  const calm = loop.lateMs();
  const until = performance.now() + 1_200;
  while (performance.now() < until) {
    const turn = performance.now() + 150;
    while (performance.now() < turn);
    await new Promise(setImmediate);
  }
  expect(loop.lateMs()).toBeGreaterThan(100);
  expect(calm).toBeLessThan(loop.lateMs());
  loop.stop();
});
