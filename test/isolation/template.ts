import { startSimulator } from '../../src/datasources/simulator/index.js';

/**
 * Answers of the simulator with a blank wherever a text of the tenant's own stands. Ids are the same for everybody, so
 * that whatever is kept under an id alone gives the wrong one's row; only the organisation has its own.
 */
export class Templates {
  readonly #known = new Map<string, Promise<Template>>();

  private constructor(
    private readonly bankUrl: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Templates> {
    const sizes = { transactions: 60, clients: 8, clientInvoices: 12, supplierInvoices: 4 };
    const simulator = await startSimulator({ sizes, settings: { rateLimits: false } });
    return new Templates(simulator.url, simulator.close);
  }

  /** Asked once, whoever asks. */
  of(method: string, target: string, body?: object, authorization = 'Bearer demo-token'): Promise<Template> {
    const key = JSON.stringify([method, target, body, authorization]);
    const known = this.#known.get(key) ?? this.#ask(method, target, body, authorization);
    this.#known.set(key, known);
    return known;
  }

  async #ask(
    method: string,
    target: string,
    body: object | undefined,
    authorization: string,
  ): Promise<Template> {
    const answer = await fetch(this.bankUrl + target, {
      method,
      headers: { authorization, connection: 'close', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = JSON.stringify(await answer.json(), (key, value: unknown) => this.#blank(key, value));
    return new Template(answer.status, text);
  }

  #blank(key: string, value: unknown): unknown {
    if (key === 'organization' && typeof value === 'object') return { ...value, id: organizationBlank };
    if (typeof value !== 'string' || value === '') return value;
    if (key.endsWith('url')) return value.replace(this.bankUrl, `${bankBlank}/${canaryBlank}`);
    if (key === 'token') return `${canaryBlank}-${value}`;
    return texts.has(key) ? `${canaryBlank} ${value}` : value;
  }
}

/** An answer of the bank with blanks. */
export class Template {
  constructor(
    readonly status: number,
    private readonly text: string,
  ) {}

  /** The answer as one tenant gets it. */
  of(canary: string, bankUrl: string): string {
    return this.text
      .replaceAll(canaryBlank, canary)
      .replaceAll(bankBlank, bankUrl)
      .replaceAll(organizationBlank, `00000000-0000-4000-8000-000000000${canary.slice(3, 6)}`);
  }
}

const canaryBlank = '{canary}';
const bankBlank = '{bank}';
const organizationBlank = '{organization}';

const texts: ReadonlySet<string> = new Set(
  `name legal_name first_name last_name trade_name counterparty_name clean_counterparty_name
   file_name title label reference note number description address`.split(/\s+/),
);
