import { Field, ID, ObjectType } from 'type-graphql';
import { ClientInvoice } from './client-invoice.js';
import { MutationPayload } from './user-error.js';

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The draft that was made.' })
export class CreateInvoicePayload extends MutationPayload {
  @Field(() => ClientInvoice, { nullable: true, description: 'The draft. Null when it was not made.' })
  clientInvoice!: ClientInvoice | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The draft as it is now.' })
export class UpdateInvoicePayload extends MutationPayload {
  @Field(() => ClientInvoice, { nullable: true, description: 'The draft. Null when it was not changed.' })
  clientInvoice!: ClientInvoice | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'What was thrown away.' })
export class DeleteInvoicePayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Its id. Null when it was not deleted.' })
  deletedId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'The invoice, numbered and locked.',
})
export class FinalizeInvoicePayload extends MutationPayload {
  @Field(() => ClientInvoice, {
    nullable: true,
    description:
      'The invoice, now UNPAID. Its PDF follows: select `pdf(waitSeconds: 20)`. Beside INVALID_STATE the invoice as it is; null for other errors.',
  })
  clientInvoice!: ClientInvoice | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'What was sent.' })
export class SendInvoicePayload extends MutationPayload {
  /** The invoice whose sending the bank confirmed. Resolvers turn it into `clientInvoice`. */
  sentId!: string | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The invoice as it is now.' })
export class MarkInvoiceAsPaidPayload extends MutationPayload {
  @Field(() => ClientInvoice, {
    nullable: true,
    description: 'The invoice, now PAID. Beside INVALID_STATE as it is; null for other errors.',
  })
  clientInvoice!: ClientInvoice | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The invoice as it is now.' })
export class UnmarkInvoiceAsPaidPayload extends MutationPayload {
  @Field(() => ClientInvoice, {
    nullable: true,
    description: 'The invoice, UNPAID again. Beside INVALID_STATE as it is; null for other errors.',
  })
  clientInvoice!: ClientInvoice | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The invoice as it is now.' })
export class CancelInvoicePayload extends MutationPayload {
  @Field(() => ClientInvoice, {
    nullable: true,
    description: 'The invoice, now CANCELED. Beside INVALID_STATE as it is; null for other errors.',
  })
  clientInvoice!: ClientInvoice | null;
}
