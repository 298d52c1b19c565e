import { operationClasses } from '../../../src/datasources/payments/index.js';
import { buildGatewaySchema } from '../../../src/server/schema.js';

it('has a class for every mutation, and none for what is no mutation', async () => {
  const schema = await buildGatewaySchema();
  const mutations = Object.keys(schema.getMutationType()!.getFields());
  expect(Object.keys(operationClasses).sort()).toEqual(mutations.sort());
});
