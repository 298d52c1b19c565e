import type { Bank } from './bank.js';

/** The company whose bank this is. It is made up; its SIREN is one that cannot be given out. */
export const COMPANY = {
  name: 'Ateliers Lumignon',
  slug: 'demo-organization',
  legal_name: 'Ateliers Lumignon SAS',
  locale: 'fr',
  legal_share_capital: 25_000,
  legal_country: 'FR',
  legal_registration_date: '2016-09-12',
  legal_form: 'SAS',
  legal_address: '14 rue des Lilas, 75019 Paris',
  legal_sector: '74.10Z',
  legal_number: '000000018',
  contract_signed_at: '2019-02-04T09:30:00.000Z',
} as const;

/** The company's address in parts, as invoices spell it. */
export const COMPANY_ADDRESS = {
  address_line_1: '14 rue des Lilas',
  address_zipcode: '75019',
  address_city: 'Paris',
  address_country: 'FR',
} as const;

export const COMPANY_VAT_NUMBER = 'FR00000000018';

/** Source: the BIC of French Qonto accounts, inferred from client projects. */
export const QONTO_BIC = 'QNTOFRP1XXX';

export function organizationId(bank: Bank): string {
  return bank.random('organization').uuid();
}
