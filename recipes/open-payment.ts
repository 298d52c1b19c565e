import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { readJson, replaceFile } from './durable-file.js';
import { Stop } from './recipe.js';

/** What the caller wants paid, in the caller's words. `account` is null for the main account. */
export interface WantedPayment {
  readonly iban: string;
  readonly amount: string;
  readonly reference: string;
  readonly account: string | null;
}

/**
 * A payment that has no definite outcome yet, in a file: whoever asks for the same payment again gets its key.
 *
 * The key is on disk before anything is sent, and the file goes only when the payment is made or surely not made. So a
 * run that is killed at any moment is gone on with by the next one, as the same payment.
 */
export class OpenPayment {
  /** @throws {Stop} The file holds a payment that may have been made and must not be forgotten. */
  static async begin(path: string, wanted: WantedPayment, key: string | undefined): Promise<OpenPayment> {
    const last = (await readJson(path)) as State | undefined;
    if (last === undefined || last.sentAt === null) {
      const isSame = last !== undefined && (key ?? last.key) === last.key && describes(last.wanted, wanted);
      const open = new OpenPayment(path, isSame ? last : { wanted, key: key ?? uuidV7(), sentAt: null });
      await open.#save();
      return open;
    }
    if (!describes(last.wanted, wanted) || (key ?? last.key) !== last.key)
      throw new Stop(
        `${path} holds another payment, whose outcome is unknown: repeat that one first, or name another file with --state.`,
        2,
      );
    if (Date.now() - Date.parse(last.sentAt) > repeatableMs)
      throw new Stop(
        `This payment was sent at ${last.sentAt}, too long ago to repeat it. Look for it among the transfers, then remove ${path}.`,
        3,
      );
    return new OpenPayment(path, last);
  }

  #state: State;
  #isUnclear: boolean;

  private constructor(
    private readonly path: string,
    state: State,
  ) {
    this.#state = state;
    this.#isUnclear = state.sentAt !== null;
  }

  get key(): string {
    return this.#state.key;
  }

  /** Whether an earlier try may have paid: then no answer but a yes is definite. */
  get isUnclear(): boolean {
    return this.#isUnclear;
  }

  /** Call it before each try: from now on it may have been made. */
  async sending(): Promise<void> {
    if (this.#state.sentAt !== null) return;
    this.#state = { ...this.#state, sentAt: new Date().toISOString() };
    await this.#save();
  }

  /** The try has no definite outcome. */
  unclear(): void {
    this.#isUnclear = true;
  }

  /** The bank has not taken it yet, since it waits for a confirmation. */
  async notTaken(): Promise<void> {
    if (this.#isUnclear) return;
    this.#state = { ...this.#state, sentAt: null };
    await this.#save();
  }

  /** It is made, or it surely is not: the next run is a new payment. */
  close(): Promise<void> {
    return rm(this.path, { force: true });
  }

  #save(): Promise<void> {
    return replaceFile(this.path, `${JSON.stringify(this.#state, null, 2)}\n`);
  }
}

interface State {
  readonly wanted: WantedPayment;
  readonly key: string;
  /** When it was sent first; null while it surely is not made. */
  readonly sentAt: string | null;
}

/** The bank forgets a key after 30 minutes (docs.qonto.com, idempotent requests, read 2026-11-20); five are left over. */
const repeatableMs = 25 * 60_000;

function describes(one: WantedPayment, other: WantedPayment): boolean {
  return (
    one.iban === other.iban &&
    one.amount === other.amount &&
    one.reference === other.reference &&
    one.account === other.account
  );
}

/** A key that tells its age (RFC 9562 §5.7), so that a gateway that was started anew knows it as old. */
function uuidV7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
