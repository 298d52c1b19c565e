import { uuidV7 } from '../../src/datasources/payments/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway();
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

const keyFrom = (instant: string) => uuidV7(Date.parse(instant), Buffer.alloc(16, 7));

it('pays under a key of today and says nothing of its age', async () => {
  const idempotencyKey = keyFrom('2026-03-20T11:59:00Z');
  const { data } = await payer.pay(payer.payment({ idempotencyKey }));
  expect(data.payBeneficiary).toMatchObject({ outcome: 'CREATED', userErrors: [] });
});

it('sends nothing under a key that is more than 25 minutes old', async () => {
  const idempotencyKey = keyFrom('2026-03-20T11:34:59Z');
  const { data, calls } = await payer.pay(payer.payment({ idempotencyKey }));
  expect(data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    userErrors: [{ code: 'INVALID', field: ['input', 'idempotencyKey'] }],
  });
  expect(calls).toEqual([]);
});

it('sends nothing under a key from the future, and says how far the clocks are apart', async () => {
  const idempotencyKey = keyFrom('2026-03-20T12:10:00Z');
  const { errors, calls } = await payer.pay(payer.payment({ idempotencyKey }));
  expect(errors[0]!.message).toContain('600 seconds');
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'KEY_AHEAD' });
  expect(calls).toEqual([]);
});
