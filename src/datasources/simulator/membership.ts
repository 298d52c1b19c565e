import { ok } from './answer.js';
import { shelf, type Bank } from './bank.js';
import type { Caller } from './credential.js';
import { page } from './pagination.js';
import { refuseVerbosely } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';
import { Table } from './table.js';

/** A member of the company, with more than any one answer shows. */
export interface Membership {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  /** Null for a person who was invited and has not answered. */
  readonly role: string | null;
  readonly team_id: string | null;
  readonly status: string;
  readonly residence_country: string | null;
  readonly birthdate: string | null;
  readonly nationality: string | null;
  readonly birth_country: string | null;
  readonly ubo: boolean | null;
  readonly phone_number: string | null;
  readonly position: string | null;
  readonly locale: string;
  readonly kyc_status: string;
}

type Person = readonly [
  first: string,
  last: string,
  role: string | null,
  birthdate: string,
  position: string,
];

const PEOPLE: readonly Person[] = [
  ['Éloïse', 'Marchand', 'owner', '1984-05-17', 'Présidente'],
  ['Thibault', 'Roussel', 'admin', '1979-11-02', 'Directeur financier'],
  ['Inès', 'Benali', 'manager', '1990-02-28', 'Responsable de production'],
  ['Camille', 'Moreau', 'employee', '1995-08-09', 'Designer'],
  ['Hugo', 'Nguyễn', 'employee', '1992-12-24', 'Développeur'],
  ['François-Xavier', 'd’Arcy', 'reporting', '1998-03-30', 'Contrôleur de gestion'],
  ['Marie-Noëlle', 'Bertin', 'accountant', '1971-07-14', 'Expert-comptable'],
  ['Zoé', 'Lefèvre', null, '1999-01-05', 'Freelance'],
];

export const memberships = shelf('memberships', (bank) => {
  const random = bank.random('memberships');
  const team = random.uuid();
  const rows = PEOPLE.map(([first, last, role, birthdate, position]): Membership => {
    const invited = role === null;
    return {
      id: random.uuid(),
      first_name: first,
      last_name: last,
      email: `${mailName(first)}.${mailName(last)}@ateliers-lumignon.example`,
      role,
      team_id: role === 'employee' ? team : null,
      status: invited ? 'invitable' : 'active',
      residence_country: invited ? null : 'FR',
      birthdate: invited ? null : birthdate,
      nationality: invited ? null : 'FR',
      birth_country: invited ? null : 'FR',
      ubo: invited ? null : role === 'owner',
      phone_number: invited ? null : `+336${random.digits(8)}`,
      position,
      locale: 'fr',
      kyc_status: invited ? 'pending' : 'accepted',
    };
  });
  const [first] = rows;
  if (first === undefined) throw new Error('The company has no members');
  return new Table<Membership>(bank, { rows, blank: () => ({ ...first, id: bank.newId() }) });
});

/** The member a caller acts for: the first one with the caller's role. */
export function memberOf(caller: Caller, bank: Bank): Membership {
  const everybody = bank.of(memberships).all();
  const member = everybody.find(({ role }) => role === caller.role) ?? everybody[0];
  if (member === undefined) throw new Error('The company has no members');
  return member;
}

const routes: Routes = {
  'GET /v2/memberships': {
    scopes: ['organization.read'],
    handle: (ask, bank) =>
      page('memberships', bank.of(memberships).all().map(listed), ask, bank, 100, refuseVerbosely),
  },
  'GET /v2/membership': {
    scopes: ['membership.read'],
    handle: ({ caller }, bank) => ok({ membership: own(memberOf(caller, bank)) }),
  },
};

export const membershipResource: Resource = {
  name: 'memberships',
  routes,
  shelf: memberships,
  rows: (bank) => bank.of(memberships),
};

function listed(member: Membership): object {
  const { phone_number: _phone, position: _position, locale: _locale, kyc_status: _kyc, ...shown } = member;
  return shown;
}

function own(member: Membership): object {
  const {
    id,
    first_name,
    last_name,
    email,
    phone_number,
    position,
    status,
    role,
    locale,
    team_id,
    kyc_status,
  } = member;
  return {
    id,
    first_name,
    last_name,
    email,
    phone_number,
    position,
    status,
    role,
    locale,
    team_id,
    kyc_status,
  };
}

function mailName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
