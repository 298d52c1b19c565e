import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { wholly } from '../datasources/qonto/index.js';
import { CancelTransferInput } from '../schema/transfer-input.js';
import { CancelTransferPayload } from '../schema/transfer-payload.js';
import { Transfer, TransferStatus } from '../schema/transfer.js';
import { idProblems } from './payment-check.js';
import { NeedsScope } from './scope.js';
import { settled, userError } from './user-errors.js';

@Resolver(() => Transfer)
export class TransferCancelResolver {
  @NeedsScope('payment.write')
  @NeedsScope('organization.read')
  @Mutation(() => CancelTransferPayload, {
    nullable: true,
    description: 'Stops a transfer that is still PENDING. Two upstream requests.',
  })
  async cancelTransfer(
    @Ctx() { qonto }: Context,
    @Arg('input', () => CancelTransferInput, { description: 'The transfer to stop.' })
    { id }: CancelTransferInput,
  ): Promise<CancelTransferPayload> {
    const problems = idProblems(['id'], id);
    if (problems.length > 0) return { transfer: null, userErrors: problems };
    const { userErrors } = await settled(qonto.transfers.cancel(id));
    // What counts is the transfer as it is now: also after a lost answer, and when somebody else was quicker.
    const read = qonto.transfers.byId(id).then(wholly);
    const transfer = userErrors.length === 0 ? await read.catch(() => null) : await read;
    if (transfer?.status === TransferStatus.CANCELED) return { transfer, userErrors: [] };
    return {
      transfer,
      userErrors: userErrors.map((error) =>
        error.code === 'INVALID' && transfer !== null
          ? userError('INVALID_STATE', 'This transfer is no longer pending.', ['input', 'id'], {
              code: error.upstreamCode ?? undefined,
              traceId: error.traceId ?? undefined,
            })
          : error,
      ),
    };
  }
}
