// Plays random histories against the money protocol: npm run test:dst -- --schedules 100000 --seed 1
// A seed that breaks a promise is printed; --schedules 1 with that --seed plays it again.
import { runTest } from './run-test.mjs';

runTest('test/simulation/payments', { schedules: ['100000', 'DST_SCHEDULES'], seed: ['1', 'DST_SEED'] });
