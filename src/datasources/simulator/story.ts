import type { ACCOUNT } from './bank-account.js';

/** What a transaction is about; amounts are in cents of the account's currency. */
export interface Story {
  readonly label: string;
  /** The name without the noise of the card network; null where the bank found none. */
  readonly name: string | null;
  readonly operationType: string;
  readonly subjectType: string;
  readonly side: 'credit' | 'debit';
  readonly category: string;
  readonly cents: readonly [lowest: number, highest: number];
  /** Percent; -1 for several rates, null for none. */
  readonly vat: number | null;
  /** How often it happens, compared with the others. */
  readonly weight: number;
  /** Where it is booked; the main account and the branch by default. */
  readonly account?: keyof typeof ACCOUNT;
  /** The currency on the other side and what one unit of it costs in cents. */
  readonly foreign?: { readonly currency: string; readonly rate: number };
  /** How often a receipt is attached, 0 to 1. */
  readonly receipts: number;
  readonly reference?: 'invoice' | 'month' | 'free';
}

/** Names, category and the range of the amount in cents. */
type Short = readonly [label: string, name: string | null, category: string, lowest: number, highest: number];

/** Payments by card that share VAT and frequency. */
export function cards(stories: readonly Short[], vat: number | null, weight: number): Story[] {
  return stories.map(([label, name, category, lowest, highest]) => ({
    label,
    name,
    operationType: 'card',
    subjectType: 'Card',
    side: 'debit',
    category,
    cents: [lowest, highest],
    vat,
    weight,
    receipts: 0.7,
  }));
}

/** Anything else that shares all but the name, category and amount. */
export function others(
  common: Pick<Story, 'operationType' | 'subjectType' | 'side' | 'vat' | 'weight' | 'receipts'> &
    Partial<Story>,
  stories: readonly Short[],
): Story[] {
  return stories.map(([label, name, category, lowest, highest]) => ({
    ...common,
    label,
    name,
    category,
    cents: [lowest, highest],
  }));
}
