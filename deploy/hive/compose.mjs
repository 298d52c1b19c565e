/**
 * Writes supergraph.graphql beside this file: npm run supergraph -- --url http://gateway:4000/graphql
 *
 * Add your own services to the list; a router joins their rows with the bank's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://balancer:4000/graphql' },
    out: { type: 'string' },
  },
});
const subgraph = new URL('../../src/schema/subgraph.graphql', import.meta.url);
const { supergraphSdl, errors } = composeServices([
  { name: 'qonto', url: values.url, typeDefs: parse(readFileSync(subgraph, 'utf8')) },
]);
if (supergraphSdl === undefined) {
  process.stderr.write(`${errors.map(({ message }) => message).join('\n')}\n`);
  process.exit(1);
}
writeFileSync(values.out ?? new URL('supergraph.graphql', import.meta.url), supergraphSdl);
