/** How a request ended, as far as the login is concerned. */
export type LoginOutcome = 'ACCEPTED' | 'REFUSED' | 'REFUSED_KIND' | 'UNKNOWN';

/** How logins are watched, in this process and in a ledger that several share. */
export interface LoginRules {
  readonly hourMs: number;
  /** So many refusals within the hour, and only credentials that are known to be good pass. */
  readonly mostRefusals: number;
  /** So many refusals in a row, and the credential is in quarantine. */
  readonly rowLimit: number;
  /** Twice as long each time, up to an hour. */
  readonly firstQuarantineMs: number;
}

/** The bank throttles an IP address after 200 answers 401 in one hour. Source: docs.qonto.com, rate limits, read 2026-11-20. */
export const loginRules: LoginRules = {
  hourMs: 3_600_000,
  mostRefusals: 150,
  rowLimit: 3,
  firstQuarantineMs: 300_000,
};

/** What all processes know of a credential that this one has not seen accepted. */
export interface LoginRuling {
  /** Above 0: the bank refused it several times in a row, and it rests for so long. */
  readonly quarantinedMs: number;
  /** Above 0: the hour has seen too many refusals, and the next place is free after so long. */
  readonly crowdedMs: number;
  /** A place among the refusals of the hour is kept until the outcome is told under this name. */
  readonly place: string;
}

/** Where processes behind one IP address count refused logins together. It knows credentials by their keyed hash. */
export interface LoginLedger {
  /** @throws when it does not answer. */
  admit(credential: string, rules: LoginRules): Promise<LoginRuling>;
  /** @throws when it does not answer. */
  settle(
    credential: string,
    outcome: LoginOutcome,
    place: string | undefined,
    rules: LoginRules,
  ): Promise<void>;
}
