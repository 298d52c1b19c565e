import { randomUUID } from 'node:crypto';
import type { LoginLedger, LoginOutcome, LoginRules, LoginRuling } from '../qonto/index.js';
import type { RedisConnection } from './connection.js';
import { admitScript, settleScript } from './login-scripts.js';

/** Longer than any request takes: the place of a process that died is free again after so long. */
const PLACE_MS = 60_000;

/** Where all gateways behind one IP address count the logins that one bank refused, on the clock of Redis. */
export class RedisLoginLedger implements LoginLedger {
  readonly #prefix: string;

  /** @param bank The bank's address: another bank counts by itself. */
  constructor(
    private readonly connection: RedisConnection,
    bank: string,
  ) {
    this.#prefix = `qonto-graphql-gateway:{${bank}}:login`;
  }

  async admit(credential: string, rules: LoginRules): Promise<LoginRuling> {
    const place = randomUUID();
    const given = [rules.hourMs, rules.mostRefusals, place, PLACE_MS];
    const ruling = await this.connection.run(admitScript, this.#keys(credential), given);
    const [quarantinedMs = 0, crowdedMs = 0] = ruling as number[];
    return { quarantinedMs, crowdedMs, place };
  }

  async settle(
    credential: string,
    outcome: LoginOutcome,
    place: string | undefined,
    rules: LoginRules,
  ): Promise<void> {
    const given = [rules.hourMs, outcome, place ?? '', rules.rowLimit, rules.firstQuarantineMs];
    await this.connection.run(settleScript, this.#keys(credential), given);
  }

  #keys(credential: string): string[] {
    return ['refusals', 'places', `credential:${credential}`].map((name) => `${this.#prefix}:${name}`);
  }
}
