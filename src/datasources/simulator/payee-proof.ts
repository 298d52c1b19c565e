import { createHash } from 'node:crypto';
import type { Answer } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { similarity } from './payee-directory.js';
import { refuse } from './refusal.js';

/** Source: Qonto's use-case guide, 2026-11-20. */
const LIFE_MS = 23 * 60 * 60 * 1000;

export interface Payee {
  readonly iban: string;
  readonly name: string;
}

interface Proof {
  readonly issuedAtMs: number;
  readonly payees: readonly Payee[];
}

const proofs = shelf('payee proofs', () => new Map<string, Proof>());

/**
 * Issues a proof token for payees that were checked, or whose check was skipped.
 * It reads `1|1|<unix seconds>|MEUCI…` and lives 23 hours. Source: Qonto's use-case guide, 2026-11-20.
 */
export function issueProof(bank: Bank, payees: readonly Payee[]): string {
  const issued = bank.of(proofs);
  const issuedAtMs = bank.now().getTime();
  const signature = createHash('sha512')
    .update(JSON.stringify([bank.seed, issued.size, issuedAtMs, payees]))
    .digest('base64');
  const token = `1|1|${Math.floor(issuedAtMs / 1000)}|MEUCI${signature}`;
  issued.set(token, { issuedAtMs, payees });
  return token;
}

/**
 * Refuses a transfer whose proof is missing, unknown, more than 23 hours old, or of other payees.
 *
 * Strict (`strictPayeeProof`): IBAN and name of every payee are exactly those checked, as docs.qonto.com says.
 * Otherwise the IBAN or the name is enough, because the guide's own sample checks one IBAN of "Admin" and then pays
 * a beneficiary "Admin" with another one. Source: Qonto's use-case guide, 2026-11-20. The code of a bad token is
 * known from another integrator only, its status 401 is a guess.
 */
export function refuseProof(bank: Bank, token: unknown, payees: readonly Payee[]): Answer | undefined {
  if (typeof token !== 'string' || token === '')
    return refuse(401, 'vop_proof_token_missing', 'The proof token is missing', {
      pointer: '/vop_proof_token',
    });
  const proof = bank.of(proofs).get(token);
  const isAlive = proof !== undefined && bank.now().getTime() < proof.issuedAtMs + LIFE_MS;
  if (isAlive && covers(proof, payees, bank.settings.strictPayeeProof)) return undefined;
  return refuse(401, 'vop_proof_token_invalid', 'The proof token is invalid', {
    pointer: '/vop_proof_token',
  });
}

/** A proof of several payees serves exactly that set. Source: docs.qonto.com, verify payees, read 2026-11-20. */
function covers(proof: Proof, payees: readonly Payee[], isStrict: boolean): boolean {
  const sameNumber = proof.payees.length === payees.length;
  return (
    sameNumber &&
    payees.every((payee) =>
      proof.payees.some((checked) => {
        const sameIban = checked.iban === payee.iban;
        const sameName = similarity(checked.name, payee.name) === 'same';
        return isStrict ? sameIban && sameName : sameIban || sameName;
      }),
    )
  );
}
