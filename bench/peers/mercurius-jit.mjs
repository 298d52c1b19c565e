import { start as startMercurius } from './mercurius.mjs';

/** An operation is compiled when it comes for the first time. */
export function start(bankUrl, facts) {
  return startMercurius(bankUrl, facts, { jit: 1 });
}
