import { deepEqual } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchChromium } from '../support/chromium.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { webhookSecret } from '../support/webhook.js';

// `npm test` builds the page out of these first; before this file alone, run `node tools/graphiql/build.mjs`.
const OPERATIONS = join(__dirname, '../../operations');

const describeInBrowser = hasChromium || process.env['CI'] === 'true' ? describe : describe.skip;

describeInBrowser(`GraphiQL in Chromium (skipped when ${chromiumPath} is missing, unless CI=true)`, () => {
  const tabs = operationTabs();
  const names = tabs.map(({ name }) => name);
  let gateway: TestGateway;
  let origin: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let requested: Set<string>;

  beforeAll(async () => {
    gateway = await startGateway({}, {}, { live: { webhook: { secrets: [webhookSecret] } } });
    origin = gateway.url;
    browser = await launchChromium();
    await visit({});
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });
  afterEach(async () => {
    deepEqual(complaints, []);
    deepEqual([...requested], [origin]);
  });

  it('opens one tab per document of operations/, the transactions first', async () => {
    expect(await tabNames()).toEqual(names);
    expect(names[0]).toBe('BrowseTransactions');
  });

  it('bears the name of the gateway', async () => {
    expect(await page.title()).toBe('Qonto GraphQL gateway');
    const text = await page.locator('body').innerText();
    expect(text).toContain('Qonto GraphQL gateway');
    expect(text).not.toContain('Yoga');
  });

  it('runs the first tab as it is and shows what came back', async () => {
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('BrowseTransactions') ?? false,
    );
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const request = await asked;
    expect(request.url()).toBe(`${origin}/graphql`);
    expect(request.postDataJSON()).toMatchObject({ query: tabs[0]?.query });
    expect(await (await request.response())?.json()).toMatchObject({
      data: { transactions: { nodes: expect.arrayContaining([expect.anything()]) } },
    });
    await page.locator('.graphiql-response').getByText('"transactions"').waitFor();
  });

  it('shows each document as it stands in its file, with its variables', async () => {
    for (const [index, tab] of tabs.entries()) {
      await page.locator('.graphiql-tab-button').nth(index).click();
      await page.locator('.graphiql-tab-active').getByText(tab.name, { exact: true }).waitFor();
      // The editor shows it a moment after the tab does.
      const firstLine = page.locator('.graphiql-query-editor .view-line').first();
      await firstLine.filter({ hasText: tab.query.split('\n')[0]! }).waitFor();
    }
    const kept: { query: string; variables: string | null }[] = JSON.parse(
      await stored('graphiql:tabState'),
    ).tabs;
    expect(kept.map(({ query, variables }) => ({ query, variables: variables || null }))).toEqual(
      tabs.map(({ query, variables }) => ({ query, variables })),
    );
  });

  it('follows a subscription until the visitor stops it', async () => {
    await gateway.control('POST webhooks', { url: `${origin}/webhooks/qonto`, secret: webhookSecret });
    await page.locator('.graphiql-tab-button').nth(names.indexOf('FollowClientInvoices')).click();
    // While GraphiQL still thinks of the tab before, which may hold several operations, the button opens a menu of them.
    const opened = page.waitForResponse(`${origin}/graphql/stream`);
    await page.locator('button.graphiql-execute-button:not([aria-haspopup])').click();
    expect((await opened).status()).toBe(200);
    for (let round = 0; round < 2; round++) {
      const { id } = await gateway.control<{ id: string }>('POST insert', { resource: 'client_invoices' });
      await page.locator('.graphiql-response').getByText(id).waitFor();
    }
    await page.getByRole('button', { name: /^Stop query/ }).click();
    await page.getByRole('button', { name: /^Execute query/ }).waitFor();
  });

  it('opens the documentation at the root types', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const documentation = page.locator('.graphiql-doc-explorer');
    await documentation.getByText('Root Types').waitFor();
    expect(await documentation.innerText()).toContain('query: Query');
  });

  it('completes fields out of the schema', async () => {
    await write('{ transac');
    const suggestions = page.locator('.suggest-widget .monaco-list-row');
    await suggestions.first().waitFor();
    expect((await suggestions.allInnerTexts()).join()).toContain('transactions');
  });

  it('keeps documents out of the address, and credentials out of what the browser stores', async () => {
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click();
    await page.keyboard.insertText('{"Authorization": "secret-of-the-visitor"}');
    await write('query Mine { transactions');
    await page.waitForFunction(() => {
      const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> };
      return localStorage['graphiql:tabState']?.includes('query Mine { transactions');
    });
    expect(JSON.stringify(await context.storageState())).not.toContain('secret-of-the-visitor');
    expect(page.url()).toBe(`${origin}/graphiql`);
  });

  it('shows the documents of today after an upgrade, and keeps what the visitor wrote', async () => {
    const old = { id: '1', title: 'Old', query: 'query Old { __typename }', variables: null };
    const own = { id: '2', title: 'Own', query: 'query Own { __typename }', variables: '{ "mine": true }' };
    const rest = { headers: null, operationName: null, response: null };
    await context.close();
    await visit({
      'qonto-graphql-gateway:operations': JSON.stringify([old]),
      'graphiql:tabState': JSON.stringify({
        activeTabIndex: 0,
        tabs: [
          { ...old, ...rest },
          { ...own, ...rest },
        ],
      }),
      'graphiql:query': old.query,
    });
    expect(await tabNames()).toEqual([...names, 'Own']);

    await page.reload();
    await page.getByRole('tab').first().waitFor();
    expect(await tabNames()).toEqual([...names, 'Own']);
  });

  /** Opens the page in a browser that has kept these values from an earlier visit. */
  async function visit(kept: Readonly<Record<string, string>>): Promise<void> {
    complaints = [];
    requested = new Set();
    const localStorage = Object.entries(kept).map(([name, value]) => ({ name, value }));
    context = await browser.newContext({
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
    });
    context.on('request', (request) => {
      if (!request.url().startsWith('data:')) requested.add(new URL(request.url()).origin);
    });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // Chromium reports a violation of the content security policy here, as an error.
      if (message.type() === 'error') complaints.push(message.text());
    });
    const introspected = page.waitForResponse(`${origin}/graphql`);
    await page.goto(`${origin}/graphiql`);
    await page.getByRole('tab').first().waitFor();
    await introspected;
  }

  async function tabNames(): Promise<string[]> {
    return page.locator('.graphiql-tab-button').allInnerTexts();
  }

  async function write(document: string): Promise<void> {
    await page.getByRole('button', { name: 'New tab' }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.type(document);
    await page
      .locator('.graphiql-query-editor')
      .getByText(document.split(' ')[1] ?? '')
      .first()
      .waitFor();
  }

  async function stored(key: string): Promise<string> {
    const { origins } = await context.storageState();
    return origins[0]?.localStorage.find(({ name }) => name === key)?.value ?? 'null';
  }
});

/** The documents in the order of the tabs, each under the name of its first operation. */
function operationTabs(): { name: string; query: string; variables: string | null }[] {
  const files = readdirSync(OPERATIONS);
  const first = 'browse-transactions.graphql';
  const rest = files.filter((file) => file.endsWith('.graphql') && file !== first).toSorted();
  return [first, ...rest].map((file) => {
    const query = readFileSync(join(OPERATIONS, file), 'utf8');
    const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
    const variables = file.replace(/\.graphql$/, '.variables.json');
    return {
      name: name ?? '<untitled>',
      query,
      variables: files.includes(variables) ? readFileSync(join(OPERATIONS, variables), 'utf8') : null,
    };
  });
}
