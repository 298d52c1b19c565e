import { startGateway, type TestGateway } from '../support/gateway.js';
import { looks, Payer, posts } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

describe('after a restart', () => {
  it('finds what was paid before, and pays nothing more', async () => {
    const input = payer.payment();
    const { id } = (await payer.pay(input)).data.payBeneficiary.transfer!;
    const before = await payer.ledger();
    gateway.forgetPayments();
    const { data, calls } = await payer.pay(input);
    expect(data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer: { id } });
    expect([posts(calls).length, looks(calls).length, calls.length]).toEqual([0, 1, 1]);
    expect(await payer.ledger()).toEqual(before);
  });

  it('pays nothing at once under a key that may have been used before', async () => {
    gateway.forgetPayments();
    const input = payer.payment();
    const { data, calls } = await payer.pay(input);
    expect(data.payBeneficiary).toMatchObject({ outcome: 'UNKNOWN', retryAfterSeconds: 240 });
    expect(posts(calls)).toEqual([]);
    await gateway.control('POST clock', { advanceSeconds: 241 });
    expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('CREATED');
  });
});

describe('with tokens that are renewed', () => {
  const pay = (input: object, token: string) =>
    gateway.ask<{ payBeneficiary: { outcome: string; transfer: { id: string } | null } }>(
      'mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) { outcome transfer { id } } }',
      { input },
      { authorization: `Bearer ${token}` },
    );

  it('knows the caller by its organisation, and pays once', async () => {
    for (const token of ['old-token', 'new-token'])
      await gateway.control('POST credentials', { authorization: `Bearer ${token}` });
    const input = payer.payment();
    await gateway.control('POST clock', { advanceSeconds: 241 });
    const first = await pay(input, 'old-token');
    expect(first.data.payBeneficiary.outcome).toBe('CREATED');
    const second = await pay(input, 'new-token');
    expect(second.data.payBeneficiary).toEqual({ ...first.data.payBeneficiary, outcome: 'REPLAYED' });
    expect(second.calls).toEqual(['GET /v2/organization']);
  });
});
