import { ACCOUNT } from './bank-account.js';
import type { Bank } from './bank.js';
import { Random } from './random.js';
import { STORIES, storyAt } from './transaction-story.js';

export const STATUSES = ['completed', 'pending', 'declined'] as const;
export type Status = (typeof STATUSES)[number];

/** Which moment a list is sorted by or narrowed to. */
export type Moment = 'emitted_at' | 'settled_at' | 'updated_at' | 'created_at';

const YEAR_MS = 365 * 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * What must be known of every transaction to sort, filter and count: one typed array per fact, so that a million of
 * them fit into little memory. Everything else of a row is worked out from the seed when somebody reads it.
 * Rows are numbered in the order they were emitted; moments are in milliseconds.
 */
export class TransactionColumns {
  length = 0;
  emitted_at: Float64Array;
  /** Infinity while not settled. */
  settled_at: Float64Array;
  updated_at: Float64Array;
  cents: Float64Array;
  /** Position in the list of accounts. */
  account: Uint8Array;
  /** Position in {@link STATUSES}. */
  status: Uint8Array;
  /** Position in `STORIES`; {@link NO_STORY} for rows that came later. */
  story: Uint8Array;
  /** How many files are attached. */
  attached: Uint8Array;

  constructor(capacity: number) {
    this.emitted_at = new Float64Array(capacity);
    this.settled_at = new Float64Array(capacity);
    this.updated_at = new Float64Array(capacity);
    this.cents = new Float64Array(capacity);
    this.account = new Uint8Array(capacity);
    this.status = new Uint8Array(capacity);
    this.story = new Uint8Array(capacity);
    this.attached = new Uint8Array(capacity);
  }

  /** Makes room for one more row and gives its number. */
  grow(): number {
    const row = this.length++;
    if (row < this.cents.length) return row;
    const larger = new TransactionColumns(row * 2 + 64);
    for (const name of ['emitted_at', 'settled_at', 'updated_at', 'cents'] as const) {
      larger[name].set(this[name]);
      this[name] = larger[name];
    }
    for (const name of ['account', 'status', 'story', 'attached'] as const) {
      larger[name].set(this[name]);
      this[name] = larger[name];
    }
    return row;
  }

  /** `created_at` is the moment of emission: the bank writes a transaction down when it hears of it. */
  moment(name: Moment): Float64Array {
    return name === 'created_at' ? this.emitted_at : this[name];
  }
}

/** The story of rows that were booked after the bank was born. */
export const NO_STORY = 255;

/** Draws the year before the bank was born. */
export function drawColumns(bank: Bank): TransactionColumns {
  const count = bank.sizes.transactions;
  const columns = new TransactionColumns(count + 64);
  columns.length = count;
  const random = bank.random('transactions');
  const startMs = bank.bornAt.getTime() - YEAR_MS;
  const paceMs = YEAR_MS / Math.max(1, count);
  for (let row = 0; row < count; row++) {
    const emittedMs = Math.floor(startMs + (row + random.next()) * paceMs);
    const story = storyAt(random.next());
    columns.emitted_at[row] = emittedMs;
    columns.story[row] = story;
    columns.account[row] = accountOf(story, row / count, random);
    const status = statusOf(row / count, random);
    columns.status[row] = STATUSES.indexOf(status);
    const { cents, receipts } = STORIES[story] ?? { cents: [1, 1], receipts: 0 };
    columns.cents[row] = random.integer(cents[0], cents[1]);
    columns.attached[row] = random.chance(receipts) ? (random.chance(0.08) ? 2 : 1) : 0;
    const settledMs = emittedMs + random.integer(1, 200) * 997;
    columns.settled_at[row] = status === 'completed' ? Math.min(settledMs, bank.bornAt.getTime()) : Infinity;
    columns.updated_at[row] = updatedAt(
      Math.max(emittedMs, settledMs),
      bank.bornAt.getTime(),
      paceMs,
      random,
    );
  }
  return columns;
}

/** The closed account lived for the first half of the year only. */
function accountOf(story: number, share: number, random: Random): number {
  const own = STORIES[story]?.account;
  if (own !== undefined) return ACCOUNT[own];
  if (share < 0.5 && random.chance(0.04)) return ACCOUNT.closed;
  return random.chance(0.22) ? ACCOUNT.branch : ACCOUNT.main;
}

/** Only recent transactions are still pending. */
function statusOf(share: number, random: Random): Status {
  if (random.chance(0.03)) return 'declined';
  return share > 0.97 && random.chance(0.4) ? 'pending' : 'completed';
}

/**
 * Most rows rest after settlement; some are edited days later (a note, a receipt), and a few are swept by a batch
 * that gives about five of them the same instant, to the millisecond.
 */
function updatedAt(restMs: number, bornMs: number, paceMs: number, random: Random): number {
  const choice = random.next();
  let updatedMs = restMs + random.integer(120, 2_900);
  if (choice < 0.12) updatedMs = restMs + random.integer(5 * MINUTE_MS, 20 * DAY_MS);
  else if (choice < 0.16) {
    const batchMs = Math.ceil((5 * paceMs) / 0.04);
    updatedMs = Math.ceil(restMs / batchMs + 0.1) * batchMs;
  }
  return Math.max(Math.min(updatedMs, bornMs), Math.min(restMs, bornMs));
}
