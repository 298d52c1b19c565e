import { join } from 'node:path';
import { sow } from '../support/sowing.js';
import { runCanaries } from './canary-run.js';
import { leaks } from './leaks.js';
import type { Product } from './product.js';

/** So many requests may pass before a leak comes to light. */
const LIMIT = 10_000;

const parts = ['server/gateway', 'datasources/payments/index', 'datasources/qonto/index'];

/** The schema and its resolvers are registered once for all, and errors have to stay of one class. */
const isFresh = (name: string): boolean => !/^(schema|resolvers)\/|^server\/schema$|^errors$/.test(name);

it.each(leaks)(
  'finds out when $name',
  async ({ patches, givenAwayBy }) => {
    const root = join(__dirname, '../../src');
    const product = sow(parts, {
      patches,
      root,
      isFresh,
      require: (path) => require(path) as unknown,
    }) as Product;
    const run = { requests: LIMIT, seed: 1, endsWith: givenAwayBy };
    const { breaches, requests } = await runCanaries(product, run);
    process.stdout.write(`${requests} requests: ${breaches.find((breach) => givenAwayBy.test(breach))}\n`);
    expect(breaches).toContainEqual(expect.stringMatching(givenAwayBy));
  },
  300_000,
);
