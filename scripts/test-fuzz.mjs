// Sends random documents to the built gateway, and as many that fit its schema: npm run test:fuzz -- --documents 100000 --seed 1
// A document that breaks a promise is printed with its seed.
import { runTest } from './run-test.mjs';

runTest('test/fuzz', { documents: ['100000', 'FUZZ_DOCUMENTS'], seed: ['1', 'FUZZ_SEED'] });
