/** Sort values of a page. A row without a readable one takes that of the row before it, so that the walk goes on behind it. */
export function sortValues(raw: readonly unknown[], sortKey: string): string[] {
  const own = raw.map((wire) => {
    const text = textAt(wire, sortKey);
    return text !== undefined && isSortValue(text) ? text : undefined;
  });
  const first = own.find((key) => key !== undefined) ?? '1970-01-01T00:00:00.000Z';
  let last = first;
  return own.map((key) => (last = key ?? last));
}

/** Text of a field of an answer that may be anything; undefined when there is none. */
export function textAt(wire: unknown, key: string): string | undefined {
  const value =
    typeof wire === 'object' && wire !== null ? (wire as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isSortValue(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2}))?$/.test(text);
}
