import { GatewayError } from '../../errors.js';

/** How a request ended, as far as the login is concerned. */
export type LoginOutcome = 'ACCEPTED' | 'REFUSED' | 'REFUSED_KIND' | 'UNKNOWN';

/** What is known of one credential. */
interface Standing {
  acceptedAt: number;
  refusedInRow: number;
  quarantineMs: number;
  quarantinedUntil: number;
  /** The one request of a credential that nobody has seen accepted yet. */
  probe: Promise<void> | undefined;
}

const HOUR_MS = 3_600_000;
const ROW_LIMIT = 3;
const FIRST_QUARANTINE_MS = 300_000;
const MAX_CREDENTIALS = 10_000;

/**
 * Keeps bad credentials from silencing the good ones: the bank throttles an IP address after 200 answers 401 in one hour.
 * Source: docs.qonto.com, rate limits, read 2026-11-20.
 *
 * A credential that was not accepted within the last hour sends one request at a time. After three refusals in a row it
 * is refused here, for five minutes at first and up to an hour. When the hour has seen `maxRefusals`, only credentials
 * that are known to be good pass.
 */
export class LoginGuard {
  readonly #standings = new Map<string, Standing>();
  #refusedAt: number[] = [];
  #probes = 0;

  constructor(
    private readonly clock: () => number,
    private readonly maxRefusals = 150,
  ) {}

  /**
   * Asks to send with a credential (its keyed hash); the returned function takes the outcome and must be called.
   *
   * @throws {GatewayError} `UNAUTHENTICATED` in quarantine, `RATE_LIMITED` when the hour's refusals are used up.
   * @throws the reason of the signal, when it aborts while another request of this credential is awaited.
   */
  async admit(credential: string, signal?: AbortSignal): Promise<(outcome: LoginOutcome) => void> {
    for (;;) {
      const standing = this.#standingOf(credential);
      const now = this.clock();
      if (standing.quarantinedUntil > now) throw quarantined(standing.quarantinedUntil - now);
      if (now - standing.acceptedAt < HOUR_MS) return (outcome) => this.#settle(standing, outcome);
      if (standing.probe === undefined) return this.#probe(standing, now);
      await ended(standing.probe, signal);
    }
  }

  #probe(standing: Standing, now: number): (outcome: LoginOutcome) => void {
    this.#refusedAt = this.#refusedAt.filter((at) => now - at < HOUR_MS);
    if (this.#refusedAt.length + this.#probes >= this.maxRefusals)
      throw crowded(this.#refusedAt[0] ?? now, now);
    let finish = (): void => undefined;
    standing.probe = new Promise((resolve) => (finish = resolve));
    this.#probes++;
    return (outcome) => {
      this.#probes--;
      standing.probe = undefined;
      this.#settle(standing, outcome);
      finish();
    };
  }

  #settle(standing: Standing, outcome: LoginOutcome): void {
    const now = this.clock();
    if (outcome === 'UNKNOWN') return;
    if (outcome === 'ACCEPTED') {
      Object.assign(standing, newStanding(), { probe: standing.probe, acceptedAt: now });
      return;
    }
    this.#refusedAt.push(now);
    if (outcome === 'REFUSED_KIND') return;
    standing.acceptedAt = Number.NEGATIVE_INFINITY;
    standing.refusedInRow++;
    if (standing.refusedInRow < ROW_LIMIT || standing.quarantinedUntil > now) return;
    standing.quarantinedUntil = now + standing.quarantineMs;
    standing.quarantineMs = Math.min(standing.quarantineMs * 2, HOUR_MS);
  }

  #standingOf(credential: string): Standing {
    const standing = this.#standings.get(credential) ?? newStanding();
    this.#standings.delete(credential);
    this.#standings.set(credential, standing);
    if (this.#standings.size > MAX_CREDENTIALS) {
      const [oldest] = this.#standings.keys();
      if (oldest !== undefined) this.#standings.delete(oldest);
    }
    return standing;
  }
}

/** Resolves with the work; rejects when the signal aborts first. */
function ended(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}

function newStanding(): Standing {
  return {
    acceptedAt: Number.NEGATIVE_INFINITY,
    refusedInRow: 0,
    quarantineMs: FIRST_QUARANTINE_MS,
    quarantinedUntil: Number.NEGATIVE_INFINITY,
    probe: undefined,
  };
}

function quarantined(ms: number): GatewayError {
  const message =
    'The bank refused this credential several times in a row; it is not asked again for a while.';
  return new GatewayError('UNAUTHENTICATED', message, {
    retryable: false,
    reason: 'CREDENTIAL_QUARANTINED',
    retryAfterSeconds: Math.ceil(ms / 1000),
  });
}

function crowded(firstRefusalAt: number, now: number): GatewayError {
  const message = 'Too many credentials were refused within the last hour; new ones have to wait.';
  return new GatewayError('RATE_LIMITED', message, {
    retryable: true,
    reason: 'LOGIN_BUDGET',
    retryAfterSeconds: Math.max(1, Math.ceil((firstRefusalAt + HOUR_MS - now) / 1000)),
  });
}
