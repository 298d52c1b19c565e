import { created, ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { beneficiaries, newBeneficiary, type Beneficiary } from './beneficiary-seed.js';
import { objectOf, textOf, textOrNull } from './body.js';
import { isValidIban } from './iban.js';
import { page } from './pagination.js';
import { accountHolders } from './payee-directory.js';
import { refuse } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { among, listed, onlyOf, sorted, truth, within } from './row-filter.js';
import { askForApproval } from './sca.js';

/** Seconds until the bank has looked at a new beneficiary; not documented. */
const VALIDATION_SECONDS = 60;
const PER_PAGE = 25;

/** SEPA beneficiaries. Source: Qonto's Postman collections and use-case guide, 2026-11-20. */
const routes: Routes = {
  'GET /v2/sepa/beneficiaries': {
    scopes: ['organization.read'],
    handle(ask, bank) {
      const { query } = ask;
      const statuses = listed(query, 'status');
      onlyOf(statuses, ['pending', 'validated', 'declined'], 'status');
      const trusted = truth(query, 'trusted');
      let rows = among(bank.of(beneficiaries).all(), listed(query, 'iban').map(plainIban), 'iban');
      rows = among(rows, statuses, 'status');
      rows = within(rows, query, 'updated_at', 'flat');
      if (trusted !== undefined) rows = rows.filter((row) => row.trusted === trusted);
      return page(
        'beneficiaries',
        sorted(rows, query, ['updated_at'], 'updated_at:desc'),
        ask,
        bank,
        PER_PAGE,
      );
    },
  },

  'POST /v2/sepa/beneficiaries': {
    scopes: ['payment.write'],
    idempotent: true,
    handle: add,
  },

  'GET /v2/sepa/beneficiaries/:id': {
    scopes: ['organization.read'],
    handle(ask, bank) {
      const beneficiary = bank.of(beneficiaries).get(ask.params['id'] ?? '');
      return beneficiary ? ok({ beneficiary }) : unknown();
    },
  },

  'PATCH /v2/sepa/beneficiaries/:id': {
    scopes: ['payment.write'],
    handle(ask, bank) {
      const beneficiary = bank.of(beneficiaries).get(ask.params['id'] ?? '');
      if (!beneficiary) return unknown();
      const wanted = objectOf(objectOf(ask.json())['beneficiary']);
      const name = wanted['name'] ?? beneficiary.name;
      if (!isName(name)) return invalid('name', 'name must have 1 to 140 characters');
      bank.of(beneficiaries).change(beneficiary, {
        name,
        ...('email' in wanted && { email: textOrNull(wanted['email']) }),
        ...('activity_tag' in wanted && { activity_tag: textOrNull(wanted['activity_tag']) }),
      });
      return ok({ beneficiary });
    },
  },

  'PATCH /v2/sepa/beneficiaries/trust': {
    scopes: ['beneficiary.trust'],
    handle: (ask, bank) => setTrust(ask, bank, true),
  },

  'PATCH /v2/sepa/beneficiaries/untrust': {
    scopes: ['payment.write'],
    handle: (ask, bank) => setTrust(ask, bank, false),
  },
};

export const beneficiaryResource: Resource = {
  name: 'beneficiaries',
  routes,
  shelf: beneficiaries,
  rows: (bank) => bank.of(beneficiaries),
};

/** Adds a beneficiary from the fields of a request, or says what is wrong with them. */
export function addBeneficiary(bank: Bank, wanted: Readonly<Record<string, unknown>>): Beneficiary | Answer {
  const iban = plainIban(textOf(wanted['iban']));
  const name = wanted['name'];
  if (!isName(name)) return invalid('name', 'name must have 1 to 140 characters');
  if (!isValidIban(iban)) return invalid('iban', 'iban is invalid');
  const beneficiary: Beneficiary = {
    ...newBeneficiary(bank),
    name,
    iban,
    bic: textOrNull(wanted['bic']),
    email: textOrNull(wanted['email']),
    activity_tag: textOrNull(wanted['activity_tag']),
  };
  bank.later(VALIDATION_SECONDS, () => {
    if (beneficiary.status === 'pending') bank.of(beneficiaries).change(beneficiary, { status: 'validated' });
  });
  // Whoever adds a beneficiary knows its name: from now on the payee check finds this holder.
  const holders = bank.of(accountHolders);
  if (!holders.has(iban)) holders.set(iban, name);
  return bank.of(beneficiaries).add(beneficiary);
}

function add(ask: Ask, bank: Bank): Answer {
  const wanted = objectOf(objectOf(ask.json())['beneficiary']);
  const iban = plainIban(textOf(wanted['iban']));
  // Source: qontoctl, live 2026.
  if (
    bank
      .of(beneficiaries)
      .all()
      .some((row) => row.iban === iban)
  )
    return invalid('iban', 'This IBAN has already been taken');
  const added = addBeneficiary(bank, wanted);
  return 'id' in added ? created({ beneficiary: added }) : added;
}

/** Trusting needs approval, the way back does not. Source: docs.qonto.com, trust beneficiaries, read 2026-11-20. */
function setTrust(ask: Ask, bank: Bank, trusted: boolean): Answer {
  const { ids } = objectOf(ask.json());
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > 400)
    return refuse(400, 'invalid', 'ids must have 1 to 400 entries', { pointer: '/ids' });
  const rows = ids.map((id) => bank.of(beneficiaries).get(textOf(id)));
  const known = rows.filter((row) => row !== undefined);
  if (known.length < rows.length) return unknown();
  if (trusted && known.some((row) => row.status !== 'validated'))
    return refuse(400, 'invalid', 'Only validated beneficiaries can be trusted', { pointer: '/ids' });
  const refusal = trusted ? askForApproval(ask, bank, 'beneficiary.trust') : undefined;
  if (refusal) return refusal;
  for (const row of known) bank.of(beneficiaries).change(row, { trusted });
  return ok({ beneficiaries: known });
}

/** `fr76 1695 8…` as the bank stores it. */
export function plainIban(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 140;
}

function invalid(field: string, detail: string): Answer {
  return refuse(400, 'invalid', detail, { pointer: `/beneficiary/${field}` });
}

function unknown(): Answer {
  return refuse(404, 'not_found', 'Beneficiary not found', { parameter: 'id' });
}
