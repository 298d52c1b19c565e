import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import type { BankAccount } from '../schema/bank-account.js';
import { type Beneficiary, BeneficiaryStatus } from '../schema/beneficiary.js';
import type { PayeeVerification } from '../schema/payee-verification.js';
import { CreateTransferInput, PayBeneficiaryInput } from '../schema/transfer-input.js';
import {
  CreateTransferPayload,
  PayBeneficiaryPayload,
  type PaymentPayload,
} from '../schema/transfer-payload.js';
import { Transfer } from '../schema/transfer.js';
import type { UserError } from '../schema/user-error.js';
import { createTransferProblems, payBeneficiaryProblems } from './payment-check.js';
import { type CheckedOrder, orderOf, payeeOf, paymentIntent } from './payment-intent.js';
import { rejected, tell, type Told } from './payment-result.js';
import { NeedsScope } from './scope.js';
import { type Renames, userError } from './user-errors.js';

/** The two ways to pay. */
@Resolver(() => Transfer)
export class PaymentResolver {
  @NeedsScope('payment.write')
  @NeedsScope('organization.read')
  @Mutation(() => CreateTransferPayload, {
    nullable: true,
    description:
      'Pays by SEPA transfer, with a proof from `verifyPayee`. The same key never pays twice. One upstream request, two after a confirmation.',
  })
  async createTransfer(
    @Ctx() context: Context,
    @Arg('input', () => CreateTransferInput, { description: 'A payment whose payee was checked.' })
    input: CreateTransferInput,
  ): Promise<CreateTransferPayload> {
    const problems = createTransferProblems(input, context.desk.clock());
    if (problems.length > 0) return payloadOf(rejected(problems));
    const { beneficiaryId, newBeneficiary } = input.payee;
    const payee =
      newBeneficiary == null
        ? { beneficiaryId: beneficiaryId! }
        : { newBeneficiary: payeeOf(newBeneficiary) };
    const intent = paymentIntent(context, input, payee, async () => ({
      order: orderOf(input, payee, input.proofToken),
      verification: null,
    }));
    return payloadOf(tell(await context.payments.perform(intent), transferRenames));
  }

  @NeedsScope('payment.write')
  @NeedsScope('organization.read')
  @Mutation(() => PayBeneficiaryPayload, {
    nullable: true,
    description:
      'Checks a payee on file and pays at once if the result is one you accept; else nothing is paid. The same key never pays twice. Up to four upstream requests, five after a confirmation.',
  })
  async payBeneficiary(
    @Ctx() context: Context,
    @Arg('input', () => PayBeneficiaryInput, { description: 'A payment to a payee on file.' })
    input: PayBeneficiaryInput,
  ): Promise<PayBeneficiaryPayload> {
    const problems = payBeneficiaryProblems(input, context.desk.clock());
    if (problems.length > 0) return { ...payloadOf(rejected(problems)), verification: null };
    const intent = paymentIntent(context, input, { beneficiaryId: input.beneficiaryId }, () =>
      checkedOrder(context, input),
    );
    try {
      const result = await context.payments.perform(intent);
      const verification = 'order' in result ? (result.order?.verification ?? null) : null;
      return { ...payloadOf(tell(result, payBeneficiaryRenames)), verification };
    } catch (error) {
      if (!(error instanceof NotPayable)) throw error;
      return { ...payloadOf(rejected(error.userErrors)), verification: error.verification };
    }
  }
}

/** What was found before paying; nothing was paid. */
class NotPayable extends Error {
  override readonly name = 'NotPayable';

  constructor(
    readonly userErrors: UserError[],
    readonly verification: PayeeVerification | null = null,
  ) {
    super('Found before paying');
  }
}

/**
 * Reads the payee and has it checked: what is checked is what is paid.
 *
 * @throws {NotPayable} a person has to decide, or to correct something.
 */
async function checkedOrder({ qonto, load }: Context, input: PayBeneficiaryInput): Promise<CheckedOrder> {
  const [payee, account] = await Promise.all([
    qonto.beneficiaries.byId(input.beneficiaryId),
    load.bankAccount.load(input.bankAccountId),
  ]);
  const problems = [...payeeProblems(payee), ...accountProblems(account, input.amount.currency)];
  if (payee?.name == null || payee.iban === null || problems.length > 0) throw new NotPayable(problems);
  const verification = await qonto.payeeVerifications.verify({ name: payee.name, iban: payee.iban });
  if (!input.acceptMatches.includes(verification.match))
    throw new NotPayable(
      [
        userError(
          'PAYEE_MISMATCH',
          'The payee check gave a result that you do not accept. Nothing was paid.',
        ),
      ],
      verification,
    );
  return { order: orderOf(input, { beneficiaryId: payee.id }, verification.proofToken), verification };
}

function payeeProblems(payee: Beneficiary | null): UserError[] {
  const field = ['input', 'beneficiaryId'];
  if (payee === null) return [userError('NOT_FOUND', 'There is no payee with this id.', field)];
  if (payee.status !== BeneficiaryStatus.VALIDATED)
    return [userError('INVALID_STATE', 'The bank has not validated this payee.', field)];
  return payee.name === null || payee.iban === null
    ? [userError('INVALID_STATE', 'This payee lacks a name or an IBAN.', field)]
    : [];
}

function accountProblems(account: BankAccount | null, currency: string): UserError[] {
  if (account === null)
    return [userError('NOT_FOUND', 'There is no account with this id.', ['input', 'bankAccountId'])];
  return account.currency === null || account.currency === currency
    ? []
    : [userError('INVALID', 'The account has another currency.', ['input', 'amount', 'currency'])];
}

function payloadOf({ row, existing, ...told }: Told<Transfer>): PaymentPayload {
  return { ...told, transfer: row, existingTransfer: existing };
}

const transferRenames: Renames = {
  vop_proof_token: ['proofToken'],
  amount: ['amount', 'value'],
  beneficiary_id: ['payee', 'beneficiaryId'],
  beneficiary: ['payee', 'newBeneficiary'],
};

const payBeneficiaryRenames: Renames = { vop_proof_token: ['beneficiaryId'], amount: ['amount', 'value'] };
