import { shipped } from './instance.js';
import { mutants } from './mutants.js';
import { playSchedule } from './schedule.js';
import { sown } from './sown.js';

/** So many histories may pass before a mistake comes to light. */
const LIMIT = 20_000;

test.each(mutants)(
  'the simulation finds out when $name',
  async ({ patches, breaks = /./ }) => {
    const product = sown(patches);
    let found: string | undefined;
    for (let seed = 1; seed <= LIMIT && found === undefined; seed++)
      found = (await playSchedule(seed, product)).broken.find((promise) => breaks.test(promise));
    expect(found).toBeDefined();
  },
  600_000,
);

test('without a mistake the same way of loading finds nothing', async () => {
  const product = sown([]);
  const { broken } = await playSchedule(1, product);
  expect(broken).toEqual([]);
  expect(await playSchedule(1, product)).toEqual(await playSchedule(1, await shipped()));
});
