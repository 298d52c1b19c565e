import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { apiCalls, callsOf, RecipeRunner } from '../support/recipe.js';

jest.setTimeout(120_000);

let gateway: TestGateway;
let recipes: RecipeRunner;
let folder: string;
let state: string;
beforeAll(async () => {
  recipes = new RecipeRunner();
  const sizes = { transactions: 1, clientInvoices: 1, supplierInvoices: 1 };
  gateway = await startGateway({ sizes, clock: { now: () => new Date() } });
});
afterAll(async () => {
  await gateway.close();
  recipes.close();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pay-'));
  state = join(folder, 'payment.json');
  await gateway.control('POST reset', {});
});
afterEach(() => rmSync(folder, { recursive: true }));

const admin = 'FR7616798000010000005663951';
const invoice = ['--amount', '1100.50', '--reference', 'Invoice payment INV-001'];
const pay = (...more: string[]) =>
  recipes.run(['pay-beneficiary', '--url', `${gateway.url}/graphql`, '--state', state, ...invoice, ...more]);
const kept = () => JSON.parse(readFileSync(state, 'utf8')) as { key: string; sentAt: string | null };
const asked = async () =>
  apiCalls(await callsOf(gateway)).map(({ method, path, query }) =>
    method === 'GET'
      ? `${method} ${path}?${decodeURIComponent(query).replace(/^\?/, '')}`
      : `${method} ${path}`,
  );
const ledger = async () =>
  (await gateway.control<{ transfers: { transfer_id: string; amount: string }[] }>('GET transfers'))
    .transfers;
const key = 'invoice-001-';

const threeRequests = [
  expect.stringMatching(/^GET \/v2\/sepa\/beneficiaries\?/),
  'POST /v2/sepa/verify_payee',
  'POST /v2/sepa/transfers',
];

it("pays as the guide's script does, with its three requests", async () => {
  const account = await mainAccount();
  await gateway.control('DELETE requests');
  const ended = await pay('--iban', admin, '--account', account);
  expect(ended).toMatchObject({ code: 0, problems: '' });
  expect(await asked()).toEqual(threeRequests);
  const [transfer, ...others] = await ledger();
  expect(others).toEqual([]);
  expect(transfer).toMatchObject({ amount: '1100.50' });
  expect(ended.lines).toEqual([
    expect.stringMatching(/^Found beneficiary: Admin \([0-9a-f-]{36}\)$/),
    'Verification result: MATCH_RESULT_MATCH',
    expect.stringMatching(
      /^Key of this payment: [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    `Transfer created: ${transfer?.transfer_id} — status: pending`,
  ]);
  expect(existsSync(state)).toBe(false);
});

it('needs one request more to find the main account', async () => {
  await gateway.control('DELETE requests');
  expect(await pay('--iban', admin)).toMatchObject({ code: 0 });
  const calls = await asked();
  expect(calls).toHaveLength(4);
  expect(calls.filter((call) => !call.startsWith('GET /v2/bank_accounts?'))).toEqual(threeRequests);
});

it('pays once when it is run again with a key of the caller', async () => {
  await pay('--iban', admin, '--key', `${key}01`);
  const [transfer] = await ledger();
  const again = await pay('--iban', admin, '--key', `${key}01`);
  expect(again.lines.at(-1)).toBe(`Transfer made before: ${transfer?.transfer_id} — status: pending`);
  expect(await ledger()).toHaveLength(1);
});

it('is one payment when the answer of the bank is lost', async () => {
  const match = { method: 'POST', path: '/v2/sepa/transfers' };
  await gateway.control('POST faults', { kind: 'drop', when: 'after', match, times: 1 });
  const ended = await pay('--iban', admin);
  const again = ended.code === 0 ? ended : await pay('--iban', admin);
  const [transfer, ...others] = await ledger();
  expect(others).toEqual([]);
  expect(again.lines.at(-1)).toContain(String(transfer?.transfer_id));
  expect(existsSync(state)).toBe(false);
});

it('goes on with the same key after it was killed, and lets no other payment take its place', async () => {
  const path = '/v2/sepa/transfers';
  await gateway.control('POST faults', {
    kind: 'drop',
    when: 'after',
    match: { method: 'POST', path },
    times: 1,
  });
  await gateway.control('POST faults', {
    kind: 'status',
    status: 503,
    match: { method: 'GET', path },
    times: null,
  });
  const account = await mainAccount();
  const started = recipes.run(
    ['pay-beneficiary', '--url', `${gateway.url}/graphql`, '--state', state, ...invoice].concat(
      '--iban',
      admin,
      '--account',
      account,
    ),
    // Its answer is lost and the list of transfers cannot be read, so it waits before it asks again.
    5_000,
  );
  expect(await started).toMatchObject({ code: null });
  const { key: first, sentAt } = kept();
  expect(sentAt).not.toBeNull();

  const other = await pay('--iban', admin, '--account', account, '--amount', '7.00');
  expect(other).toMatchObject({ code: 2, lines: [] });
  expect(other.problems).toContain('holds another payment, whose outcome is unknown');
  expect(kept().key).toBe(first);

  await gateway.control('DELETE faults');
  const again = await pay('--iban', admin, '--account', account);
  expect(again.code).toBe(0);
  expect(again.lines).toContain(`Key of this payment: ${first}`);
  expect(await ledger()).toHaveLength(1);
  expect(existsSync(state)).toBe(false);
});

it('sends nothing when the bank may have forgotten the key', async () => {
  const account = await mainAccount();
  const wanted = { iban: admin, amount: '1100.50', reference: 'Invoice payment INV-001', account };
  const sentAt = new Date(Date.now() - 26 * 60_000).toISOString();
  writeFileSync(state, JSON.stringify({ wanted, key: `${key}03`, sentAt }));
  await gateway.control('DELETE requests');
  expect(await pay('--iban', admin, '--account', account)).toMatchObject({ code: 3 });
  expect(await asked()).toEqual([]);
  expect(kept().key).toBe(`${key}03`);
});

it('pays nobody when the name does not match', async () => {
  const { data } = await gateway.ask<{ beneficiaries: { nodes: { iban: string }[] } }>(
    '{ beneficiaries(first: 100, filter: { statuses: [VALIDATED], isTrusted: true }) { nodes { iban } } }',
  );
  const codes: (number | null)[] = [];
  for (const { iban } of data.beneficiaries.nodes) {
    const ended = await pay('--iban', iban, '--account', await mainAccount());
    codes.push(ended.code);
    const mismatched = ended.lines.some((line) => /^Verification result: (?!MATCH_RESULT_MATCH$)/.test(line));
    expect(mismatched).toBe(ended.code === 1);
    if (!mismatched) continue;
    expect(ended.problems).toMatch(/^No transfer was sent, /);
    expect(kept().sentAt).toBeNull();
    break;
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
