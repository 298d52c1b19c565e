import { cards, others, type Story } from './story.js';

/** What the company pays: cards, suppliers, salaries, taxes, fees. */
export const SPENDINGS: readonly Story[] = [
  ...cards(
    [
      ['SNCF-VOYAGEURS', 'SNCF', 'transport', 1_900, 24_800],
      ['AIR FRANCE 0572189', 'Air France', 'transport', 8_900, 62_000],
      ['HOTEL DES TERREAUX LYON', 'Hôtel des Terreaux', 'hotel_and_lodging', 7_900, 31_000],
    ],
    10,
    5,
  ),
  ...cards(
    [
      ['CHEZ MARGUERITE PARIS 11', 'Chez Marguerite', 'restaurant_and_bar', 1_350, 18_900],
      ['LE COMPTOIR DU CANUT', 'Le Comptoir du Canut', 'restaurant_and_bar', 1_100, 9_600],
      ['SUPERETTE DE LA PLACE', null, 'food_and_grocery', 390, 7_400],
    ],
    -1,
    7,
  ),
  ...cards(
    [
      ['PAPETERIE GUÉRIN', 'Papeterie Guérin', 'office_supply', 590, 21_400],
      ['STATION RELAIS A6', 'Station Relais', 'gas_station', 3_100, 11_900],
      ['MATERIEL PRO 75', 'Matériel Pro', 'hardware_and_equipment', 2_490, 189_900],
      ['LA POSTE 753210', 'La Poste', 'logistics', 428, 6_800],
      ['VELO CARGO EXPRESS', 'Vélo Cargo Express', 'logistics', 990, 8_900],
      ['IMPRIM’ECLAIR', 'Imprim’Éclair', 'marketing', 4_500, 98_000],
    ],
    20,
    6,
  ),
  ...cards(
    [
      ['CLOUDHARBOR* 8841', 'Cloudharbor', 'online_service', 990, 148_000],
      ['PIXELBANK.IO', 'Pixelbank', 'subscription', 1_900, 24_000],
    ],
    0,
    5,
  ).map((story) => ({ ...story, foreign: { currency: 'USD', rate: 92.4 } })),
  ...cards([['THE PAPER MILL LONDON', 'The Paper Mill', 'office_supply', 1_500, 42_000]], null, 2).map(
    (story) => ({ ...story, foreign: { currency: 'GBP', rate: 117.1 } }),
  ),
  ...cards([['KIOSK ZÜRICH HB', 'Kiosk Zürich HB', 'food_and_grocery', 480, 3_900]], null, 1).map(
    (story) => ({
      ...story,
      foreign: { currency: 'CHF', rate: 104.6 },
    }),
  ),
  ...cards([['MUJI NAGOYA', null, 'office_supply', 1_200, 30_000]], null, 1).map((story) => ({
    ...story,
    foreign: { currency: 'JPY', rate: 0.62 },
  })),
  ...cards([['RETRAIT DAB RUE DE LA REPUBLIQUE', null, 'atm', 2_000, 20_000]], null, 2).map((story) => ({
    ...story,
    receipts: 0,
  })),
  ...others(
    {
      operationType: 'transfer',
      subjectType: 'Transfer',
      side: 'debit',
      vat: 20,
      weight: 4,
      receipts: 0.85,
      reference: 'invoice',
    },
    [
      ['Imprimerie Dumas & Fils', 'Imprimerie Dumas & Fils', 'manufacturing', 18_000, 940_000],
      ['Zoé Lefèvre EI', 'Zoé Lefèvre', 'other_service', 45_000, 620_000],
      ['Cabinet Noël-Bertin', 'Cabinet Noël-Bertin', 'legal_and_accounting', 36_000, 240_000],
      ['Łukasz Wójcik Studio', 'Łukasz Wójcik Studio', 'other_service', 60_000, 380_000],
      ['Menuiserie L’Établi', 'Menuiserie L’Établi', 'manufacturing', 24_000, 1_280_000],
      ['Agence Çédille', 'Agence Çédille', 'marketing', 30_000, 510_000],
    ],
  ),
  ...others(
    {
      operationType: 'transfer',
      subjectType: 'Transfer',
      side: 'debit',
      vat: null,
      weight: 6,
      receipts: 0.1,
      account: 'salaries',
      reference: 'month',
    },
    [
      ['Camille Moreau', 'Camille Moreau', 'salary', 228_000, 264_000],
      ['Hugo Nguyễn', 'Hugo Nguyễn', 'salary', 241_000, 279_000],
      ['Inès Benali', 'Inès Benali', 'salary', 305_000, 342_000],
      ['François-Xavier d’Arcy', 'François-Xavier d’Arcy', 'salary', 198_000, 231_000],
    ],
  ),
  ...others(
    {
      operationType: 'transfer',
      subjectType: 'Transfer',
      side: 'debit',
      vat: null,
      weight: 3,
      receipts: 0.2,
      reference: 'month',
    },
    [['SCI Rue des Lilas', 'SCI Rue des Lilas', 'office_rental', 310_000, 310_000]],
  ),
  ...others(
    {
      operationType: 'direct_debit',
      subjectType: 'DirectDebit',
      side: 'debit',
      vat: null,
      weight: 5,
      receipts: 0.25,
      account: 'taxes',
      reference: 'month',
    },
    [
      ['URSSAF ILE DE FRANCE', 'URSSAF', 'tax', 184_000, 620_000],
      ['DGFIP TVA CA3', 'Direction générale des finances publiques', 'tax', 92_000, 1_140_000],
    ],
  ),
  ...others(
    {
      operationType: 'direct_debit',
      subjectType: 'DirectDebit',
      side: 'debit',
      vat: 20,
      weight: 4,
      receipts: 0.6,
      reference: 'free',
    },
    [
      ['Électricité du Marais', 'Électricité du Marais', 'utility', 8_900, 46_000],
      ['TELECOM PRO FIBRE', 'Télécom Pro', 'utility', 3_900, 18_000],
      ['Mutuelle Horizon', 'Mutuelle Horizon', 'insurance', 21_000, 38_000],
    ],
  ),
  ...others(
    {
      operationType: 'financing_installment',
      subjectType: 'FinancingInstallment',
      side: 'debit',
      vat: null,
      weight: 0.5,
      receipts: 0,
    },
    [['Échéance financement', null, 'finance', 41_500, 41_500]],
  ),
  ...others(
    { operationType: 'qonto_fee', subjectType: 'QontoFee', side: 'debit', vat: 20, weight: 2, receipts: 0.9 },
    [['Qonto', 'Qonto', 'fees', 900, 9_900]],
  ),
];
