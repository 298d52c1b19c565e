import { type Product, shipped } from './instance.js';
import { playSchedule } from './schedule.js';

const schedules = Number(process.env['DST_SCHEDULES'] ?? 10_000);
const firstSeed = Number(process.env['DST_SEED'] ?? 1);

let product: Product;
beforeAll(async () => {
  product = await shipped();
});

test(`no payment is made twice, none is called what it is not: ${schedules} histories from seed ${firstSeed}`, async () => {
  const startedAt = performance.now();
  const ends: Record<string, number> = {};
  let intents = 0;
  let posts = 0;
  let transfers = 0;
  for (let seed = firstSeed; seed < firstSeed + schedules; seed++) {
    const verdict = await playSchedule(seed, product);
    if (verdict.broken.length > 0)
      throw new Error(`npm run test:dst -- --schedules 1 --seed ${seed}\n${verdict.broken.join('\n')}`);
    for (const end of verdict.ends) ends[end] = (ends[end] ?? 0) + 1;
    intents += verdict.ends.length;
    posts += verdict.posts;
    transfers += verdict.transfers;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${schedules} histories, ${intents} intents, ${posts} POSTs, ${transfers} transfers, ends ${JSON.stringify(ends)}, ${seconds} s\n`,
  );
  expect((ends['CREATED'] ?? 0) + (ends['REPLAYED'] ?? 0)).toBeGreaterThan(0);
}, 3_600_000);
