import { registerEnumType } from 'type-graphql';

export enum SupplierInvoiceStatus {
  TO_REVIEW = 'TO_REVIEW',
  TO_APPROVE = 'TO_APPROVE',
  AWAITING_PAYMENT = 'AWAITING_PAYMENT',
  TO_PAY = 'TO_PAY',
  PENDING = 'PENDING',
  SCHEDULED = 'SCHEDULED',
  PAID = 'PAID',
  ARCHIVED = 'ARCHIVED',
  REJECTED = 'REJECTED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(SupplierInvoiceStatus, {
  name: 'SupplierInvoiceStatus',
  description: 'How far a bill has come.',
  valuesConfig: {
    TO_REVIEW: { description: 'New: somebody has to look at it.' },
    TO_APPROVE: { description: 'An approver has to decide.' },
    AWAITING_PAYMENT: { description: 'Approved; the payment comes from elsewhere.' },
    TO_PAY: { description: 'Approved; it can be paid.' },
    PENDING: { description: 'A payment is on its way.' },
    SCHEDULED: { description: 'A payment is planned for `scheduledDate`.' },
    PAID: { description: 'Paid.' },
    ARCHIVED: { description: 'Put away.' },
    REJECTED: { description: 'Turned down; see `declinedNote`.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});
