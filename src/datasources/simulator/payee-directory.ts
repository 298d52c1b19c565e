import { shelf, type Bank } from './bank.js';
import { beneficiaries } from './beneficiary-seed.js';

/** What the payee's bank says about a name. Source: docs.qonto.com, verify a payee, read 2026-11-20. */
export type MatchResult =
  | 'MATCH_RESULT_MATCH'
  | 'MATCH_RESULT_CLOSE_MATCH'
  | 'MATCH_RESULT_NO_MATCH'
  | 'MATCH_RESULT_NOT_POSSIBLE'
  | 'MATCH_RESULT_UNSPECIFIED';

export interface PayeeMatch {
  readonly match_result: MatchResult;
  /** The holder's real name, for a close match only. */
  readonly matched_name?: string;
}

/** IBANs whose banks answer in a special way; chosen here, since Qonto publishes no test IBANs for it. */
export const SPECIAL_IBANS = {
  /** The bank was reached and cannot tell. */
  notPossible: 'DE89370400440532013000',
  /** The bank gives no result. */
  unspecified: 'GB82WEST12345698765432',
  /** The bank cannot be reached. */
  notAvailable: 'IT12M3609201600032486198434',
} as const;

/**
 * Who holds which account. Most beneficiaries carry their holder's name, some a short or a wrong one.
 * The two others come from Qonto's use-case guide and its sandbox pages, 2026-11-20.
 */
export const accountHolders = shelf('account holders', (bank) => {
  const holders = new Map([
    ['FR7616958000014849440866435', 'Admin'],
    ['FR7610002006000000141790000', 'Default Match Person'],
  ]);
  for (const [index, { iban, name }] of bank.of(beneficiaries).all().entries())
    holders.set(iban, index % 10 === 4 ? `${name} France` : index % 10 === 9 ? 'Quelqu’un d’autre' : name);
  return holders;
});

/**
 * Compares a name with the holder of an account, as the holder's bank would.
 * Case, accents, punctuation, word order and legal forms do not matter; up to a fifth of the letters may differ, or
 * words be missing, for a close match. An account nobody knows is no match.
 */
export function matchPayee(bank: Bank, iban: string, name: string): PayeeMatch | 'not available' {
  if (iban === SPECIAL_IBANS.notAvailable) return 'not available';
  if (iban === SPECIAL_IBANS.notPossible) return { match_result: 'MATCH_RESULT_NOT_POSSIBLE' };
  if (iban === SPECIAL_IBANS.unspecified) return { match_result: 'MATCH_RESULT_UNSPECIFIED' };
  const holder = bank.of(accountHolders).get(iban);
  if (holder === undefined) return { match_result: 'MATCH_RESULT_NO_MATCH' };
  const similar = similarity(name, holder);
  if (similar === 'same') return { match_result: 'MATCH_RESULT_MATCH' };
  if (similar === 'close') return { match_result: 'MATCH_RESULT_CLOSE_MATCH', matched_name: holder };
  return { match_result: 'MATCH_RESULT_NO_MATCH' };
}

/** How alike two names are. */
export function similarity(one: string, other: string): 'same' | 'close' | 'different' {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length === 0 || right.length === 0) return 'different';
  const [a, b] = [left.join(' '), right.join(' ')];
  if (a === b) return 'same';
  const within = left.every((word) => right.includes(word)) || right.every((word) => left.includes(word));
  return within || distance(a, b) <= Math.max(a.length, b.length) / 5 ? 'close' : 'different';
}

const LEGAL_FORMS = new Set([
  'sas',
  'sasu',
  'sarl',
  'eurl',
  'sa',
  'sci',
  'gmbh',
  'ltd',
  'srl',
  'm',
  'mme',
  'mr',
]);

function wordsOf(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
  const proper = words.filter((word) => !LEGAL_FORMS.has(word));
  return (proper.length > 0 ? proper : words).sort();
}

/** Levenshtein's: how many letters must be changed, added or taken away. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
