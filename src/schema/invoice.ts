import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Attachment } from './attachment.js';
import { Money } from './money.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

@InterfaceType({
  description: 'What invoices sent and invoices received have in common, so that one list shows both.',
})
export abstract class Invoice {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number printed on it. Null while a draft, or while the document has not been read.',
  })
  number!: string | null;

  @Field(() => Money, { nullable: true, description: 'Total with VAT. Null while not known.' })
  totalAmount!: Money | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day printed as its date. Null while not known.' })
  issueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day it is due. Null while not known. Overdue is no status: compare this with today.',
  })
  dueDate!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the bank recorded it. Null when the bank does not say.',
  })
  createdAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When anything about it last changed. Null when the bank does not say.',
  })
  updatedAt!: string | null;

  @Field(() => Attachment, {
    nullable: true,
    description:
      'The document. Null while there is none. One upstream request per distinct file; `attachment { id }` alone costs nothing.',
  })
  readonly attachment?: Attachment | null;
}

export enum EInvoicingStatus {
  PENDING = 'PENDING',
  SUBMITTED = 'SUBMITTED',
  SUBMISSION_FAILED = 'SUBMISSION_FAILED',
  DECLINED = 'DECLINED',
  APPROVED = 'APPROVED',
  NOT_DELIVERED = 'NOT_DELIVERED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(EInvoicingStatus, {
  name: 'EInvoicingStatus',
  description: 'How far the delivery of an e-invoice has come.',
  valuesConfig: {
    PENDING: { description: 'Not handed to the network yet.' },
    SUBMITTED: { description: 'Handed to the network.' },
    SUBMISSION_FAILED: { description: 'The network did not take it.' },
    DECLINED: { description: 'The receiver refused it.' },
    APPROVED: { description: 'The receiver accepted it.' },
    NOT_DELIVERED: { description: 'It did not reach the receiver.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawEInvoicingStatus`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'One step of an e-invoice on its way through the network.',
})
export class EInvoicingEvent {
  @Field(() => Int, {
    nullable: true,
    description:
      'Code of the step in the French lifecycle, e.g. 200 submitted, 210 refused, 212 paid. An open set; null when not stated.',
  })
  statusCode!: number | null;

  @Field(() => String, { nullable: true, description: 'Code of the reason. Null when none was given.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The reason in words. Null when none was given.' })
  reasonMessage!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it happened. Null when not stated.' })
  at!: string | null;
}
