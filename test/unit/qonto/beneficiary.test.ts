import { Beneficiaries } from '../../../src/datasources/qonto/beneficiary.js';
import type { QontoSession } from '../../../src/datasources/qonto/index.js';

const answering = (beneficiary: object): Beneficiaries => {
  const session = {
    send: async () => ({ status: 200, body: { beneficiary }, readAt: undefined }),
  } as unknown as QontoSession;
  return new Beneficiaries({ session, settings: { cursorSecret: '', caps: new Map() } });
};

const account = { iban: 'FR7616798000010000005663951', bic: 'TRZOFR21XXX', currency: 'EUR' };

it.each([
  ['beside its name', account],
  ['in an object of its own, as the sandbox was seen to do', { bank_account: account }],
])('takes the account of a payee %s', async (_, spelled) => {
  const payee = await answering({ id: 'b', status: 'validated', ...spelled }).byId('b');
  expect(payee).toMatchObject({ ...account, name: null, isTrusted: false });
});
