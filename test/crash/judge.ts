import type { Answer, Payment } from './payment.js';
import type { BankProcess } from './bank-process.js';

/** A transfer that the bank has accepted, as it wrote it down. */
interface Accepted {
  readonly transfer_id: string;
  readonly amount: string;
  readonly reference: string;
  readonly bank_account_id: string;
  readonly beneficiary_id: string;
}

/** Whether an answer ends the matter. */
export function isDefinite(answer: Answer): boolean {
  return isYes(answer) || (answer.kind === 'OUTCOME' && answer.outcome === 'REJECTED');
}

type Told = Extract<Answer, { kind: 'OUTCOME' }>;

function isYes(answer: Answer): answer is Told & { readonly outcome: 'CREATED' | 'REPLAYED' } {
  return answer.kind === 'OUTCOME' && (answer.outcome === 'CREATED' || answer.outcome === 'REPLAYED');
}

/** Errors that say: nothing was done. Only the store of payments knows too little to say that. */
const turnedAway: ReadonlySet<string> = new Set(['UPSTREAM_UNAVAILABLE', 'RATE_LIMITED', 'OVERLOADED']);

/** Holds what callers hear against what the bank has done. It never asks a gateway. */
export class Judge {
  readonly violations: string[] = [];
  readonly #watching: NodeJS.Timeout;

  constructor(private readonly bank: BankProcess) {
    this.#watching = setInterval(() => void this.watch(), 1_000);
  }

  /** No reference is ever paid twice. */
  async watch(): Promise<void> {
    const counts = new Map<string, number>();
    for (const { reference } of await this.#ledger()) {
      const count = (counts.get(reference) ?? 0) + 1;
      counts.set(reference, count);
      if (count === 2) this.accuse(reference, 'paid', 'twice');
    }
  }

  /**
   * @param isOld It comes from a process that stood still: a no was true when it was found out.
   */
  async check(payment: Payment, answer: Answer, isOld: boolean): Promise<void> {
    const mine = (await this.#ledger()).filter(({ reference }) => reference === payment.reference);
    const accuse = (words: string): void =>
      this.accuse(payment.reference, `${words}, with ${mine.length} transfers`, answer);
    if (isYes(answer)) {
      if (mine.length !== 1 || !isOf(answer, payment, mine[0]!)) accuse('a success that is none');
      return;
    }
    if (answer.kind === 'NOTHING') return;
    if (answer.kind === 'ERROR') {
      if (!turnedAway.has(answer.code)) accuse('an error that nobody expects');
      else if (answer.reason !== 'PAYMENT_STORE' && mine.length > 0 && !isOld) accuse('called not done');
      return;
    }
    // Neither ends the matter: while a gateway waits for the account holder, the same key may be paid at another one.
    if (answer.outcome === 'UNKNOWN' || answer.outcome === 'SCA_REQUIRED') return;
    if (mine.length > 0 && !isOld) accuse('not called done');
    if (answer.outcome === 'REJECTED') accuse('rejected for no reason');
  }

  /** Writes down a broken promise, once. */
  accuse(who: string, what: string, proof: unknown): void {
    const words = `${who}: ${what}: ${JSON.stringify(proof)}`;
    if (!this.violations.includes(words)) this.violations.push(words);
  }

  close(): void {
    clearInterval(this.#watching);
  }

  async #ledger(): Promise<readonly Accepted[]> {
    return (await this.bank.control<{ transfers: readonly Accepted[] }>('GET transfers')).transfers;
  }
}

/** Whether this is what was ordered, and what the caller was told of. */
function isOf({ transfer }: Told, { amount, accountId, payeeId }: Payment, accepted: Accepted): boolean {
  return (
    transfer?.id === accepted.transfer_id &&
    transfer.amount.value === amount &&
    accepted.amount === amount &&
    accepted.bank_account_id === accountId &&
    accepted.beneficiary_id === payeeId
  );
}
