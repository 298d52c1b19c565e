import type { FieldCost } from './cost-table.js';

export type Arguments = Readonly<Record<string, unknown>>;

/** Rows that a page is asked for; what is out of bounds is refused by the field itself. */
export function rowsOf({ first, last }: Arguments): number {
  const asked = first ?? last ?? 50;
  return typeof asked === 'number' ? Math.min(Math.max(asked, 0), 500) : 0;
}

export function listsOf(lists: { arguments: readonly string[]; assumed: number }, given: Arguments): number {
  const named = lists.arguments.map((path) => valueAt(given, path)).find(Array.isArray);
  return named?.length ?? lists.assumed;
}

export function sizeOf({ size }: FieldCost, given: Arguments): number {
  if (size === undefined) return 1;
  if ('assumed' in size) return size.assumed;
  return lengthAt(given, size.argument);
}

export function requestsOf(
  { requests, perItem, parts }: Extract<FieldCost, { kind: 'EACH' }>,
  given: Arguments,
  size: number,
): number {
  if (parts) return Math.ceil(lengthAt(given, parts.argument) / parts.items);
  return perItem ? size * requests : requests;
}

/** Who waits looks once a second at most, and at two things: the invoice and its file. */
export function waitsOf(given: Arguments): number {
  const seconds = given['waitSeconds'] ?? valueAt(given, 'input.sca.waitSeconds');
  return typeof seconds === 'number' && seconds > 0 ? seconds + 2 : 0;
}

export function idsByType(representations: unknown): ReadonlyMap<unknown, ReadonlySet<unknown>> {
  const ids = new Map<unknown, Set<unknown>>();
  for (const { __typename: type, id } of (representations ?? []) as readonly Arguments[])
    ids.set(type, (ids.get(type) ?? new Set()).add(id));
  return ids;
}

/** Arguments that cannot be read are refused when the field is resolved. */
export function argumentsOf(read: () => Arguments): Arguments {
  try {
    return read();
  } catch {
    return {};
  }
}

function lengthAt(given: Arguments, path: string): number {
  const list = valueAt(given, path);
  return Array.isArray(list) ? list.length : 0;
}

function valueAt(given: Arguments, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Arguments | null | undefined)?.[name], given);
}
