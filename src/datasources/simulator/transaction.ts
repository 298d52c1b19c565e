import { empty, ok, type Answer } from './answer.js';
import { keepUpload, shownAttachment } from './attachment.js';
import type { Bank } from './bank.js';
import { labelsById } from './label.js';
import { planPage } from './pagination.js';
import { refuseWithObject } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { storedFiles } from './stored-file.js';
import { ledger } from './transaction-ledger.js';
import { readIncludes, readTransactionQuery, type Include } from './transaction-query.js';
import { receipts } from './transaction-receipt.js';
import { vatDetails } from './transaction-vat.js';

/** Employees see their own cards' transactions in the app, but not the company's through the API. */
const ROLES = ['owner', 'admin', 'manager', 'reporting', 'accountant'];
const READ = { scopes: ['organization.read'], roles: ROLES };
const WRITE = { scopes: ['attachment.write'], roles: ROLES };

const routes: Routes = {
  'GET /v2/transactions': {
    ...READ,
    handle: async (ask, bank) => {
      const query = readTransactionQuery(ask.query, bank);
      const includes = readIncludes(ask.query);
      const rows = bank.of(ledger).find(query);
      const plan = planPage(ask.query, bank.settings, rows.length, 100);
      if ('refusal' in plan) return plan.refusal;
      const { from, to, meta } = plan;
      const cut = query.descending
        ? rows.slice(rows.length - to, rows.length - from).reverse()
        : rows.subarray(from, to);
      const texts =
        includes.length === 0
          ? Array.from(cut, (row) => bank.of(ledger).readText(row))
          : await Promise.all(Array.from(cut, (row) => textOf(row, includes, ask, bank)));
      return { status: 200, text: `{"transactions":[${texts.join(',')}],"meta":${JSON.stringify(meta)}}` };
    },
  },

  'GET /v2/transactions/:id': {
    ...READ,
    handle: async (ask, bank) => {
      const includes = readIncludes(ask.query);
      const row = rowOf(ask, bank);
      if (row === undefined) return notFound();
      return { status: 200, text: `{"transaction":${await textOf(row, includes, ask, bank)}}` };
    },
  },

  // Paged, but no `meta` is documented. Source: Qonto's Postman collections, 2026.
  'GET /v2/transactions/:id/attachments': {
    ...READ,
    handle: async (ask, bank) => {
      const row = rowOf(ask, bank);
      if (row === undefined) return notFound();
      const { attachment_ids } = bank.of(ledger).read(row);
      const plan = planPage(ask.query, bank.settings, attachment_ids.length, 100);
      if ('refusal' in plan) return plan.refusal;
      return ok({ attachments: await attachmentsOf(attachment_ids.slice(plan.from, plan.to), ask, bank) });
    },
  },

  // 200 without a body; the file shows up some seconds later. Source: docs.qonto.com, read 2026-11-20.
  'POST /v2/transactions/:id/attachments': {
    ...WRITE,
    idempotent: true,
    handle: async (ask, bank) => {
      const row = rowOf(ask, bank);
      if (row === undefined) return notFound();
      const file = keepUpload(await ask.form(), bank);
      bank.later(bank.settings.attachmentDelaySeconds, () => {
        const { attachment_ids } = bank.of(ledger).read(row);
        bank.of(ledger).change(row, { attachment_ids: [...attachment_ids, file.id], attachment_lost: false });
      });
      return empty(200);
    },
  },

  'DELETE /v2/transactions/:id/attachments': {
    ...WRITE,
    handle: (ask, bank) => {
      const row = rowOf(ask, bank);
      if (row === undefined) return notFound();
      bank.of(ledger).change(row, { attachment_ids: [] });
      return empty(200);
    },
  },

  'DELETE /v2/transactions/:id/attachments/:attachment_id': {
    ...WRITE,
    handle: (ask, bank) => {
      const row = rowOf(ask, bank);
      const attachmentId = ask.params['attachment_id'] ?? '';
      const attachment_ids = row === undefined ? [] : bank.of(ledger).read(row).attachment_ids;
      if (row === undefined || !attachment_ids.includes(attachmentId)) return notFound();
      bank.of(ledger).change(row, { attachment_ids: attachment_ids.filter((id) => id !== attachmentId) });
      return empty(200);
    },
  },
};

export const transactionResource: Resource = {
  name: 'transactions',
  routes,
  shelf: receipts,
  rows: (bank) => bank.of(ledger),
};

function rowOf({ params }: Ask, bank: Bank): number | undefined {
  return bank.of(ledger).rowOf(params['id'] ?? '');
}

/** The row's ready text, with what was asked for beside it put in at the end. */
async function textOf(row: number, includes: readonly Include[], ask: Ask, bank: Bank): Promise<string> {
  const text = bank.of(ledger).readText(row);
  if (includes.length === 0) return text;
  const transaction = bank.of(ledger).read(row);
  const beside: Record<string, unknown> = {};
  if (includes.includes('attachments'))
    beside['attachments'] = await attachmentsOf(transaction.attachment_ids, ask, bank);
  if (includes.includes('labels')) beside['labels'] = labelsById(bank, transaction.label_ids);
  if (includes.includes('vat_details')) beside['vat_details'] = vatDetails(transaction);
  return `${text.slice(0, -1)},${JSON.stringify(beside).slice(1)}`;
}

async function attachmentsOf(ids: readonly string[], { origin }: Ask, bank: Bank): Promise<object[]> {
  const files = ids.flatMap((id) => bank.of(storedFiles).get(id) ?? []);
  return Promise.all(files.map((file) => shownAttachment(file, bank, origin)));
}

function notFound(): Answer {
  return refuseWithObject(404, 'not_found', 'Transaction not found', { parameter: 'id' });
}
