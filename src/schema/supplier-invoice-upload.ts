import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FileInput } from './file-input.js';
import { SupplierInvoice } from './supplier-invoice.js';
import { MutationPayload, Outcome, UserError } from './user-error.js';

@Directive('@oneOf')
@InputType({ description: 'Where a document is: exactly one of the two.' })
export class DocumentInput {
  @Field(() => FileInput, { nullable: true, description: 'Inline: PDF, JPEG or PNG, at most 10 MB.' })
  file?: FileInput | null;

  @Field(() => ID, { nullable: true, description: 'At the bank already, e.g. through `uploadAttachment`.' })
  attachmentId?: string | null;
}

@InputType({ description: 'One bill to send in.' })
export class SupplierInvoiceUploadInput {
  @Field(() => ID, {
    description:
      'Yours: new for every bill, the same for every retry of it. A retry names the same document in the same way: other content or another `attachmentId` under the same key is another bill. A UUIDv7 is best; at most 255 printable characters.',
  })
  idempotencyKey!: string;

  @Field(() => DocumentInput, {
    description:
      'The document. Where several in one request have the same file name, each gets a mark of its key in its name at the bank, so that the answer can tell them apart.',
  })
  document!: DocumentInput;
}

@InputType({ description: 'Bills to send in.' })
export class BulkUploadSupplierInvoicesInput {
  @Field(() => [SupplierInvoiceUploadInput], {
    description:
      'The bills, 1–1000. The whole HTTP request may be 22 MB, about 16 MB of files: for more, store them with `uploadAttachment` first and name their ids.',
  })
  invoices!: SupplierInvoiceUploadInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Stops the bank from looking for the transaction that each bill may belong to.',
  })
  skipAttachmentMatcher!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one bill.' })
export class SupplierInvoiceUpload {
  @Field(() => Int, { description: 'Its place in the input, counted from 0.' })
  index!: number;

  @Field(() => ID, { description: 'Its key in the input.' })
  idempotencyKey!: string;

  @Field(() => Outcome, {
    description:
      'What became of it. UNKNOWN is no failure: send this bill again with the same key, when the message of its OUTCOME_UNKNOWN says.',
  })
  outcome!: Outcome;

  @Field(() => SupplierInvoice, {
    nullable: true,
    description: 'The bill, as a rule TO_REVIEW and not read yet. Null unless CREATED or REPLAYED.',
  })
  supplierInvoice!: SupplierInvoice | null;

  @Field(() => [UserError], {
    description:
      'What is wrong with this bill. For UNKNOWN there is always an OUTCOME_UNKNOWN, which says when to send it again, beside UPSTREAM_FAILED where the bank failed or was not ready. Empty when it was taken.',
  })
  userErrors!: UserError[];
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description:
    'What became of the bills. `userErrors` is about the request as a whole; what is wrong with one bill is in `results`.',
})
export class BulkUploadSupplierInvoicesPayload extends MutationPayload {
  @Field(() => [SupplierInvoiceUpload], {
    description:
      'One per bill, in the order of the input. Read each: one bad bill does not stop the others. Empty when the request as a whole is wrong.',
  })
  results!: SupplierInvoiceUpload[];

  @Field(() => Int, { description: 'How many are CREATED or REPLAYED.' })
  succeededCount!: number;

  @Field(() => Int, { description: 'How many are REJECTED. Those that are UNKNOWN count as neither.' })
  failedCount!: number;
}
