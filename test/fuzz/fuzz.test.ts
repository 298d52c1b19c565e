import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildGatewaySchema } from '../../src/server/schema.js';
import { type Answer, MeasuredGateway } from '../support/measured-gateway.js';
import { generator } from '../support/random.js';
import { knownIds } from './known-ids.js';
import { schemaDocument } from './schema-document.js';
import { oddValues, pick, type Random, tokenSoup } from './token-soup.js';

/** `npm run test:fuzz` sets both. Each document has a seed of its own, the next number. */
const documents = Number(process.env['FUZZ_DOCUMENTS'] ?? 2_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const atOnce = 8;
const timeoutMs = 60_000 + documents * 60;

let schema: GraphQLSchema;
let gateway: MeasuredGateway;
let ids: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  schema = await buildGatewaySchema();
  gateway = await MeasuredGateway.start({ graphiql: false });
  ids = await knownIds(async (query) => {
    const { text } = await gateway.ask(query);
    return (JSON.parse(text) as { data: unknown }).data;
  });
});
afterAll(() => gateway.close());

interface Tally {
  readonly statuses: Record<string, number>;
  /** Documents that were run, as far as their answers tell. */
  executed: number;
}

/** Sends `documents` bodies, each made from a seed of its own, and holds every answer to the promises. */
async function fuzz(name: string, bodyOf: (random: Random) => unknown): Promise<Tally> {
  const tally: Tally = { statuses: {}, executed: 0 };
  await gateway.begin();
  const beganAt = performance.now();
  let next = 0;
  async function lane(): Promise<void> {
    while (next < documents) {
      const own = seed + next++;
      const body = JSON.stringify(bodyOf(generator(own)));
      const answer = await gateway.send({ headers: { 'content-type': 'application/json' }, body });
      hold(answer, `FUZZ_SEED=${own} FUZZ_DOCUMENTS=1\n${body.slice(0, 4_000)}\n${gateway.output}`);
      tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
      if (answer.text.startsWith('{"data":') || answer.text.includes('"data":{')) tally.executed++;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
  const measure = await gateway.read();
  const seconds = (performance.now() - beganAt) / 1000;
  process.stdout.write(
    `${name}: seed ${seed}, ${documents} documents in ${seconds.toFixed(1)} s, ${JSON.stringify(tally)}, ` +
      `latest turn ${measure.latestMs.toFixed(1)} ms, p99.9 ${measure.p999Ms.toFixed(1)} ms, ${measure.rssMb.toFixed(0)} MB\n`,
  );
  expect(measure).toMatchObject({ unhandled: 0, polluted: false });
  expect(gateway.output).toBe('');
  return tally;
}

/** No answer is a failure of the gateway, all are JSON, and none tells where it comes from. */
function hold({ status, text }: Answer, document: string): void {
  const isWell =
    status < 500 && text.startsWith('{') && !/INTERNAL_SERVER_ERROR|node_modules|\bat .+\.js:\d+/.test(text);
  if (!isWell) throw new Error(`${status} ${text.slice(0, 1_000)}\n${document}`);
}

it(
  'answers whatever is no document, or hardly one, without a failure',
  async () => {
    const { statuses } = await fuzz('token soup', tokenSoup);
    expect(Object.keys(statuses).filter((status) => status !== '200' && status !== '400')).toEqual([]);
  },
  timeoutMs,
);

it(
  'answers random documents of its schema, and what is left of them when parts are broken off, without a failure',
  async () => {
    const tally = await fuzz('schema-aware', (random) => {
      const body = schemaDocument(schema, { random, ids, mutations: true, largestPage: 3 });
      return random() < 0.4 ? broken(random, body) : body;
    });
    expect(tally.executed).toBeGreaterThan(0.3 * documents);
  },
  timeoutMs,
);

/** A good document with one thing wrong. */
function broken(random: Random, { query, variables }: { query: string; variables: object }): unknown {
  const at = Math.floor(random() * query.length);
  const rest = query.slice(at);
  const names = Object.keys(variables);
  const ways: (() => unknown)[] = [
    () => ({ query: query.slice(0, at) + rest.slice(1), variables }),
    () => ({ query: query.slice(0, at), variables }),
    () => ({
      query: query.slice(0, at) + pick(random, ['{', '}', '"', '$', '@a', ' x ', '\u0000']) + rest,
      variables,
    }),
    () => ({ query: query + query, variables }),
    () => ({ query, variables: pick(random, oddValues) }),
    () => ({ query, variables: { ...variables, [pick(random, [...names, 'v0'])]: pick(random, oddValues) } }),
    () => ({ query, variables, operationName: pick(random, oddValues) }),
    () => ({ query, variables, extensions: pick(random, oddValues) }),
    () => [{ query, variables }],
  ];
  return pick(random, ways)();
}
