import { configureGlobal } from 'fast-check';

/**
 * Property tests try the same examples in every run, so that a red run is red again. `SEED=7 npx jest …` tries others;
 * the message of a failure says the seed.
 */
configureGlobal({ seed: Number(process.env['SEED'] ?? 20261120) });
