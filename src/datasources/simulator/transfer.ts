import { empty, ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { beneficiaries } from './beneficiary-seed.js';
import { page } from './pagination.js';
import { renderReceipt } from './pdf.js';
import { refuse } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { among, listed, onlyOf, sorted, within } from './row-filter.js';
import { createTransfer } from './transfer-creation.js';
import { cancel } from './transfer-life.js';
import { scheduledTransfers } from './transfer-schedule.js';
import { transfers, type Transfer } from './transfer-seed.js';

const STATUSES = ['pending', 'processing', 'canceled', 'declined', 'settled'];

/** SEPA transfers. Source: Qonto's Postman collections and use-case guide, 2026-11-20. */
const routes: Routes = {
  'GET /v2/sepa/transfers': {
    scopes: ['organization.read'],
    handle(ask, bank) {
      const { query } = ask;
      const statuses = listed(query, 'status');
      onlyOf(statuses, STATUSES, 'status');
      let rows = among(bank.of(transfers).all(), statuses, 'status');
      rows = among(rows, listed(query, 'ids').slice(0, 100), 'id');
      rows = among(rows, listed(query, 'beneficiary_ids'), 'beneficiary_id');
      rows = among(rows, listed(query, 'recurring_transfer_ids'), 'recurring_transfer_id');
      rows = within(within(rows, query, 'updated_at', 'flat'), query, 'scheduled_date', 'flat');
      rows = sorted(rows, query, ['updated_at', 'scheduled_date'], 'updated_at:desc');
      return page('transfers', rows, ask, bank);
    },
  },

  'POST /v2/sepa/transfers': { scopes: ['payment.write'], idempotent: true, handle: createTransfer },

  'GET /v2/sepa/transfers/:id': {
    scopes: ['organization.read'],
    handle(ask, bank) {
      const transfer = find(ask, bank);
      return transfer ? ok({ transfer }) : unknown();
    },
  },

  'POST /v2/sepa/transfers/:id/cancel': {
    scopes: ['payment.write'],
    handle(ask, bank) {
      const transfer = find(ask, bank);
      if (!transfer) return unknown();
      if (transfer.status !== 'pending')
        return refuse(400, 'invalid', 'Only a pending transfer can be canceled', { parameter: 'id' });
      cancel(bank, transfer);
      return empty();
    },
  },

  'POST /v2/sepa/transfers/:id/download_proof': {
    scopes: ['payment.write'],
    async handle(ask, bank) {
      const transfer = find(ask, bank);
      if (!transfer) return unknown();
      if (transfer.status !== 'settled')
        return refuse(400, 'invalid', 'Only a settled transfer has a proof', { parameter: 'id' });
      return proof(transfer, bank);
    },
  },
};

export const transferResource: Resource = {
  name: 'transfers',
  routes,
  shelf: scheduledTransfers,
  rows: (bank) => bank.of(transfers),
};

async function proof(transfer: Transfer, bank: Bank): Promise<Answer> {
  const payee = bank.of(beneficiaries).get(transfer.beneficiary_id);
  const bytes = await renderReceipt({
    title: 'Proof of transfer',
    created_at: transfer.completed_at ?? transfer.updated_at,
    rows: [
      ['Transfer', transfer.id],
      ['Amount', `${transfer.amount.toFixed(2)} ${transfer.amount_currency}`],
      ['To', payee?.name ?? ''],
      ['IBAN', payee?.iban ?? ''],
      ['Reference', transfer.reference],
      ['Completed', transfer.completed_at ?? ''],
    ],
  });
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="transfer-${transfer.id}.pdf"`,
  };
  return { status: 200, headers, bytes };
}

function find(ask: Ask, bank: Bank): Transfer | undefined {
  return bank.of(transfers).get(ask.params['id'] ?? '');
}

function unknown(): Answer {
  return refuse(404, 'not_found', 'Transfer not found', { parameter: 'id' });
}
