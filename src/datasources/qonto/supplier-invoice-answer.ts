import { z } from 'zod';
import type { Refusal } from '../../errors.js';
import { readEnvelope } from './envelope.js';
import { plainName, type Sent } from './supplier-invoice-form.js';
import { maybe } from './wire.js';

/** What the answer to a request says of one of its bills. */
export type Said =
  /** A row; it may still turn out to be unreadable. */
  | { readonly kind: 'MADE'; readonly row: unknown }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly Refusal[] }
  /** Nothing that is surely about it. */
  | { readonly kind: 'NOTHING' };

/** A row of the answer, as far as it tells which bill it is. No key is documented; one is believed if it comes. */
const wireRow = z.object({
  idempotency_key: maybe(z.string()),
  file_name: maybe(z.string()),
  attachment_id: maybe(z.string()),
  errors: maybe(z.array(z.unknown())),
});
const wireAnswer = z.object({
  supplier_invoices: maybe(z.array(z.unknown())),
  errors: maybe(z.union([z.array(z.unknown()), z.object({})])),
});

/**
 * Finds out what became of each bill of a request, from an answer that is 200 whatever became of them.
 * Source: Qonto's use-case guide and docs.qonto.com, create supplier invoices, read 2026-11-20.
 *
 * Errors name their bill by its key, or by its place. Rows of bills that were made do not: they carry the file name
 * or the id of the stored file, which differ within a request. A row belongs to a bill when each is the only one that
 * fits the other; the last row belongs to the last bill. What is left is not guessed by order, which is not
 * documented: a bill shown under another's id might be paid in its place.
 */
export function readAnswer(body: unknown, bills: readonly Sent[]): ReadonlyMap<Sent, Said> {
  const answer = wireAnswer.safeParse(body).data ?? {};
  const said = new Map<Sent, Said>();
  const unplaced: Refusal[] = [];
  for (const refusal of refusalsIn(answer.errors)) {
    const bill = billOf(refusal.pointer, bills);
    if (bill === undefined) unplaced.push(refusal);
    else said.set(bill, refused([...refusalsOf(said.get(bill)), refusal]));
  }

  const rows = answer.supplier_invoices ?? [];
  const open = bills.filter((bill) => !said.has(bill));
  for (const [bill, row] of pairs(open, rows)) said.set(bill, saidByRow(row));

  // An error about no bill in particular is about all of a request that made nothing, or about the only one left.
  const left = bills.filter((bill) => !said.has(bill));
  const isAboutThem = unplaced.length > 0 && (rows.length === 0 || left.length === 1);
  for (const bill of left) said.set(bill, isAboutThem ? refused(unplaced) : { kind: 'NOTHING' });
  return said;
}

/** Where a pointer of the bank leads within one bill: `/supplier_invoices/idempotency_key/<key>/file` → `file`. */
export function partOf(
  pointer: string | undefined,
): 'file' | 'attachment_id' | 'idempotency_key' | undefined {
  const last = pointer?.split(/[/.[\]]+/).findLast((part) => part !== '');
  return last === 'file' || last === 'attachment_id' || last === 'idempotency_key' ? last : undefined;
}

function billOf(pointer: string | undefined, bills: readonly Sent[]): Sent | undefined {
  if (pointer === undefined) return undefined;
  const byKey = bills.find(({ key }) => pointer.includes(key));
  if (byKey) return byKey;
  const place = /supplier_invoices[[/.]+(\d+)(?!\w)/.exec(pointer)?.[1];
  return place === undefined ? undefined : bills[Number(place)];
}

/** Bills with their rows: by key, by stored file, by file name, each as far as it fits only once; then the last by the last. */
function pairs(bills: readonly Sent[], rows: readonly unknown[]): [Sent, unknown][] {
  const found: [Sent, unknown][] = [];
  let openBills = [...bills];
  let openRows = [...rows];
  const settle = (fits: (bill: Sent, row: unknown) => boolean) => {
    const certain = openBills.flatMap((bill): [Sent, unknown][] => {
      const [row, ...others] = openRows.filter((candidate) => fits(bill, candidate));
      const isOnly = others.length === 0 && openBills.filter((other) => fits(other, row)).length === 1;
      return row !== undefined && isOnly ? [[bill, row]] : [];
    });
    found.push(...certain);
    openBills = openBills.filter((bill) => !certain.some(([one]) => one === bill));
    openRows = openRows.filter((row) => !certain.some(([, one]) => one === row));
  };
  settle(({ key }, row) => factsOf(row).idempotency_key === key);
  // A row with a key is found by it or not at all.
  openRows = openRows.filter((row) => factsOf(row).idempotency_key == null);
  settle(isOfStoredFile);
  settle(isOfSentFile);
  if (openBills.length === 1 && openRows.length === 1) settle(() => true);
  return found;
}

function isOfStoredFile({ document }: Sent, row: unknown): boolean {
  return 'attachmentId' in document && factsOf(row).attachment_id === document.attachmentId;
}

function isOfSentFile({ document }: Sent, row: unknown): boolean {
  const name = factsOf(row).file_name;
  return 'file' in document && name != null && plainName(name) === plainName(document.file.name);
}

/** The guide's script looks for `errors` in each row as well. Source: Qonto's use-case guide, 2026-11-20. */
function saidByRow(row: unknown): Said {
  const refusals = refusalsIn(factsOf(row).errors);
  return refusals.length > 0 ? refused(refusals) : { kind: 'MADE', row };
}

function factsOf(row: unknown): z.infer<typeof wireRow> {
  return wireRow.safeParse(row).data ?? {};
}

function refusalsIn(errors: unknown): readonly Refusal[] {
  return readEnvelope(JSON.stringify({ errors }))?.refusals ?? [];
}

function refused(refusals: readonly Refusal[]): Said {
  return { kind: 'REFUSED', refusals };
}

function refusalsOf(said: Said | undefined): readonly Refusal[] {
  return said?.kind === 'REFUSED' ? said.refusals : [];
}
