import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum EInvoicingActivation {
  ENABLED = 'ENABLED',
  PENDING_CREATION = 'PENDING_CREATION',
  DISABLED = 'DISABLED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(EInvoicingActivation, {
  name: 'EInvoicingActivation',
  description: 'Whether a side of e-invoicing is switched on.',
  valuesConfig: {
    ENABLED: { description: 'On.' },
    PENDING_CREATION: { description: 'Asked for; the network is not done yet.' },
    DISABLED: { description: 'Off. It is switched on in the app of the bank.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see the raw twin.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'Whether the organisation can send and receive e-invoices. Factur-X PDFs need sending to be ENABLED.',
})
export class EInvoicingSettings {
  @Field(() => EInvoicingActivation, {
    nullable: true,
    description: 'Sending to clients. Null only when it could not be read; the reason is in `errors`.',
  })
  sendingStatus!: EInvoicingActivation;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `sendingStatus`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawSendingStatus!: string;

  @Field(() => EInvoicingActivation, {
    nullable: true,
    description: 'Receiving from suppliers. Null only when it could not be read; the reason is in `errors`.',
  })
  receivingStatus!: EInvoicingActivation;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `receivingStatus`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawReceivingStatus!: string;
}
