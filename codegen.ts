import 'reflect-metadata';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
// The compiled schema: the loader of the code generator cannot compile `field!: Type` under a decorator.
import { buildGatewaySchema } from './dist/server/schema.js';

const config: CodegenConfig = {
  schema: printSchemaWithDirectives(await buildGatewaySchema()),
  generates: {
    // The public contract: committed, reviewed as such, and compared by `npm run check`.
    'src/schema/schema.graphql': { plugins: ['schema-ast'], config: { sort: true } },
  },
};

export default config;
