import { ok, type Answer } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { objectOf, textOf } from './body.js';
import { accountHolders, matchPayee } from './payee-directory.js';
import { issueProof, type Payee } from './payee-proof.js';
import { refuse, refusePayeeCheck } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';

/** How many checks may go without a transfer within an hour. Qonto limits them and does not say where. */
const UNFOLLOWED_CHECKS = 100;
const HOUR_MS = 60 * 60 * 1000;
const NOT_AVAILABLE = 'BAD_REQUEST_ERROR_RESPONDING_BANK_NOT_AVAILABLE';

/** Verification of payee. Source: docs.qonto.com, verify a payee; Qonto's Postman collections; read 2026-11-20. */
const routes: Routes = {
  'POST /v2/sepa/verify_payee': {
    scopes: ['payment.write'],
    handle(ask, bank) {
      const body = objectOf(ask.json());
      const payee = { iban: textOf(body['iban']), name: textOf(body['beneficiary_name']) };
      const refusal = wrongPayee(payee, '') ?? tooMany(bank);
      if (refusal) return refusal;
      const found = matchPayee(bank, payee.iban, payee.name);
      const token = issueProof(bank, [payee]);
      return found === 'not available' ? notAvailable(bank, token) : ok({ ...found, proof_token: { token } });
    },
  },

  'POST /v2/sepa/bulk_verify_payee': {
    scopes: ['payment.write'],
    handle(ask, bank) {
      const entries = entriesOf(ask);
      if (!Array.isArray(entries)) return entries;
      const refusal = tooMany(bank);
      if (refusal) return refusal;
      const requests = entries.map(({ id, iban, name }) => {
        const found = matchPayee(bank, iban, name);
        return found === 'not available'
          ? { id, error_code: `SINGLE_REQUEST_ERROR_CODE_${NOT_AVAILABLE}` }
          : { id, response: found };
      });
      return ok({ requests, proof_token: { token: issueProof(bank, entries) } });
    },
  },

  'POST /v2/sepa/skip_verify_payee': {
    scopes: ['payment.write'],
    handle(ask, bank) {
      const entries = entriesOf(ask);
      return Array.isArray(entries) ? ok({ proof_token: issueProof(bank, entries) }) : entries;
    },
  },
};

export const payeeVerificationResource: Resource = {
  name: 'payee_verifications',
  routes,
  shelf: accountHolders,
};

/** Moments of the checks since the last transfer. */
const checks = shelf('payee checks', () => ({ unfollowedMs: [] as number[] }));

/** A transfer was made, so the checks before it count no longer. */
export function checksWereFollowed(bank: Bank): void {
  bank.of(checks).unfollowedMs = [];
}

function tooMany(bank: Bank): Answer | undefined {
  const kept = bank.of(checks);
  const nowMs = bank.now().getTime();
  kept.unfollowedMs = [...kept.unfollowedMs.filter((atMs) => atMs > nowMs - HOUR_MS), nowMs];
  if (!bank.settings.rateLimits || kept.unfollowedMs.length <= UNFOLLOWED_CHECKS) return undefined;
  return refuse(429, 'too_many_requests', 'Too many verifications without a transfer');
}

/** The fault lies with the other bank, so the proof in `meta` is good. Source: docs.qonto.com, verify a payee. */
function notAvailable(bank: Bank, proofToken: string): Answer {
  const detail = 'The bank of the payee cannot be reached';
  const title = 'Responding bank not available';
  return refusePayeeCheck({ status: 400, id: bank.newId(), code: NOT_AVAILABLE, title, detail, proofToken });
}

function wrongPayee(payee: Payee, place: string): Answer | undefined {
  const wrong = (field: string, detail: string) =>
    refusePayeeCheck({
      status: 400,
      id: field,
      code: 'BAD_REQUEST_ERROR_UNSPECIFIED',
      title: 'Bad request',
      detail,
      source: { pointer: `${place}/${field}` },
    });
  // The form only: the sandbox's own test account does not pass the check of its digits.
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(payee.iban)) return wrong('iban', 'iban is invalid');
  if (payee.name.length < 1 || payee.name.length > 140)
    return wrong('beneficiary_name', 'beneficiary_name must have 1 to 140 characters');
  return undefined;
}

interface Entry extends Payee {
  readonly id: string;
}

/** 1 to 400 entries. Source: Qonto's Postman collections, 2026. */
function entriesOf(ask: Ask): Entry[] | Answer {
  const { requests } = objectOf(ask.json());
  if (!Array.isArray(requests) || requests.length < 1 || requests.length > 400)
    return refusePayeeCheck({
      status: 400,
      id: 'requests',
      code: 'BAD_REQUEST_ERROR_UNSPECIFIED',
      title: 'Bad request',
      detail: 'requests must have 1 to 400 entries',
      source: { pointer: '/requests' },
    });
  const entries = requests.map(objectOf).map((entry) => ({
    id: textOf(entry['id']),
    iban: textOf(entry['iban']),
    name: textOf(entry['beneficiary_name']),
  }));
  for (const [index, entry] of entries.entries()) {
    const refusal = wrongPayee(entry, `/requests/${index}`);
    if (refusal) return refusal;
  }
  return entries;
}
