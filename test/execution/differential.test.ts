import './fast-graphql.js';
import {
  type GraphQLSchema,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { Executor } from '../../src/server/execution/index.js';
import { buildGatewaySchema } from '../../src/server/schema.js';
import { generator } from '../support/random.js';
import { Comparison, type Tally } from './comparison.js';
import { writeDocument } from './document-writer.js';
import { oddSchema } from './odd-schema.js';
import { sowResolvers } from './sown-schema.js';
import { UnheardRejections } from './unheard-rejections.js';

/** `EXECUTION_DOCUMENTS=100000 SEED=7` tries more, and others. Each document has a seed of its own, the next number. */
const documents = Number(process.env['EXECUTION_DOCUMENTS'] ?? 5_000);
const seed = Number(process.env['SEED'] ?? 20261120);
const timeoutMs = 60_000 + documents * 30;

let unheard: UnheardRejections;
beforeEach(() => {
  unheard = new UnheardRejections();
});
afterEach(() => unheard.end());

it.each([
  ['the gateway’s schema', async () => sowResolvers(await buildGatewaySchema()), documents],
  ['a schema with all kinds of types', async () => oddSchema(), Math.ceil(documents / 4)],
])(
  'answers documents of %s as graphql-js does',
  async (_name, build, count) => {
    const { results, withData, withErrors, atOnce } = await compareAll(await build(), count);
    // It would be no comparison if hardly anything was found, nothing went wrong, or nothing came late.
    expect(withData / results).toBeGreaterThan(0.6);
    expect(withErrors / results).toBeGreaterThan(0.2);
    expect(atOnce / results).toBeGreaterThan(0.4);
    expect(atOnce / results).toBeLessThan(0.8);
  },
  timeoutMs,
);

it('writes documents that are valid, but for what is declared and not used', async () => {
  for (const schema of [await buildGatewaySchema(), oddSchema()])
    for (let own = seed; own < seed + 60; own++) {
      const { query } = writeDocument(schema, generator(own));
      const errors = validate(schema, parse(query), rules);
      expect({ seed: own, query, errors }).toEqual({ seed: own, query, errors: [] });
    }
});

const rules = specifiedRules.filter(
  (rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule,
);

async function compareAll(schema: GraphQLSchema, count: number): Promise<Tally> {
  const comparison = new Comparison(schema, new Executor(schema), unheard);
  const tally: Tally = { results: 0, withData: 0, withErrors: 0, atOnce: 0 };
  const began = process.cpuUsage();
  for (let own = seed; own < seed + count; own++) {
    const random = generator(own);
    try {
      await comparison.of(writeDocument(schema, random), random, tally);
    } catch (error) {
      throw new Error(`SEED=${own} EXECUTION_DOCUMENTS=1\n${(error as Error).message}`, { cause: error });
    }
  }
  const { user, system } = process.cpuUsage(began);
  const seconds = ((user + system) / 1e6).toFixed(1);
  process.stdout.write(`seed ${seed}: ${count} documents in ${seconds} s of CPU, ${JSON.stringify(tally)}\n`);
  return tally;
}
