import { registerEnumType } from 'type-graphql';

export enum TransactionSide {
  CREDIT = 'CREDIT',
  DEBIT = 'DEBIT',
}
registerEnumType(TransactionSide, {
  name: 'TransactionSide',
  description:
    'Direction of the money. A closed list: a row whose direction is unknown is an error, never a guess.',
  valuesConfig: {
    CREDIT: { description: 'Money came in.' },
    DEBIT: { description: 'Money went out.' },
  },
});

export enum TransactionStatus {
  PENDING = 'PENDING',
  DECLINED = 'DECLINED',
  COMPLETED = 'COMPLETED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransactionStatus, {
  name: 'TransactionStatus',
  description: 'How far a transaction has come.',
  valuesConfig: {
    PENDING: {
      description: 'Weighs on `authorizedBalance`, not yet on `balance`. It may still change or be declined.',
    },
    DECLINED: { description: 'Refused; no money moved.' },
    COMPLETED: { description: 'Settled; it counts in `balance`.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});

export enum TransactionOperationType {
  CARD = 'CARD',
  TRANSFER = 'TRANSFER',
  INCOME = 'INCOME',
  SWIFT_INCOME = 'SWIFT_INCOME',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  DIRECT_DEBIT_COLLECTION = 'DIRECT_DEBIT_COLLECTION',
  DIRECT_DEBIT_HOLD = 'DIRECT_DEBIT_HOLD',
  QONTO_FEE = 'QONTO_FEE',
  CHEQUE = 'CHEQUE',
  RECALL = 'RECALL',
  FINANCING_INSTALLMENT = 'FINANCING_INSTALLMENT',
  PAGOPA_PAYMENT = 'PAGOPA_PAYMENT',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransactionOperationType, {
  name: 'TransactionOperationType',
  description: 'By which means the money moved.',
  valuesConfig: {
    CARD: { description: 'Card payment or withdrawal.' },
    TRANSFER: { description: 'Transfer sent.' },
    INCOME: { description: 'Transfer received.' },
    SWIFT_INCOME: { description: 'Transfer received through SWIFT.' },
    DIRECT_DEBIT: { description: 'Direct debit taken from the account.' },
    DIRECT_DEBIT_COLLECTION: { description: 'Direct debit collected from a debtor.' },
    DIRECT_DEBIT_HOLD: { description: 'Money held back on collected direct debits.' },
    QONTO_FEE: { description: 'Fee of the bank.' },
    CHEQUE: { description: 'Cheque.' },
    RECALL: { description: 'Transfer called back.' },
    FINANCING_INSTALLMENT: { description: 'Instalment of a financing.' },
    PAGOPA_PAYMENT: { description: 'pagoPA payment (Italy).' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawOperationType`. Refused as input.',
    },
  },
});
