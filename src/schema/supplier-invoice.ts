import { Field, ObjectType } from 'type-graphql';
import { syncableConnectionOf } from './connection.js';
import { EInvoicingEvent, Invoice } from './invoice.js';
import { Money } from './money.js';
import { DateScalar, DateTimeScalar, IbanScalar } from './scalars.js';
import { SupplierInvoiceStatus } from './supplier-invoice-kind.js';
import { SupplierInvoiceSummary, SupplierInvoiceTax } from './supplier-invoice-part.js';

@ObjectType({
  simpleResolvers: true,
  implements: Invoice,
  description:
    'A bill received from a supplier. Just sent in, most of it is null: the bank reads the document in the background, then sets `analyzedAt`.',
})
export class SupplierInvoice implements Invoice {
  id!: string;
  number!: string | null;
  totalAmount!: Money | null;
  issueDate!: string | null;
  dueDate!: string | null;
  createdAt!: string | null;
  updatedAt!: string | null;

  @Field(() => SupplierInvoiceStatus, {
    nullable: true,
    description: 'How far it has come. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: SupplierInvoiceStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => String, { nullable: true, description: 'Who is to be paid. Null until it was read.' })
  supplierName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who wrote it, when that is somebody else than the supplier. Null otherwise.',
  })
  issuerName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'VAT number of the supplier. Null until it was read, or when it names none.',
  })
  vatNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax number of the supplier. Null until it was read, or when it names none.',
  })
  tin!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for. Null when it does not say.' })
  description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the file sent in. Null when the bank has none.',
  })
  fileName!: string | null;

  @Field(() => Money, { nullable: true, description: 'Total without VAT. Null until it was read.' })
  totalAmountExcludingTaxes!: Money | null;

  @Field(() => Money, { nullable: true, description: 'All VAT. Null until it was read.' })
  totalTaxAmount!: Money | null;

  @Field(() => [SupplierInvoiceTax], {
    nullable: 'itemsAndList',
    description:
      'VAT by rate; empty until it was read. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  taxes!: (SupplierInvoiceTax | Error)[];

  @Field(() => Money, {
    nullable: true,
    description: 'What is to be paid: the total less credit notes. Null until it was read.',
  })
  payableAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Credit notes taken off. Null when there are none.' })
  creditNotesTotal!: Money | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day it was paid. Null until then.' })
  paymentDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day its payment is planned for. Null unless one is planned.',
  })
  scheduledDate!: string | null;

  @Field(() => IbanScalar, {
    nullable: true,
    description:
      'Account to pay into, as read from the document: check it before you pay. Null until it was read, or when it names none.',
  })
  iban!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How it came in, in the words of the bank: `email`, `e_invoicing`, `direct_upload`. An open set; null when the bank does not say.',
  })
  sourceType!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Through which door it came in, in the words of the bank, e.g. `integration`. An open set; null when the bank does not say.',
  })
  source!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the file is, in the words of the bank, e.g. `INVOICE`. An open set; null until it was read.',
  })
  documentCategory!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Format of an e-invoice in the words of the bank, e.g. `zugferd`. Null for all others.',
  })
  eInvoiceType!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Came in as structured data. Null only when it could not be read; the reason is in `errors`.',
  })
  isEInvoice!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'A credit note: the supplier owes the money. Null only when it could not be read; the reason is in `errors`.',
  })
  isCreditNote!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Looks like another bill: check before you pay. Null only when it could not be read; the reason is in `errors`.',
  })
  hasDuplicates!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'What was read does not add up: check before you pay. Null only when it could not be read; the reason is in `errors`.',
  })
  hasDiscrepancies!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The bank suggests credit notes to take off. Null only when it could not be read; the reason is in `errors`.',
  })
  hasSuggestedCreditNotes!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was turned down. Null unless REJECTED.' })
  declinedNote!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the document was read. Null until then: ask again in a minute.',
  })
  analyzedAt!: string | null;

  @Field(() => [SupplierInvoiceSummary], {
    nullable: 'itemsAndList',
    description:
      'The credit notes of an invoice, or the invoice of a credit note. Costs nothing: the bank embeds them. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  relatedInvoices!: (SupplierInvoiceSummary | Error)[];

  @Field(() => [EInvoicingEvent], {
    nullable: 'itemsAndList',
    description:
      'Its way through the e-invoicing network, oldest step first; empty when it is no e-invoice. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  eInvoicingEvents!: (EInvoicingEvent | Error)[];

  // Resolvers turn these into `attachment`, `displayAttachment`, `initiator`, `approvers` and `matchedTransactions`.
  attachmentId!: string | null;
  displayAttachmentId!: string | null;
  initiatorId!: string | null;
  approverIds!: readonly string[];
  transferIds!: readonly string[];
  matches!: readonly TransactionMatch[];
}

/** A movement that the bank says belongs to a bill: named by itself, or by the transfer that caused it. */
export type TransactionMatch = { readonly transactionId: string } | { readonly transferId: string };

export const SupplierInvoiceConnection = syncableConnectionOf(SupplierInvoice, 'supplier invoices');
