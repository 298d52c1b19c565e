import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import type { Hold } from './hold.js';
import type { RoundPlan } from './plan.js';

/** What a caller hears. */
export type Answer =
  | {
      readonly kind: 'OUTCOME';
      readonly outcome: string;
      readonly transfer: { readonly id: string; readonly amount: { readonly value: string } } | null;
      readonly sessionToken: string | undefined;
      readonly problems: readonly string[];
    }
  | { readonly kind: 'ERROR'; readonly code: string; readonly reason: string | undefined }
  /** The line was cut, or nobody listens. */
  | { readonly kind: 'NOTHING' };

/** Whom the payments of a world go to, and from where. */
export interface Books {
  readonly accountId: string;
  /** Is paid without a confirmation. */
  readonly trusted: { readonly id: string; readonly proofToken: string };
  readonly untrusted: { readonly id: string; readonly proofToken: string };
}

/** Longer than a payment may take. */
const PATIENCE_MS = 120_000;

/** One intent of a caller, who keeps its key and asks until the answer is definite. */
export class Payment {
  readonly key = uuidV7(Date.now());
  readonly accountId: string;
  readonly payeeId: string;
  readonly #input: object;
  #sessionToken: string | undefined;
  #hasAsked = false;

  constructor(
    /** Tells it apart from all others, also at the bank. */
    readonly reference: string,
    readonly amount: string,
    private readonly mutation: RoundPlan['mutation'],
    readonly isConfirmed: boolean,
    { accountId, trusted, untrusted }: Books,
  ) {
    const payee = isConfirmed ? untrusted : trusted;
    this.accountId = accountId;
    this.payeeId = payee.id;
    this.#input = {
      idempotencyKey: this.key,
      bankAccountId: accountId,
      amount: { value: amount, currency: 'EUR' },
      reference,
      ...(mutation === 'payBeneficiary'
        ? { beneficiaryId: payee.id }
        : { payee: { beneficiaryId: payee.id }, proofToken: payee.proofToken }),
    };
  }

  /** With the account holder's yes, from here on. */
  confirmWith(sessionToken: string): void {
    this.#sessionToken = sessionToken;
  }

  get hasConfirmation(): boolean {
    return this.#sessionToken !== undefined;
  }

  /** Without the account holder's yes again: it may be for bytes that Redis has lost. */
  startOver(): void {
    this.#sessionToken = undefined;
  }

  /** @param hold Where to stop when half of the answer is there. */
  async ask(gatewayUrl: string, hold?: Hold): Promise<Answer> {
    const type = this.mutation === 'payBeneficiary' ? 'PayBeneficiaryInput' : 'CreateTransferInput';
    // The first time the gateway waits for the account holder, so that it can be met while it does.
    const waitSeconds = this.#hasAsked ? 0 : 20;
    this.#hasAsked = true;
    const sca = this.isConfirmed ? { waitSeconds, sessionToken: this.#sessionToken } : undefined;
    const body = {
      query: `mutation ($input: ${type}!) { paid: ${this.mutation}(input: $input) {
        outcome transfer { id amount { value } } scaChallenge { sessionToken } userErrors { code }
      } }`,
      variables: { input: { ...this.#input, sca } },
    };
    const told = await post<{ paid: PaidJson }>(gatewayUrl, body, hold).catch(() => undefined);
    if (told === undefined) return { kind: 'NOTHING' };
    const paid = told.data?.paid;
    if (paid == null) {
      const { code = 'NONE', reason } = told.errors?.[0]?.extensions ?? {};
      return { kind: 'ERROR', code, reason };
    }
    return {
      kind: 'OUTCOME',
      outcome: paid.outcome,
      transfer: paid.transfer,
      sessionToken: paid.scaChallenge?.sessionToken,
      problems: paid.userErrors.map(({ code }) => code),
    };
  }
}

interface PaidJson {
  readonly outcome: string;
  readonly transfer: { readonly id: string; readonly amount: { readonly value: string } } | null;
  readonly scaChallenge: { readonly sessionToken: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

export interface Told<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly reason?: string } }[];
}

/** One GraphQL request on a line of its own. */
export async function post<Data>(gatewayUrl: string, body: object, hold?: Hold): Promise<Told<Data>> {
  const headers = { 'content-type': 'application/json' };
  const request = send(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers,
    agent: false,
    timeout: PATIENCE_MS,
  });
  request.on('timeout', () => request.destroy());
  request.end(JSON.stringify(body));
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  if (hold !== undefined && (await hold.wait()) === 'CUT') {
    answer.destroy();
    throw new Error('cut');
  }
  let text = '';
  for await (const part of answer) text += String(part);
  return JSON.parse(text) as Told<Data>;
}

/** A key that carries its age: RFC 9562 §5.7. */
export function uuidV7(atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
