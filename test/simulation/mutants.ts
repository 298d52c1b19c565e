import type { Patch } from './sown.js';

/** A mistake that one could make, and the promise that it breaks. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The promise that it must be seen to break, where another one would prove less. */
  readonly breaks?: RegExp;
}

const patch = (file: string, find: string, replace: string): Patch => ({ file, find, replace });

const noFingerprint = patch('payments/claim.ts', 'entry.fingerprint !== names.fingerprint', 'false');
const wishNotInKey = patch(
  'payments/instruction.ts',
  "digest('bank', id, fingerprint)",
  "digest('bank', id)",
);
const newKeyEachTime = patch(
  'payments/instruction.ts',
  "digest('bank', id, fingerprint)",
  "digest('bank', id, String((globalThis.sownKeys = (globalThis.sownKeys ?? 0) + 1)))",
);
const wishNotInMarker = patch(
  'payments/instruction.ts',
  "digest('marker', id, fingerprint)",
  "digest('marker', id)",
);
const noEpochForNewKeys = patch(
  'payments/claim.ts',
  'usedSinceMs < epochStartedAtMs + AHEAD_MS + CLOCKS_APART_MS ||',
  '',
);
const noEpochForKnownKeys = patch('payments/claim.ts', 'entry.epochStartedAtMs === epochStartedAtMs', 'true');
const noLease = patch('payments/claim.ts', 'entry.leaseUntilMs > nowMs', 'false');
const noFencing = patch(
  'payments/held-entry.ts',
  'store.swap(this.id, this.#change(to))) ||',
  'store.swap(this.id, { ...this.#change(to), from: (await store.read(this.id)).found?.version })) ||',
);
const unmarked = patch('payments/attempt.ts', 'if (!marked) return false;', '');
const markedLate = patch(
  'payments/attempt.ts',
  'if (!(await this.#mark(request))) return this.#unknown();\n    return this.#settle(await this.#post(request));',
  'const reading = await this.#post(request);\n    await this.#mark(request);\n    return this.#settle(reading);',
);
const noQuiet = patch('payments/rules.ts', 'QUIET_MS = 4 * MINUTE', 'QUIET_MS = 0');
const noLook = patch(
  'payments/attempt.ts',
  'const sighting = await this.#look();\n      if (typeof sighting',
  "const sighting = 'NONE' as Sighting<Made>;\n      if (typeof sighting",
);
const blindLook = patch(
  'payments/attempt.ts',
  "} catch {\n      return 'UNSURE';",
  "} catch {\n      return 'NONE';",
);
const shortLook = patch('payments/attempt.ts', 'lookBackMs + LOOK_BACK_MARGIN_MS', '60_000');
const anySighting = patch('payments/attempt.ts', '!this.errand.echoes(sighting.found)', 'false');
const noAgeFence = patch('payments/rules.ts', 'AGE_MS = 25 * MINUTE', 'AGE_MS = 400 * MINUTE');
const refusedIsFinal = patch(
  'payments/attempt.ts',
  'if (this.#doubtAtMs !== undefined) return this.#stillUnknown();\n        await this.held.remove();',
  'await this.held.remove();',
);
const turnedAwayIsFinal = patch(
  'payments/attempt.ts',
  'if (this.#doubtAtMs !== undefined) return this.#stillUnknown();\n    // Before',
  '// Before',
);
const letGoForgets = patch(
  'payments/attempt.ts',
  'doubtAtMs: this.#doubtAtMs, leaseUntilMs: 0',
  'doubtAtMs: undefined, leaseUntilMs: 0',
);
const unclearForgets = patch(
  'payments/attempt.ts',
  'save({ leaseUntilMs: 0 });\n    return { kind:',
  'save({ leaseUntilMs: 0, doubtAtMs: undefined });\n    return { kind:',
);
const unclearIsFinal = patch(
  'payments/attempt.ts',
  "case 'UNCLEAR': {",
  "case 'UNCLEAR': {\n        if (this.#doubtAtMs === undefined) return { kind: 'NOT_EXECUTED' };",
);
const timeoutIsFinal = patch(
  'payments/attempt.ts',
  'then(unclear, unclear)',
  "then(() => ({ kind: 'REFUSED' as const }) as never, unclear)",
);
const unknownErrorIsNo = patch(
  'payments/reading.ts',
  'if (error instanceof GatewayError && turnedAway.has(error.code))',
  "if (!(error instanceof GatewayError)) return { kind: 'TURNED_AWAY', error: new GatewayError('UPSTREAM_UNAVAILABLE', '') };\n    if (turnedAway.has(error.code))",
);
const madeAnew = patch('payments/attempt.ts', 'request = this.held.entry.request ??', 'request =');
const noEcho = patch('payments/reading.ts', 'echoes(made) ?', 'true ?');
const brokenIsNotSent = patch(
  'qonto/answer.ts',
  'if (!isRead(call))\n    return { kind',
  'if (false)\n    return { kind',
);
const concurrentIsNo = patch(
  'qonto/refusal-table.ts',
  "readOrUnknown('RATE_LIMITED', 'an equal call is still running', 'CONCURRENT', 'TRANSIENT')",
  'rejected',
);
const serverErrorIsNo = patch(
  'qonto/refusal-table.ts',
  "readOrUnknown('UPSTREAM_UNAVAILABLE', 'the bank failed', 'SERVER_ERROR', 'TRANSIENT')",
  'rejected',
);
const cutIsNo = patch('qonto/answer.ts', 'if (!isRead(call))\n    return {\n', 'if (false)\n    return {\n');
const shortMemory = patch('payments/rules.ts', 'KEPT_MS = 7 * 24 * 60 * MINUTE', 'KEPT_MS = 20 * MINUTE');
const sentAfterStandstill = patch(
  'payments/rules.ts',
  'SEND_WITHIN_MS = 10 * SECOND',
  'SEND_WITHIN_MS = 100_000 * SECOND',
);
const oldReading = patch(
  'payments/rules.ts',
  'READ_WITHIN_MS = 2 * SECOND',
  'READ_WITHIN_MS = 100_000 * SECOND',
);
const quietAfterLook = patch(
  'payments/attempt.ts',
  "sighting === 'UNSURE' || !isQuiet",
  "sighting === 'UNSURE'",
);
const storeIgnored = patch(
  'payments/protocol.ts',
  'store.read(id).catch(storeIsDown)',
  'store.read(id).catch(() => ({ found: undefined, nowMs: 0, epochStartedAtMs: -1e12 }))',
);

/** Each of these must be found out by the simulation; one that is not fails the build. */
export const mutants: readonly Mutant[] = [
  { name: 'another order under the same key is taken for the same', patches: [noFingerprint] },
  { name: 'the marker does not tell two orders apart', patches: [wishNotInMarker] },
  { name: 'the bank gets a new key at every attempt', patches: [newKeyEachTime], breaks: /confirmed order/ },
  { name: 'a store that lost an entry is believed', patches: [noEpochForNewKeys] },
  { name: 'a store that lost a mark is believed', patches: [noEpochForKnownKeys] },
  { name: 'who was taken for dead writes all the same', patches: [noFencing] },
  { name: 'the POST leaves without its mark', patches: [unmarked] },
  { name: 'the mark is made after the POST', patches: [markedLate] },
  { name: 'one look is proof enough at any time', patches: [noQuiet] },
  { name: 'a look is believed before the bank can be done', patches: [quietAfterLook] },
  { name: 'nobody looks before sending again', patches: [noLook] },
  { name: 'a look that failed has seen nothing', patches: [blindLook] },
  { name: 'a look goes back one minute', patches: [shortLook] },
  { name: 'an old key is sent', patches: [noAgeFence] },
  { name: 'an unclear answer leaves no doubt', patches: [unclearForgets] },
  { name: 'an unclear answer is a failure', patches: [unclearIsFinal] },
  { name: 'no answer is a no', patches: [timeoutIsFinal] },
  { name: 'an error of no known kind is a no', patches: [unknownErrorIsNo] },
  { name: 'what the account holder confirmed is made anew', patches: [madeAnew] },
  { name: 'a broken line means that nothing was sent', patches: [brokenIsNotSent] },
  { name: '500 is a no', patches: [serverErrorIsNo] },
  { name: 'a success that cannot be read is a failure', patches: [cutIsNo] },
  { name: 'keys are forgotten after 20 minutes', patches: [shortMemory] },
  { name: 'a process that stood still sends what it was about to', patches: [sentAfterStandstill] },
  { name: 'a store that does not answer is an empty one', patches: [storeIgnored] },
  { name: 'a reading of the store from long ago is believed', patches: [oldReading] },
  {
    name: 'a new key each time, and a lost mark is believed',
    patches: [newKeyEachTime, noEpochForNewKeys, noEpochForKnownKeys],
    breaks: /double payment/,
  },
  {
    name: 'a new key each time, and two may send',
    patches: [newKeyEachTime, noFencing],
    breaks: /double payment/,
  },
  {
    name: 'the order is no part of the key, any success will do, and a lost entry is believed',
    patches: [wishNotInKey, noEcho, noEpochForNewKeys],
    breaks: /never carried out|with 0/,
  },
  {
    name: 'any transfer with the marker will do, and the marker does not tell orders apart',
    patches: [anySighting, wishNotInMarker],
    breaks: /false success/,
  },
  { name: 'nobody waits for the lease, nor is fenced off by it', patches: [noLease, noFencing] },
  {
    name: 'a running request is a no, and two may send',
    patches: [concurrentIsNo, noLease, noFencing],
    breaks: /REFUSED, but money moved/,
  },
  {
    name: 'a no after doubt is final, and one look is proof enough',
    patches: [refusedIsFinal, noQuiet],
    breaks: /REFUSED, but money moved/,
  },
  {
    name: 'turned away after doubt is final, and one look is proof enough',
    patches: [turnedAwayIsFinal, noQuiet],
    breaks: /TURNED_AWAY, but money moved/,
  },
  {
    name: 'who lets go forgets the doubt before, and one look is proof enough',
    patches: [letGoForgets, noQuiet],
    breaks: /TURNED_AWAY, but money moved/,
  },
];
