import type {
  CreateInvoiceInput,
  SendInvoiceInput,
  UpdateInvoiceInput,
} from '../schema/client-invoice-input.js';
import type { InvoiceDiscountInput, InvoiceItemInput } from '../schema/invoice-item.js';
import type { UserError } from '../schema/user-error.js';
import { Problems } from './problems.js';

/** What is wrong with a draft to make. Nothing is sent while there is anything. */
export function problemsOfDraft(input: CreateInvoiceInput): UserError[] {
  const problems = new Problems();
  problems.id(input.clientId, 'clientId');
  if (input.items.length === 0) problems.add('REQUIRED', 'An invoice needs at least one line.', 'items');
  checkDays(problems, input);
  checkItems(problems, input.items, input.currency);
  return problems.found;
}

/** What is wrong with a change to a draft. */
export function problemsOfDraftChange(input: UpdateInvoiceInput): UserError[] {
  const problems = new Problems();
  problems.id(input.id, 'id');
  problems.id(input.clientId, 'clientId');
  for (const name of ['clientId', 'issueDate', 'dueDate', 'paymentIban', 'items', 'currency'] as const)
    if (input[name] === null) problems.add('REQUIRED', 'This can be changed, not emptied.', name);
  if (Object.values({ ...input, id: undefined }).every((value) => value === undefined))
    problems.add('REQUIRED', 'Name at least one thing to change.');
  if (input.items?.length === 0) problems.add('REQUIRED', 'An invoice needs at least one line.', 'items');
  checkDays(problems, input);
  checkItems(problems, input.items ?? [], input.currency);
  return problems.found;
}

/** What is wrong with an e-mail. */
export function problemsOfMessage(input: SendInvoiceInput): UserError[] {
  const problems = new Problems();
  problems.id(input.id, 'id');
  if (input.to.length === 0) problems.add('REQUIRED', 'Name at least one address.', 'to');
  problems.required(input.subject, 'subject');
  return problems.found;
}

/** What is wrong with an id alone. */
export function problemsOfId({ id }: { readonly id: string }): UserError[] {
  const problems = new Problems();
  problems.id(id, 'id');
  return problems.found;
}

/** Days are text that sorts by time. */
function checkDays(
  problems: Problems,
  input: Pick<
    UpdateInvoiceInput,
    'issueDate' | 'dueDate' | 'performancePeriodStart' | 'performancePeriodEnd'
  >,
): void {
  const { issueDate, dueDate, performancePeriodStart, performancePeriodEnd } = input;
  if (issueDate && dueDate && dueDate < issueDate)
    problems.add('INVALID', 'It is due before its own date.', 'dueDate');
  if (performancePeriodStart && performancePeriodEnd && performancePeriodEnd < performancePeriodStart)
    problems.add('INVALID', 'The service ends before it begins.', 'performancePeriodEnd');
}

/** All lines in one currency: the one that is named, or else that of the first line. */
function checkItems(
  problems: Problems,
  items: readonly InvoiceItemInput[],
  named: string | null | undefined,
): void {
  const currency = named ?? items[0]?.unitPrice.currency;
  for (const [index, item] of items.entries()) {
    const at = ['items', String(index)];
    problems.required(item.title, ...at, 'title');
    if (!isPositive(item.quantity)) problems.add('INVALID', 'More than zero.', ...at, 'quantity');
    checkPrice(problems, item, currency, at);
    if (!isFraction(item.vatRate))
      problems.add('INVALID', 'A fraction from 0 to 1, such as 0.20 for 20 %.', ...at, 'vatRate');
    if (item.vatExemptionReason != null && isFraction(item.vatRate) && isPositive(item.vatRate))
      problems.add('INVALID', 'Only a line without VAT has a reason for it.', ...at, 'vatExemptionReason');
    if (item.discount) checkDiscount(problems, item.discount, [...at, 'discount']);
  }
}

function checkPrice(
  problems: Problems,
  { unitPrice }: InvoiceItemInput,
  currency: string | undefined,
  at: readonly string[],
): void {
  if (unitPrice.value.startsWith('-'))
    problems.add('INVALID', 'Not less than zero.', ...at, 'unitPrice', 'value');
  else if (decimalsOf(unitPrice.value) > decimalsOfCurrency(unitPrice.currency))
    problems.add('INVALID', 'More decimals than the currency has.', ...at, 'unitPrice', 'value');
  if (unitPrice.currency !== currency)
    problems.add('INVALID', 'All lines are in the currency of the invoice.', ...at, 'unitPrice', 'currency');
}

function checkDiscount(
  problems: Problems,
  { type, value }: InvoiceDiscountInput,
  at: readonly string[],
): void {
  problems.known(type, ...at, 'type');
  if (!isPositive(value)) problems.add('INVALID', 'More than zero.', ...at, 'value');
  else if (type === 'PERCENTAGE' && !isFraction(value))
    problems.add('INVALID', 'A fraction up to 1, such as 0.10 for 10 %.', ...at, 'value');
  else if (type === 'ABSOLUTE' && decimalsOf(value) > 2)
    problems.add('INVALID', 'At most two decimals.', ...at, 'value');
}

function isPositive(decimal: string): boolean {
  return !decimal.startsWith('-') && /[1-9]/.test(decimal);
}

/** From 0 to 1, told from the text: `0.999999999999999999` is less than 1, as a JavaScript number it is not. */
function isFraction(decimal: string): boolean {
  return /^0*(0(\.\d+)?|1(\.0+)?)$/.test(decimal);
}

function decimalsOf(decimal: string): number {
  return (decimal.split('.')[1] ?? '').replace(/0+$/, '').length;
}

function decimalsOfCurrency(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}
