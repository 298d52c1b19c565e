import { startGateway, type TestGateway } from '../support/gateway.js';
import { looks, Payer, posts } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway({}, {}, { reconcileMarker: 'off' });
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

const loseAnswer = (when: 'before' | 'after') =>
  gateway.control('POST faults', {
    kind: 'drop',
    when,
    match: { method: 'POST', path: '/v2/sepa/transfers' },
  });

const notesAtBank = async () => {
  const response = await fetch(`${gateway.bankUrl}/v2/sepa/transfers?sort_by=updated_at:desc`, {
    headers: { authorization: 'Bearer demo-token' },
  });
  const { transfers } = (await response.json()) as { transfers: { note: string | null }[] };
  return transfers.map(({ note }) => note);
};

it('leaves the note alone', async () => {
  await payer.pay(payer.payment({ note: 'ours alone' }));
  await payer.pay(payer.payment());
  const notes = await notesAtBank();
  expect(notes).toContain('ours alone');
  expect(notes.join()).not.toContain('gw:');
});

it('never pays again while an equal transfer may be the one whose answer was lost', async () => {
  const input = payer.payment({ reference: 'Rent of March' });
  await loseAnswer('after');
  const first = await payer.pay(input);
  expect(first.data.payBeneficiary).toMatchObject({ outcome: 'UNKNOWN', transfer: null });
  expect(posts(first.calls)).toHaveLength(1);
  const ledger = await payer.ledger();
  for (const advanceSeconds of [241, 30 * 60, 86_400]) {
    await gateway.control('POST clock', { advanceSeconds });
    const { data, calls } = await payer.pay(input);
    expect(data.payBeneficiary).toMatchObject({ outcome: 'UNKNOWN', transfer: null });
    expect([posts(calls).length, looks(calls).length]).toEqual([0, 1]);
  }
  expect(await payer.ledger()).toEqual(ledger);
});

it('pays when no transfer of late is like the one whose answer was lost', async () => {
  const input = payer.payment({ reference: 'Rent of April', amount: { value: '12.31', currency: 'EUR' } });
  await payer.pay({ ...input, idempotencyKey: 'a payment of last month' });
  await gateway.control('POST clock', { advanceSeconds: 30 * 86_400 });
  const before = await payer.ledger();
  await loseAnswer('before');
  expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('UNKNOWN');
  await gateway.control('POST clock', { advanceSeconds: 241 });
  const { data, calls } = await payer.pay(input);
  expect(data.payBeneficiary.outcome).toBe('CREATED');
  expect([posts(calls).length, looks(calls).length]).toEqual([1, 1]);
  expect(await payer.ledger()).toHaveLength(before.length + 1);
});

it('is not sure, with markers too, of an equal transfer that has none', async () => {
  const marking = await startGateway({}, {}, { bankUrl: gateway.bankUrl });
  const other = await Payer.at(marking);
  const input = payer.payment({ reference: 'Rent of May' });
  await payer.pay({ ...input, idempotencyKey: 'by a gateway without markers' });
  await loseAnswer('before');
  await other.pay({ ...input, idempotencyKey: 'by a gateway with markers' });
  await marking.control('POST clock', { advanceSeconds: 241 });
  const { data, calls } = await other.pay({ ...input, idempotencyKey: 'by a gateway with markers' });
  expect(data.payBeneficiary).toMatchObject({ outcome: 'UNKNOWN', transfer: null });
  expect(posts(calls)).toEqual([]);
  await marking.close();
});

it('takes no equal transfer for its own that was made when nothing of it was on its way any more', async () => {
  const input = payer.payment({ reference: 'Rent of June' });
  await loseAnswer('before');
  expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('UNKNOWN');
  await gateway.control('POST clock', { advanceSeconds: 9 * 60 });
  await payer.pay({ ...input, idempotencyKey: 'by a person who did not wait' });
  await gateway.control('POST clock', { advanceSeconds: 60 });
  const { data, calls } = await payer.pay(input);
  expect(data.payBeneficiary.outcome).toBe('CREATED');
  expect([posts(calls).length, looks(calls).length]).toEqual([1, 1]);
});
