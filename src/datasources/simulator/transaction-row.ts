import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import { COMPANY } from './company.js';
import { counterpartyOf } from './counterparty.js';
import { labels } from './label.js';
import { memberships } from './membership.js';
import type { Random } from './random.js';
import type { Story } from './story.js';
import { STATUSES, type TransactionColumns } from './transaction-columns.js';
import { idOfRow } from './transaction-id.js';
import type { Transaction } from './transaction-shape.js';
import { STORIES } from './transaction-story.js';
import { vatOf } from './transaction-vat.js';

/** The story of what was booked later and says nothing of itself. */
const PLAIN: Story = {
  label: 'Virement',
  name: null,
  operationType: 'transfer',
  subjectType: 'Transfer',
  side: 'debit',
  category: 'other_expense',
  cents: [100, 100],
  vat: null,
  weight: 0,
  receipts: 0,
};

const NOTES = [
  'À refacturer au client',
  'Déjeuner d’équipe',
  'Validé par Éloïse',
  'Vérifier la TVA',
  'Acompte 30 %',
];
const CARDS = ['4821', '0067', '9315', '7740'];

/** Works out one row from the seed, its number and its columns. */
export function renderRow(
  bank: Bank,
  columns: TransactionColumns,
  row: number,
  balanceCents: number,
): Transaction {
  const story = STORIES[columns.story[row] ?? -1] ?? PLAIN;
  const random = bank.random('transaction', row);
  const cents = columns.cents[row] ?? 0;
  const account = bank.of(bankAccounts).all()[columns.account[row] ?? 0];
  const status = STATUSES[columns.status[row] ?? 0] ?? 'completed';
  const attached = columns.attached[row] ?? 0;
  const emittedAt = spell(columns.emitted_at[row]);
  const isCard = story.operationType === 'card';
  const vatCents = vatOf(cents, story.vat);
  const localCents = localOf(cents, story);
  const logo = `https://logos.example/${columns.story[row] ?? 0}`;
  const initiator = initiatorOf(story, bank, random);
  const labelIds = labelsOf(story, bank, random);
  const isRequired = story.side === 'debit' && story.operationType !== 'qonto_fee';
  const hasNote = random.chance(0.1);
  const note = random.pick(NOTES);
  const reference = referenceOf(story, emittedAt, random);
  const isLost = random.chance(0.04);
  return {
    id: idOfRow(bank, columns, row, 0),
    transaction_id: `${COMPANY.slug}-${(columns.account[row] ?? 0) + 1}-transaction-${row + 1}`,
    amount: cents / 100,
    amount_cents: cents,
    settled_balance: status === 'completed' ? balanceCents / 100 : null,
    settled_balance_cents: status === 'completed' ? balanceCents : null,
    attachment_ids: ([1, 2] as const).slice(0, attached).map((kind) => idOfRow(bank, columns, row, kind)),
    logo: isCard && story.name !== null ? { small: `${logo}-small.png`, medium: `${logo}-medium.png` } : null,
    local_amount: localCents / 100,
    local_amount_cents: localCents,
    side: story.side,
    operation_type: story.operationType,
    currency: 'EUR',
    local_currency: story.foreign?.currency ?? 'EUR',
    label: story.label,
    clean_counterparty_name: story.name,
    settled_at: status === 'completed' ? spell(columns.settled_at[row]) : null,
    emitted_at: emittedAt,
    created_at: emittedAt,
    updated_at: spell(columns.updated_at[row]),
    status,
    note: hasNote ? note : null,
    reference,
    vat_amount: vatCents === null ? null : vatCents / 100,
    vat_amount_cents: vatCents,
    vat_rate: story.vat,
    initiator_id: initiator,
    label_ids: labelIds,
    attachment_lost: isRequired && attached === 0 && isLost,
    attachment_required: isRequired,
    card_last_digits: isCard ? (CARDS[row % CARDS.length] ?? null) : null,
    category: story.category,
    cashflow_category: story.side === 'credit' ? { name: 'Encaissements' } : { name: 'Décaissements' },
    cashflow_subcategory: story.category === 'salary' ? { name: 'Salaires' } : null,
    subject_type: story.subjectType,
    bank_account_id: account?.id ?? '',
    is_external_transaction: false,
    ...detailsOf(story, bank, random),
  };
}

function detailsOf(story: Story, bank: Bank, random: Random): Partial<Transaction> {
  switch (story.operationType) {
    case 'transfer':
    case 'income':
    case 'swift_income':
    case 'direct_debit':
    case 'direct_debit_collection':
      return { [story.operationType]: counterpartyOf(story.label, bank) };
    case 'cheque':
      return { check: { check_number: random.digits(7), check_key: random.digits(2) } };
    case 'financing_installment':
      return {
        financing_installment: {
          total_installments_number: 36,
          current_installment_number: random.integer(1, 36),
        },
      };
    default:
      return {};
  }
}

function initiatorOf(story: Story, bank: Bank, random: Random): string | null {
  const members = bank.of(memberships).all();
  const member = random.pick(members.filter(({ status }) => status === 'active'));
  const isOurs = story.side === 'debit' && ['card', 'transfer'].includes(story.operationType);
  return isOurs ? member.id : null;
}

function labelsOf(story: Story, bank: Bank, random: Random): string[] {
  const choice = random.next();
  const leaves = bank.of(labels).all();
  const picked = [random.pick(leaves).id, random.pick(leaves).id];
  if (story.side === 'credit' && choice > 0.1) return [];
  const count = choice < 0.05 ? 2 : choice < 0.3 ? 1 : 0;
  return [...new Set(picked.slice(0, count))];
}

function referenceOf(story: Story, emittedAt: string, random: Random): string | null {
  const number = random.digits(4);
  switch (story.reference) {
    case 'invoice':
      return `FAC-${emittedAt.slice(0, 4)}-${number}`;
    case 'month':
      return `${story.category.toUpperCase()} ${emittedAt.slice(0, 7)}`;
    case 'free':
      return `Contrat ${number}`;
    default:
      return null;
  }
}

/** In hundredths of the foreign unit; the yen has only whole units. */
function localOf(cents: number, { foreign }: Story): number {
  if (foreign === undefined) return cents;
  const units = cents / foreign.rate;
  return foreign.currency === 'JPY' ? Math.round(units) * 100 : Math.round(units * 100);
}

function spell(momentMs: number | undefined): string {
  return new Date(momentMs ?? 0).toISOString();
}
