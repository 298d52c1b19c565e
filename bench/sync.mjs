// W3 and W4: whole syncs through the gateway with its ordinary limits, and as the loops of Qonto's use-case guide.
import { readFile } from 'node:fs/promises';
import { parse, print, separateOperations } from 'graphql';
import { Pool } from 'undici';
import { startField } from './rounds.mjs';
import { askGateway, pagesOf } from './walk.mjs';

const since = '2000-01-01T00:00:00Z';
const linksAtOnce = 100;

/** Rows of which the files are looked up one by one; more would take minutes. */
const lookedUpRows = 500;

/**
 * 10,000 transactions with their attachments, at 30 ms: through the gateway, as the script of the guide reads them, with
 * the attachments embedded, and as a loop that looks each attachment up. That one reads a part of the rows; its figures
 * are those of the part, multiplied.
 */
export async function syncTransactions(upstream) {
  const ways = { gateway: throughGateway, guide: guideTransactions };
  const results = await sideBySide(upstream, { latencyMs: 30 }, ways);
  const part = await sideBySide(upstream, { latencyMs: 30 }, { lookUps: transactionsWithLookUps });
  const times = results.gateway.rows / part.lookUps.rows;
  const { rows, seconds, requests, refused } = part.lookUps;
  return {
    ...results,
    lookUps: { rows: rows * times, seconds: seconds * times, requests: requests * times, refused },
  };

  /** One list per account, which costs the fewest requests. */
  async function throughGateway({ gateway: { url } }) {
    const document = parse(await operation('sync-transactions-by-account'));
    const byName = separateOperations(document);
    const { bankAccounts } = await askGateway(url, print(byName.StartTransactionSync), { since });
    let rows = 0;
    for (const { id, transactions } of bankAccounts.nodes) {
      rows += transactions.nodes.length;
      if (!transactions.pageInfo.hasNextPage) continue;
      const variables = { accountId: id, since, after: transactions.pageInfo.endCursor };
      const pages = pagesOf(url, print(byName.ContinueTransactionSync), 'transactions', variables);
      for await (const { nodes } of pages) rows += nodes.length;
    }
    return rows;
  }
}

/** 2,000 supplier invoices that share 1,200 attachments, at 30 ms, the bank's two rate windows kept. */
export async function syncSupplierInvoices(upstream) {
  const ways = { gateway: throughGateway, guide: guideSupplierInvoices };
  return sideBySide(upstream, { latencyMs: 30, keepsWindows: true }, ways);

  async function throughGateway({ gateway: { url } }) {
    const query = await operation('sync-supplier-invoices');
    const fileIds = new Set();
    let rows = 0;
    for await (const { nodes } of pagesOf(url, query, 'supplierInvoices', { since, withLinks: false })) {
      rows += nodes.length;
      for (const { attachment } of nodes) fileIds.add(attachment.id);
    }
    const ids = [...fileIds];
    const links = await operation('download-links');
    for (let begin = 0; begin < ids.length; begin += linksAtOnce) {
      const { attachments } = await askGateway(url, links, { ids: ids.slice(begin, begin + linksAtOnce) });
      if (attachments.some((attachment) => attachment?.url == null)) throw new Error('a link is missing');
    }
    return rows;
  }
}

/** Each way reads the same rows; it gets the gateway and the facts of the upstream, and answers how many rows it read. */
async function sideBySide(upstream, settings, ways) {
  const { field, facts } = await startField(['gateway-within-limits'], upstream);
  try {
    const results = {};
    for (const [name, run] of Object.entries(ways)) {
      await upstream.ask('set', settings);
      const begun = performance.now();
      const rows = await run({ gateway: field[0], facts });
      const seconds = (performance.now() - begun) / 1000;
      results[name] = { rows, seconds, ...(await upstream.ask('counts')) };
    }
    const counts = Object.values(results).map(({ rows }) => rows);
    if (new Set(counts).size > 1) throw new Error('two syncs read different rows');
    return results;
  } finally {
    await field[0].child.end();
  }
}

/** Page after page; the attachments are embedded, so their links come without look-ups. */
async function guideTransactions({ facts: { url, accountId } }) {
  let rows = 0;
  for await (const page of guidePages(new Pool(url), transactionsOf(accountId)))
    rows += page.transactions.length;
  return rows;
}

/** The same, as if nothing were embedded: one look-up per attachment, each after the other. */
async function transactionsWithLookUps({ facts: { url, accountId } }) {
  const bank = new Pool(url);
  let rows = 0;
  for await (const page of guidePages(bank, transactionsOf(accountId))) {
    rows += page.transactions.length;
    for (const { attachments } of page.transactions)
      for (const { id } of attachments) await readJson(bank, `/v2/attachments/${id}`);
    if (rows >= lookedUpRows) break;
  }
  return rows;
}

function transactionsOf(accountId) {
  const query = `bank_account_id=${accountId}&updated_at_from=${since}&includes[]=attachments&sort_by=updated_at:asc`;
  return `/v2/transactions?${query}`;
}

/** Page after page, then one look-up per invoice, each after the other. */
async function guideSupplierInvoices({ facts: { url } }) {
  const bank = new Pool(url);
  const invoices = [];
  for await (const page of guidePages(bank, `/v2/supplier_invoices?filter[updated_at_from]=${since}`)) {
    invoices.push(...page.supplier_invoices);
  }
  for (const { attachment_id } of invoices) await readJson(bank, `/v2/attachments/${attachment_id}`);
  return invoices.length;
}

async function* guidePages(bank, target) {
  for (let page = 1; page !== null;) {
    const body = await readJson(bank, `${target}&per_page=100&page=${page}`);
    yield body;
    page = body.meta.next_page;
  }
}

async function readJson(bank, path) {
  const { statusCode, body } = await bank.request({ path, method: 'GET' });
  if (statusCode !== 200) throw new Error(`the upstream answered ${statusCode}`);
  return body.json();
}

function operation(name) {
  return readFile(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
}
