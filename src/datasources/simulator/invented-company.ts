import { frenchIban } from './iban.js';
import type { Random } from './random.js';

/** A French company that does not exist, complete enough to be a client, a supplier or a payee. */
export interface InventedCompany {
  readonly name: string;
  readonly email: string;
  readonly siren: string;
  readonly vat_number: string;
  readonly street_address: string;
  readonly city: string;
  readonly zip_code: string;
  readonly iban: string;
  readonly bic: string;
}

/** Draws a company; the same stream of random numbers draws the same one. */
export function inventCompany(random: Random): InventedCompany {
  const name = inventName(random);
  const siren = random.digits(9);
  const [city, department] = random.pick(CITIES);
  const [bankCode, bic] = random.pick(BANKS);
  return {
    name,
    email: `${random.pick(['contact', 'compta', 'facturation', 'bonjour'])}@${domainOf(name)}`,
    siren,
    // The key of a French VAT number follows from the SIREN. Source: French tax administration, BOI-TVA-DECLA-20-10-10.
    vat_number: `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`,
    street_address: `${random.integer(1, 120)} ${random.pick(STREETS)}`,
    city,
    zip_code: `${department}${String(random.integer(0, 9) * 100).padStart(3, '0')}`,
    iban: frenchIban(bankCode, random.digits(5), random.digits(11)),
    bic,
  };
}

/** Draws a person's first and last name. */
export function inventPerson(random: Random): { readonly first_name: string; readonly last_name: string } {
  return { first_name: random.pick(FIRST_NAMES), last_name: random.pick(LAST_NAMES) };
}

function inventName(random: Random): string {
  const root = random.pick(ROOTS);
  return random.chance(0.4)
    ? `${random.pick(TRADES)} ${root}`
    : `${root} ${random.pick(['SAS', 'SARL', '& Fils', 'Conseil', 'Industrie', 'Numérique', 'Logistique', 'Groupe'])}`;
}

/** `Café d’Été` → `cafedete.example`; RFC 2606 keeps `.example` free for such names. */
function domainOf(name: string): string {
  return `${name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')}.example`;
}

const TRADES = [
  'Atelier',
  'Boulangerie',
  'Café',
  'Imprimerie',
  'Librairie',
  'Menuiserie',
  'Studio',
  'Transports',
];
const ROOTS = [
  'Belleville',
  'Bérénice',
  'Cœur-de-Lion',
  'Dupont-Moretti',
  'Étoile du Nord',
  'Garonne',
  'Hélios',
  'Île-aux-Moines',
  'Jonquière',
  'Kerguelen',
  'Lumière',
  'Montgolfier',
  'Noisette',
  'Océane',
  'Pâquerette',
  'Quai Vert',
  'Rhône-Alpin',
  'Saint-Éloi',
  'Tournesol',
  'Vaucluse',
];
const STREETS = [
  'rue de la République',
  'avenue Jean Jaurès',
  'quai Gambetta',
  'boulevard Voltaire',
  'rue des Écoles',
];
const CITIES = [
  ['Paris', '75'],
  ['Lyon', '69'],
  ['Marseille', '13'],
  ['Nantes', '44'],
  ['Bordeaux', '33'],
  ['Saint-Étienne', '42'],
  ['Orléans', '45'],
] as const;
const BANKS = [
  ['30004', 'BNPAFRPPXXX'],
  ['30003', 'SOGEFRPPXXX'],
  ['20041', 'PSSTFRPPXXX'],
  ['30002', 'CRLYFRPPXXX'],
  ['16958', 'QNTOFRP1XXX'],
] as const;
const FIRST_NAMES = [
  'Aïcha',
  'Benoît',
  'Chloé',
  'François',
  'Hélène',
  'Inès',
  'Jérôme',
  'Maëlle',
  'Noël',
  'Zoé',
];
const LAST_NAMES = [
  'Bernard',
  'Durand',
  'Lefèvre',
  'Marchand',
  "N'Diaye",
  'Petit',
  'Rousseau',
  'Sánchez',
  'Weiß',
];
