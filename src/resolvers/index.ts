import type { NonEmptyArray } from 'type-graphql';
import { AttachmentUploadResolver } from './attachment-upload.js';
import { AttachmentResolver } from './attachment.js';
import { BankAccountResolver } from './bank-account.js';
import { BeneficiaryCreateResolver } from './beneficiary-create.js';
import { BeneficiaryResolver } from './beneficiary.js';
import { ClientInvoiceChangedResolver } from './client-invoice-changed.js';
import { ClientInvoiceStatusResolver } from './client-invoice-status.js';
import { ClientInvoiceWriteResolver, SendInvoicePayloadResolver } from './client-invoice-write.js';
import { ClientInvoiceResolver } from './client-invoice.js';
import { ClientWriteResolver } from './client-write.js';
import { ClientResolver } from './client.js';
import { CreditNoteResolver } from './credit-note.js';
import { EInvoicingResolver } from './e-invoicing.js';
import { LabelResolver } from './label.js';
import { MembershipResolver } from './membership.js';
import { OrganizationResolver } from './organization.js';
import { PayeeVerificationResolver } from './payee-verification.js';
import { PaymentResolver } from './payment.js';
import { ScaResolver } from './sca.js';
import { AttachmentBillsResolver, TransactionBillsResolver } from './supplier-invoice-link.js';
import { SupplierInvoicePaymentResolver } from './supplier-invoice-payment.js';
import { SupplierInvoiceUploadResolver } from './supplier-invoice-upload.js';
import { SupplierInvoiceResolver } from './supplier-invoice.js';
import { TransactionChangedResolver } from './transaction-changed.js';
import { TransactionListResolver } from './transaction-list.js';
import { TransactionResolver, VatSummaryResolver } from './transaction.js';
import { TransferCancelResolver } from './transfer-cancel.js';
import { TransferListResolver } from './transfer-list.js';
import { TransferResolver } from './transfer.js';

/** All resolvers of the schema. */
export const resolvers: NonEmptyArray<new () => object> = [
  OrganizationResolver,
  BankAccountResolver,
  TransactionResolver,
  TransactionListResolver,
  TransactionChangedResolver,
  VatSummaryResolver,
  AttachmentResolver,
  LabelResolver,
  MembershipResolver,
  BeneficiaryResolver,
  BeneficiaryCreateResolver,
  PayeeVerificationResolver,
  PaymentResolver,
  TransferCancelResolver,
  TransferResolver,
  TransferListResolver,
  ScaResolver,
  SupplierInvoiceResolver,
  AttachmentBillsResolver,
  SupplierInvoicePaymentResolver,
  SupplierInvoiceUploadResolver,
  AttachmentUploadResolver,
  TransactionBillsResolver,
  ClientResolver,
  ClientWriteResolver,
  ClientInvoiceResolver,
  ClientInvoiceWriteResolver,
  ClientInvoiceStatusResolver,
  ClientInvoiceChangedResolver,
  SendInvoicePayloadResolver,
  CreditNoteResolver,
  EInvoicingResolver,
];
