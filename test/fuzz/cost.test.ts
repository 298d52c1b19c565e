import 'reflect-metadata';
import { buildGatewaySchema } from '../../src/server/schema.js';
import { MeasuredGateway } from '../support/measured-gateway.js';
import { generator } from '../support/random.js';
import { knownIds } from './known-ids.js';
import { schemaDocument } from './schema-document.js';

/** `COST_DOCUMENTS=20000 SEED=7` tries more, and others. */
const documents = Number(process.env['COST_DOCUMENTS'] ?? 600);
const seed = Number(process.env['SEED'] ?? 20261120);

interface Told {
  readonly data?: unknown;
  readonly extensions: { readonly qonto: { readonly requests: number; readonly estimatedRequests: number } };
}

let gateway: MeasuredGateway;
beforeAll(async () => {
  gateway = await MeasuredGateway.start({ graphiql: true });
});
afterAll(() => gateway.close());

it(
  'never takes more requests than it was estimated to take',
  async () => {
    const schema = await buildGatewaySchema();
    const ask = async (query: string, variables?: object): Promise<Told> =>
      JSON.parse((await gateway.ask(query, variables)).text) as Told;
    const ids = await knownIds(async (query) => (await ask(query)).data);
    let compared = 0;
    let [requests, estimated] = [0, 0];
    for (let own = seed; own < seed + documents; own++) {
      const random = generator(own);
      const largestPage = random() < 0.1 ? 120 : 6;
      const { query, variables } = schemaDocument(schema, { random, ids, mutations: false, largestPage });
      const { data, extensions } = await ask(query, variables);
      if (data === undefined) continue;
      const { qonto } = extensions;
      if (qonto.requests > qonto.estimatedRequests)
        throw new Error(`SEED=${own}: ${JSON.stringify(qonto)}\n${query}\n${JSON.stringify(variables)}`);
      compared++;
      requests += qonto.requests;
      estimated += qonto.estimatedRequests;
    }
    process.stdout.write(
      `seed ${seed}: ${compared} of ${documents} documents compared, ${requests} requests, ${estimated} estimated\n`,
    );
    expect(compared).toBeGreaterThan(0.7 * documents);
    // An estimate that is always far too high would be of no use.
    expect(estimated).toBeLessThan(4 * requests);
  },
  60_000 + documents * 60,
);
