import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { BankAccount } from '../schema/bank-account.js';
import { Beneficiary } from '../schema/beneficiary.js';
import { Membership } from '../schema/membership.js';
import { Transaction } from '../schema/transaction.js';
import { Transfer } from '../schema/transfer.js';
import { NeedsScope } from './scope.js';

/** One transfer, and the links from a transfer to everything else. */
@Resolver(() => Transfer)
export class TransferResolver {
  @NeedsScope('organization.read')
  @Query(() => Transfer, {
    nullable: true,
    description: 'One transfer; null when there is none with this id. One upstream request.',
  })
  transfer(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the transfer.' }) id: string,
  ): Promise<Transfer | null> {
    return qonto.transfers.byId(id);
  }

  @FieldResolver(() => Beneficiary, {
    nullable: true,
    description: 'Who is paid. Null when it is no longer on file. One upstream request per distinct payee.',
  })
  beneficiary(
    @Root() { beneficiaryId }: Transfer,
    @Ctx() { load }: Context,
  ): Promise<Beneficiary | null> | null {
    return beneficiaryId === null ? null : load.beneficiary.load(beneficiaryId);
  }

  @FieldResolver(() => BankAccount, {
    nullable: true,
    description:
      'The account that pays. Null when the caller may not see it. One upstream request per operation.',
  })
  bankAccount(
    @Root() { bankAccountId }: Transfer,
    @Ctx() { load }: Context,
  ): Promise<BankAccount | null> | null {
    return bankAccountId === null ? null : load.bankAccount.load(bankAccountId);
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description: 'Who started it. Null when the bank does not say. One upstream request per operation.',
  })
  initiator(@Root() { initiatorId }: Transfer, @Ctx() { load }: Context): Promise<Membership | null> | null {
    return initiatorId === null ? null : load.membership.load(initiatorId);
  }

  @FieldResolver(() => Transaction, {
    nullable: true,
    description: 'The movement on the account. Null until money has moved. One upstream request each.',
  })
  transaction(
    @Root() { transactionId }: Transfer,
    @Ctx() { load }: Context,
  ): Promise<Transaction | null> | null {
    return transactionId === null ? null : load.fullTransaction.load(transactionId);
  }
}
