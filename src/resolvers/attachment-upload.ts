import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { OutcomeUnknown, Rejection } from '../errors.js';
import { UploadAttachmentInput, UploadAttachmentPayload } from '../schema/attachment-upload.js';
import { Attachment } from '../schema/attachment.js';
import { Outcome } from '../schema/user-error.js';
import { linkedAttachment } from './attachment-link.js';
import { Problems } from './problems.js';
import { checkedFile, checkKey } from './upload-check.js';
import { userError, userErrorsOf } from './user-errors.js';

/** A line that broke is likely back by then, and an equal request that is still running is over. */
const retryAfterSeconds = 5;

@Resolver(() => UploadAttachmentPayload)
export class AttachmentUploadResolver {
  @Mutation(() => UploadAttachmentPayload, {
    nullable: true,
    description:
      'Stores one file at the bank; its id is good for `createTransfer`, `payBeneficiary` and `bulkUploadSupplierInvoices`. The same key with the same file gives the same id for 30 minutes; with another file it stores that one. One upstream request.',
  })
  async uploadAttachment(
    @Ctx() { qonto }: Context,
    @Arg('input', () => UploadAttachmentInput, { description: 'One file to store.' })
    { idempotencyKey, file }: UploadAttachmentInput,
  ): Promise<UploadAttachmentPayload> {
    const problems = new Problems();
    checkKey(idempotencyKey, problems, 'idempotencyKey');
    const checked = checkedFile(file, problems, 'file');
    if (checked === undefined || problems.found.length > 0) return notStored('REJECTED', problems.found);
    try {
      const { id } = await qonto.attachments.store(idempotencyKey, checked);
      return { outcome: Outcome.CREATED, attachmentId: id, retryAfterSeconds: null, userErrors: [] };
    } catch (error) {
      if (error instanceof Rejection) return notStored('REJECTED', userErrorsOf(error));
      if (!(error instanceof OutcomeUnknown)) throw error;
      const message = `The answer of the bank was lost, so the file may be stored. Send the same input with the same key again in ${retryAfterSeconds} seconds.`;
      return notStored('UNKNOWN', [userError('OUTCOME_UNKNOWN', message, null, error.upstream)]);
    }
  }

  @FieldResolver(() => Attachment, {
    nullable: true,
    description:
      'The stored file. Null unless CREATED or REPLAYED. Fields other than `id` cost one upstream request.',
  })
  attachment(
    @Root() { attachmentId }: UploadAttachmentPayload,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linkedAttachment(attachmentId, context, info);
  }
}

function notStored(
  outcome: 'REJECTED' | 'UNKNOWN',
  userErrors: UploadAttachmentPayload['userErrors'],
): UploadAttachmentPayload {
  return {
    outcome: Outcome[outcome],
    attachmentId: null,
    retryAfterSeconds: outcome === 'UNKNOWN' ? retryAfterSeconds : null,
    userErrors,
  };
}
