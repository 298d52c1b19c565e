import type { Templates } from './template.js';

export type Answer = readonly [status: number, body: string];

/** What the bank keeps for one tenant, and what it answers out of it. */
export class TenantBooks {
  /** Of the transfers that were made. */
  readonly references: string[] = [];
  readonly paidTwice: string[] = [];
  accessTokens = 0;
  readonly #onFile: object[] = [];

  constructor(
    readonly canary: string,
    private readonly templates: Templates,
    private readonly attachmentId: string,
  ) {}

  /** @param asked Method and path. */
  async answer(asked: string, url: URL, body: string): Promise<Answer> {
    const ask: Ask = { url, body: body.startsWith('{') ? (JSON.parse(body) as Ask['body']) : {} };
    if (asked === 'POST /v2/sepa/transfers') return this.#transfer(ask);
    if (asked === 'POST /v2/attachments')
      return [200, JSON.stringify({ attachment: { id: this.attachmentId } })];
    if (asked === 'POST /v2/sepa/verify_payee') return this.#verified(ask);
    if (asked === 'POST /v2/clients') return this.#client(ask);
    if (asked === 'GET /v2/clients' && url.searchParams.has('filter[email]')) return this.#clients(ask);
    return this.#filled(ask, 'GET', url.pathname + url.search);
  }

  /** The row of a transfer is that of another one, with what was ordered. */
  async #transfer(ask: Ask): Promise<Answer> {
    const { transfer } = ask.body as { transfer: { amount: string; reference: string } };
    const [status, text] = await this.#filled(ask, 'GET', '/v2/sepa/transfers?per_page=1');
    const [like] = (JSON.parse(text) as { transfers: [object] }).transfers;
    const cents = Math.round(Number(transfer.amount) * 100);
    const row = {
      ...like,
      ...transfer,
      id: idOf(this.references.length),
      amount: cents / 100,
      amount_cents: cents,
      amount_currency: 'EUR',
      status: 'pending',
      scheduled_date: new Date().toISOString().slice(0, 10),
      created_at: new Date().toISOString(),
    };
    if (this.references.includes(row.reference))
      this.paidTwice.push(`${this.canary} paid twice: ${row.reference}`);
    this.references.push(row.reference);
    return [status, JSON.stringify({ transfer: row })];
  }

  async #verified(ask: Ask): Promise<Answer> {
    const { iban, beneficiary_name: name } = ask.body as { iban: string; beneficiary_name: string };
    const payee = { iban, beneficiary_name: name.replace(`${this.canary} `, '') };
    return this.#filled(ask, 'POST', '/v2/sepa/verify_payee', payee);
  }

  async #client(ask: Ask): Promise<Answer> {
    const like = { kind: 'company', name: 'Somebody', email: 'office@example.com' };
    const [status, text] = await this.#filled(ask, 'POST', '/v2/clients', like);
    const client = { ...(JSON.parse(text) as { client: object }).client, ...ask.body };
    this.#onFile.push(client);
    return [status, JSON.stringify({ client })];
  }

  async #clients(ask: Ask): Promise<Answer> {
    const [status, text] = await this.#filled(ask, 'GET', '/v2/clients?per_page=100');
    return [status, JSON.stringify({ ...(JSON.parse(text) as object), clients: this.#onFile })];
  }

  async #filled({ url }: Ask, ...target: Parameters<Templates['of']>): Promise<Answer> {
    const template = await this.templates.of(...target);
    return [template.status, template.of(this.canary, url.origin)];
  }
}

interface Ask {
  readonly url: URL;
  readonly body: object;
}

/** The same for the same number of rows, whoever's they are. */
function idOf(rows: number): string {
  return `00000000-0000-4000-9000-${String(rows).padStart(12, '0')}`;
}
