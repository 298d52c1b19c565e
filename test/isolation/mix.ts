import type { CommonRows } from './common-rows.js';
import type { Tenant } from './tenant.js';

/** One request to the gateway. */
export interface Errand {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** Whether the caller hangs up as soon as the bank is asked. */
  readonly isAborted?: boolean;
  /** Another secret than that of the tenant whose login it is. */
  readonly authorization?: string;
}

/** What all tenants ask for: the same rows, under the same keys. */
export class Mix {
  #strangers = 0;

  constructor(private readonly rows: CommonRows) {}

  /** @param random Numbers in [0, 1). */
  next(tenant: Tenant, random: () => number): Errand {
    const draw = random();
    if (draw < 0.08) return this.#file();
    if (draw < 0.16) return this.#upload(random);
    if (draw < 0.34) return this.#payment(tenant, random);
    if (draw < 0.42) return this.#client(tenant);
    if (draw < 0.45) return this.#mistake(tenant);
    if (draw < 0.47 && tenant.way === 'API_KEY' && this.#strangers < MOST_STRANGERS)
      return this.#stranger(tenant);
    const query = this.#query(random);
    return random() < 0.1 ? { ...query, name: 'aborted', isAborted: true } : query;
  }

  #query(random: () => number): Errand {
    const { transactionId } = this.rows;
    const queries = [browse, company, payees, bills, transfers] as const;
    const chosen = Math.floor(random() * (queries.length + 1));
    const query = queries[chosen];
    if (query !== undefined) return graphql('query', query, { withLinks: random() < 0.5 });
    return graphql('query', transaction, { id: transactionId, withLinks: random() < 0.5 });
  }

  #file(): Errand {
    return { name: 'file', method: 'GET', path: `/attachments/${this.rows.attachmentId}/file` };
  }

  /** Equal files under equal keys: only the tenant tells them apart. */
  #upload(random: () => number): Errand {
    const number = Math.floor(random() * 40);
    const content = Buffer.from(`%PDF-1.7 receipt ${number}`).toString('base64');
    const file = { fileName: 'receipt.pdf', contentType: 'application/pdf', content };
    return graphql('upload', upload, { input: { idempotencyKey: `receipt-${number}`, file } });
  }

  #payment(tenant: Tenant, random: () => number): Errand {
    const number = Math.floor(random() * 40);
    return graphql('payment', payment, {
      input: {
        idempotencyKey: `invoice-${number}`,
        bankAccountId: this.rows.accountId,
        beneficiaryId: this.rows.payeeId,
        amount: { value: `${10 + number}.00`, currency: 'EUR' },
        reference: `Invoice ${number} ${tenant.canary}`,
      },
    });
  }

  #client({ canary }: Tenant): Errand {
    const client = { kind: 'COMPANY', name: `Client of ${canary}`, email: 'office@example.com' };
    return graphql('client', findClient, { input: { matchBy: 'EMAIL', client } });
  }

  /** Answered with an error that must not repeat it. */
  #mistake({ canary }: Tenant): Errand {
    return graphql('mistake', transaction, { id: `../${canary}`, withLinks: true });
  }

  /** Has the login of a tenant, which is no secret, and tries a key that the tenant is likely to have used. */
  #stranger(tenant: Tenant): Errand {
    const authorization = `login-${tenant.canary}:guess-${this.#strangers++}`;
    const number = this.#strangers % 40;
    return { ...this.#payment(tenant, () => number / 40), name: 'stranger', authorization };
  }
}

/** The gateway stops new credentials when the bank has refused 150 within an hour. */
const MOST_STRANGERS = 100;

function graphql(name: string, query: string, variables: object): Errand {
  return { name, method: 'POST', path: '/graphql', body: { query, variables } };
}

const links = `bankAccount { id name } initiator { id firstName lastName }
  attachments { id fileName url } labels { id name }`;

const browse = `query ($withLinks: Boolean!) { transactions(first: 4) { nodes {
  id label note reference ... @include(if: $withLinks) { ${links} } } } }`;

const transaction = `query ($id: ID!, $withLinks: Boolean!) { transaction(id: $id) {
  id label ... @include(if: $withLinks) { ${links} } } }`;

const company = `query ($withLinks: Boolean!) { organization { id name legalName }
  memberships { nodes { firstName lastName } }
  bankAccounts { nodes { name } } labels @include(if: $withLinks) { nodes { name } } }`;

const payees = `query ($withLinks: Boolean!) { beneficiaries(first: 3) { nodes {
  id name email @include(if: $withLinks) } } }`;

const bills = `query ($withLinks: Boolean!) { clientInvoices(first: 3) { nodes {
  id number client @include(if: $withLinks) { id displayName } } } }`;

const transfers = `query ($withLinks: Boolean!) { transfers(first: 3) { nodes {
  id reference ... @include(if: $withLinks) { beneficiary { id name } bankAccount { name } } } } }`;

const upload = `mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) {
  outcome attachment { id fileName url } userErrors { code message } } }`;

const payment = `mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) {
  outcome transfer { id reference note beneficiary { name } } existingTransfer { id reference }
  verification { match proofToken } userErrors { code message } } }`;

const findClient = `mutation ($input: FindOrCreateClientInput!) { findOrCreateClient(input: $input) {
  client { id name email } otherMatches { id name } userErrors { code message } } }`;
