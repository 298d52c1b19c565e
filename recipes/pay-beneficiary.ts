import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from './gateway.js';
import {
  FindPayeeDocument,
  PayBeneficiaryDocument,
  type PayBeneficiaryMutation,
  type PayBeneficiaryMutationVariables,
  ScaStatusDocument,
} from './graphql/graphql.js';
import { type Given, type Recipe, required, say, Stop } from './recipe.js';

/** One SEPA transfer, made at most once however often the recipe is run with its key. */
export const payBeneficiary: Recipe = {
  name: 'pay-beneficiary',
  summary: 'Pays a validated beneficiary, after a check of the name behind the IBAN.',
  notes: `The payment gets a key, which is printed before anything is sent. When the line breaks, or the outcome is
unknown (exit code 3), run the recipe again with the same options and --key: it is one payment. Where the bank
wants a confirmation, the recipe waits for the account holder.`,
  options: {
    iban: { value: '<iban>', help: 'Whom to pay. Required.' },
    amount: { value: '<amount>', help: 'How much, in EUR, e.g. 1100.50. Required.' },
    reference: { value: '<text>', help: 'What the payee reads. Required.' },
    account: { value: '<id>', help: 'The account that pays. Default: the main account.' },
    accept: {
      value: '<results>',
      help: 'Results of the check on which to pay, e.g. MATCH,CLOSE_MATCH. Default: MATCH',
    },
    key: { value: '<key>', help: 'The key of an earlier run, to repeat it. Default: a new one.' },
  },
  run: pay,
};

/** How often the same payment is asked about while nobody knows what became of it. */
const maxTries = 4;
const matches = ['MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE'] as const;

type Payment = NonNullable<PayBeneficiaryMutation['payBeneficiary']>;

async function pay(gateway: Gateway, given: Given): Promise<void> {
  const { options } = given;
  const iban = required(given, 'iban');
  const acceptMatches = (options['accept'] ?? 'MATCH').split(',').map((word) => {
    const match = matches.find((one) => one === word.trim());
    if (match === undefined) throw new Stop(`--accept takes ${matches.join(', ')}.`, 2);
    return match;
  });
  const amount = { value: required(given, 'amount'), currency: 'EUR' };
  const reference = required(given, 'reference');

  const withAccounts = options['account'] === undefined;
  const { beneficiaries, bankAccounts } = await gateway.read(FindPayeeDocument, { iban, withAccounts });
  const payee = beneficiaries?.nodes[0];
  if (payee == null) throw new Stop('There is no validated beneficiary with this IBAN.');
  say(`Found beneficiary: ${payee.name} (${payee.id})`);
  const bankAccountId = options['account'] ?? bankAccounts?.nodes.find((account) => account?.isMain)?.id;
  if (bankAccountId === undefined) throw new Stop('There is no main account; name one with --account.');

  const idempotencyKey = options['key'] ?? randomUUID();
  say(`Key of this payment: ${idempotencyKey}`);
  const input = { idempotencyKey, bankAccountId, beneficiaryId: payee.id, amount, reference, acceptMatches };
  let payment = await send(gateway, input);
  if (payment.verification) say(`Verification result: ${payment.verification.match}`);
  if (payment.outcome === 'SCA_REQUIRED') {
    const sessionToken = await confirmation(gateway, payment);
    payment = await send(gateway, { ...input, sca: { sessionToken } });
  }
  conclude(payment);
}

/** Asks again, with the same key, while the outcome is unknown and asking helps. */
async function send(gateway: Gateway, variables: PayBeneficiaryMutationVariables): Promise<Payment> {
  for (let tries = 1; ; tries++) {
    const { payBeneficiary: payment } = await gateway.write(PayBeneficiaryDocument, variables);
    if (payment == null) throw new Stop('The gateway gave no answer to the payment.', 3);
    if (payment.outcome !== 'UNKNOWN' || payment.retryAfterSeconds === null || tries === maxTries)
      return payment;
    say(`Nobody knows yet whether it was paid; asking again in ${payment.retryAfterSeconds} s`);
    await sleep(payment.retryAfterSeconds * 1000);
  }
}

/** Waits until the account holder has said yes. */
async function confirmation(gateway: Gateway, { scaChallenge }: Payment): Promise<string> {
  if (scaChallenge == null) throw new Stop('The bank wants a confirmation and does not say which.');
  const { sessionToken, expiresAt, pollAfterSeconds } = scaChallenge;
  say('Confirm the payment on the paired phone.');
  // The bank's clock may differ from ours; its session lives for a quarter of an hour, so a minute more does no harm.
  while (Date.now() < Date.parse(expiresAt) + 60_000) {
    await sleep(pollAfterSeconds * 1000);
    const { scaSession } = await gateway.read(ScaStatusDocument, { sessionToken });
    if (scaSession?.status === 'ALLOWED') return sessionToken;
    if (scaSession?.status === 'DENIED') throw new Stop('The account holder said no. Nothing was paid.');
    if (scaSession == null) break;
  }
  throw new Stop('Nobody has confirmed the payment in time. Nothing was paid.');
}

function conclude({ outcome, transfer, existingTransfer, userErrors }: Payment): void {
  const reason = userErrors.map(({ message }) => message).join(' ');
  switch (outcome) {
    case 'CREATED':
      return say(`Transfer created: ${transfer?.id} — status: ${transfer?.status.toLowerCase()}`);
    case 'REPLAYED':
      return say(`Transfer made before: ${transfer?.id} — status: ${transfer?.status.toLowerCase()}`);
    case 'REJECTED':
      if (existingTransfer) say(`The key was used before, for ${existingTransfer.id}`);
      throw new Stop(`Not paid: ${reason}`);
    case 'SCA_REQUIRED':
      throw new Stop(
        'Not paid: the bank wants another confirmation. Run the recipe again with the same key.',
      );
    default:
      throw new Stop(
        `Nobody knows whether it was paid: ${reason} Run the recipe again with the same key.`,
        3,
      );
  }
}
