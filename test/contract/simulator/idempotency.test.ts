import { frenchIban } from '../../../src/datasources/simulator/iban.js';
import { newKey, startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => (bank = await startedSimulator()));
afterEach(() => bank.simulator.close());

const add = (iban: string, key: Record<string, string>): Promise<Reply> =>
  bank.ask('POST', '/v2/sepa/beneficiaries', { beneficiary: { name: 'Ferme du Lac', iban } }, key);
const FIRST = 'FR7630006000011234567890189';
const SECOND = 'FR1420041010050500013M02606';
const choose = (idempotencyModel: string) => bank.control('POST', 'settings', { idempotencyModel });
const advance = (advanceSeconds: number) => bank.control('POST', 'clock', { advanceSeconds });

describe('idempotency keys', () => {
  it('are demanded', async () => {
    expect((await add(FIRST, {})).status).toBe(400);
  });

  it('replay the first success to the byte, even for another body and after the row has changed', async () => {
    const key = newKey();
    const first = await add(FIRST, key);
    await bank.control('POST', 'touch', { resource: 'beneficiaries', id: first.textAt('beneficiary.id') });
    const second = await add(SECOND, key);
    expect(second.status).toBe(201);
    expect(second.body).toBe(first.body);
    const found = await bank.ask('GET', `/v2/sepa/beneficiaries?iban[]=${SECOND}`);
    expect(found.listAt('beneficiaries')).toEqual([]);
  });

  it('die after 30 minutes', async () => {
    const key = newKey();
    await add(FIRST, key);
    await advance(30 * 60 - 1);
    expect((await add(SECOND, key)).at('beneficiary.iban')).toBe(FIRST);
    await advance(1);
    expect((await add(SECOND, key)).at('beneficiary.iban')).toBe(SECOND);
  });

  it('do not keep a refusal', async () => {
    const key = newKey();
    expect((await add('FR00', key)).status).toBe(400);
    expect((await add(FIRST, key)).status).toBe(201);
  });

  it.each([409, 429])('answer %i while the first request is at work', async (status) => {
    await bank.control('POST', 'settings', { keyedWorkMs: 50, concurrentRequestStatus: status });
    const key = newKey();
    const replies = await Promise.all([add(FIRST, key), add(FIRST, key)]);
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201, status]));
    const refused = replies.find((reply) => reply.status === status);
    expect(refused?.body).toBe('{"error":"Concurrent requests detected"}');
  });
});

describe('weaker models of idempotency', () => {
  it('late: works again when the repeat comes before the answer is stored', async () => {
    await choose('late');
    const key = newKey();
    expect((await add(FIRST, key)).at('beneficiary.iban')).toBe(FIRST);
    expect((await add(SECOND, key)).at('beneficiary.iban')).toBe(SECOND);
    await advance(4);
    expect([FIRST, SECOND]).toContain((await add(FIRST, key)).at('beneficiary.iban'));
  });

  it('forgetful: loses about one answer in ten within five minutes, and none at once', async () => {
    await choose('forgetful');
    const keys = Array.from({ length: 100 }, (_, index) => `key-${index}`);
    const upload = (key: string, index: number) =>
      add(frenchIban('30004', '00001', String(index).padStart(11, '0')), { 'X-Qonto-Idempotency-Key': key });
    const first = await Promise.all(keys.map(upload));
    expect((await Promise.all(keys.map(upload))).map(({ body }) => body)).toEqual(
      first.map(({ body }) => body),
    );
    await advance(301);
    const later = await Promise.all(keys.map(upload));
    const forgotten = later.filter(({ body }, index) => body !== first[index]?.body).length;
    expect(forgotten).toBeGreaterThan(2);
    expect(forgotten).toBeLessThan(25);
  });

  it('read-lock-run: a worker that dies has worked, and leaves its lock for 30 minutes', async () => {
    await choose('read-lock-run');
    const keys = Array.from({ length: 150 }, (_, index) => `key-${index}`);
    const upload = (key: string, index: number) =>
      add(frenchIban('30004', '00001', String(index).padStart(11, '0')), { 'X-Qonto-Idempotency-Key': key });
    const replies = await Promise.all(keys.map(upload));
    const dead = keys.map((_, index) => index).filter((index) => replies[index]?.status === 500);
    expect(dead.length).toBeGreaterThan(0);
    expect(dead.length).toBeLessThan(15);
    const found = await bank.ask('GET', '/v2/sepa/beneficiaries?status[]=pending');
    expect(Number(found.at('meta.total_count'))).toBeGreaterThanOrEqual(150);
    const [index = 0] = dead;
    expect((await upload(keys[index] ?? '', index)).status).toBe(429);
    await advance(30 * 60);
    expect((await upload(keys[index] ?? '', index)).at('errors.0.detail')).toBe(
      'This IBAN has already been taken',
    );
  });

  it('read-lock-run: works twice when the repeat reads just before the first one ends', async () => {
    await choose('read-lock-run');
    // A fixed key, since whether a worker dies follows from the key.
    const key = { 'X-Qonto-Idempotency-Key': 'steady' };
    const replies = await Promise.all([add(FIRST, key), add(SECOND, key)]);
    expect(new Set(replies.map((reply) => reply.at('beneficiary.iban')))).toEqual(new Set([FIRST, SECOND]));
  });
});
