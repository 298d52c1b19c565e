import { Attachments } from './attachment.js';
import { BankAccounts } from './bank-account.js';
import { Beneficiaries } from './beneficiary.js';
import { ClientInvoices } from './client-invoice-list.js';
import { ClientInvoicePdfs } from './client-invoice-pdf.js';
import { Clients } from './client.js';
import type { Access, QontoSettings } from './connection.js';
import { CreditNotes } from './credit-note.js';
import { EInvoicing } from './e-invoicing.js';
import { Labels } from './label.js';
import { Memberships } from './membership.js';
import { Organizations } from './organization.js';
import { PayeeVerifications } from './payee-verification.js';
import { ScaSessions } from './sca.js';
import type { QontoSession } from './session.js';
import { SupplierInvoices } from './supplier-invoice-list.js';
import { Transactions } from './transaction-list.js';
import { Transfers } from './transfer-list.js';

export type { NewBeneficiary } from './beneficiary.js';
export { attachmentFile } from './attachment-file.js';
export type { BankFile, OpenFile } from './bank-file.js';
export type { Meter } from './call.js';
export type { RequestListener, RequestRecord } from './call-log.js';
export type { ConnectionWish, QontoSettings } from './connection.js';
export { apiKey, bearerToken, type Credential, passThrough, sharePrincipals } from './credential.js';
export { FileStorage } from './file-storage.js';
export { matchForm } from './client-spelling.js';
export { InFlight } from './in-flight.js';
export {
  type LoginLedger,
  type LoginOutcome,
  type LoginRules,
  loginRules,
  type LoginRuling,
} from './login-ledger.js';
export type { SharedLogins } from './login-guard.js';
export { withMarker } from './marker.js';
export type { ListRow } from './resource.js';
export { wholly } from './row.js';
export { partOf } from './supplier-invoice-answer.js';
export { type Bill, documentOf } from './supplier-invoice-form.js';
export type { BillOutcome } from './supplier-invoice-upload.js';
export { checkFile, digestOf, safeFileName, typeOf, type UploadFile } from './upload-file.js';
export { bankLimits, type RateLimits, rateRules } from './rate-limits.js';
export type { RateAnswer, RateReport, RateStore } from './rate-store.js';
export { codeWord, redact, requestWord } from './redact.js';
export type { Confirmation } from './sca.js';
export type { QontoSession } from './session.js';
export type { AccountScope } from './transaction-list.js';
export type { Include } from './transaction-query.js';
export type { PaymentOrder } from './transfer-list.js';
export { transferProof } from './transfer-proof.js';
export {
  QontoTransport,
  type SharedCounts,
  type TransportOptions,
  type TransportState,
} from './transport.js';
export type { Made } from './write.js';

/** The bank, as resolvers see it: one per operation, in our words, with one row per object. */
export class Qonto {
  readonly organizations: Organizations;
  readonly bankAccounts: BankAccounts;
  readonly transactions: Transactions;
  readonly attachments: Attachments;
  readonly labels: Labels;
  readonly memberships: Memberships;
  readonly clients: Clients;
  readonly clientInvoices: ClientInvoices;
  readonly clientInvoicePdfs: ClientInvoicePdfs;
  readonly creditNotes: CreditNotes;
  readonly eInvoicing: EInvoicing;
  readonly beneficiaries: Beneficiaries;
  readonly payeeVerifications: PayeeVerifications;
  readonly scaSessions: ScaSessions;
  readonly transfers: Transfers;
  readonly supplierInvoices: SupplierInvoices;

  constructor(
    private readonly session: QontoSession,
    settings: QontoSettings,
  ) {
    const access: Access = { session, settings };
    this.beneficiaries = new Beneficiaries(access);
    this.payeeVerifications = new PayeeVerifications(access);
    this.scaSessions = new ScaSessions(access);
    this.transfers = new Transfers(access);
    this.supplierInvoices = new SupplierInvoices(access);
    this.organizations = new Organizations(access);
    this.bankAccounts = new BankAccounts(access);
    this.transactions = new Transactions(access);
    this.attachments = new Attachments(access);
    this.labels = new Labels(access);
    this.memberships = new Memberships(access);
    this.clients = new Clients(access);
    this.clientInvoices = new ClientInvoices(access);
    this.clientInvoicePdfs = new ClientInvoicePdfs({
      session,
      invoices: this.clientInvoices,
      attachments: this.attachments,
    });
    this.creditNotes = new CreditNotes(access);
    this.eInvoicing = new EInvoicing(access);
  }

  /** Reads of this operation give up so long from now at the latest; see {@link QontoSession.endReadsIn}. */
  endReadsIn(ms: number): void {
    this.session.endReadsIn(ms);
  }
}
