import 'reflect-metadata';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { lexicographicSortSchema } from 'graphql';
// The compiled schema: the loader of the code generator cannot compile `field!: Type` under a decorator.
import { buildGatewaySchema } from './dist/server/schema.js';
import { subgraphSdl } from './dist/server/subgraph-sdl.js';
import { spaced } from './tools/spaced-sdl.mjs';

const schema = await buildGatewaySchema();
const sdl = printSchemaWithDirectives(lexicographicSortSchema(schema));

const config: CodegenConfig = {
  schema: sdl,
  generates: {
    // The public contract: committed, reviewed as such, and compared by `npm run check`.
    'src/schema/schema.graphql': { plugins: [{ './tools/text.cjs': { text: spaced(sdl) } }] },
    // The same as a subgraph, for composition with other services: what `_service { sdl }` answers.
    'src/schema/subgraph.graphql': { plugins: [{ './tools/text.cjs': { text: subgraphSdl(schema) } }] },
    // The same for people, to be read and linked to.
    'docs/schema.md': { plugins: ['./tools/schema-reference.cjs'] },
    // What a client project would generate for itself from the documents in `operations/`: here it serves the recipes.
    'recipes/graphql/': {
      documents: 'operations/*.graphql',
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        // `persisted-documents.json`: the SHA-256 of every document and its text, for a gateway that takes no others.
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        importExtension: '.js',
        useTypeImports: true,
        enumsAsTypes: true,
        // A value that the gateway learns later must not surprise a client that was compiled today.
        futureProofEnums: true,
        strictScalars: true,
        scalars: {
          BIC: 'string',
          Base64: 'string',
          CountryCode: 'string',
          CurrencyCode: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          EmailAddress: 'string',
          IBAN: 'string',
          URL: 'string',
          WaitSeconds: 'number',
        },
      },
    },
  },
  hooks: { afterAllFileWrite: ['prettier --log-level warn --write'] },
};

export default config;
