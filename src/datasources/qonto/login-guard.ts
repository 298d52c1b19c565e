import { GatewayError } from '../../errors.js';
import { type LoginLedger, type LoginOutcome, type LoginRuling, loginRules } from './login-ledger.js';

/** What is known of one credential. */
interface Standing {
  acceptedAt: number;
  refusedInRow: number;
  quarantineMs: number;
  quarantinedUntil: number;
  /** The one request of a credential that nobody has seen accepted yet. */
  probe: Promise<void> | undefined;
}

/** Takes how a request with the credential ended; must be called. */
export type Settle = (outcome: LoginOutcome) => void;

/** What processes share, and how many they are. */
export interface SharedLogins {
  readonly ledger: LoginLedger;
  readonly processes: () => number;
}

const { hourMs, mostRefusals, rowLimit, firstQuarantineMs } = loginRules;
const MAX_CREDENTIALS = 10_000;

/**
 * Keeps bad credentials from silencing the good ones: the bank throttles an IP address after so many answers of 401.
 *
 * A credential that was not accepted within the last hour sends one request at a time. After three refusals in a row it
 * is refused here, for five minutes at first and up to an hour. When the hour has seen 150 refusals, only credentials
 * that are known to be good pass.
 *
 * With a ledger all of this holds for all processes together. While the ledger does not answer, each process goes by what
 * it has seen itself, and takes its part of the refusals.
 */
export class LoginGuard {
  readonly #standings = new Map<string, Standing>();
  #refusedAt: number[] = [];
  /** Probes that only this process knows of. */
  #probes = 0;

  constructor(
    private readonly clock: () => number,
    private readonly shared?: SharedLogins,
  ) {}

  /** As {@link admit}, for a credential that was accepted within the last hour; undefined for every other one. */
  admitKnown(credential: string): Settle | undefined {
    const standing = this.#standingOf(credential);
    const now = this.clock();
    if (standing.quarantinedUntil > now || now - standing.acceptedAt >= hourMs) return undefined;
    return (outcome) => this.#settle(standing, credential, outcome);
  }

  /**
   * Asks to send with a credential (its keyed hash).
   *
   * @throws {GatewayError} `UNAUTHENTICATED` in quarantine, `RATE_LIMITED` when the hour's refusals are used up.
   * @throws the reason of the signal, when it aborts while another request of this credential is awaited.
   */
  async admit(credential: string, signal?: AbortSignal): Promise<Settle> {
    for (;;) {
      const known = this.admitKnown(credential);
      if (known !== undefined) return known;
      const standing = this.#standingOf(credential);
      const now = this.clock();
      if (standing.quarantinedUntil > now) throw quarantined(standing.quarantinedUntil - now);
      if (standing.probe === undefined) return this.#probe(standing, credential);
      await ended(standing.probe, signal);
    }
  }

  async #probe(standing: Standing, credential: string): Promise<Settle> {
    let finish = (): void => undefined;
    standing.probe = new Promise((resolve) => (finish = resolve));
    const end = (): void => {
      standing.probe = undefined;
      finish();
    };
    try {
      const place = await this.#place(credential);
      return (outcome) => {
        if (place === undefined) this.#probes--;
        this.#settle(standing, credential, outcome, place);
        end();
      };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Finds a place among the refusals of the hour; undefined when only this process knows of it. */
  async #place(credential: string): Promise<string | undefined> {
    const ruling = await this.#askLedger(credential);
    if (ruling === undefined) return this.#placeHere();
    if (ruling.quarantinedMs > 0) throw quarantined(ruling.quarantinedMs);
    if (ruling.crowdedMs > 0) throw crowded(ruling.crowdedMs);
    return ruling.place;
  }

  async #askLedger(credential: string): Promise<LoginRuling | undefined> {
    return this.shared?.ledger.admit(credential, loginRules).catch(() => undefined);
  }

  #placeHere(): undefined {
    const now = this.clock();
    const most = Math.floor(mostRefusals / (this.shared?.processes() ?? 1));
    this.#refusedAt = this.#refusedAt.filter((at) => now - at < hourMs);
    if (this.#refusedAt.length + this.#probes >= most)
      throw crowded((this.#refusedAt[0] ?? now) + hourMs - now);
    this.#probes++;
  }

  #settle(standing: Standing, credential: string, outcome: LoginOutcome, place?: string): void {
    const now = this.clock();
    if (place !== undefined || outcome.startsWith('REFUSED'))
      this.shared?.ledger.settle(credential, outcome, place, loginRules).catch(() => undefined);
    if (outcome === 'UNKNOWN') return;
    if (outcome === 'ACCEPTED') {
      standing.acceptedAt = now;
      standing.refusedInRow = 0;
      standing.quarantineMs = firstQuarantineMs;
      standing.quarantinedUntil = Number.NEGATIVE_INFINITY;
      return;
    }
    this.#refusedAt.push(now);
    // Earlier ones than these decide nothing any more.
    if (this.#refusedAt.length > mostRefusals) this.#refusedAt.shift();
    if (outcome === 'REFUSED_KIND') return;
    standing.acceptedAt = Number.NEGATIVE_INFINITY;
    standing.refusedInRow++;
    if (standing.refusedInRow < rowLimit || standing.quarantinedUntil > now) return;
    standing.quarantinedUntil = now + standing.quarantineMs;
    standing.quarantineMs = Math.min(standing.quarantineMs * 2, hourMs);
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
    quarantineMs: firstQuarantineMs,
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

function crowded(ms: number): GatewayError {
  const message = 'Too many credentials were refused within the last hour; new ones have to wait.';
  return new GatewayError('RATE_LIMITED', message, {
    retryable: true,
    reason: 'LOGIN_BUDGET',
    retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)),
  });
}
