import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import { refuse, Refused, refuseWithObject } from './refusal.js';
import { STATUSES, type Moment } from './transaction-columns.js';

export const INCLUDES = ['vat_details', 'labels', 'attachments'] as const;
export type Include = (typeof INCLUDES)[number];

const MOMENTS = ['updated_at', 'settled_at', 'emitted_at', 'created_at'] as const;
const SORTABLE = ['updated_at', 'settled_at', 'emitted_at'] as const;

/** Bounds in milliseconds, both included. */
export interface Span {
  readonly moment: Moment;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface TransactionQuery {
  /** Position in the list of accounts. */
  readonly account: number;
  /** Positions in `STATUSES`. */
  readonly statuses: readonly number[];
  readonly side: string | undefined;
  readonly operationTypes: readonly string[];
  readonly withAttachments: boolean | undefined;
  readonly spans: readonly Span[];
  readonly sortBy: (typeof SORTABLE)[number];
  readonly descending: boolean;
}

/**
 * Reads the query of `GET /v2/transactions`; only completed transactions are shown unless `status[]` asks for others.
 * The account is demanded, by id or IBAN (the id wins), as documented.
 * Source: docs.qonto.com, list transactions, read 2026-11-20.
 */
export function readTransactionQuery(query: URLSearchParams, bank: Bank): TransactionQuery {
  const statuses = [...query.getAll('status[]'), ...query.getAll('status')];
  for (const status of statuses) oneOf('status', status, STATUSES);
  const side = query.get('side') ?? undefined;
  if (side !== undefined) oneOf('side', side, ['credit', 'debit']);
  const withAttachments = query.get('with_attachments');
  if (withAttachments !== null) oneOf('with_attachments', withAttachments, ['true', 'false']);
  const [property = '', order = 'desc'] = (query.get('sort_by') ?? 'settled_at:desc').split(':');
  return {
    account: accountOf(query, bank),
    statuses: (statuses.length === 0 ? ['completed'] : statuses).map((status) =>
      STATUSES.findIndex((known) => known === status),
    ),
    side,
    operationTypes: [...query.getAll('operation_type[]'), ...query.getAll('operation_type')],
    withAttachments: withAttachments === null ? undefined : withAttachments === 'true',
    spans: MOMENTS.flatMap((moment) => spanOf(query, moment)),
    sortBy: oneOf('sort_by', property, SORTABLE),
    descending: oneOf('sort_by', order, ['asc', 'desc'] as const) === 'desc',
  };
}

export function readIncludes(query: URLSearchParams): Include[] {
  return query.getAll('includes[]').map((name) => oneOf('includes', name, INCLUDES));
}

function accountOf(query: URLSearchParams, bank: Bank): number {
  const id = query.get('bank_account_id');
  const iban = query.get('iban');
  if (id === null && iban === null)
    throw new Refused(
      refuse(400, 'bad_request', 'bank_account_id or iban must be given', { parameter: 'bank_account_id' }),
    );
  const found = bank
    .of(bankAccounts)
    .all()
    .findIndex((account) => (id === null ? account.iban === iban : account.id === id));
  if (found < 0)
    throw new Refused(
      refuseWithObject(404, 'not_found', 'Bank account not found', {
        parameter: id === null ? 'iban' : 'bank_account_id',
      }),
    );
  return found;
}

function spanOf(query: URLSearchParams, moment: Moment): Span[] {
  const fromMs = instant(query, `${moment}_from`);
  const toMs = instant(query, `${moment}_to`);
  if (fromMs === undefined && toMs === undefined) return [];
  // A row without the moment (not settled) is in no span.
  return [{ moment, fromMs: fromMs ?? -Infinity, toMs: toMs ?? Number.MAX_VALUE }];
}

function instant(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instantMs = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instantMs))
    throw new Refused(
      refuseWithObject(422, 'invalid_format', `${name} is no date-time`, { parameter: name }),
    );
  return instantMs;
}

function oneOf<Word extends string>(parameter: string, given: string, words: readonly Word[]): Word {
  const known = words.find((word) => word === given);
  if (known === undefined)
    throw new Refused(
      refuse(422, 'not_in_list', `${parameter} must be one of: ${words.join(', ')}`, { parameter }),
    );
  return known;
}
