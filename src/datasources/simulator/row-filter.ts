import { refuse, Refused } from './refusal.js';

/** Any row, read by the name of a field. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Keeps the rows whose date lies in a window of the query, both ends included: `updated_at_from`, or bracketed
 * `filter[updated_at_from]`. An end that is no date is refused with 422.
 */
export function within<Row extends object>(
  rows: readonly Row[],
  query: URLSearchParams,
  field: keyof Row & string,
  dialect: 'flat' | 'bracketed',
): Row[] {
  const name = (end: 'from' | 'to') => (dialect === 'flat' ? `${field}_${end}` : `filter[${field}_${end}]`);
  const [from, to] = [moment(query, name('from')), moment(query, name('to'))];
  if (from === undefined && to === undefined) return [...rows];
  return rows.filter((row) => {
    const at = Date.parse(written(row, field));
    return at >= (from ?? -Infinity) && at <= (to ?? Infinity);
  });
}

/** Keeps the rows whose field is one of the values asked for; all of them when none is asked for. */
export function among<Row extends object>(
  rows: readonly Row[],
  values: readonly string[],
  field: keyof Row & string,
): Row[] {
  if (values.length === 0) return [...rows];
  const wanted = new Set(values);
  return rows.filter((row) => wanted.has(written(row, field)));
}

/** All values of an array parameter, whatever its spelling: `ids[]=a&ids[]=b` or `ids=a`; commas split as well. */
export function listed(query: URLSearchParams, name: string): string[] {
  return [...query.getAll(name), ...query.getAll(`${name}[]`)]
    .flatMap((value) => value.split(','))
    .filter(Boolean);
}

/** Refuses with 422 what is not in the list. Source: docs.qonto.com, errors (`not_in_list`), read 2026-11-20. */
export function onlyOf(values: readonly string[], allowed: readonly string[], parameter: string): void {
  if (values.every((value) => allowed.includes(value))) return;
  throw new Refused(
    refuse(422, 'not_in_list', `${parameter} must be one of: ${allowed.join(', ')}`, { parameter }),
  );
}

/**
 * Sorts by `sort_by=property:asc|desc`; rows without the property come last, equals stay in the order of their ids.
 * A property that cannot be sorted by is refused with 422.
 */
export function sorted<Row extends { readonly id: string }>(
  rows: readonly Row[],
  query: URLSearchParams,
  properties: readonly (keyof Row & string)[],
  byDefault: string,
): Row[] {
  const [property = '', order = 'desc'] = (query.get('sort_by') ?? byDefault).split(':');
  onlyOf([property], properties, 'sort_by');
  onlyOf([order], ['asc', 'desc'], 'sort_by');
  const direction = order === 'asc' ? 1 : -1;
  const key = (row: Row) => (row as Fields)[property];
  return [...rows].sort(
    (one, other) => compare(key(one), key(other), direction) || (one.id < other.id ? -1 : 1),
  );
}

/** `true` or `false` of the query; undefined when absent, 422 for anything else. */
export function truth(query: URLSearchParams, parameter: string): boolean | undefined {
  const value = query.get(parameter);
  if (value === null) return undefined;
  onlyOf([value], ['true', 'false'], parameter);
  return value === 'true';
}

function written(row: object, field: string): string {
  const value = (row as Fields)[field];
  return typeof value === 'string' ? value : '';
}

function compare(one: unknown, other: unknown, direction: number): number {
  const [left, right] = [sortable(one), sortable(other)];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  if (typeof left === 'string' && typeof right === 'string')
    return direction * left.localeCompare(right, 'fr');
  return direction * (Number(left) - Number(right));
}

/** Money sorts by its value; dates of one shape sort as text. */
function sortable(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'value' in value) return Number(value.value);
  return undefined;
}

function moment(query: URLSearchParams, parameter: string): number | undefined {
  const value = query.get(parameter);
  if (value === null || value === '') return undefined;
  const parsed = Date.parse(value);
  if (!Number.isNaN(parsed)) return parsed;
  throw new Refused(refuse(422, 'invalid_format', `${parameter} must be a date-time`, { parameter }));
}
