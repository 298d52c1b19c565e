import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { CreateBeneficiaryInput } from '../schema/beneficiary-input.js';
import { CreateBeneficiaryPayload } from '../schema/beneficiary-payload.js';
import { Beneficiary } from '../schema/beneficiary.js';
import { UserErrorCode } from '../schema/user-error.js';
import { keyProblems, payeeProblems, scaProblems } from './payment-check.js';
import { confirmationOf, isSameText, payeeOf } from './payment-intent.js';
import { rejected, tell, type Told } from './payment-result.js';
import { NeedsScope } from './scope.js';
import type { Renames } from './user-errors.js';

@Resolver(() => CreateBeneficiaryPayload)
export class BeneficiaryCreateResolver {
  @NeedsScope('payment.write')
  @NeedsScope('organization.read')
  @Mutation(() => CreateBeneficiaryPayload, {
    nullable: true,
    description:
      'Puts a payee on file, untrusted. Trust is given in the app of the bank. The same key makes no second one. One upstream request.',
  })
  async createBeneficiary(
    @Ctx() { qonto, payments }: Context,
    @Arg('input', () => CreateBeneficiaryInput, { description: 'A payee to put on file.' })
    input: CreateBeneficiaryInput,
  ): Promise<CreateBeneficiaryPayload> {
    const { idempotencyKey: key, sca = null } = input;
    const payee = payeeOf(input.beneficiary);
    const problems = [
      ...keyProblems(key),
      ...payeeProblems(['beneficiary'], input.beneficiary),
      ...scaProblems(sca),
    ];
    if (problems.length > 0) return payloadOf(rejected(problems), payee.iban);
    const result = await payments.perform({
      operation: 'beneficiary',
      key,
      wish: payee,
      confirmation: confirmationOf(sca),
      waitSeconds: sca?.waitSeconds ?? 0,
      prepare: async () => payee,
      send: (order, upstreamKey, confirmation) =>
        qonto.beneficiaries.create(order, upstreamKey, confirmation),
      isAnswer: (row: Beneficiary) =>
        (row.iban === null || row.iban === payee.iban) &&
        (row.name === null || isSameText(row.name, payee.name)),
      find: async () => {
        const found = await qonto.beneficiaries.byIban(payee.iban);
        return found === null ? 'NONE' : { found };
      },
    });
    return payloadOf(tell(result, renames), payee.iban);
  }

  @FieldResolver(() => Beneficiary, {
    nullable: true,
    description:
      'The payee on file with this IBAN, when the error is TAKEN, or what the key made before, when it is IDEMPOTENCY_KEY_REUSED. Null otherwise. At most one upstream request.',
  })
  existingBeneficiary(
    @Root() { reused, takenIban }: CreateBeneficiaryPayload,
    @Ctx() { qonto }: Context,
  ): Promise<Beneficiary | null> | Beneficiary | null {
    return takenIban === null ? reused : qonto.beneficiaries.byIban(takenIban);
  }
}

function payloadOf({ row, existing, ...told }: Told<Beneficiary>, iban: string): CreateBeneficiaryPayload {
  const isTaken = told.userErrors.some(({ code }) => code === UserErrorCode.TAKEN);
  return { ...told, beneficiary: row, reused: existing, takenIban: isTaken ? iban : null };
}

const renames: Renames = {
  name: ['beneficiary', 'name'],
  iban: ['beneficiary', 'iban'],
  bic: ['beneficiary', 'bic'],
  email: ['beneficiary', 'email'],
  activity_tag: ['beneficiary', 'activityTag'],
};
