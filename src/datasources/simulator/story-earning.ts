import { others, type Story } from './story.js';

/** What the company receives. */
export const EARNINGS: readonly Story[] = [
  ...others(
    {
      operationType: 'income',
      subjectType: 'Income',
      side: 'credit',
      vat: 20,
      weight: 11,
      receipts: 0.4,
      reference: 'invoice',
    },
    [
      ['BRASSERIE KLEBER SARL', 'Brasserie Kléber', 'sales', 90_000, 1_400_000],
      ['MAIRIE DE SAINT-ETIENNE', 'Mairie de Saint-Étienne', 'sales', 240_000, 2_900_000],
      ['Müller & Söhne GmbH', 'Müller & Söhne', 'sales', 150_000, 1_900_000],
      ['ACME CORP', 'Acme Corp', 'sales', 60_000, 3_600_000],
      ['GROUPE HELIOS SAS', 'Groupe Hélios', 'sales', 320_000, 4_800_000],
      ['Librairie Œuvre & Cie', 'Librairie Œuvre & Cie', 'sales', 18_000, 260_000],
    ],
  ),
  ...others(
    {
      operationType: 'swift_income',
      subjectType: 'SwiftIncome',
      side: 'credit',
      vat: 0,
      weight: 1,
      receipts: 0.5,
      reference: 'invoice',
      foreign: { currency: 'USD', rate: 91.8 },
    },
    [['BRIGHTLINE STUDIOS INC', 'Brightline Studios', 'sales', 180_000, 2_200_000]],
  ),
  ...others(
    {
      operationType: 'direct_debit_collection',
      subjectType: 'DirectDebitCollection',
      side: 'credit',
      vat: 20,
      weight: 1,
      receipts: 0.2,
      reference: 'invoice',
    },
    [['Abonnés atelier', null, 'sales', 2_900, 89_000]],
  ),
  ...others(
    { operationType: 'cheque', subjectType: 'Check', side: 'credit', vat: 20, weight: 1, receipts: 0.3 },
    [['REMISE DE CHEQUE', null, 'other_income', 4_500, 180_000]],
  ),
  ...others(
    { operationType: 'recall', subjectType: 'Recall', side: 'credit', vat: null, weight: 0.3, receipts: 0 },
    [['Rappel de virement', null, 'refund', 5_000, 90_000]],
  ),
  ...others(
    {
      operationType: 'transfer',
      subjectType: 'Transfer',
      side: 'credit',
      vat: null,
      weight: 2,
      receipts: 0,
      account: 'savings',
      reference: 'free',
    },
    [['Virement interne', null, 'treasury_and_interco', 100_000, 1_000_000]],
  ),
];
