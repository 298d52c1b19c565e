import { startGateway, type TestGateway } from '../support/gateway.js';
import { apiCalls, callsOf, RecipeRunner } from '../support/recipe.js';

jest.setTimeout(120_000);

let gateway: TestGateway;
let recipes: RecipeRunner;
beforeAll(async () => {
  recipes = new RecipeRunner();
  const sizes = { transactions: 1, clientInvoices: 1, supplierInvoices: 1 };
  gateway = await startGateway({ sizes, clock: { now: () => new Date() } });
});
afterAll(async () => {
  await gateway.close();
  recipes.close();
});
beforeEach(() => gateway.control('POST reset', {}));

const admin = 'FR7616798000010000005663951';
const invoice = ['--amount', '1100.50', '--reference', 'Invoice payment INV-001'];
const pay = (...more: string[]) =>
  recipes.run(['pay-beneficiary', '--url', `${gateway.url}/graphql`, ...invoice, ...more]);
const ledger = async () =>
  (await gateway.control<{ transfers: { transfer_id: string; amount: string }[] }>('GET transfers'))
    .transfers;
const key = '01980f5e-7c00-7000-8000-0000000000';

it("pays as the guide's script does, and once when it is run again with its key", async () => {
  await gateway.control('DELETE requests');
  const ended = await pay('--iban', admin, '--key', `${key}01`);
  expect(ended).toMatchObject({ code: 0, problems: '' });
  const [transfer, ...others] = await ledger();
  expect(others).toEqual([]);
  expect(ended.lines).toEqual([
    expect.stringMatching(/^Found beneficiary: Admin \([0-9a-f-]{36}\)$/),
    `Key of this payment: ${key}01`,
    'Verification result: MATCH',
    `Transfer created: ${transfer?.transfer_id} — status: pending`,
  ]);
  const writes = apiCalls(await callsOf(gateway)).filter(({ method }) => method === 'POST');
  expect(writes.map(({ path }) => path)).toEqual(['/v2/sepa/verify_payee', '/v2/sepa/transfers']);

  const again = await pay('--iban', admin, '--key', `${key}01`);
  expect(again.lines.at(-1)).toBe(`Transfer made before: ${transfer?.transfer_id} — status: pending`);
  expect(await ledger()).toHaveLength(1);
});

it('is one payment when the answer of the bank is lost', async () => {
  const match = { method: 'POST', path: '/v2/sepa/transfers' };
  await gateway.control('POST faults', { kind: 'drop', when: 'after', match, times: 1 });
  const ended = await pay('--iban', admin, '--key', `${key}02`);
  const again = ended.code === 0 ? ended : await pay('--iban', admin, '--key', `${key}02`);
  const [transfer, ...others] = await ledger();
  expect(others).toEqual([]);
  expect(again.lines.at(-1)).toContain(String(transfer?.transfer_id));
});

it('pays nobody when the name does not match', async () => {
  const { data } = await gateway.ask<{ beneficiaries: { nodes: { iban: string }[] } }>(
    '{ beneficiaries(first: 100, filter: { statuses: [VALIDATED], isTrusted: true }) { nodes { iban } } }',
  );
  const codes: (number | null)[] = [];
  for (const { iban } of data.beneficiaries.nodes) {
    const ended = await pay('--iban', iban, '--account', await mainAccount());
    codes.push(ended.code);
    const mismatched = ended.lines.some((line) => /^Verification result: (?!MATCH$)/.test(line));
    expect(mismatched).toBe(ended.code === 1);
    if (mismatched) break;
  }
  expect(codes.at(-1)).toBe(1);
  expect(await ledger()).toHaveLength(codes.length - 1);
});

it('waits for the account holder where the bank wants a confirmation', async () => {
  const { data } = await gateway.ask<{ beneficiaries: { nodes: { iban: string }[] } }>(
    '{ beneficiaries(first: 1, filter: { statuses: [VALIDATED], isTrusted: false }) { nodes { iban } } }',
  );
  await gateway.control('DELETE requests');
  const paying = pay('--iban', data.beneficiaries.nodes[0]!.iban, '--accept', 'MATCH,CLOSE_MATCH,NO_MATCH');
  let [token, isOver]: [string | undefined, boolean] = [undefined, false];
  void paying.then(() => (isOver = true));
  while (token === undefined && !isOver) {
    const looks = (await callsOf(gateway)).map(({ path }) => /^\/v2\/sca_sessions\/(.+)$/.exec(path)?.[1]);
    token = looks.find((found) => found !== undefined);
  }
  const allow = `${gateway.bankUrl}/v2/mocked_sca_sessions/${token}/allow`;
  await fetch(allow, { method: 'POST', headers: { authorization: 'Bearer demo-token' } });
  const ended = await paying;
  expect(ended.lines).toContain('Confirm the payment on the paired phone.');
  expect(ended.code).toBe(0);
  expect(await ledger()).toHaveLength(1);
});

it('refuses in one sentence what cannot be paid', async () => {
  expect(await pay('--iban', 'FR7630006000011234567890189')).toMatchObject({
    code: 1,
    problems: 'There is no validated beneficiary with this IBAN.\n',
  });
  expect(await pay('--iban', admin, '--accept', 'ANYBODY')).toMatchObject({ code: 2 });
  expect(await recipes.run(['no-such-recipe'])).toMatchObject({ code: 2 });
  expect(await ledger()).toEqual([]);
});

async function mainAccount(): Promise<string> {
  const { data } = await gateway.ask<{ bankAccounts: { nodes: { id: string; isMain: boolean }[] } }>(
    '{ bankAccounts(first: 100) { nodes { id isMain } } }',
  );
  return data.bankAccounts.nodes.find(({ isMain }) => isMain)!.id;
}
