import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CommonRows, commonRows } from './common-rows.js';
import { Templates } from './template.js';
import { type Answer, TenantBooks } from './tenant-books.js';
import { foreignCanaries, type Tenant } from './tenant.js';

/**
 * A bank of many organisations, which tells them apart by their credential alone.
 *
 * Keys of repeated requests are one space for all of them: the real bank does not say that they are not.
 */
export class TenantBank {
  /** What came under the credential of one tenant and was another one's. */
  readonly breaches: string[] = [];
  /** Requests by the credential of a tenant. */
  requests = 0;
  readonly #books: ReadonlyMap<string, TenantBooks>;
  readonly #answersByKey = new Map<string, { readonly books: TenantBooks; readonly answer: Answer }>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #watchers = new Map<string, () => void>();

  private constructor(
    tenants: readonly Tenant[],
    private readonly templates: Templates,
    /** What everybody has. */
    readonly rows: CommonRows,
  ) {
    this.#books = new Map(
      tenants.map(({ canary }) => [canary, new TenantBooks(canary, templates, rows.attachmentId)]),
    );
  }

  static async open(tenants: readonly Tenant[]): Promise<TenantBank> {
    const templates = await Templates.open();
    const bank = new TenantBank(tenants, templates, await commonRows(templates));
    await new Promise<void>((resolve) => bank.#server.listen(0, '127.0.0.1', resolve));
    return bank;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Calls back when the next request of the tenant is at the bank. */
  onNextRequest({ canary }: Tenant, act: () => void): void {
    this.#watchers.set(canary, act);
  }

  /** Orders that were carried out more than once. */
  get paidTwice(): readonly string[] {
    return [...this.#books.values()].flatMap(({ paidTwice }) => paidTwice);
  }

  /** Transfers that were made. */
  get payments(): number {
    return [...this.#books.values()].reduce((sum, { references }) => sum + references.length, 0);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.templates.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.url);
    const [status, text] = await this.#answer(request, url, body);
    const type = url.pathname.includes('/files/') ? 'application/pdf' : 'application/json; charset=utf-8';
    response.writeHead(status, { 'content-type': type }).end(text);
  }

  async #answer({ method = 'GET', headers }: IncomingMessage, url: URL, body: string): Promise<Answer> {
    const fileOf = /^\/(qzt\d{3}x)\//.exec(url.pathname)?.[1];
    if (fileOf !== undefined) return [200, `%PDF-1.7 the file of ${fileOf}`];
    if (url.pathname === '/oauth2/token') return this.#renewed(new URLSearchParams(body));
    const books = this.#identify(headers.authorization);
    if (books === undefined) {
      const refusal = await this.templates.of('GET', '/v2/organization', undefined, 'Bearer nobody');
      return [refusal.status, refusal.of('', '')];
    }
    this.requests++;
    const { canary } = books;
    this.#watchers.get(canary)?.();
    this.#watchers.delete(canary);
    const said = `${url.href} ${JSON.stringify(headers)} ${body}`;
    for (const foreign of foreignCanaries(said, canary))
      this.breaches.push(`${method} ${url.pathname} of ${canary} told the bank ${foreign}`);
    const key = headers['x-qonto-idempotency-key'];
    const work = () => books.answer(`${method} ${url.pathname}`, url, body);
    return typeof key === 'string' ? this.#once(key, books, work) : work();
  }

  async #once(key: string, books: TenantBooks, work: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answersByKey.get(key);
    if (known !== undefined && known.books !== books)
      this.breaches.push(`${books.canary} came with the key of ${known.books.canary}`);
    const answer = known?.answer ?? (await work());
    this.#answersByKey.set(key, { books: known?.books ?? books, answer });
    return answer;
  }

  /** Lives for a second, so that tokens are renewed all the time. */
  #renewed(form: URLSearchParams): Answer {
    const canary = /qzt\d{3}x/.exec(form.get('client_id') ?? '')?.[0] ?? '';
    const books = this.#books.get(canary);
    if (books === undefined) return [401, '{"error":"invalid_client"}'];
    if (foreignCanaries(form.toString(), canary).length > 0)
      this.breaches.push(`${canary} used a foreign consent`);
    const generation = ++books.accessTokens;
    return [
      200,
      JSON.stringify({
        access_token: `token-${canary}-${generation}`,
        refresh_token: `refresh-${canary}-${generation}`,
        expires_in: 1,
        token_type: 'bearer',
      }),
    ];
  }

  #identify(authorization = ''): TenantBooks | undefined {
    const [, canary] =
      /^login-(qzt\d{3}x):secret-\1$/.exec(authorization) ??
      /^Bearer token-(qzt\d{3}x)-\d+$/.exec(authorization) ??
      [];
    return this.#books.get(canary ?? '');
  }
}
