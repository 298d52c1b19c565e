import { Pool } from 'undici';
import { createLogger } from '../../src/log.js';
import { generator } from '../support/random.js';
import { type Errand, Mix } from './mix.js';
import type { Product } from './product.js';
import { TenantBank } from './tenant-bank.js';
import { foreignCanaries, Tenant } from './tenant.js';

export interface CanaryRun {
  readonly requests: number;
  readonly seed: number;
  /** Ends at the first breach of this kind. */
  readonly endsWith?: RegExp;
}

/** What came of a run. */
export interface Findings {
  /** Where something of one tenant reached another, or an order was carried out twice. */
  readonly breaches: readonly string[];
  /** Answers that were not what the errand was for, so that nothing can be learnt from them. */
  readonly failures: readonly string[];
  readonly requests: number;
  readonly requestsToBank: number;
  readonly logLines: number;
  readonly payments: number;
  /** Answers that carried the canary of their own tenant. */
  readonly answersWithOwnCanary: number;
  readonly errands: Readonly<Record<string, number>>;
}

const TENANTS = 50;
const CALLERS = 64;

/** Lets many tenants ask one gateway at the same time, and searches whatever it says for what belongs to others. */
export async function runCanaries(product: Product, run: CanaryRun): Promise<Findings> {
  const tenants = Array.from({ length: TENANTS }, (_, index) => new Tenant(index));
  const bank = await TenantBank.open(tenants);
  const judge = new Judge(bank);
  const gateway = await startGateway(product, bank, tenants, judge);
  const pool = new Pool(gateway.url, { connections: CALLERS });
  try {
    const mix = new Mix(bank.rows);
    const random = generator(run.seed);
    let left = run.requests;
    const caller = async (): Promise<void> => {
      while (left-- > 0 && !judge.hasFound(run.endsWith)) {
        const tenant = tenants[Math.floor(random() * TENANTS)]!;
        if (random() < 0.1) tenant.renew();
        const errand = mix.next(tenant, random);
        judge.weigh(tenant, errand, await ask(pool, bank, tenant, errand));
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  } finally {
    await pool.destroy();
    await gateway.close();
    await bank.close();
  }
  return judge.findings();
}

/** What came back; undefined when the caller hung up. */
type Answer = { readonly status: number; readonly head: string; readonly text: string } | undefined;

/** Gathers what was told to whom. */
class Judge {
  readonly #breaches: string[] = [];
  readonly #failures: string[] = [];
  readonly #errands: Record<string, number> = {};
  #withOwnCanary = 0;
  #requests = 0;
  #logLines = 0;

  constructor(private readonly bank: TenantBank) {}

  hasFound(kind: RegExp | undefined): boolean {
    return kind !== undefined && this.#all.some((breach) => kind.test(breach));
  }

  /** No line may tell anything of anybody. */
  hearLog(line: string): void {
    this.#logLines++;
    for (const canary of foreignCanaries(line, undefined)) this.#breaches.push(`a log line tells ${canary}`);
  }

  weigh({ canary }: Tenant, { name, authorization }: Errand, answer: Answer): void {
    this.#requests++;
    this.#errands[name] = (this.#errands[name] ?? 0) + 1;
    if (answer === undefined) return;
    const { status, head, text } = answer;
    const said = head + text;
    const owner = authorization === undefined ? canary : undefined;
    for (const foreign of foreignCanaries(said, owner))
      this.#breaches.push(`${name} of ${canary} tells ${foreign}`);
    if (authorization !== undefined && /REPLAYED|CREATED/.test(text))
      this.#breaches.push(`${name} of ${canary} was told of a payment`);
    if (foreignCanaries(said, '').length > 0) this.#withOwnCanary++;
    if (name === 'mistake' || name === 'stranger') return;
    const isGood =
      status === 200 && !text.includes('"errors"') && !/"outcome":"(?!CREATED|REPLAYED)/.test(text);
    if (!isGood) this.#failures.push(`${name}: ${status} ${text.slice(0, 300)}`);
  }

  get #all(): readonly string[] {
    return [...this.#breaches, ...this.bank.breaches, ...this.bank.paidTwice];
  }

  findings(): Findings {
    return {
      breaches: this.#all,
      failures: this.#failures,
      requests: this.#requests,
      requestsToBank: this.bank.requests,
      logLines: this.#logLines,
      payments: this.bank.payments,
      answersWithOwnCanary: this.#withOwnCanary,
      errands: this.#errands,
    };
  }
}

async function startGateway(
  { createGateway, QontoTransport, FileStorage, passThrough, MemoryStore }: Product,
  bank: TenantBank,
  tenants: readonly Tenant[],
  judge: Judge,
): Promise<{ url: string; close: () => Promise<void> }> {
  const logger = createLogger('trace', { write: (line) => judge.hearLog(line) });
  const transport = new QontoTransport({ origin: bank.url, logger, limits: noLimits, bulkhead: manyPlaces });
  const consents = new Map(
    tenants
      .filter(({ way }) => way === 'OAUTH')
      .map(({ authorization, canary }) => {
        const grant = {
          tokenUrl: `${bank.url}/oauth2/token`,
          clientId: `client-${canary}`,
          clientSecret: `secret-${canary}`,
          refreshToken: `refresh-${canary}-0`,
        };
        return [authorization, transport.oauth(grant)];
      }),
  );
  const app = await createGateway({
    transport,
    storage: new FileStorage({ hosts: [], origins: [bank.url], waiting: CALLERS }),
    paymentStore: new MemoryStore(Date.now, 0),
    credentialOf: (authorization = '') => consents.get(authorization) ?? passThrough(authorization),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger,
    eventLoop: { lateMs: () => 0, stop: () => undefined },
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}

async function ask(pool: Pool, bank: TenantBank, tenant: Tenant, errand: Errand): Promise<Answer> {
  const abort = new AbortController();
  if (errand.isAborted) bank.onNextRequest(tenant, () => abort.abort());
  try {
    const { statusCode, headers, body } = await pool.request({
      method: errand.method,
      path: errand.path,
      headers: {
        authorization: errand.authorization ?? tenant.authorization,
        ...(errand.body && { 'content-type': 'application/json' }),
      },
      body: errand.body === undefined ? null : JSON.stringify(errand.body),
      signal: abort.signal,
    });
    return { status: statusCode, head: JSON.stringify(headers), text: await body.text() };
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  }
}

/** This bank has none. */
const noLimits = {
  perSecond: 1_000_000,
  burst: 1_000_000,
  shortWindowMs: 10_000,
  perLongWindow: 1_000_000_000,
  longWindowMs: 600_000,
};

const manyPlaces = { reads: 64, waitingReads: 10_000, writes: 32, waitingWrites: 10_000 };
