import { z } from 'zod';
import { GatewayError, OutcomeUnknown, Rejection } from '../../errors.js';
import { PayeeMatch, type PayeeVerification } from '../../schema/payee-verification.js';
import { type Call, callName } from './call.js';
import type { Access } from './connection.js';
import { contractBroken, maybe, openEnum, pathOf } from './wire.js';

/** How long a proof is taken. Source: Qonto's use-case guide, "How to send a SEPA transfer", 2026-11-20. */
const proofLifeMs = 23 * 60 * 60 * 1000;

// docs.qonto.com, verify a payee, read 2026-11-20. The token is an object in answers, a text in Qonto's collections.
const wireVerification = z.object({
  match_result: z.string(),
  matched_name: maybe(z.string()),
  proof_token: z.union([z.string().min(1), z.object({ token: z.string().min(1) })]),
});

const match = openEnum(PayeeMatch);

export class PayeeVerifications {
  constructor(private readonly access: Access) {}

  /**
   * Asks the bank of a payee whether name and IBAN belong together. One request, never repeated: the bank counts
   * checks that no transfer follows.
   *
   * A check that failed at the other bank but came with a proof is a result, NOT_POSSIBLE.
   *
   * @throws {Rejection} the input was refused.
   * @throws {GatewayError} the check failed; no money is at stake.
   */
  async verify(payee: { readonly name: string; readonly iban: string }): Promise<PayeeVerification> {
    const call: Call = {
      method: 'POST',
      path: '/v2/sepa/verify_payee',
      body: { iban: payee.iban, beneficiary_name: payee.name },
    };
    try {
      const { body, readAt } = await this.access.session.send(call);
      const parsed = wireVerification.safeParse(body);
      if (!parsed.success)
        throw contractBroken(callName(call), pathOf(parsed.error.issues[0]!.path, 'verify_payee'));
      return toVerification(parsed.data, readAt);
    } catch (error) {
      if (error instanceof Rejection) return degradedOrThrow(error, call);
      if (error instanceof OutcomeUnknown)
        throw new GatewayError('UPSTREAM_UNAVAILABLE', `${callName(call)}: no result, no money at stake`, {
          retryable: true,
          upstream: error.upstream,
        });
      throw error;
    }
  }
}

function toVerification(
  { match_result, matched_name, proof_token }: z.infer<typeof wireVerification>,
  readAt: string | undefined,
): PayeeVerification {
  return {
    match: match(match_result.replace(/^MATCH_RESULT_/, '')),
    rawMatch: match_result,
    matchedName: matched_name ?? null,
    isDegraded: false,
    rawReason: null,
    proofToken: typeof proof_token === 'string' ? proof_token : proof_token.token,
    proofExpiresAt: expiryOf(readAt),
  };
}

/** Where the other bank is at fault, the error holds a usable proof. Source: docs.qonto.com, verify a payee, 2026-11-20. */
function degradedOrThrow(error: Rejection, call: Call): PayeeVerification {
  const refusal = error.refusals.find(({ proofToken }) => proofToken !== undefined);
  if (refusal?.proofToken !== undefined)
    return {
      match: PayeeMatch.NOT_POSSIBLE,
      rawMatch: null,
      matchedName: null,
      isDegraded: true,
      rawReason: refusal.code,
      proofToken: refusal.proofToken,
      proofExpiresAt: expiryOf(error.readAt),
    };
  if ((error.upstream.status ?? 0) >= 500)
    throw new GatewayError('UPSTREAM_UNAVAILABLE', `${callName(call)}: the check failed, without a proof`, {
      retryable: true,
      upstream: error.upstream,
    });
  throw error;
}

function expiryOf(readAt: string | undefined): string {
  return new Date((readAt === undefined ? Date.now() : Date.parse(readAt)) + proofLifeMs).toISOString();
}
