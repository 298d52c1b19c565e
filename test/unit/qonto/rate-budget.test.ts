import fc from 'fast-check';
import { RateBudget } from '../../../src/datasources/qonto/rate-budget.js';
import { LocalRateGate, type RateGate } from '../../../src/datasources/qonto/rate-gate.js';
import { bankLimits, type RateLimits } from '../../../src/datasources/qonto/rate-limits.js';
import { RateWindows } from '../../../src/datasources/qonto/rate-windows.js';
import { GatewayError } from '../../../src/errors.js';
import { VirtualTime } from './virtual-time.js';

const MINUTES_MS = 60_000;

/**
 * @param line How long a request is on its way: to the bank, and back.
 */
function start(
  given: Partial<RateLimits> = {},
  line: () => { thereMs: number; backMs: number } = () => ({ thereMs: 0, backMs: 0 }),
): {
  time: VirtualTime;
  budget: RateBudget;
  granted: { at: number; principal: string }[];
  /** When the bank saw requests. */
  seen: number[];
  refused: GatewayError[];
  ask: (principal: string, patienceMs?: number) => Promise<void>;
} {
  const time = new VirtualTime();
  const gate = new LocalRateGate(new RateWindows({ ...bankLimits, ...given }), time.clock);
  const budget = new RateBudget(gate, time.clock, time.sleep);
  const seen: number[] = [];
  const send = async (answered: () => void): Promise<void> => {
    const { thereMs, backMs } = line();
    if (thereMs > 0) await time.sleep(thereMs);
    seen.push(time.clock());
    if (backMs > 0) await time.sleep(backMs);
    answered();
  };
  const granted: { at: number; principal: string }[] = [];
  const refused: GatewayError[] = [];
  const ask = (principal: string, patienceMs = Number.POSITIVE_INFINITY): Promise<void> =>
    budget.acquire({ principal, deadline: time.clock() + patienceMs }).then(
      (permit) => {
        granted.push({ at: time.clock(), principal });
        void send(permit);
      },
      (error: GatewayError) => void refused.push(error),
    );
  return { time, budget, granted, seen, refused, ask };
}

/** The most requests that any window of this length has seen, by the bank's strict count. */
function mostIn(windowMs: number, times: readonly number[]): number {
  let first = 0;
  let most = 0;
  times.forEach((at, last) => {
    while ((times[first] ?? 0) <= at - windowMs) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

describe('the windows of the bank', () => {
  it('are never breached, whoever arrives whenever', async () => {
    const bursts = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 60_000 }),
        requests: fc.integer({ min: 1, max: 1500 }),
        principal: fc.constantFrom('a', 'b', 'c'),
        patienceMs: fc.constantFrom(0, 5_000, 25_000),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(bursts, async (arrivals) => {
        const { time, granted, ask } = start();
        for (const { afterMs, requests, principal, patienceMs } of arrivals) {
          await time.run(time.clock() + afterMs);
          for (let i = 0; i < requests; i++) void ask(principal, patienceMs);
        }
        await time.run();
        const times = granted.map(({ at }) => at);
        expect(mostIn(10_000, times)).toBeLessThanOrEqual(995);
        expect(mostIn(600_000, times)).toBeLessThanOrEqual(9_900);
      }),
      { numRuns: 8 },
    );
  });

  it('are not breached by a line that holds requests back and lets them go all at once', async () => {
    let late = 0;
    // For three seconds of every seven, whatever is sent arrives at the end of the three.
    const line = (): { thereMs: number; backMs: number } => ({
      thereMs: Math.max(0, 3_000 - (time.clock() % 7_000)),
      backMs: (late = (late + 37) % 200),
    });
    const { time, seen, ask } = start({}, line);
    for (let second = 0; second < 40; second++) {
      for (let i = 0; i < 120; i++) void ask('a', 2_000);
      await time.run(time.clock() + 1000);
    }
    await time.run();
    expect(mostIn(10_000, seen)).toBeLessThanOrEqual(1_000);
    expect(seen.length).toBeGreaterThanOrEqual(2_500);
  });

  it('are used to 95 % by a crowd that never stops asking', async () => {
    const { time, granted, ask } = start();
    for (let second = 0; second < 600; second++) {
      for (const principal of ['a', 'b', 'c']) for (let i = 0; i < 50; i++) void ask(principal, 2_000);
      await time.run(time.clock() + 1000);
    }
    const times = granted.map(({ at }) => at);
    expect(mostIn(10_000, times)).toBeGreaterThanOrEqual(950);
    expect(mostIn(600_000, times)).toBeGreaterThanOrEqual(9_500);
    expect(mostIn(600_000, times)).toBeLessThanOrEqual(9_900);
  });
});

describe('a principal', () => {
  it('waits behind one request of another, not behind a thousand', async () => {
    const { time, granted, ask } = start();
    for (let i = 0; i < 1000; i++) void ask('noisy');
    await time.run(1000);
    const askedAt = time.clock();
    void ask('quiet');
    await time.run(askedAt + 100);
    expect(granted.find(({ principal }) => principal === 'quiet')?.at).toBeLessThanOrEqual(askedAt + 30);
  });

  it('finds its share, although another one has asked for everything for minutes', async () => {
    const { time, granted, ask } = start();
    for (let second = 0; second < 5 * 60; second++) {
      for (let i = 0; i < 100; i++) void ask('noisy', 1_000);
      await time.run(time.clock() + 1000);
    }
    const before = granted.length;
    expect(before).toBeLessThanOrEqual(9_900 * 0.96);
    for (let i = 0; i < 300; i++) void ask('quiet', 10_000);
    await time.run(time.clock() + 10_000);
    expect(granted.slice(before).map(({ principal }) => principal)).toEqual(Array(300).fill('quiet'));
  });

  it('may use nearly all of it when it is alone', async () => {
    const { time, granted, ask } = start();
    for (let second = 0; second < 200; second++) {
      for (let i = 0; i < 100; i++) void ask('only', 1_000);
      await time.run(time.clock() + 1000);
    }
    expect(granted.length).toBeGreaterThanOrEqual(9_500);
  });
});

describe('a request', () => {
  it('is refused at once when its turn comes after its deadline, and told when to come back', async () => {
    const { time, granted, refused, ask } = start({ perSecond: 1, burst: 1, perLongWindow: 100 });
    for (let i = 0; i < 10; i++) void ask('a', 4_000);
    await new Promise(setImmediate);
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryable: true, retryAfterSeconds: 5 },
    });
    await time.run();
    expect(granted.map(({ at }) => at)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('names the minutes it takes until the long window opens again', async () => {
    const { time, refused, ask } = start({ perSecond: 100, burst: 100, perLongWindow: 100 });
    for (let i = 0; i < 100; i++) void ask(`p${i}`);
    await time.run(2 * MINUTES_MS);
    await ask('late', 25_000);
    expect(refused[0]?.details.retryAfterSeconds).toBe(8 * 60 + 10);
  });

  it('takes what is free without waiting, but never before those who wait', () => {
    let isOpen = true;
    const budget = budgetBehind(() => isOpen);
    expect(budget.takeNow('a')).toBeInstanceOf(Function);
    isOpen = false;
    expect(budget.takeNow('a')).toBeUndefined();
    void budget.acquire({ principal: 'b', deadline: 2_000 });
    isOpen = true;
    expect(budget.takeNow('a')).toBeUndefined();
  });

  it('that was refused is forgotten: the next one of its principal goes as soon as the gate lets it', async () => {
    let isOpen = false;
    const budget = budgetBehind(() => isOpen);
    const claim = { principal: 'a', deadline: 500 };
    expect(budget.takeNow('a')).toBeUndefined();
    await expect(budget.acquire(claim)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 1 },
    });
    expect(budget.waiting).toBe(0);
    isOpen = true;
    expect(await budget.acquire(claim)).toBeInstanceOf(Function);
  });

  it('leaves the queue with its caller', async () => {
    const { time, budget, granted } = start({ perSecond: 1, burst: 1, perLongWindow: 100 });
    const gone = new AbortController();
    const claim = { principal: 'a', deadline: Number.POSITIVE_INFINITY };
    const ends = [claim, { ...claim, signal: gone.signal }, claim].map((each) =>
      budget.acquire(each).then(() => time.clock()),
    );
    gone.abort();
    await expect(ends[1]).rejects.toThrow('abort');
    await time.run();
    expect(await ends[2]).toBe(1000);
    expect(granted).toEqual([]);
  });
});

it('lets nobody through while the bank wants a pause', async () => {
  const { time, budget, granted, refused, ask } = start();
  budget.pause(7);
  void ask('b', 5_000);
  void ask('a', 20_000);
  await time.run();
  expect(granted).toEqual([{ at: 7_000, principal: 'a' }]);
  expect(refused[0]?.details.retryAfterSeconds).toBe(7);
});

it('sends half as much after a 429, however many there were at once, and as much as before within three windows', async () => {
  const { time, budget, granted, ask } = start();
  const hammer = async (seconds: number): Promise<number> => {
    const before = granted.length;
    for (let second = 0; second < seconds; second++) {
      for (let i = 0; i < 120; i++) void ask('a', 1_000);
      await time.run(time.clock() + 1_000);
    }
    return granted.length - before;
  };
  await hammer(11);
  for (let i = 0; i < 5; i++) budget.pause(1);
  await hammer(1);
  expect(await hammer(9)).toBeLessThanOrEqual(0.5 * 96.5 * 9 + 30);
  await hammer(20);
  expect(await hammer(10)).toBeGreaterThanOrEqual(950);
});

it('refuses at once who waits already and cannot wait through the pause', async () => {
  const { time, budget, granted, refused, ask } = start({ perSecond: 1, burst: 1, perLongWindow: 100 });
  for (let i = 0; i < 3; i++) void ask('a', 25_000);
  await time.run(500);
  budget.pause(60);
  await time.run(1_500);
  expect(granted).toHaveLength(1);
  expect(refused.map(({ details }) => details.retryAfterSeconds)).toEqual([60, 60]);
});

/** A budget at a standing clock, whose gate lets one through while it is open and says one second otherwise. */
function budgetBehind(isOpen: () => boolean): RateBudget {
  const gate: RateGate = {
    take: () => new Promise(() => undefined),
    takeOne: () => (isOpen() ? () => undefined : 1_000),
    closeFor: () => undefined,
    perSecond: () => 1,
    left: () => ({ short: 0, long: 0 }),
    close: async () => undefined,
  };
  return new RateBudget(
    gate,
    () => 0,
    async () => undefined,
  );
}
