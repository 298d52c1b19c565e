import fc from 'fast-check';
import { fromCents, productInCents } from '../../../src/datasources/simulator/decimal.js';
import { similarity } from '../../../src/datasources/simulator/payee-directory.js';
import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

describe('amounts', () => {
  it('multiply exactly and round halves up, whatever the quantity and the price', () => {
    const thousandths = fc.integer({ min: 0, max: 10_000_000 });
    const cents = fc.integer({ min: 0, max: 100_000_000 });
    fc.assert(
      fc.property(thousandths, cents, (quantity, price) => {
        const expected = (BigInt(quantity) * BigInt(price) + 500n) / 1000n;
        expect(BigInt(productInCents((quantity / 1000).toFixed(3), fromCents(price)))).toBe(expected);
      }),
    );
  });

  it('read back what they write', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        expect(productInCents(fromCents(cents))).toBe(cents);
      }),
    );
  });
});

describe('names', () => {
  const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

  it('are alike in both directions', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(similarity(one, other)).toBe(similarity(other, one));
      }),
    );
  });

  it('stay the same in other cases, other word orders, and without accents', () => {
    const words = fc.array(fc.stringMatching(/^[a-zéèàçñ]{3,8}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, (list) => {
        const changed = list
          .toReversed()
          .join('  ')
          .normalize('NFD')
          .replace(/\p{Mark}/gu, '')
          .toUpperCase();
        expect(similarity(list.join(' '), changed)).toBe('same');
      }),
    );
  });
});

describe('keys of transfers', () => {
  let bank: Caller;
  afterEach(() => bank.simulator.close());

  it('pay once within half an hour and again after it, in any order of keys, amounts and waits', async () => {
    bank = await startedSimulator();
    const account = (await bank.ask('GET', '/v2/organization')).textAt('organization.bank_accounts.0.id');
    const list = await bank.ask('GET', '/v2/sepa/beneficiaries?iban[]=FR7616798000010000005663951');
    const beneficiary = list.textAt('beneficiaries.0.id');
    const prove = async (): Promise<string> => {
      const payee = { iban: 'FR7616798000010000005663951', beneficiary_name: 'Admin' };
      return (await bank.ask('POST', '/v2/sepa/verify_payee', payee)).textAt('proof_token.token');
    };
    const order = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      amount: fc.constantFrom('1.00', '2.00', '3.00'),
      waitMinutes: fc.constantFrom(0, 0, 5, 29, 31),
    });
    let run = 0;
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 8 }), async (orders) => {
        run++;
        const token = await prove();
        const stored = new Map<string, { transferId: string; minute: number }>();
        let minute = 0;
        for (const { key, amount, waitMinutes } of orders) {
          minute += waitMinutes;
          await bank.control('POST', 'clock', { advanceSeconds: waitMinutes * 60 });
          const transfer = { bank_account_id: account, beneficiary_id: beneficiary, reference: 'R', amount };
          const headers = { 'X-Qonto-Idempotency-Key': `${run}-${key}` };
          const reply = await bank.ask(
            'POST',
            '/v2/sepa/transfers',
            { vop_proof_token: token, transfer },
            headers,
          );
          expect(reply.status).toBe(200);
          const transferId = reply.textAt('transfer.id');
          const known = stored.get(key);
          const isRepeat = known !== undefined && minute < known.minute + 30;
          expect(transferId === known?.transferId).toBe(isRepeat);
          if (isRepeat) continue;
          accepted++;
          stored.set(key, { transferId, minute });
        }
        expect((await bank.control('GET', 'transfers')).at('total')).toBe(accepted);
      }),
      { numRuns: 40 },
    );
  });
});
