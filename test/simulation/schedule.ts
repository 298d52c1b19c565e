import { Caller, type Reply } from './caller.js';
import { FaultyStore } from './faulty-store.js';
import { Instance, type Product, type World } from './instance.js';
import { bankModels, SimulatedBank } from './simulated-bank.js';
import { type Random, randomOf, VirtualTime } from './virtual-time.js';

/** What happened in one schedule. */
export interface Verdict {
  /** Broken promises, in words. None may happen. */
  readonly broken: readonly string[];
  /** The last answer for each intent. */
  readonly ends: readonly Reply['kind'][];
  readonly posts: number;
  readonly transfers: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const FAULTY_UNTIL_MS = 180 * MINUTE;
const INSTANCES = 3;

/** Plays one random history: three gateways, a store, a bank, callers, and everything that can go wrong. */
export async function playSchedule(seed: number, product: Product): Promise<Verdict> {
  const random = randomOf(seed);
  const time = new VirtualTime();
  const isFaulty = (): boolean => time.nowMs < FAULTY_UNTIL_MS;
  const model = bankModels[seed % bankModels.length]!;
  const world: World = {
    time,
    random,
    store: new FaultyStore(time, random, isFaulty),
    bank: new SimulatedBank(time, random, model, isFaulty),
    isFaulty,
  };
  const instances = startInstances(world, product);
  planStoreFaults(world);
  const callers = Array.from(
    { length: 2 + Math.floor(random() * 4) },
    (_, number) => new Caller(world, instances, `s${seed}i${number}`, FAULTY_UNTIL_MS),
  );
  for (const caller of callers) void caller.live();
  await time.run();
  return {
    broken: callers.flatMap((caller) => caller.verdict()),
    ends: callers.map(({ end }) => end),
    posts: world.bank.posts,
    transfers: world.bank.transfers.length,
  };
}

/** Processes that die or stand still, most often in the middle of something, and are started again. */
function startInstances(world: World, product: Product): Instance[] {
  const { random, isFaulty } = world;
  // Histories differ in what goes wrong in them: rare things come together more often than if each were always rare.
  const deaths = 0.004 * pick(random, [0, 1, 8]);
  const pauses = 0.004 * pick(random, [0, 1, 8]);
  const longPauses = pick(random, [0.1, 0.6]);
  const start = (): Instance => new Instance(world, product, stumble);
  const stumble = (instance: Instance): void => {
    if (!isFaulty()) return;
    const luck = random();
    if (luck < deaths) {
      instance.die();
      const place = instances.indexOf(instance);
      if (place >= 0) instances[place] = start();
    } else if (luck < deaths + pauses) {
      instance.standStill(random() < longPauses ? random() * 45 * MINUTE : random() * MINUTE);
    }
  };
  const instances = Array.from({ length: INSTANCES }, start);
  return instances;
}

function planStoreFaults({ time, random, store }: World): void {
  for (let left = Math.floor(random() * 3); left > 0; left--)
    time.at(random() * 60 * MINUTE, () => store.goAway(random() * 90 * SECOND));
  if (random() < 0.15) time.at(random() * 60 * MINUTE, () => store.wipe());
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}
