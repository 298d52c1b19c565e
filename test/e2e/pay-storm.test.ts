import * as fc from 'fast-check';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
/** The clock of the way to the bank: after a minute its budgets and its breaker are as on the first day. */
let laterMs = 0;
beforeAll(async () => {
  gateway = await startGateway({}, { clock: () => Date.now() + laterMs });
  await gateway.control('POST settings', { rateLimits: false });
  payer = await Payer.at(gateway);
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

const faults = [
  { kind: 'drop', when: 'before' },
  { kind: 'drop', when: 'after' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 503, when: 'after' },
  { kind: 'truncate' },
  { kind: 'concurrent' },
  { kind: 'tooManyRequests' },
  { kind: 'html' },
  { kind: 'plainNotFound' },
  null,
];

it('ends with at most one transfer per key, whatever happens to its tries, and with the truth about it', async () => {
  const storm = fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(storm, async (tries) => {
      const before = await payer.ledger();
      const input = payer.payment();
      for (const fault of tries) {
        await gateway.control('DELETE faults');
        if (fault !== null)
          await gateway.control('POST faults', { ...fault, match: { path: '/v2/sepa/transfers' } });
        const { data } = await payer.pay(input);
        const made = (await payer.ledger()).slice(before.length);
        expect(made.length).toBeLessThanOrEqual(1);
        const told = data.payBeneficiary?.outcome ?? 'ERROR';
        const isTrue = made.length === 0 || ['CREATED', 'REPLAYED', 'UNKNOWN'].includes(told);
        expect({ told, fault, isTrue }).toEqual({ told, fault, isTrue: true });
      }
      await gateway.control('DELETE faults');
      laterMs += 60_000;
      const { data } = await payer.pay(input);
      const made = (await payer.ledger()).slice(before.length);
      expect(made).toEqual([data.payBeneficiary.transfer?.id]);
    }),
    { numRuns: 12 },
  );
});
