import { type Instruction, namesOf } from '../../../src/datasources/payments/instruction.js';
import { mintedAt } from '../../../src/datasources/payments/key-age.js';
import { uuidV7 } from '../../../src/datasources/payments/index.js';

const instruction: Instruction = {
  principal: 'login croissant',
  operation: 'transfer',
  clientKey: 'invoice-17',
  wish: { amount: '12.30', payee: { beneficiaryId: 'a' }, attachmentIds: [] },
};

it('has the same names in every process and after every restart', () => {
  expect(namesOf(instruction)).toEqual({
    id: '-TH9pb5uH046MFDYfTJAp1IQGnEuzDlH1bt6pcV47KU',
    fingerprint: 'T89dvg9_RadQOoIISlDJRUnm38g-Iu0oo4cTBU3ezUE',
    upstreamKey: '9023e89d-5d55-8d4b-9ad6-e18c9d8af0bf',
    marker: 'gw:0071f1ce19978947',
  });
});

it('gives the bank a UUID in lower case, and the note a marker of 19 characters', () => {
  const { upstreamKey, marker } = namesOf(instruction);
  expect(upstreamKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(marker).toMatch(/^gw:[0-9a-f]{16}$/);
});

it.each([
  { principal: 'login baguette' },
  { operation: 'beneficiary' },
  { clientKey: 'invoice-18' },
  { wish: { amount: '12.31', payee: { beneficiaryId: 'a' }, attachmentIds: [] } },
])('keeps %j apart at the bank', (change) => {
  const [one, other] = [namesOf(instruction), namesOf({ ...instruction, ...change })];
  expect(other.upstreamKey).not.toBe(one.upstreamKey);
  expect(other.marker).not.toBe(one.marker);
});

it('does not care in which order a client writes its input, nor about what it leaves undefined', () => {
  const wish = { attachmentIds: [], note: undefined, payee: { beneficiaryId: 'a' }, amount: '12.30' };
  expect(namesOf({ ...instruction, wish })).toEqual(namesOf(instruction));
});

it('does not let the parts of a name run into each other', () => {
  const one = namesOf({ ...instruction, principal: 'a', clientKey: 'bc' });
  const other = namesOf({ ...instruction, principal: 'ab', clientKey: 'c' });
  expect(other.id).not.toBe(one.id);
});

it('reads the time of a UUID of version 7, and of nothing else', () => {
  const at = Date.parse('2026-03-20T12:00:00.123Z');
  const key = uuidV7(at, Buffer.alloc(16, 9));
  expect([mintedAt(key), mintedAt(key.toUpperCase())]).toEqual([at, at]);
  for (const other of ['invoice-17', '4d5418bb-bd0d-4df4-865c-c07afab8bb48', `${key}0`])
    expect(mintedAt(other)).toBeUndefined();
});
