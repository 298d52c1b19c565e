import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { digestOf } from '../datasources/qonto/index.js';
import { OutcomeUnknown, Rejection } from '../errors.js';
import { UploadAttachmentInput, UploadAttachmentPayload } from '../schema/attachment-upload.js';
import { Attachment } from '../schema/attachment.js';
import { Outcome } from '../schema/user-error.js';
import { linkedAttachment } from './attachment-link.js';
import { Problems } from './problems.js';
import { NeedsScope } from './scope.js';
import { checkedFile, checkKey } from './upload-check.js';
import { userError, userErrorsOf } from './user-errors.js';

/** A line that broke is likely back by then, and an equal request that is still running is over. */
const retryAfterSeconds = 5;

@Resolver(() => UploadAttachmentPayload)
export class AttachmentUploadResolver {
  @NeedsScope('attachment.write')
  @NeedsScope('organization.read')
  @Mutation(() => UploadAttachmentPayload, {
    nullable: true,
    description:
      'Stores one file at the bank; its id is good for `createTransfer`, `payBeneficiary` and `bulkUploadSupplierInvoices`. The same key with the same file gives the same id for seven days; with another file it stores that one. One upstream request.',
  })
  async uploadAttachment(
    @Ctx() { qonto, payments }: Context,
    @Arg('input', () => UploadAttachmentInput, { description: 'One file to store.' })
    { idempotencyKey, file }: UploadAttachmentInput,
  ): Promise<UploadAttachmentPayload> {
    const problems = new Problems();
    checkKey(idempotencyKey, problems, 'idempotencyKey');
    const checked = checkedFile(file, problems, 'file');
    if (checked === undefined || problems.found.length > 0) return notStored('REJECTED', problems.found);
    const upload = {
      operation: 'uploadAttachment',
      clientKey: idempotencyKey,
      document: digestOf(checked),
    } as const;
    const [receipt] = await payments.receipts<string>([upload]);
    const { known, upstreamKey } = receipt!;
    if (known.kind === 'MADE') return stored('REPLAYED', known.made);
    if (known.kind === 'TOO_OLD') return notStored('UNKNOWN', [userError('OUTCOME_UNKNOWN', tooOld, null)]);
    try {
      const { id } = await qonto.attachments.store(upstreamKey, checked);
      await receipt!.made(id);
      return stored('CREATED', id);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) await receipt!.refused();
      if (error instanceof Rejection) return notStored('REJECTED', userErrorsOf(error));
      if (!(error instanceof OutcomeUnknown)) throw error;
      const message = `The answer of the bank was lost, so the file may be stored. Send the same input with the same key again in ${retryAfterSeconds} seconds.`;
      const lost = userError('OUTCOME_UNKNOWN', message, null, error.upstream);
      return notStored('UNKNOWN', [lost], retryAfterSeconds);
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

const tooOld =
  'This file was sent more than 25 minutes ago and the answer was lost. The bank forgets keys after 30 minutes, so it was not sent again: a new key stores it, perhaps for the second time, which does no harm.';

function stored(outcome: 'CREATED' | 'REPLAYED', attachmentId: string): UploadAttachmentPayload {
  return { outcome: Outcome[outcome], attachmentId, retryAfterSeconds: null, userErrors: [] };
}

function notStored(
  outcome: 'REJECTED' | 'UNKNOWN',
  userErrors: UploadAttachmentPayload['userErrors'],
  waitSeconds: number | null = null,
): UploadAttachmentPayload {
  return { outcome: Outcome[outcome], attachmentId: null, retryAfterSeconds: waitSeconds, userErrors };
}
