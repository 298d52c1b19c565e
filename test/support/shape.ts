/**
 * Compares JSON with a documented shape and lists what differs, as `path: reason`.
 *
 * A shape is `text`, `number`, `integer` or `flag` (with `?`: or null), a list of one shape, or fields;
 * a field name ending in `?` may be absent, an object with `"?": true` may be null. Unknown fields differ.
 */
export function differences(value: unknown, shape: unknown, path = '$'): string[] {
  if (typeof shape === 'string') return isKind(value, shape) ? [] : [`${path}: is no ${shape}`];
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${path}: is no list`];
    return value.flatMap((item, index) => differences(item, shape[0], `${path}[${index}]`));
  }
  if (!isFields(shape)) throw new Error(`No shape at ${path}`);
  const { '?': mayBeNull, ...fields } = shape;
  if (value === null && mayBeNull === true) return [];
  if (!isFields(value)) return [`${path}: is no object`];

  const names = new Map(Object.keys(fields).map((name) => [name.replace(/\?$/, ''), name]));
  const missing = [...names]
    .filter(([name, spelled]) => name === spelled && !(name in value))
    .map(([name]) => `${path}.${name}: is missing`);
  const others = Object.entries(value).flatMap(([name, item]) => {
    const spelled = names.get(name);
    return spelled === undefined
      ? [`${path}.${name}: is not documented`]
      : differences(item, fields[spelled], `${path}.${name}`);
  });
  return [...missing, ...others];
}

function isKind(value: unknown, kind: string): boolean {
  if (kind.endsWith('?')) return value === null || isKind(value, kind.slice(0, -1));
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'flag':
      return typeof value === 'boolean';
    default:
      throw new Error(`No such kind: ${kind}`);
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
