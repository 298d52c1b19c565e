import { RedisConnection, RedisPaymentStore } from '../../src/datasources/redis/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { looks, Payer, posts } from '../support/payer.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

const DAY_MS = 86_400_000;

describeWithRedis('two gateways with one memory in Redis', () => {
  let redis: RedisServer;
  const connections: RedisConnection[] = [];
  let gateways: [TestGateway, TestGateway];
  /** One at each gateway, of the same account. */
  let payers: [Payer, Payer];

  async function paymentStore(): Promise<RedisPaymentStore> {
    const connection = new RedisConnection({ url: redis.url, commandTimeoutMs: 1_000 });
    connections.push(connection);
    await answering(connection);
    const secrets = ['a secret of thirty-two characters'] as const;
    return new RedisPaymentStore({ connection, bank: 'the bank of the test', secrets });
  }

  beforeAll(async () => {
    redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    await (await paymentStore()).read('any');
    await redis.age(8 * DAY_MS);
    const first = await startGateway({}, {}, { paymentStore: await paymentStore() });
    const { bankUrl } = first;
    gateways = [first, await startGateway({}, {}, { bankUrl, paymentStore: await paymentStore() })];
    payers = [await Payer.at(gateways[0]), await Payer.at(gateways[1])];
  });
  afterEach(() => gateways[0].control('DELETE faults'));
  afterAll(async () => {
    await gateways[1].close();
    await gateways[0].close();
    connections.forEach((connection) => connection.close());
    await redis.close();
  });

  it('make one payment of one key that comes to both at once', async () => {
    const before = await payers[0].ledger();
    const input = payers[0].payment();
    await gateways[0].control('POST settings', { keyedWorkMs: 50 });
    const both = await Promise.all([payers[0].pay(input), payers[1].pay(input)]);
    await gateways[0].control('POST settings', { keyedWorkMs: 0 });
    const told = both.map(({ data }) => data.payBeneficiary);
    expect(told.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(told.find(({ outcome }) => outcome !== 'CREATED')).toMatchObject({
      outcome: 'UNKNOWN',
      transfer: null,
    });
    const after = await payers[0].ledger();
    expect(after).toHaveLength(before.length + 1);
    for (const payer of payers) {
      const { data, calls } = await payer.pay(input);
      expect(data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer: { id: after.at(-1) } });
      expect(calls).toEqual([]);
    }
  });

  it('tell what the other one was told, without a request', async () => {
    const input = payers[0].payment();
    const { transfer } = (await payers[0].pay(input)).data.payBeneficiary;
    const { data, calls } = await payers[1].pay(input);
    expect(data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer });
    expect(calls).toEqual([]);
  });

  it('find the end of what the other one has begun', async () => {
    const before = await payers[0].ledger();
    const input = payers[0].payment();
    const path = '/v2/sepa/transfers';
    const strike = (rule: object) => gateways[0].control('POST faults', rule);
    await strike({ kind: 'drop', when: 'after', match: { method: 'POST', path } });
    await strike({ kind: 'status', status: 501, match: { method: 'GET', path }, times: null });
    const begun = await payers[0].pay(input);
    expect(begun.data.payBeneficiary).toMatchObject({ outcome: 'UNKNOWN', transfer: null });
    await gateways[0].control('DELETE faults');
    const ended = await payers[1].pay(input);
    const after = await payers[0].ledger();
    expect(after).toHaveLength(before.length + 1);
    expect(ended.data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer: { id: after.at(-1) } });
    expect([posts(ended.calls).length, looks(ended.calls).length, ended.calls.length]).toEqual([0, 1, 1]);
  });

  const readsGoOn = async () => {
    const { data, errors } = await gateways[0].ask('{ bankAccounts { nodes { id } } }');
    expect(errors).toEqual([]);
    expect(data).toHaveProperty('bankAccounts');
  };

  const isRefused = async (input: object) => {
    const { data, errors, calls } = await payers[0].pay(input);
    expect(data).toEqual({ payBeneficiary: null });
    expect(errors[0]!.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      reason: 'PAYMENT_STORE',
      retryable: true,
    });
    expect(calls).toEqual([]);
  };

  it('send nothing while Redis stands still, and pay under the same key when it answers again', async () => {
    const input = payers[0].payment();
    redis.pause();
    await isRefused(input);
    await readsGoOn();
    redis.resume();
    await Promise.all(connections.map(answering));
    expect((await payers[0].pay(input)).data.payBeneficiary.outcome).toBe('CREATED');
  });

  it('send nothing while Redis is down, and go on by themselves when it is back', async () => {
    const paid = payers[0].payment();
    const { transfer } = (await payers[0].pay(paid)).data.payBeneficiary;
    const input = payers[0].payment();
    await redis.stop('SIGKILL');
    await isRefused(input);
    await isRefused(paid);
    await readsGoOn();
    await redis.start();
    await Promise.all(connections.map(answering));
    for (const payer of payers) {
      const { data, calls } = await payer.pay(paid);
      expect(data.payBeneficiary).toMatchObject({ outcome: 'REPLAYED', transfer });
      expect(calls).toEqual([]);
    }
    // This one may have been used in what Redis may have lost.
    const { data, calls } = await payers[0].pay(input);
    expect(data.payBeneficiary.outcome).toBe('UNKNOWN');
    expect([posts(calls).length, looks(calls).length]).toEqual([0, 1]);
  });
});
