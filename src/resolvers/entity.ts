import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.js';
import { BadUserInput } from '../errors.js';
import { Selection } from './selection.js';

/** A row of which another service knows the type and the id. What it holds was sent in and is not to be trusted. */
export type Representation = Readonly<Record<string, unknown>>;

/** How a row is found again by its id. */
interface Entity {
  /** Null when there is none with this id. */
  readonly read: (id: string, context: Context) => Promise<object | null>;
  /** Fields beside `id` that need nothing else of the row. */
  readonly links?: readonly string[];
}

/**
 * The types that other services may refer to, with their key `id`.
 *
 * Accounts, labels, members and the organisation are one request each, however many are asked for; transfers one per
 * 100. The bank looks up everything else one by one.
 */
const entities: ReadonlyMap<string, Entity> = new Map<string, Entity>([
  ['Attachment', { read: (id, { load }) => load.attachment.load(id), links: ['supplierInvoices'] }],
  [
    'BankAccount',
    { read: (id, { load }) => load.bankAccount.load(id), links: ['organization', 'transactions'] },
  ],
  ['Beneficiary', { read: (id, { load }) => load.beneficiary.load(id), links: ['transfers'] }],
  ['Client', { read: (id, { load }) => load.client.load(id) }],
  ['ClientInvoice', { read: (id, { load }) => load.clientInvoice.load(id) }],
  ['CreditNote', { read: (id, { load }) => load.creditNote.load(id) }],
  ['Label', { read: (id, { load }) => load.label.load(id) }],
  ['Membership', { read: (id, { load }) => load.membership.load(id) }],
  ['Organization', { read: ownOrganization }],
  ['SupplierInvoice', { read: (id, { load }) => load.supplierInvoice.load(id) }],
  ['Transaction', { read: (id, { load }) => load.fullTransaction.load(id) }],
  ['Transfer', { read: (id, { load }) => load.transfer.load(id) }],
]);

/** Names of the types that can be found again by their id. */
export const entityNames: readonly string[] = [...entities.keys()];

/**
 * The rows behind representations, in their order; null where the bank knows none.
 *
 * Each stands by itself: one that is malformed or cannot be read is its error and spoils no other. A representation of
 * which nothing but `id` is selected is answered without looking whether there is such a row.
 */
export function resolveEntities(
  representations: readonly Representation[],
  context: Context,
  info: GraphQLResolveInfo,
): (Promise<object | null> | object)[] {
  const needsRow = new Map(entityNames.map((name) => [name, needsRowOf(name, info)]));
  return representations.map((representation, index) => {
    const { __typename: name, id } = representation;
    const entity = typeof name === 'string' ? entities.get(name) : undefined;
    if (typeof name !== 'string' || entity === undefined)
      return malformed(index, '__typename', `one of ${entityNames.join(', ')}`);
    if (typeof id !== 'string' || id === '') return malformed(index, 'id', 'an id as text');
    if (!needsRow.get(name)) return { __typename: name, id };
    return entity.read(id, context).then((row) => row && withTypename(row, name));
  });
}

/** Whether the selection asks more of a type than its id can answer. */
function needsRowOf(name: string, info: GraphQLResolveInfo): boolean {
  const selection = Selection.onType(info, info.schema.getType(name) as GraphQLObjectType);
  return selection.hasOtherThan('__typename', 'id', ...(entities.get(name)?.links ?? []));
}

/** The row under a name of its type. It is not copied: fields that cannot be read throw when they are asked for. */
function withTypename(row: object, name: string): object {
  return Object.create(row, { __typename: { value: name } }) as object;
}

async function ownOrganization(id: string, { load }: Context): Promise<object | null> {
  const own = await load.organization.load('own');
  return own.id === id ? own : null;
}

function malformed(index: number, key: string, expected: string): BadUserInput {
  const argument = `representations[${index}].${key}`;
  return new BadUserInput(argument, `\`${argument}\` expects ${expected}.`);
}
