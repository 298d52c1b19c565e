import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from './gateway.js';
import {
  CreateTransferDocument,
  type CreateTransferMutation,
  type CreateTransferMutationVariables,
  FindPayeeDocument,
  ScaStatusDocument,
  VerifyPayeeDocument,
} from './graphql/graphql.js';
import { OpenPayment } from './open-payment.js';
import { type Given, type Recipe, required, say, Stop } from './recipe.js';

/** One SEPA transfer, made at most once however often the recipe is run before its outcome is known. */
export const payBeneficiary: Recipe = {
  name: 'pay-beneficiary',
  summary: 'Pays a validated beneficiary, after a check of the name behind the IBAN.',
  notes: `The payment gets a key, which is in the state file before anything is sent. When the line breaks, or the
outcome is unknown (exit code 3), run the recipe again with the same options: it is one payment. Once the outcome is
known the file goes, and the next run is a new payment. Where the bank wants a confirmation, the recipe waits for the
account holder.`,
  options: {
    iban: { value: '<iban>', help: 'Whom to pay. Required.' },
    amount: { value: '<amount>', help: 'How much, in EUR, e.g. 1100.50. Required.' },
    reference: { value: '<text>', help: 'What the payee reads. Required.' },
    account: {
      value: '<id>',
      help: 'The account that pays. Default: the main account, for one more request to the bank.',
    },
    accept: {
      value: '<results>',
      help: 'Results of the check on which to pay, e.g. MATCH,CLOSE_MATCH. Default: MATCH',
    },
    state: {
      value: '<file>',
      help: 'Where the key is kept until the outcome is known. Default: ./pay-beneficiary.json',
    },
    key: { value: '<key>', help: 'A key of your own for the payment. Default: a new one.' },
  },
  run: pay,
};

/** How often the same payment is asked about while nobody knows what became of it. */
const maxTries = 4;
const matches = ['MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE'] as const;

type Match = (typeof matches)[number];
type Payment = NonNullable<CreateTransferMutation['createTransfer']>;

async function pay(gateway: Gateway, given: Given): Promise<void> {
  const { options } = given;
  const iban = required(given, 'iban').replace(/\s/g, '').toUpperCase();
  const accepted = acceptedMatches(options['accept'] ?? 'MATCH');
  const amount = { value: required(given, 'amount'), currency: 'EUR' };
  const reference = required(given, 'reference');
  const wanted = { iban, amount: amount.value, reference, account: options['account'] ?? null };
  const open = await OpenPayment.begin(options['state'] ?? 'pay-beneficiary.json', wanted, options['key']);

  const { payee, bankAccountId } = await find(gateway, iban, options['account']);
  say(`Found beneficiary: ${payee.name} (${payee.id})`);
  const proofToken = await proofOf(gateway, payee, accepted);
  say(`Key of this payment: ${open.key}`);
  const input = {
    idempotencyKey: open.key,
    proofToken,
    bankAccountId,
    beneficiaryId: payee.id,
    amount,
    reference,
  };
  let payment = await send(gateway, open, input);
  if (payment.outcome === 'SCA_REQUIRED') {
    await open.notTaken();
    const sessionToken = await confirmation(gateway, payment);
    payment = await send(gateway, open, { ...input, sca: { sessionToken } });
  }
  await conclude(open, payment);
}

function acceptedMatches(given: string): readonly Match[] {
  return given.split(',').map((word) => {
    const match = matches.find((one) => one === word.trim());
    if (match === undefined) throw new Stop(`--accept takes ${matches.join(', ')}.`, 2);
    return match;
  });
}

interface Payee {
  readonly id: string;
  readonly name: string;
  readonly iban: string;
}

/** The payee, and the account that pays, which is looked up only when it is not known. */
async function find(
  gateway: Gateway,
  iban: string,
  account: string | undefined,
): Promise<{ payee: Payee; bankAccountId: string }> {
  const withAccounts = account === undefined;
  const { beneficiaries, bankAccounts } = await gateway.read(FindPayeeDocument, { iban, withAccounts });
  const found = beneficiaries?.nodes[0];
  if (found == null || found.name === null || found.iban !== iban)
    throw new Stop('There is no validated beneficiary with this IBAN.');
  const bankAccountId = account ?? bankAccounts?.nodes.find((one) => one?.isMain)?.id;
  if (bankAccountId === undefined) throw new Stop('There is no main account; name one with --account.');
  return { payee: { id: found.id, name: found.name, iban: found.iban }, bankAccountId };
}

/** Has name and IBAN checked, shows the result, and stops unless it is one to pay on. */
async function proofOf(gateway: Gateway, { name, iban }: Payee, accepted: readonly Match[]): Promise<string> {
  const { verifyPayee } = await gateway.write(VerifyPayeeDocument, { name, iban });
  const check = verifyPayee?.verification;
  if (check == null) {
    const reason = (verifyPayee?.userErrors ?? []).map(({ message }) => message).join(' ');
    throw new Stop(`No transfer was sent, as the payee could not be checked. ${reason}`.trim());
  }
  say(`Verification result: ${check.rawMatch ?? check.match}`);
  if (check.matchedName !== null) say(`Name of the account holder: ${check.matchedName}`);
  if (!accepted.some((match) => match === check.match))
    throw new Stop('No transfer was sent, as the result of the payee check is not among those of --accept.');
  return check.proofToken;
}

/** Asks again, with the same key, while the outcome is unknown and asking helps. */
async function send(
  gateway: Gateway,
  open: OpenPayment,
  variables: CreateTransferMutationVariables,
): Promise<Payment> {
  for (let tries = 1; ; tries++) {
    await open.sending();
    const { createTransfer: payment } = await gateway.write(CreateTransferDocument, variables);
    if (payment == null) throw new Stop('The gateway gave no answer to the payment.', 3);
    if (payment.outcome !== 'UNKNOWN') return payment;
    open.unclear();
    if (payment.retryAfterSeconds === null || tries === maxTries) return payment;
    say(`Nobody knows yet whether it was paid; asking again in ${payment.retryAfterSeconds} s`);
    await sleep(payment.retryAfterSeconds * 1000);
  }
}

/** Waits until the account holder has said yes or no; what a no means is for the gateway to say. */
async function confirmation(gateway: Gateway, { scaChallenge }: Payment): Promise<string> {
  if (scaChallenge == null) throw new Stop('The bank wants a confirmation and does not say which.', 3);
  const { sessionToken, expiresAt, pollAfterSeconds } = scaChallenge;
  say('Confirm the payment on the paired phone.');
  // The bank's clock may differ from ours; its session lives for a quarter of an hour, so a minute more does no harm.
  while (Date.now() < Date.parse(expiresAt) + 60_000) {
    await sleep(pollAfterSeconds * 1000);
    const { scaSession } = await gateway.read(ScaStatusDocument, { sessionToken });
    if (scaSession == null) break;
    if (scaSession.status === 'ALLOWED' || scaSession.status === 'DENIED') return sessionToken;
  }
  throw new Stop('Nobody has confirmed the payment in time. Run the recipe again to be asked again.');
}

async function conclude(
  open: OpenPayment,
  { outcome, transfer, existingTransfer, userErrors }: Payment,
): Promise<void> {
  const reason = userErrors.map(({ message }) => message).join(' ');
  switch (outcome) {
    case 'CREATED':
      await open.close();
      return say(`Transfer created: ${transfer?.id} — status: ${transfer?.status?.toLowerCase()}`);
    case 'REPLAYED':
      await open.close();
      return say(`Transfer made before: ${transfer?.id} — status: ${transfer?.status?.toLowerCase()}`);
    case 'REJECTED':
      if (existingTransfer) say(`The key was used before, for ${existingTransfer.id}`);
      if (open.isUnclear)
        throw new Stop(`An earlier try may have paid; this one did not: ${reason} Look at the transfers.`, 3);
      await open.close();
      throw new Stop(`Not paid: ${reason}`);
    case 'SCA_REQUIRED':
      await open.notTaken();
      throw new Stop('Not paid yet: the bank wants another confirmation. Run the recipe again.');
    default:
      throw new Stop(`Nobody knows whether it was paid: ${reason} Run the recipe again.`, 3);
  }
}
