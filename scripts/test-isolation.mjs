// Lets 50 tenants ask one gateway at once and looks for texts of others: npm run test:isolation -- --requests 100000 --seed 1
import { runTest } from './run-test.mjs';

runTest('test/isolation/isolation', {
  requests: ['100000', 'ISOLATION_REQUESTS'],
  seed: ['1', 'ISOLATION_SEED'],
});
