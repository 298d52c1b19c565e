/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A postal address. Invoicing needs `street`, `city`, `zipCode` and `countryCode`. */
export type AddressInput = {
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  countryCode?: string | null | undefined;
  /** Province, e.g. `MI`. Italy only. */
  provinceCode?: string | null | undefined;
  /** Street and house number. */
  street?: string | null | undefined;
  /** Postal code. */
  zipCode?: string | null | undefined;
};

/** Whether an account is in use. */
export type BankAccountStatus =
  /** Money can come and go. */
  | 'ACTIVE'
  /** Closed for good; its transactions stay readable. */
  | 'CLOSED'
  /** A value this gateway does not know yet; see `rawStatus`. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** How far an invoice has come. Overdue is no status: compare `dueDate` with today. */
export type ClientInvoiceStatus =
  /** Cancelled; it keeps its number. */
  | 'CANCELED'
  /** Can be edited and deleted. Has no number yet, and no PDF. */
  | 'DRAFT'
  /** Marked as paid. */
  | 'PAID'
  /** Finalized: numbered and locked. Money is expected. */
  | 'UNPAID'
  /** A value this gateway does not know yet; see `rawStatus`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** What kind of client. */
export type ClientKind =
  /** A company; it has a `name`. */
  | 'COMPANY'
  /** A self-employed person (Italy). */
  | 'FREELANCER'
  /** A private person, with a first and a last name. */
  | 'INDIVIDUAL'
  /** A value this gateway does not know yet; see `rawKind`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** A client to put on file. To be billed it needs `currency`, `locale`, `billingAddress` and, as a company, `taxIdentificationNumber`. */
export type CreateClientInput = {
  /** Where bills go: the whole address. */
  billingAddress?: AddressInput | null | undefined;
  /** Currency of its invoices, e.g. `EUR`. */
  currency?: string | null | undefined;
  /** Where goods go: the whole address. */
  deliveryAddress?: AddressInput | null | undefined;
  /** Address in the e-invoicing network. */
  eInvoicingAddress?: string | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** All further addresses that get its invoices, at most 100. */
  extraEmails?: Array<string> | null | undefined;
  /** First name, at most 60 characters. A person needs one. */
  firstName?: string | null | undefined;
  /** What kind of client. */
  kind: ClientKind;
  /** Last name, at most 60 characters. A person needs one. */
  lastName?: string | null | undefined;
  /** Language of its invoices, e.g. `fr`. */
  locale?: string | null | undefined;
  /** Name of the company, at most 250 characters. A company needs one. */
  name?: string | null | undefined;
  /** Telephone. */
  phone?: PhoneInput | null | undefined;
  /** E-invoicing code. Italy only. */
  recipientCode?: string | null | undefined;
  /** Tax number, e.g. a SIREN, at most 30 characters. */
  taxIdentificationNumber?: string | null | undefined;
  /** VAT number, at most 20 characters. */
  vatNumber?: string | null | undefined;
};

/** How a discount is stated. */
export type DiscountType =
  /** As a sum: `value` is in whole units of the currency of the invoice. */
  | 'ABSOLUTE'
  /** As a share: `value` is a fraction, e.g. `"0.10"`. */
  | 'PERCENTAGE'
  /** A value this gateway does not know yet; see `rawType`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** Where a document is: exactly one of the two. */
export type DocumentInput =
  | {
      /** At the bank already, e.g. through `uploadAttachment`. */
      attachmentId: string | number;
      file?: never;
    }
  | { attachmentId?: never; /** Inline: PDF, JPEG or PNG, at most 10 MB. */ file: FileInput };

/** A file, sent inline. */
export type FileInput = {
  /** The bytes. */
  content: string;
  /** `application/pdf`, `image/jpeg` or `image/png`; must agree with the content. */
  contentType: string;
  /** Name with an extension that fits the content: `.pdf`, `.jpg` or `.jpeg`, `.png`, in any letter case. Folders in it are dropped; a name without extension gets the one that fits; another extension is refused. */
  fileName: string;
};

/** A discount on a line. */
export type InvoiceDiscountInput = {
  /** How it is stated. */
  type: DiscountType;
  /** A fraction (`"0.10"`) or a sum, see `type`. */
  value: string;
};

/** A line of an invoice to make. */
export type InvoiceItemInput = {
  /** More about it. */
  description?: string | null | undefined;
  /** Discount on this line. */
  discount?: InvoiceDiscountInput | null | undefined;
  /** How many, e.g. `"10"` or `"1.5"`. Greater than zero. */
  quantity: string;
  /** What is sold. */
  title: string;
  /** Of what, e.g. `hour`. */
  unit?: string | null | undefined;
  /** Price of one, without VAT, in the currency of the invoice. */
  unitPrice: MoneyInput;
  /** Code of the reason why there is no VAT, e.g. `N2.1`. For lines whose `vatRate` is 0. */
  vatExemptionReason?: string | null | undefined;
  /** As a fraction from 0 to 1, e.g. `"0.20"` for 20 %. */
  vatRate: string;
};

/** What a member may do, in broad terms. */
export type MembershipRole =
  /** Reads everything for the books. */
  | 'ACCOUNTANT'
  /** May do everything but what is left to the owner. */
  | 'ADMIN'
  /** Has a card and own expenses. */
  | 'EMPLOYEE'
  /** Runs a team within limits. */
  | 'MANAGER'
  /** Holds the contract with the bank. */
  | 'OWNER'
  /** Sees reports. */
  | 'REPORTING'
  /** A value this gateway does not know yet; see `rawRole`. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** An exact amount of money. */
export type MoneyInput = {
  /** The currency that `value` is in; must be that of the account or of the invoice. */
  currency: string;
  /** Decimal text in whole units (euros, not cents), e.g. `"1100.50"`; at most two decimals for EUR. */
  value: string;
};

/** What became of a request that was sent under an idempotency key. Switch on this, not on `userErrors`. */
export type Outcome =
  /** Done just now. */
  | 'CREATED'
  /** Not done, and it will not be: `userErrors` says why. Correct it and send again. */
  | 'REJECTED'
  /** Done earlier under the same key; this is that very object. Nothing new was made. */
  | 'REPLAYED'
  /** Not done yet: the account holder must confirm, see `scaChallenge`. Only for payments and payees. */
  | 'SCA_REQUIRED'
  /** It may or may not have been done, e.g. the line to the bank broke. Do not show a failure. Send the SAME input with the SAME key after `retryAfterSeconds`. */
  | 'UNKNOWN'
  | '%future added value';

/** Whether a name and an IBAN belong together, as the bank of the payee says. */
export type PayeeMatch =
  /** Nearly: show `matchedName` and let the payer decide. */
  | 'CLOSE_MATCH'
  /** They do. */
  | 'MATCH'
  /** The bank of the payee gave no answer or takes no part. Paying stays possible, unchecked. */
  | 'NOT_POSSIBLE'
  /** They do not: warn the payer, the money may go to a stranger. */
  | 'NO_MATCH'
  /** A result this gateway does not know; see `rawMatch`. Treat it like NO_MATCH. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** Whether the PDF can be had. */
export type PdfStatus =
  /** Being made: ask again after `retryAfterSeconds`. */
  | 'GENERATING'
  /** There is none and none is coming: a draft, or an invoice cancelled without a file. */
  | 'NONE'
  /** It is there: download it now. */
  | 'READY'
  | '%future added value';

/** A telephone number. */
export type PhoneInput = {
  /** Calling code, e.g. `+33`. */
  countryCode: string;
  /** The number without its calling code. */
  number: string;
};

/** How the account holder confirms a payment or a new payee. */
export type ScaInput = {
  /** How to ask the account holder. The same in both tries. */
  method?: ScaMethod;
  /** From the `scaChallenge` of the first try. Left out in the first try. */
  sessionToken?: string | null | undefined;
  /** The digits of the text message. With SMS_OTP only, beside `sessionToken`. */
  smsCode?: string | null | undefined;
  /** Seconds (0–25) to wait for the account holder before answering SCA_REQUIRED. One upstream request per second waited. */
  waitSeconds?: number;
};

/** How the account holder confirms. */
export type ScaMethod =
  /** In the app of the bank, on the paired phone. */
  | 'PAIRED_DEVICE'
  /** With a passkey. */
  | 'PASSKEY'
  /** With a code that comes as a text message: hand it in as `smsCode`. */
  | 'SMS_OTP'
  | '%future added value';

/** How far a confirmation has come. */
export type ScaStatus =
  /** Confirmed: send the mutation again, with the token. */
  | 'ALLOWED'
  /** Refused, or not answered within 15 minutes. Nothing was done. */
  | 'DENIED'
  /** A value this gateway does not know yet; see `rawStatus`. */
  | 'UNRECOGNIZED'
  /** No answer yet: ask again, at most once per second. */
  | 'WAITING'
  | '%future added value';

/** How far a bill has come. */
export type SupplierInvoiceStatus =
  /** Put away. */
  | 'ARCHIVED'
  /** Approved; the payment comes from elsewhere. */
  | 'AWAITING_PAYMENT'
  /** Paid. */
  | 'PAID'
  /** A payment is on its way. */
  | 'PENDING'
  /** Turned down; see `declinedNote`. */
  | 'REJECTED'
  /** A payment is planned for `scheduledDate`. */
  | 'SCHEDULED'
  /** An approver has to decide. */
  | 'TO_APPROVE'
  /** Approved; it can be paid. */
  | 'TO_PAY'
  /** New: somebody has to look at it. */
  | 'TO_REVIEW'
  /** A value this gateway does not know yet; see `rawStatus`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** One bill to send in. */
export type SupplierInvoiceUploadInput = {
  /** The document. Where several in one request have the same file name, each gets a mark of its key in its name at the bank, so that the answer can tell them apart. */
  document: DocumentInput;
  /** Yours: new for every bill, the same for every retry of it. A retry names the same document in the same way: other content or another `attachmentId` under the same key is another bill. A UUIDv7 is best; at most 255 printable characters. */
  idempotencyKey: string | number;
};

/** By which means the money moved. */
export type TransactionOperationType =
  /** Card payment or withdrawal. */
  | 'CARD'
  /** Cheque. */
  | 'CHEQUE'
  /** Direct debit taken from the account. */
  | 'DIRECT_DEBIT'
  /** Direct debit collected from a debtor. */
  | 'DIRECT_DEBIT_COLLECTION'
  /** Money held back on collected direct debits. */
  | 'DIRECT_DEBIT_HOLD'
  /** Instalment of a financing. */
  | 'FINANCING_INSTALLMENT'
  /** Transfer received. */
  | 'INCOME'
  /** pagoPA payment (Italy). */
  | 'PAGOPA_PAYMENT'
  /** Fee of the bank. */
  | 'QONTO_FEE'
  /** Transfer called back. */
  | 'RECALL'
  /** Transfer received through SWIFT. */
  | 'SWIFT_INCOME'
  /** Transfer sent. */
  | 'TRANSFER'
  /** A value this gateway does not know yet; see `rawOperationType`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** How far a transaction has come. */
export type TransactionStatus =
  /** Settled; it counts in `balance`. */
  | 'COMPLETED'
  /** Refused; no money moved. */
  | 'DECLINED'
  /** Weighs on `authorizedBalance`, not yet on `balance`. It may still change or be declined. */
  | 'PENDING'
  /** A value this gateway does not know yet; see `rawStatus`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** Why a transfer was declined after it had been taken. */
export type TransferDeclinedReason =
  /** The BIC of the payee is not valid. */
  | 'BENEFICIARY_BIC_INVALID'
  /** The account could not cover it. Want of money usually shows here, after the yes. */
  | 'DEBIT_ACCOUNT_INSUFFICIENT_FUNDS'
  /** A value this gateway does not know yet; see `rawDeclinedReason`. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** How far a transfer has come. */
export type TransferStatus =
  /** Cancelled in time; no money moved. */
  | 'CANCELED'
  /** Refused after it was taken; no money moved. See `declinedReason`. */
  | 'DECLINED'
  /** Taken, not yet worked on; can be cancelled. A scheduled one stays here until its day has come. */
  | 'PENDING'
  /** On its way; can no longer be cancelled. */
  | 'PROCESSING'
  /** The money has moved. */
  | 'SETTLED'
  /** A value this gateway does not know yet; see `rawStatus`. Refused as input. */
  | 'UNRECOGNIZED'
  | '%future added value';

/** What kind of problem a user error is. */
export type UserErrorCode =
  /** The organisation wants the approval of a second person first (four eyes). */
  | 'APPROVAL_REQUIRED'
  /** Transfers above 30,000 EUR need at least one attachment: `uploadAttachment`, then try again. */
  | 'ATTACHMENT_REQUIRED'
  /** The idempotency key was used for a different request. Nothing new was made; take a new key for a new intent. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The account cannot cover the amount. Nothing was paid. */
  | 'INSUFFICIENT_FUNDS'
  /** A value has the wrong form or is not allowed here: mark `field`. */
  | 'INVALID'
  /** The state of the object does not allow this, e.g. finalizing an invoice twice. Read it again. */
  | 'INVALID_STATE'
  /** The same key is being worked on at this moment: ask again in a second, with the same key. */
  | 'IN_PROGRESS'
  /** Too many items, too large a file, or a quota of the bank. */
  | 'LIMIT_REACHED'
  /** The object named in the input does not exist, or the caller may not see it. */
  | 'NOT_FOUND'
  /** Nobody knows yet whether the bank did it. It is NOT a failure: `message` says what to do. */
  | 'OUTCOME_UNKNOWN'
  /** The payee check gave a result you do not accept. Nothing was paid; see `verification`. */
  | 'PAYEE_MISMATCH'
  /** The proof token is missing, older than 23 hours, or was issued for another payee: `verifyPayee` again. */
  | 'PAYEE_VERIFICATION_INVALID'
  /** The plan of the organisation at the bank does not include this. */
  | 'PLAN_RESTRICTION'
  /** A value is missing: mark `field`. */
  | 'REQUIRED'
  /** The member must set up Strong Customer Authentication in the app of the bank first. */
  | 'SCA_NOT_ENROLLED'
  /** The confirmation was refused, came too late (15 minutes), or belongs to another request: start over without `sca.sessionToken`. */
  | 'SCA_REJECTED'
  /** A value is taken already, e.g. an invoice number or the IBAN of a payee. */
  | 'TAKEN'
  /** A code that this gateway does not know yet; see `upstreamCode`. */
  | 'UNRECOGNIZED'
  /** The bank failed on this item alone (bulk uploads): send this one again, with the same key. */
  | 'UPSTREAM_FAILED'
  | '%future added value';

export type BrowseTransactionsQueryVariables = Exact<{ [key: string]: never }>;

export type BrowseTransactionsQuery = {
  transactions: {
    nodes: Array<{
      id: string;
      label: string | null;
      status: TransactionStatus | null;
      settledAt: string | null;
      signedAmount: { value: string; currency: string } | null;
      bankAccount: { id: string; name: string | null } | null;
      attachments: Array<{ id: string; fileName: string | null } | null> | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type BulkUploadSupplierInvoicesMutationVariables = Exact<{
  invoices: Array<SupplierInvoiceUploadInput> | SupplierInvoiceUploadInput;
}>;

export type BulkUploadSupplierInvoicesMutation = {
  bulkUploadSupplierInvoices: {
    succeededCount: number;
    failedCount: number;
    results: Array<{
      index: number;
      idempotencyKey: string;
      outcome: Outcome;
      supplierInvoice: { id: string; status: SupplierInvoiceStatus | null; fileName: string | null } | null;
      userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
    }>;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type CompanyQueryVariables = Exact<{ [key: string]: never }>;

export type CompanyQuery = {
  organization: {
    name: string | null;
    legalName: string | null;
    mainBankAccount: { name: string | null; iban: string | null } | null;
  } | null;
  bankAccounts: {
    totalCount: number | null;
    nodes: Array<{
      id: string;
      name: string | null;
      status: BankAccountStatus | null;
      isMain: boolean | null;
      balance: { value: string; currency: string } | null;
      authorizedBalance: { value: string; currency: string } | null;
    } | null>;
  } | null;
  memberships: {
    nodes: Array<{ firstName: string | null; lastName: string | null; role: MembershipRole | null } | null>;
  } | null;
};

export type DownloadLinksQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;

export type DownloadLinksQuery = {
  attachments: Array<{
    id: string;
    fileName: string | null;
    contentType: string | null;
    fileSize: number | null;
    url: string | null;
    urlExpiresAt: string | null;
  } | null> | null;
};

export type FindOrCreateClientMutationVariables = Exact<{
  client: CreateClientInput;
}>;

export type FindOrCreateClientMutation = {
  findOrCreateClient: {
    wasCreated: boolean;
    client: { id: string; displayName: string | null } | null;
    otherMatches: Array<{ id: string }>;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type ReceivingAccountQueryVariables = Exact<{ [key: string]: never }>;

export type ReceivingAccountQuery = {
  organization: { mainBankAccount: { name: string | null; iban: string | null } | null } | null;
};

export type CreateInvoiceMutationVariables = Exact<{
  clientId: string | number;
  issueDate: string;
  dueDate: string;
  paymentIban: string;
  items: Array<InvoiceItemInput> | InvoiceItemInput;
}>;

export type CreateInvoiceMutation = {
  createInvoice: {
    clientInvoice: {
      id: string;
      status: ClientInvoiceStatus | null;
      totalAmount: { value: string; currency: string } | null;
    } | null;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type FinalizeInvoiceMutationVariables = Exact<{
  id: string | number;
}>;

export type FinalizeInvoiceMutation = {
  finalizeInvoice: {
    clientInvoice: {
      id: string;
      number: string | null;
      status: ClientInvoiceStatus | null;
      finalizedAt: string | null;
      pdf: {
        status: PdfStatus;
        retryAfterSeconds: number | null;
        attachment: {
          id: string;
          fileName: string | null;
          contentType: string | null;
          fileSize: number | null;
          url: string | null;
          urlExpiresAt: string | null;
        } | null;
      } | null;
    } | null;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type InvoicePdfQueryVariables = Exact<{
  id: string | number;
}>;

export type InvoicePdfQuery = {
  clientInvoice: {
    number: string | null;
    pdf: {
      status: PdfStatus;
      retryAfterSeconds: number | null;
      attachment: {
        id: string;
        fileName: string | null;
        contentType: string | null;
        fileSize: number | null;
        url: string | null;
        urlExpiresAt: string | null;
      } | null;
    } | null;
  } | null;
};

export type InvoiceFileFragment = {
  status: PdfStatus;
  retryAfterSeconds: number | null;
  attachment: {
    id: string;
    fileName: string | null;
    contentType: string | null;
    fileSize: number | null;
    url: string | null;
    urlExpiresAt: string | null;
  } | null;
};

type InvoicingProblems_BulkUploadSupplierInvoicesPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CancelInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CancelTransferPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CreateBeneficiaryPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CreateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CreateInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_CreateTransferPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_DeleteInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_FinalizeInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_FindOrCreateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_MarkInvoiceAsPaidPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_PayBeneficiaryPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_SendInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_UnmarkInvoiceAsPaidPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_UpdateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_UpdateInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_UploadAttachmentPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type InvoicingProblems_VerifyPayeePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

export type InvoicingProblemsFragment =
  | InvoicingProblems_BulkUploadSupplierInvoicesPayload_Fragment
  | InvoicingProblems_CancelInvoicePayload_Fragment
  | InvoicingProblems_CancelTransferPayload_Fragment
  | InvoicingProblems_CreateBeneficiaryPayload_Fragment
  | InvoicingProblems_CreateClientPayload_Fragment
  | InvoicingProblems_CreateInvoicePayload_Fragment
  | InvoicingProblems_CreateTransferPayload_Fragment
  | InvoicingProblems_DeleteInvoicePayload_Fragment
  | InvoicingProblems_FinalizeInvoicePayload_Fragment
  | InvoicingProblems_FindOrCreateClientPayload_Fragment
  | InvoicingProblems_MarkInvoiceAsPaidPayload_Fragment
  | InvoicingProblems_PayBeneficiaryPayload_Fragment
  | InvoicingProblems_SendInvoicePayload_Fragment
  | InvoicingProblems_UnmarkInvoiceAsPaidPayload_Fragment
  | InvoicingProblems_UpdateClientPayload_Fragment
  | InvoicingProblems_UpdateInvoicePayload_Fragment
  | InvoicingProblems_UploadAttachmentPayload_Fragment
  | InvoicingProblems_VerifyPayeePayload_Fragment;

export type FollowClientInvoicesSubscriptionVariables = Exact<{ [key: string]: never }>;

export type FollowClientInvoicesSubscription = {
  clientInvoiceChanged: {
    id: string;
    number: string | null;
    status: ClientInvoiceStatus | null;
    updatedAt: string | null;
    totalAmount: { value: string; currency: string } | null;
  } | null;
};

export type FollowTransactionsSubscriptionVariables = Exact<{
  bankAccountId?: string | number | null | undefined;
}>;

export type FollowTransactionsSubscription = {
  transactionChanged: {
    id: string;
    label: string | null;
    status: TransactionStatus | null;
    updatedAt: string | null;
    signedAmount: { value: string; currency: string } | null;
  } | null;
};

export type FindPayeeQueryVariables = Exact<{
  iban: string;
  withAccounts?: boolean | null | undefined;
}>;

export type FindPayeeQuery = {
  beneficiaries: {
    nodes: Array<{ id: string; name: string | null; iban: string | null; isTrusted: boolean | null } | null>;
  } | null;
  bankAccounts?: {
    nodes: Array<{
      id: string;
      name: string | null;
      iban: string | null;
      isMain: boolean | null;
      authorizedBalance: { value: string; currency: string } | null;
    } | null>;
  } | null;
};

export type VerifyPayeeMutationVariables = Exact<{
  name: string;
  iban: string;
}>;

export type VerifyPayeeMutation = {
  verifyPayee: {
    idempotencyKey: string | null;
    verification: {
      match: PayeeMatch;
      rawMatch: string | null;
      matchedName: string | null;
      isDegraded: boolean;
      proofToken: string;
      proofExpiresAt: string;
    } | null;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type CreateTransferMutationVariables = Exact<{
  idempotencyKey: string | number;
  proofToken: string;
  bankAccountId: string | number;
  beneficiaryId: string | number;
  amount: MoneyInput;
  reference: string;
  scheduledDate?: string | null | undefined;
  attachmentIds?: Array<string | number> | string | number | null | undefined;
  sca?: ScaInput | null | undefined;
}>;

export type CreateTransferMutation = {
  createTransfer: {
    outcome: Outcome;
    retryAfterSeconds: number | null;
    transfer: {
      id: string;
      status: TransferStatus | null;
      declinedReason: TransferDeclinedReason | null;
      reference: string | null;
      scheduledDate: string | null;
      amount: { value: string; currency: string } | null;
    } | null;
    existingTransfer: {
      id: string;
      status: TransferStatus | null;
      declinedReason: TransferDeclinedReason | null;
      reference: string | null;
      scheduledDate: string | null;
      amount: { value: string; currency: string } | null;
    } | null;
    scaChallenge: { sessionToken: string; expiresAt: string; pollAfterSeconds: number } | null;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type PayBeneficiaryMutationVariables = Exact<{
  idempotencyKey: string | number;
  bankAccountId: string | number;
  beneficiaryId: string | number;
  amount: MoneyInput;
  reference: string;
  acceptMatches?: Array<PayeeMatch> | PayeeMatch;
  sca?: ScaInput | null | undefined;
}>;

export type PayBeneficiaryMutation = {
  payBeneficiary: {
    outcome: Outcome;
    retryAfterSeconds: number | null;
    verification: { match: PayeeMatch; matchedName: string | null } | null;
    transfer: {
      id: string;
      status: TransferStatus | null;
      declinedReason: TransferDeclinedReason | null;
      reference: string | null;
      scheduledDate: string | null;
      amount: { value: string; currency: string } | null;
    } | null;
    existingTransfer: {
      id: string;
      status: TransferStatus | null;
      declinedReason: TransferDeclinedReason | null;
      reference: string | null;
      scheduledDate: string | null;
      amount: { value: string; currency: string } | null;
    } | null;
    scaChallenge: { sessionToken: string; expiresAt: string; pollAfterSeconds: number } | null;
    userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
  } | null;
};

export type ScaStatusQueryVariables = Exact<{
  sessionToken: string;
}>;

export type ScaStatusQuery = { scaSession: { status: ScaStatus } | null };

export type TransferStatusQueryVariables = Exact<{
  id: string | number;
}>;

export type TransferStatusQuery = {
  transfer: {
    id: string;
    status: TransferStatus | null;
    declinedReason: TransferDeclinedReason | null;
    reference: string | null;
    scheduledDate: string | null;
    amount: { value: string; currency: string } | null;
  } | null;
};

export type PaidTransferFragment = {
  id: string;
  status: TransferStatus | null;
  declinedReason: TransferDeclinedReason | null;
  reference: string | null;
  scheduledDate: string | null;
  amount: { value: string; currency: string } | null;
};

export type ScaToConfirmFragment = { sessionToken: string; expiresAt: string; pollAfterSeconds: number };

type PaymentProblems_BulkUploadSupplierInvoicesPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CancelInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CancelTransferPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CreateBeneficiaryPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CreateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CreateInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_CreateTransferPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_DeleteInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_FinalizeInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_FindOrCreateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_MarkInvoiceAsPaidPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_PayBeneficiaryPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_SendInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_UnmarkInvoiceAsPaidPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_UpdateClientPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_UpdateInvoicePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_UploadAttachmentPayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

type PaymentProblems_VerifyPayeePayload_Fragment = {
  userErrors: Array<{ code: UserErrorCode; message: string; field: Array<string> | null }>;
};

export type PaymentProblemsFragment =
  | PaymentProblems_BulkUploadSupplierInvoicesPayload_Fragment
  | PaymentProblems_CancelInvoicePayload_Fragment
  | PaymentProblems_CancelTransferPayload_Fragment
  | PaymentProblems_CreateBeneficiaryPayload_Fragment
  | PaymentProblems_CreateClientPayload_Fragment
  | PaymentProblems_CreateInvoicePayload_Fragment
  | PaymentProblems_CreateTransferPayload_Fragment
  | PaymentProblems_DeleteInvoicePayload_Fragment
  | PaymentProblems_FinalizeInvoicePayload_Fragment
  | PaymentProblems_FindOrCreateClientPayload_Fragment
  | PaymentProblems_MarkInvoiceAsPaidPayload_Fragment
  | PaymentProblems_PayBeneficiaryPayload_Fragment
  | PaymentProblems_SendInvoicePayload_Fragment
  | PaymentProblems_UnmarkInvoiceAsPaidPayload_Fragment
  | PaymentProblems_UpdateClientPayload_Fragment
  | PaymentProblems_UpdateInvoicePayload_Fragment
  | PaymentProblems_UploadAttachmentPayload_Fragment
  | PaymentProblems_VerifyPayeePayload_Fragment;

export type SyncClientInvoicesQueryVariables = Exact<{
  since: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  withLinks?: boolean | null | undefined;
  includeImported?: boolean | null | undefined;
}>;

export type SyncClientInvoicesQuery = {
  clientInvoices: {
    checkpoint: string | null;
    nodes: Array<{
      id: string;
      number: string | null;
      status: ClientInvoiceStatus | null;
      issueDate: string | null;
      dueDate: string | null;
      updatedAt: string | null;
      paidAt: string | null;
      billedTo: {
        clientId: string | null;
        name: string | null;
        firstName: string | null;
        lastName: string | null;
      } | null;
      totalAmount: { value: string; currency: string } | null;
      attachment:
        | ({ id: string } & {
            fileName?: string | null;
            contentType?: string | null;
            url?: string | null;
            urlExpiresAt?: string | null;
          })
        | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type SyncSupplierInvoicesQueryVariables = Exact<{
  since: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  withLinks?: boolean | null | undefined;
}>;

export type SyncSupplierInvoicesQuery = {
  supplierInvoices: {
    checkpoint: string | null;
    nodes: Array<{
      id: string;
      number: string | null;
      status: SupplierInvoiceStatus | null;
      issueDate: string | null;
      dueDate: string | null;
      updatedAt: string | null;
      supplierName: string | null;
      hasDuplicates: boolean | null;
      payableAmount: { value: string; currency: string } | null;
      totalAmount: { value: string; currency: string } | null;
      attachment:
        | ({ id: string } & {
            fileName?: string | null;
            contentType?: string | null;
            url?: string | null;
            urlExpiresAt?: string | null;
          })
        | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type StartTransactionSyncQueryVariables = Exact<{
  since: string;
  first?: number | null | undefined;
}>;

export type StartTransactionSyncQuery = {
  bankAccounts: {
    nodes: Array<{
      id: string;
      name: string | null;
      transactions: {
        checkpoint: string | null;
        nodes: Array<{
          id: string;
          status: TransactionStatus | null;
          operationType: TransactionOperationType | null;
          label: string | null;
          reference: string | null;
          emittedAt: string | null;
          settledAt: string | null;
          updatedAt: string | null;
          signedAmount: { value: string; currency: string } | null;
          counterparty: { name: string | null } | null;
          attachments: Array<{
            id: string;
            fileName: string | null;
            url: string | null;
            urlExpiresAt: string | null;
          } | null> | null;
        } | null>;
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      } | null;
    } | null>;
  } | null;
};

export type ContinueTransactionSyncQueryVariables = Exact<{
  accountId: string | number;
  since: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ContinueTransactionSyncQuery = {
  transactions: {
    checkpoint: string | null;
    nodes: Array<{
      id: string;
      status: TransactionStatus | null;
      operationType: TransactionOperationType | null;
      label: string | null;
      reference: string | null;
      emittedAt: string | null;
      settledAt: string | null;
      updatedAt: string | null;
      signedAmount: { value: string; currency: string } | null;
      counterparty: { name: string | null } | null;
      attachments: Array<{
        id: string;
        fileName: string | null;
        url: string | null;
        urlExpiresAt: string | null;
      } | null> | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type TransactionPageFragment = {
  checkpoint: string | null;
  nodes: Array<{
    id: string;
    status: TransactionStatus | null;
    operationType: TransactionOperationType | null;
    label: string | null;
    reference: string | null;
    emittedAt: string | null;
    settledAt: string | null;
    updatedAt: string | null;
    signedAmount: { value: string; currency: string } | null;
    counterparty: { name: string | null } | null;
    attachments: Array<{
      id: string;
      fileName: string | null;
      url: string | null;
      urlExpiresAt: string | null;
    } | null> | null;
  } | null>;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

export type SyncTransactionsQueryVariables = Exact<{
  since: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type SyncTransactionsQuery = {
  transactions: {
    checkpoint: string | null;
    nodes: Array<{
      id: string;
      status: TransactionStatus | null;
      operationType: TransactionOperationType | null;
      label: string | null;
      reference: string | null;
      emittedAt: string | null;
      settledAt: string | null;
      updatedAt: string | null;
      signedAmount: { value: string; currency: string } | null;
      counterparty: { name: string | null } | null;
      bankAccount: { id: string; name: string | null } | null;
      attachments: Array<{
        id: string;
        fileName: string | null;
        contentType: string | null;
        url: string | null;
        urlExpiresAt: string | null;
      } | null> | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const InvoiceFileFragmentDoc = new TypedDocumentString(
  `
    fragment InvoiceFile on ClientInvoicePdf {
  status
  retryAfterSeconds
  attachment {
    id
    fileName
    contentType
    fileSize
    url
    urlExpiresAt
  }
}
    `,
  { fragmentName: 'InvoiceFile' },
) as unknown as TypedDocumentString<InvoiceFileFragment, unknown>;
export const InvoicingProblemsFragmentDoc = new TypedDocumentString(
  `
    fragment InvoicingProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}
    `,
  { fragmentName: 'InvoicingProblems' },
) as unknown as TypedDocumentString<InvoicingProblemsFragment, unknown>;
export const PaidTransferFragmentDoc = new TypedDocumentString(
  `
    fragment PaidTransfer on Transfer {
  id
  status
  declinedReason
  reference
  scheduledDate
  amount {
    value
    currency
  }
}
    `,
  { fragmentName: 'PaidTransfer' },
) as unknown as TypedDocumentString<PaidTransferFragment, unknown>;
export const ScaToConfirmFragmentDoc = new TypedDocumentString(
  `
    fragment ScaToConfirm on ScaChallenge {
  sessionToken
  expiresAt
  pollAfterSeconds
}
    `,
  { fragmentName: 'ScaToConfirm' },
) as unknown as TypedDocumentString<ScaToConfirmFragment, unknown>;
export const PaymentProblemsFragmentDoc = new TypedDocumentString(
  `
    fragment PaymentProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}
    `,
  { fragmentName: 'PaymentProblems' },
) as unknown as TypedDocumentString<PaymentProblemsFragment, unknown>;
export const TransactionPageFragmentDoc = new TypedDocumentString(
  `
    fragment TransactionPage on TransactionConnection {
  nodes {
    id
    status
    operationType
    label
    reference
    emittedAt
    settledAt
    updatedAt
    signedAmount {
      value
      currency
    }
    counterparty {
      name
    }
    attachments {
      id
      fileName
      url
      urlExpiresAt
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
  checkpoint
}
    `,
  { fragmentName: 'TransactionPage' },
) as unknown as TypedDocumentString<TransactionPageFragment, unknown>;
export const BrowseTransactionsDocument = new TypedDocumentString(
  `
    query BrowseTransactions {
  transactions(first: 10) {
    nodes {
      id
      label
      status
      settledAt
      signedAmount {
        value
        currency
      }
      bankAccount {
        id
        name
      }
      attachments {
        id
        fileName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `,
  { hash: 'sha256:78ef987a586943bad8a39766f03b4c2191a4f94037f010f70a16d31c37823421' },
) as unknown as TypedDocumentString<BrowseTransactionsQuery, BrowseTransactionsQueryVariables>;
export const BulkUploadSupplierInvoicesDocument = new TypedDocumentString(
  `
    mutation BulkUploadSupplierInvoices($invoices: [SupplierInvoiceUploadInput!]!) {
  bulkUploadSupplierInvoices(input: {invoices: $invoices}) {
    succeededCount
    failedCount
    results {
      index
      idempotencyKey
      outcome
      supplierInvoice {
        id
        status
        fileName
      }
      userErrors {
        code
        message
        field
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `,
  { hash: 'sha256:8788b218a342b9712d1b8d42c14a77ea744b93d05a0286a3c8070be48a2b1283' },
) as unknown as TypedDocumentString<
  BulkUploadSupplierInvoicesMutation,
  BulkUploadSupplierInvoicesMutationVariables
>;
export const CompanyDocument = new TypedDocumentString(
  `
    query Company {
  organization {
    name
    legalName
    mainBankAccount {
      name
      iban
    }
  }
  bankAccounts {
    nodes {
      id
      name
      status
      isMain
      balance {
        value
        currency
      }
      authorizedBalance {
        value
        currency
      }
    }
    totalCount
  }
  memberships {
    nodes {
      firstName
      lastName
      role
    }
  }
}
    `,
  { hash: 'sha256:139bbc78cf34690f6b739e57c5c4b4cbf4662c3b0f2a9d5090285b3d219526be' },
) as unknown as TypedDocumentString<CompanyQuery, CompanyQueryVariables>;
export const DownloadLinksDocument = new TypedDocumentString(
  `
    query DownloadLinks($ids: [ID!]!) {
  attachments(ids: $ids) {
    id
    fileName
    contentType
    fileSize
    url
    urlExpiresAt
  }
}
    `,
  { hash: 'sha256:60e18b19dd3d4578e2667ca27779600648af9851cbef65b5055ae42993647f59' },
) as unknown as TypedDocumentString<DownloadLinksQuery, DownloadLinksQueryVariables>;
export const FindOrCreateClientDocument = new TypedDocumentString(
  `
    mutation FindOrCreateClient($client: CreateClientInput!) {
  findOrCreateClient(input: {matchBy: EMAIL, client: $client}) {
    wasCreated
    client {
      id
      displayName
    }
    otherMatches {
      id
    }
    ...InvoicingProblems
  }
}
    fragment InvoicingProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:ff39b529db834d429df2b5ec064a6d3a2c8d1564c87b4a77506df3e3f6ddfa14' },
) as unknown as TypedDocumentString<FindOrCreateClientMutation, FindOrCreateClientMutationVariables>;
export const ReceivingAccountDocument = new TypedDocumentString(
  `
    query ReceivingAccount {
  organization {
    mainBankAccount {
      name
      iban
    }
  }
}
    `,
  { hash: 'sha256:ad279983ff57c4bcc91618c3eb8296b08bd33403e9ce69bdbea5ba9d46e796ff' },
) as unknown as TypedDocumentString<ReceivingAccountQuery, ReceivingAccountQueryVariables>;
export const CreateInvoiceDocument = new TypedDocumentString(
  `
    mutation CreateInvoice($clientId: ID!, $issueDate: Date!, $dueDate: Date!, $paymentIban: IBAN!, $items: [InvoiceItemInput!]!) {
  createInvoice(
    input: {clientId: $clientId, issueDate: $issueDate, dueDate: $dueDate, paymentIban: $paymentIban, items: $items}
  ) {
    clientInvoice {
      id
      status
      totalAmount {
        value
        currency
      }
    }
    ...InvoicingProblems
  }
}
    fragment InvoicingProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:cbcaba0c1c48acaf66b79930d987ddb0ad5c2c427192d616dcf2e12eca63c564' },
) as unknown as TypedDocumentString<CreateInvoiceMutation, CreateInvoiceMutationVariables>;
export const FinalizeInvoiceDocument = new TypedDocumentString(
  `
    mutation FinalizeInvoice($id: ID!) {
  finalizeInvoice(input: {id: $id}) {
    clientInvoice {
      id
      number
      status
      finalizedAt
      pdf(waitSeconds: 20) {
        ...InvoiceFile
      }
    }
    ...InvoicingProblems
  }
}
    fragment InvoiceFile on ClientInvoicePdf {
  status
  retryAfterSeconds
  attachment {
    id
    fileName
    contentType
    fileSize
    url
    urlExpiresAt
  }
}
fragment InvoicingProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:de5e61a61fa84f126aaf5b5cfdceff92cc2c327f0f143e946e6ad53b733b3a8f' },
) as unknown as TypedDocumentString<FinalizeInvoiceMutation, FinalizeInvoiceMutationVariables>;
export const InvoicePdfDocument = new TypedDocumentString(
  `
    query InvoicePdf($id: ID!) {
  clientInvoice(id: $id) {
    number
    pdf(waitSeconds: 20) {
      ...InvoiceFile
    }
  }
}
    fragment InvoiceFile on ClientInvoicePdf {
  status
  retryAfterSeconds
  attachment {
    id
    fileName
    contentType
    fileSize
    url
    urlExpiresAt
  }
}`,
  { hash: 'sha256:7038cbbb975c69694ef76540aa60fa6e4e4d4537c52e43d670f27b5c6158c891' },
) as unknown as TypedDocumentString<InvoicePdfQuery, InvoicePdfQueryVariables>;
export const FollowClientInvoicesDocument = new TypedDocumentString(
  `
    subscription FollowClientInvoices {
  clientInvoiceChanged {
    id
    number
    status
    updatedAt
    totalAmount {
      value
      currency
    }
  }
}
    `,
  { hash: 'sha256:b28823256208df7750bfbcebdb8952989bf00b4a1d24acec5abdaea6af1f6783' },
) as unknown as TypedDocumentString<
  FollowClientInvoicesSubscription,
  FollowClientInvoicesSubscriptionVariables
>;
export const FollowTransactionsDocument = new TypedDocumentString(
  `
    subscription FollowTransactions($bankAccountId: ID) {
  transactionChanged(bankAccountId: $bankAccountId) {
    id
    label
    status
    updatedAt
    signedAmount {
      value
      currency
    }
  }
}
    `,
  { hash: 'sha256:7dc8d0a5709cd8b13edc5e3e72bfb960dfc0ed67d4cdbab3d5bb6795a09a8691' },
) as unknown as TypedDocumentString<FollowTransactionsSubscription, FollowTransactionsSubscriptionVariables>;
export const FindPayeeDocument = new TypedDocumentString(
  `
    query FindPayee($iban: IBAN!, $withAccounts: Boolean = true) {
  beneficiaries(first: 1, filter: {ibans: [$iban], statuses: [VALIDATED]}) {
    nodes {
      id
      name
      iban
      isTrusted
    }
  }
  bankAccounts(first: 100) @include(if: $withAccounts) {
    nodes {
      id
      name
      iban
      isMain
      authorizedBalance {
        value
        currency
      }
    }
  }
}
    `,
  { hash: 'sha256:e9997e97fbd5c1ddbf4e94b22fea2a836070140e02c79f40b406cc66a59f7a1e' },
) as unknown as TypedDocumentString<FindPayeeQuery, FindPayeeQueryVariables>;
export const VerifyPayeeDocument = new TypedDocumentString(
  `
    mutation VerifyPayee($name: String!, $iban: IBAN!) {
  verifyPayee(input: {payee: {account: {name: $name, iban: $iban}}}) {
    verification {
      match
      rawMatch
      matchedName
      isDegraded
      proofToken
      proofExpiresAt
    }
    idempotencyKey
    ...PaymentProblems
  }
}
    fragment PaymentProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:435d37f8bbc14ee8a7f85ba4bff44acc566c8e7cf1397a9b5215632f0447dd29' },
) as unknown as TypedDocumentString<VerifyPayeeMutation, VerifyPayeeMutationVariables>;
export const CreateTransferDocument = new TypedDocumentString(
  `
    mutation CreateTransfer($idempotencyKey: ID!, $proofToken: String!, $bankAccountId: ID!, $beneficiaryId: ID!, $amount: MoneyInput!, $reference: String!, $scheduledDate: Date, $attachmentIds: [ID!], $sca: ScaInput) {
  createTransfer(
    input: {idempotencyKey: $idempotencyKey, proofToken: $proofToken, bankAccountId: $bankAccountId, payee: {beneficiaryId: $beneficiaryId}, amount: $amount, reference: $reference, scheduledDate: $scheduledDate, attachmentIds: $attachmentIds, sca: $sca}
  ) {
    outcome
    retryAfterSeconds
    transfer {
      ...PaidTransfer
    }
    existingTransfer {
      ...PaidTransfer
    }
    scaChallenge {
      ...ScaToConfirm
    }
    ...PaymentProblems
  }
}
    fragment PaidTransfer on Transfer {
  id
  status
  declinedReason
  reference
  scheduledDate
  amount {
    value
    currency
  }
}
fragment ScaToConfirm on ScaChallenge {
  sessionToken
  expiresAt
  pollAfterSeconds
}
fragment PaymentProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:beffa0318e3dbbf84a6596e74264d6d76186458761ad7cb3f3ea314680fbac18' },
) as unknown as TypedDocumentString<CreateTransferMutation, CreateTransferMutationVariables>;
export const PayBeneficiaryDocument = new TypedDocumentString(
  `
    mutation PayBeneficiary($idempotencyKey: ID!, $bankAccountId: ID!, $beneficiaryId: ID!, $amount: MoneyInput!, $reference: String!, $acceptMatches: [PayeeMatch!]! = [MATCH], $sca: ScaInput) {
  payBeneficiary(
    input: {idempotencyKey: $idempotencyKey, bankAccountId: $bankAccountId, beneficiaryId: $beneficiaryId, amount: $amount, reference: $reference, acceptMatches: $acceptMatches, sca: $sca}
  ) {
    outcome
    retryAfterSeconds
    verification {
      match
      matchedName
    }
    transfer {
      ...PaidTransfer
    }
    existingTransfer {
      ...PaidTransfer
    }
    scaChallenge {
      ...ScaToConfirm
    }
    ...PaymentProblems
  }
}
    fragment PaidTransfer on Transfer {
  id
  status
  declinedReason
  reference
  scheduledDate
  amount {
    value
    currency
  }
}
fragment ScaToConfirm on ScaChallenge {
  sessionToken
  expiresAt
  pollAfterSeconds
}
fragment PaymentProblems on MutationPayload {
  userErrors {
    code
    message
    field
  }
}`,
  { hash: 'sha256:cc5ddce8fe5d07b0392255cd42346ace854941f20267c458feaa3b7395dca4db' },
) as unknown as TypedDocumentString<PayBeneficiaryMutation, PayBeneficiaryMutationVariables>;
export const ScaStatusDocument = new TypedDocumentString(
  `
    query ScaStatus($sessionToken: String!) {
  scaSession(token: $sessionToken) {
    status
  }
}
    `,
  { hash: 'sha256:2128be959b324a8d4c08d24cee156e8dc48779a3a8c5b3d020385d7d8bdf5b41' },
) as unknown as TypedDocumentString<ScaStatusQuery, ScaStatusQueryVariables>;
export const TransferStatusDocument = new TypedDocumentString(
  `
    query TransferStatus($id: ID!) {
  transfer(id: $id) {
    ...PaidTransfer
  }
}
    fragment PaidTransfer on Transfer {
  id
  status
  declinedReason
  reference
  scheduledDate
  amount {
    value
    currency
  }
}`,
  { hash: 'sha256:b345b64fd62f7c7d2f8f8b61d0250faf92d0ab4f9af244131d0dc52c90a7a446' },
) as unknown as TypedDocumentString<TransferStatusQuery, TransferStatusQueryVariables>;
export const SyncClientInvoicesDocument = new TypedDocumentString(
  `
    query SyncClientInvoices($since: DateTime!, $first: Int = 99, $after: String, $withLinks: Boolean = true, $includeImported: Boolean = true) {
  clientInvoices(
    first: $first
    after: $after
    filter: {updatedAt: {from: $since}, includeImported: $includeImported}
    orderBy: {field: CREATED_AT, direction: ASC}
  ) {
    nodes {
      id
      number
      status
      issueDate
      dueDate
      updatedAt
      paidAt
      billedTo {
        clientId
        name
        firstName
        lastName
      }
      totalAmount {
        value
        currency
      }
      attachment {
        id
        ... @include(if: $withLinks) {
          fileName
          contentType
          url
          urlExpiresAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    checkpoint
  }
}
    `,
  { hash: 'sha256:468d0d277c9be9ea98c0be64910685509eb09975eda195b9b04ee252378fea18' },
) as unknown as TypedDocumentString<SyncClientInvoicesQuery, SyncClientInvoicesQueryVariables>;
export const SyncSupplierInvoicesDocument = new TypedDocumentString(
  `
    query SyncSupplierInvoices($since: DateTime!, $first: Int = 99, $after: String, $withLinks: Boolean = true) {
  supplierInvoices(
    first: $first
    after: $after
    filter: {updatedAt: {from: $since}}
    orderBy: {field: UPDATED_AT, direction: ASC}
  ) {
    nodes {
      id
      number
      status
      issueDate
      dueDate
      updatedAt
      supplierName
      hasDuplicates
      payableAmount {
        value
        currency
      }
      totalAmount {
        value
        currency
      }
      attachment {
        id
        ... @include(if: $withLinks) {
          fileName
          contentType
          url
          urlExpiresAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    checkpoint
  }
}
    `,
  { hash: 'sha256:f637ef55a21b2a3be59e2041dea3ca2e33273c959f3fa8148cc787cd7f970586' },
) as unknown as TypedDocumentString<SyncSupplierInvoicesQuery, SyncSupplierInvoicesQueryVariables>;
export const StartTransactionSyncDocument = new TypedDocumentString(
  `
    query StartTransactionSync($since: DateTime!, $first: Int = 100) {
  bankAccounts(first: 500) {
    nodes {
      id
      name
      transactions(
        first: $first
        filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}
        orderBy: {field: UPDATED_AT, direction: ASC}
      ) {
        ...TransactionPage
      }
    }
  }
}
    fragment TransactionPage on TransactionConnection {
  nodes {
    id
    status
    operationType
    label
    reference
    emittedAt
    settledAt
    updatedAt
    signedAmount {
      value
      currency
    }
    counterparty {
      name
    }
    attachments {
      id
      fileName
      url
      urlExpiresAt
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
  checkpoint
}`,
  { hash: 'sha256:2712df9ca8c24ed729797acc90863ab53a195551dc4519017c15db5746a9c74d' },
) as unknown as TypedDocumentString<StartTransactionSyncQuery, StartTransactionSyncQueryVariables>;
export const ContinueTransactionSyncDocument = new TypedDocumentString(
  `
    query ContinueTransactionSync($accountId: ID!, $since: DateTime!, $first: Int = 99, $after: String) {
  transactions(
    first: $first
    after: $after
    filter: {bankAccountIds: [$accountId], updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}
    orderBy: {field: UPDATED_AT, direction: ASC}
  ) {
    ...TransactionPage
  }
}
    fragment TransactionPage on TransactionConnection {
  nodes {
    id
    status
    operationType
    label
    reference
    emittedAt
    settledAt
    updatedAt
    signedAmount {
      value
      currency
    }
    counterparty {
      name
    }
    attachments {
      id
      fileName
      url
      urlExpiresAt
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
  checkpoint
}`,
  { hash: 'sha256:e6f85c27433c4c0ae7d7ca015f9cfb2e7de6ca9dccec8b7385d5ef70c2db167d' },
) as unknown as TypedDocumentString<ContinueTransactionSyncQuery, ContinueTransactionSyncQueryVariables>;
export const SyncTransactionsDocument = new TypedDocumentString(
  `
    query SyncTransactions($since: DateTime!, $first: Int = 99, $after: String) {
  transactions(
    first: $first
    after: $after
    filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}
    orderBy: {field: UPDATED_AT, direction: ASC}
  ) {
    nodes {
      id
      status
      operationType
      label
      reference
      emittedAt
      settledAt
      updatedAt
      signedAmount {
        value
        currency
      }
      counterparty {
        name
      }
      bankAccount {
        id
        name
      }
      attachments {
        id
        fileName
        contentType
        url
        urlExpiresAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    checkpoint
  }
}
    `,
  { hash: 'sha256:2e2b239a6b660653777f2a3ccc7f2ac0da9b8465dcdb20ce7c0f67677a6cb691' },
) as unknown as TypedDocumentString<SyncTransactionsQuery, SyncTransactionsQueryVariables>;
