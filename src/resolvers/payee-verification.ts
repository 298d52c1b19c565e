import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { uuidV7 } from '../datasources/payments/index.js';
import { PayeeVerification, VerifyPayeeInput, VerifyPayeePayload } from '../schema/payee-verification.js';
import type { UserError } from '../schema/user-error.js';
import { idProblems, oneOfProblems, payeeProblems } from './payment-check.js';
import { NeedsScope } from './scope.js';
import { type Renames, settled, userError } from './user-errors.js';

@Resolver(() => PayeeVerification)
export class PayeeVerificationResolver {
  @NeedsScope('payment.write')
  @Mutation(() => VerifyPayeePayload, {
    nullable: true,
    description:
      'Checks that a name and an IBAN belong together. Do it right before paying: checks without payments are limited. One upstream request, two for a payee on file.',
  })
  async verifyPayee(
    @Ctx() { qonto, desk }: Context,
    @Arg('input', () => VerifyPayeeInput, { description: 'Whose name and IBAN to check.' })
    { payee }: VerifyPayeeInput,
  ): Promise<VerifyPayeePayload> {
    const { account, beneficiaryId } = payee;
    const problems = [
      ...oneOfProblems(['payee'], beneficiaryId, account),
      ...(beneficiaryId == null ? [] : idProblems(['payee', 'beneficiaryId'], beneficiaryId)),
      ...(account == null ? [] : payeeProblems(['payee', 'account'], account)),
    ];
    if (problems.length > 0) return refused(problems);
    const checked = account ?? (await qonto.beneficiaries.byId(beneficiaryId!));
    if (checked === null) return refused([onFile('NOT_FOUND', 'There is no payee with this id.')]);
    const { name, iban } = checked;
    if (name === null || iban === null)
      return refused([onFile('INVALID_STATE', 'This payee lacks a name or an IBAN.')]);
    const { row, userErrors } = await settled(
      qonto.payeeVerifications.verify({ name, iban }),
      account == null ? renamesOnFile : renames,
    );
    if (row === null) return refused(userErrors);
    return {
      verification: row,
      idempotencyKey: uuidV7(desk.clock(), desk.randomBytes(16)),
      userErrors,
    };
  }
}

const renames: Renames = {
  iban: ['payee', 'account', 'iban'],
  beneficiary_name: ['payee', 'account', 'name'],
};

const renamesOnFile: Renames = {
  iban: ['payee', 'beneficiaryId'],
  beneficiary_name: ['payee', 'beneficiaryId'],
};

function refused(userErrors: UserError[]): VerifyPayeePayload {
  return { verification: null, idempotencyKey: null, userErrors };
}

function onFile(code: 'NOT_FOUND' | 'INVALID_STATE', message: string): UserError {
  return userError(code, message, ['input', 'payee', 'beneficiaryId']);
}
