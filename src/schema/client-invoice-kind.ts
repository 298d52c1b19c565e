import { registerEnumType } from 'type-graphql';

export enum ClientInvoiceStatus {
  DRAFT = 'DRAFT',
  UNPAID = 'UNPAID',
  PAID = 'PAID',
  CANCELED = 'CANCELED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(ClientInvoiceStatus, {
  name: 'ClientInvoiceStatus',
  description: 'How far an invoice has come. Overdue is no status: compare `dueDate` with today.',
  valuesConfig: {
    DRAFT: { description: 'Can be edited and deleted. Has no number yet, and no PDF.' },
    UNPAID: { description: 'Finalized: numbered and locked. Money is expected.' },
    PAID: { description: 'Marked as paid.' },
    CANCELED: { description: 'Cancelled; it keeps its number.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});

export enum ClientInvoiceType {
  STANDARD = 'STANDARD',
  DEPOSIT = 'DEPOSIT',
  BALANCE = 'BALANCE',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(ClientInvoiceType, {
  name: 'ClientInvoiceType',
  description: 'What an invoice asks for.',
  valuesConfig: {
    STANDARD: { description: 'The whole.' },
    DEPOSIT: { description: 'A part in advance.' },
    BALANCE: { description: 'What is left after deposits.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawInvoiceType`.' },
  },
});
