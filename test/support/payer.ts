import type { TestGateway, Told } from './gateway.js';

/** What the payloads of both ways to pay show. */
export interface Paid {
  outcome: 'CREATED' | 'REPLAYED' | 'REJECTED' | 'SCA_REQUIRED' | 'UNKNOWN';
  transfer: { id: string; status: string; note: string | null; amount: { value: string } } | null;
  existingTransfer: { id: string } | null;
  verification?: { match: string; matchedName: string | null; proofToken: string } | null;
  scaChallenge: { sessionToken: string; expiresAt: string; pollAfterSeconds: number } | null;
  retryAfterSeconds: number | null;
  userErrors: { code: string; field: string[] | null; message: string }[];
}

export interface Payee {
  readonly id: string;
  readonly name: string;
  readonly iban: string;
}

/** Payees of the seed that stand for a case each. */
export interface Payees {
  /** Validated, trusted, its name matches. */
  readonly admin: Payee;
  /** Validated, untrusted, its name matches. */
  readonly untrusted: Payee;
  /** Validated, its holder has a longer name. */
  readonly close: Payee;
  /** Validated, trusted, held by somebody else. */
  readonly stranger: Payee;
  readonly pending: Payee;
}

const fields = `outcome transfer { id status note amount { value } } existingTransfer { id }
  scaChallenge { sessionToken expiresAt pollAfterSeconds } retryAfterSeconds userErrors { code field message }`;

/** Pays through a gateway, and reads what the bank has in its books. */
export class Payer {
  #keys = 0;

  private constructor(
    private readonly gateway: TestGateway,
    readonly accountId: string,
    readonly payees: Payees,
  ) {}

  static async at(gateway: TestGateway): Promise<Payer> {
    const { data } = await gateway.ask<{
      bankAccounts: { nodes: { id: string; isMain: boolean }[] };
      beneficiaries: { nodes: Payee[] };
      admin: { nodes: Payee[] };
    }>(`{
      bankAccounts { nodes { id isMain } }
      beneficiaries(first: 9, orderBy: { direction: ASC }) { nodes { id name iban } }
      admin: beneficiaries(filter: { ibans: ["FR7616798000010000005663951"] }) { nodes { id name iban } }
    }`);
    const [, untrusted, , close, , , , pending, stranger] = data.beneficiaries.nodes;
    const account = data.bankAccounts.nodes.find(({ isMain }) => isMain)!;
    return new Payer(gateway, account.id, {
      admin: data.admin.nodes[0]!,
      untrusted: untrusted!,
      close: close!,
      pending: pending!,
      stranger: stranger!,
    });
  }

  /** The input of `payBeneficiary`: a small payment to "Admin" under a new key, unless changed. */
  payment(changes: object = {}) {
    return {
      idempotencyKey: `key-${++this.#keys}`,
      bankAccountId: this.accountId,
      beneficiaryId: this.payees.admin.id,
      amount: { value: '12.30', currency: 'EUR' },
      reference: 'Invoice 17',
      ...changes,
    };
  }

  async pay(input: object): Promise<Told<{ payBeneficiary: Paid }>> {
    return this.gateway.ask(
      `mutation ($input: PayBeneficiaryInput!) {
        payBeneficiary(input: $input) { verification { match matchedName proofToken } ${fields} }
      }`,
      { input },
    );
  }

  async transfer(input: object): Promise<Told<{ createTransfer: Paid }>> {
    return this.gateway.ask(
      `mutation ($input: CreateTransferInput!) { createTransfer(input: $input) { ${fields} } }`,
      { input },
    );
  }

  /** Proof of a check, for `createTransfer`. */
  async proof(payee: Payee): Promise<string> {
    const { data } = await this.gateway.ask<{ verifyPayee: { verification: { proofToken: string } } }>(
      'mutation ($id: ID!) { verifyPayee(input: { payee: { beneficiaryId: $id } }) { verification { proofToken } } }',
      { id: payee.id },
    );
    return data.verifyPayee.verification.proofToken;
  }

  /** Ids of the transfers that the bank has accepted since the start. */
  async ledger(): Promise<string[]> {
    const { transfers } = await this.gateway.control<{ transfers: { transfer_id: string }[] }>(
      'GET transfers',
    );
    return transfers.map(({ transfer_id }) => transfer_id);
  }

  /** The account holder decides. */
  async decide(
    sessionToken: string,
    decision: 'allow' | 'deny',
    headers: Record<string, string> = {},
  ): Promise<void> {
    const response = await fetch(
      `${this.gateway.bankUrl}/v2/mocked_sca_sessions/${sessionToken}/${decision}`,
      { method: 'POST', headers: { authorization: 'Bearer demo-token', ...headers } },
    );
    if (!response.ok) throw new Error(`mocked session: ${response.status}`);
  }
}

export const posts = (calls: readonly string[]): string[] =>
  calls.filter((call) => call === 'POST /v2/sepa/transfers');

/** Looks at the list of transfers. */
export const looks = (calls: readonly string[]): string[] =>
  calls.filter((call) => call.startsWith('GET /v2/sepa/transfers?'));
