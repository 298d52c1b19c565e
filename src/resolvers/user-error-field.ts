import { getMetadataStorage } from 'type-graphql';

/**
 * Where the bank's pointers lead in our input: its names by ours, e.g. `{ vat_number: ['vatNumber'] }`.
 * Names that only differ in spelling need no entry.
 */
export type Renames = Readonly<Record<string, readonly string[]>>;

/**
 * `/data/attributes/billing_address/city` → `["input", "billingAddress", "city"]`; null when nothing of it is ours.
 *
 * A pointer is the bank's text, and may hold what the user typed. So it is followed only as long as its parts are names
 * of fields that inputs of this schema have, or indexes behind such a name.
 */
export function fieldOf(pointer: string, renames: Renames = {}): string[] | null {
  const parts = pointer
    .replace(/^\/?(data\/attributes|transfer|beneficiary|client_invoice|client)(?=\/|$)/, '')
    .split(/[/.]/)
    .filter((part) => part !== '');
  const field: string[] = [];
  for (const part of parts) {
    const ours = Object.hasOwn(renames, part) ? renames[part] : ownPart(part, field);
    if (ours === undefined) break;
    field.push(...ours);
  }
  return field.length === 0 ? null : ['input', ...field];
}

/** What a part is called here; undefined when it is no word of ours. */
function ownPart(part: string, before: readonly string[]): readonly string[] | undefined {
  if (/^(0|[1-9]\d{0,2})$/.test(part)) return before.length === 0 ? undefined : [part];
  const name = camelCase(part);
  inputFields ??= namesOfInputFields();
  return inputFields.has(name) ? [name] : undefined;
}

let inputFields: ReadonlySet<string> | undefined;

/** Looked up at the first refusal: the classes register themselves while they load. */
function namesOfInputFields(): ReadonlySet<string> {
  const { fields, inputTypes } = getMetadataStorage();
  const inputs = new Set(inputTypes.map(({ target }) => target));
  return new Set(fields.filter(({ target }) => inputs.has(target)).map(({ schemaName }) => schemaName));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
