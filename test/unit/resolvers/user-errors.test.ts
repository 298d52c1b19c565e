import 'reflect-metadata';
import '../../../src/resolvers/index.js';
import { UserErrorCode } from '../../../src/schema/user-error.js';
import { fieldOf } from '../../../src/resolvers/user-error-field.js';
import { sentenceFor, shownCode } from '../../../src/resolvers/user-error-sentence.js';
import { userErrorOf } from '../../../src/resolvers/user-errors.js';

it.each<[string, string[] | null]>([
  ['/data/attributes/billing_address/city', ['input', 'billingAddress', 'city']],
  ['/transfer/scheduled_date', ['input', 'scheduledDate']],
  ['items.12.vat_rate', ['input', 'items', '12', 'vatRate']],
  ['/items/0/FR7616958000010123456789026', ['input', 'items', '0']],
  ['/items/16958/title', ['input', 'items']],
  ['/0/items', null],
  ['/Jean Dupont', null],
  ['/dupont/title', null],
  ['/constructor', null],
  ['/__proto__', null],
  ['/data/attributes', null],
  ['', null],
])('leads the pointer %j to %j', (pointer, field) => {
  expect(fieldOf(pointer)).toEqual(field);
});

it('follows names of the bank that are called otherwise here', () => {
  const renames = { client: ['clientId'], address: [] };
  expect(fieldOf('/data/attributes/x/client', renames)).toBeNull();
  expect(fieldOf('/data/attributes/client/address', renames)).toEqual(['input', 'clientId']);
});

it.each([
  ['vop_proof_token_invalid', 'vop_proof_token_invalid'],
  ['BAD_REQUEST_ERROR_UNSPECIFIED', 'BAD_REQUEST_ERROR_UNSPECIFIED'],
  ['http_422', 'http_422'],
  ['Jean Dupont', null],
  ['FR7616958000010123456789026', null],
  ['jean.dupont', null],
  ['a'.repeat(65), null],
  ['', null],
  [undefined, null],
])('shows the code %j as %j', (code, shown) => {
  expect(shownCode(code)).toBe(shown);
});

it.each(Object.values(UserErrorCode))('has a sentence of its own for %s', (code) => {
  expect(sentenceFor('constructor', code)).toMatch(/^[A-Z].+\.$/);
});

it('reads the sentence of the bank, but never repeats it', () => {
  const refusal = { code: 'invalid', detail: 'Insufficient funds on FR76 of Jean Dupont' };
  expect(userErrorOf(refusal, { status: 400 })).toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
    message: 'The account cannot cover the amount. Nothing was paid.',
  });
});
