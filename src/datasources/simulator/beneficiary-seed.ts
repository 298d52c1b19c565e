import { shelf, type Bank } from './bank.js';
import { inventCompany } from './invented-company.js';
import { Table } from './table.js';

/** Somebody the company may pay. Source: Qonto's Postman collections, SEPA beneficiaries, 2026. */
export interface Beneficiary {
  readonly id: string;
  name: string;
  readonly iban: string;
  bic: string | null;
  status: 'pending' | 'validated' | 'declined';
  /** A trusted one is paid without strong customer authentication. */
  trusted: boolean;
  email: string | null;
  activity_tag: string | null;
  readonly created_at: string;
  updated_at: string;
}

const COUNT = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Sixty beneficiaries, and first the one the guide pays. Source: Qonto's use-case guide, 2026-11-20. */
export const beneficiaries = shelf('beneficiaries', (bank: Bank) => {
  const random = bank.random('beneficiaries');
  const at = (daysAgo: number, ms: number) =>
    new Date(bank.bornAt.getTime() - daysAgo * DAY_MS + ms).toISOString();
  const admin: Beneficiary = {
    id: random.uuidAt(bank.bornAt.getTime() - 200 * DAY_MS),
    name: 'Admin',
    iban: 'FR7616798000010000005663951',
    bic: 'TRZOFR21XXX',
    status: 'validated',
    trusted: true,
    email: null,
    activity_tag: 'other_service',
    created_at: at(200, 0),
    updated_at: at(199, 0),
  };
  const others = Array.from({ length: COUNT }, (_, index): Beneficiary => {
    const company = inventCompany(random);
    const age = 340 - index * 5;
    const status = index % 12 === 7 ? 'pending' : index % 15 === 11 ? 'declined' : 'validated';
    return {
      id: random.uuidAt(bank.bornAt.getTime() - age * DAY_MS),
      name: company.name,
      iban: company.iban,
      bic: random.chance(0.8) ? company.bic : null,
      status,
      trusted: status === 'validated' && index % 4 === 0,
      email: random.chance(0.5) ? company.email : null,
      activity_tag: random.chance(0.6) ? random.pick(ACTIVITY_TAGS) : null,
      created_at: at(age, random.integer(1, DAY_MS - 1)),
      updated_at: at(age - 4, random.integer(1, DAY_MS - 1)),
    };
  });
  return new Table<Beneficiary>(bank, { rows: [admin, ...others], blank: () => newBeneficiary(bank) });
});

/** A beneficiary as it is right after it was added: pending and untrusted. */
export function newBeneficiary(bank: Bank): Beneficiary {
  const now = bank.stamp();
  const company = inventCompany(bank.random('beneficiary', now));
  return {
    id: bank.newId(),
    name: company.name,
    iban: company.iban,
    bic: null,
    status: 'pending',
    trusted: false,
    email: null,
    activity_tag: null,
    created_at: now,
    updated_at: now,
  };
}

const ACTIVITY_TAGS = [
  'atm',
  'food_and_grocery',
  'logistics',
  'other_service',
  'office_supply',
  'subscription',
];
