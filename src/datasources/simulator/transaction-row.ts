import { bankAccounts } from './bank-account.js';
import { shelf, type Bank } from './bank.js';
import { COMPANY } from './company.js';
import { frenchIban } from './iban.js';
import { labels } from './label.js';
import { memberships } from './membership.js';
import type { Random } from './random.js';
import { STATUSES, type Status, type TransactionColumns } from './transaction-columns.js';
import { idOfRow } from './transaction-id.js';
import { STORIES, type Story } from './transaction-story.js';

/** The account on the other side, where the bank knows it. */
export interface Counterparty {
  readonly counterparty_account_number: string;
  readonly counterparty_account_number_format: string;
  readonly counterparty_bank_identifier: string;
  readonly counterparty_bank_identifier_format: string;
}

/** A transaction as the bank shows it, without what `includes[]` adds. Amounts are positive; `side` has the direction. */
export interface Transaction {
  readonly id: string;
  readonly transaction_id: string;
  readonly amount: number;
  readonly amount_cents: number;
  readonly settled_balance: number | null;
  readonly settled_balance_cents: number | null;
  readonly attachment_ids: readonly string[];
  readonly logo: { readonly small: string; readonly medium: string } | null;
  readonly local_amount: number;
  readonly local_amount_cents: number;
  readonly side: 'credit' | 'debit';
  readonly operation_type: string;
  readonly currency: string;
  readonly local_currency: string;
  readonly label: string;
  readonly clean_counterparty_name: string | null;
  readonly settled_at: string | null;
  readonly emitted_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly status: Status;
  readonly note: string | null;
  readonly reference: string | null;
  readonly vat_amount: number | null;
  readonly vat_amount_cents: number | null;
  /** Percent; -1 when several rates apply. */
  readonly vat_rate: number | null;
  readonly initiator_id: string | null;
  readonly label_ids: readonly string[];
  readonly attachment_lost: boolean;
  readonly attachment_required: boolean;
  readonly card_last_digits: string | null;
  readonly category: string;
  readonly cashflow_category: { readonly name: string } | null;
  readonly cashflow_subcategory: { readonly name: string } | null;
  readonly subject_type: string;
  readonly bank_account_id: string;
  readonly is_external_transaction: boolean;
  /** The one that fits the operation is there, the others are absent. */
  readonly transfer?: Counterparty;
  readonly income?: Counterparty;
  readonly swift_income?: Counterparty;
  readonly direct_debit?: Counterparty;
  readonly direct_debit_collection?: Counterparty;
  readonly check?: { readonly check_number: string; readonly check_key: string };
  readonly financing_installment?: {
    readonly total_installments_number: number;
    readonly current_installment_number: number;
  };
}

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

/** One rate: part of the amount. Several: half at 10 %, half at 20 %. */
export function vatOf(cents: number, rate: number | null): number | null {
  if (rate === null) return null;
  if (rate === -1) return part(cents / 2, 10) + part(cents / 2, 20);
  return part(cents, rate);
}

/** The VAT within an amount that includes it, in cents. */
export function part(cents: number, rate: number): number {
  return Math.round((cents * rate) / (100 + rate));
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

/** One counterparty keeps one account. */
const counterparties = shelf('counterparties', () => new Map<string, Counterparty>());

function counterpartyOf(label: string, bank: Bank): Counterparty {
  const known = bank.of(counterparties).get(label);
  if (known !== undefined) return known;
  const counterparty = {
    counterparty_account_number: frenchIban('20041', '01005', bank.random('counterparty', label).digits(11)),
    counterparty_account_number_format: 'IBAN',
    counterparty_bank_identifier: 'PSSTFRPPPAR',
    counterparty_bank_identifier_format: 'SWIFT_BIC',
  };
  bank.of(counterparties).set(label, counterparty);
  return counterparty;
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
