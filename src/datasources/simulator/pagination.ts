import { ok, type Answer } from './answer.js';
import type { Bank, Settings } from './bank.js';
import { refuseWithObject } from './refusal.js';
import type { Ask } from './routes.js';

const PER_PAGE_LIMIT = 100;

/** How a family spells its 422. */
export type PageRefusal = typeof refuseWithObject;

export interface PageMeta {
  readonly current_page: number;
  readonly next_page?: number | null;
  readonly prev_page: number | null;
  readonly total_pages: number;
  readonly total_count: number;
  readonly per_page: number;
}

/** The rows `from` (included) to `to` (excluded) make the page. */
export interface PagePlan {
  readonly from: number;
  readonly to: number;
  readonly meta: PageMeta;
}

/** One page of rows that are in order already: `{"<key>": [...], "meta": {...}}`. */
export function page(
  key: string,
  rows: readonly unknown[],
  ask: Ask,
  bank: Bank,
  perPageByDefault = 100,
  refuseWith: PageRefusal = refuseWithObject,
): Answer {
  const plan = planPage(ask.query, bank.settings, rows.length, perPageByDefault, refuseWith);
  if ('refusal' in plan) return plan.refusal;
  return ok({ [key]: rows.slice(plan.from, plan.to), meta: plan.meta });
}

/**
 * Reads `page` and `per_page` and cuts a list of `total` rows.
 *
 * Pages count from 1. A page past the last one is refused with 422, except the first page of an empty list.
 * `current_page` is no parameter: it is ignored, as the bank does.
 * Source: docs.qonto.com, pagination, read 2026-11-20; the 422 was reported by another integrator.
 */
export function planPage(
  query: URLSearchParams,
  settings: Settings,
  total: number,
  perPageByDefault: number,
  refuseWith: PageRefusal = refuseWithObject,
): PagePlan | { readonly refusal: Answer } {
  const refuse = (parameter: string, detail: string) => ({
    refusal: refuseWith(422, 'invalid', detail, { parameter }),
  });
  const page = wholeNumber(query.get('page') ?? '1');
  const wanted = wholeNumber(query.get('per_page') ?? String(perPageByDefault));
  if (page === undefined) return refuse('page', 'page must be greater than 0');
  if (wanted === undefined) return refuse('per_page', 'per_page must be between 1 and 100');
  if (wanted > PER_PAGE_LIMIT && settings.perPageAboveLimit === 'refuse')
    return refuse('per_page', 'per_page must be between 1 and 100');

  const perPage = Math.min(wanted, PER_PAGE_LIMIT);
  const totalPages = Math.ceil(total / perPage);
  if (page > Math.max(1, totalPages)) return refuse('page', 'page is out of range');

  const isLast = page >= totalPages;
  return {
    from: (page - 1) * perPage,
    to: Math.min(page * perPage, total),
    meta: {
      current_page: page,
      ...(isLast && settings.nextPageOnLastPage === 'absent' ? {} : { next_page: isLast ? null : page + 1 }),
      prev_page: page > 1 ? page - 1 : null,
      total_pages: totalPages,
      total_count: total,
      per_page: perPage,
    },
  };
}

function wholeNumber(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
