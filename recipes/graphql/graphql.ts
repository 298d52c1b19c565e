/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether an account is in use. */
export type BankAccountStatus =
  /** Money can come and go. */
  | 'ACTIVE'
  /** Closed for good; its transactions stay readable. */
  | 'CLOSED'
  /** A value this gateway does not know yet; see `rawStatus`. */
  | 'UNRECOGNIZED'
  | '%future added value';

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

export type BrowseTransactionsQueryVariables = Exact<{ [key: string]: never }>;

export type BrowseTransactionsQuery = {
  transactions: {
    nodes: Array<{
      id: string;
      label: string | null;
      status: TransactionStatus;
      settledAt: string | null;
      signedAmount: { value: string; currency: string };
      bankAccount: { id: string; name: string | null } | null;
      attachments: Array<{ id: string; fileName: string | null }> | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
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
      status: BankAccountStatus;
      isMain: boolean;
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
      status: SupplierInvoiceStatus;
      issueDate: string | null;
      dueDate: string | null;
      updatedAt: string | null;
      supplierName: string | null;
      hasDuplicates: boolean;
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
          status: TransactionStatus;
          operationType: TransactionOperationType;
          label: string | null;
          reference: string | null;
          emittedAt: string | null;
          settledAt: string | null;
          updatedAt: string | null;
          signedAmount: { value: string; currency: string };
          counterparty: { name: string | null } | null;
          attachments: Array<{
            id: string;
            fileName: string | null;
            url: string | null;
            urlExpiresAt: string | null;
          }> | null;
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
      status: TransactionStatus;
      operationType: TransactionOperationType;
      label: string | null;
      reference: string | null;
      emittedAt: string | null;
      settledAt: string | null;
      updatedAt: string | null;
      signedAmount: { value: string; currency: string };
      counterparty: { name: string | null } | null;
      attachments: Array<{
        id: string;
        fileName: string | null;
        url: string | null;
        urlExpiresAt: string | null;
      }> | null;
    } | null>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type TransactionPageFragment = {
  checkpoint: string | null;
  nodes: Array<{
    id: string;
    status: TransactionStatus;
    operationType: TransactionOperationType;
    label: string | null;
    reference: string | null;
    emittedAt: string | null;
    settledAt: string | null;
    updatedAt: string | null;
    signedAmount: { value: string; currency: string };
    counterparty: { name: string | null } | null;
    attachments: Array<{
      id: string;
      fileName: string | null;
      url: string | null;
      urlExpiresAt: string | null;
    }> | null;
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
      status: TransactionStatus;
      operationType: TransactionOperationType;
      label: string | null;
      reference: string | null;
      emittedAt: string | null;
      settledAt: string | null;
      updatedAt: string | null;
      signedAmount: { value: string; currency: string };
      counterparty: { name: string | null } | null;
      bankAccount: { id: string; name: string | null } | null;
      attachments: Array<{
        id: string;
        fileName: string | null;
        contentType: string | null;
        url: string | null;
        urlExpiresAt: string | null;
      }> | null;
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
    query ContinueTransactionSync($accountId: ID!, $since: DateTime!, $first: Int = 495, $after: String) {
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
  { hash: 'sha256:f28377e29736995b248e781d337d7b139e2c0923b23a2efb26042569b8c0ee29' },
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
