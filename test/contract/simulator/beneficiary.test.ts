import { newKey, startedSimulator, type Caller } from '../../support/simulator-caller.js';

let bank: Caller;
beforeAll(async () => (bank = await startedSimulator()));
afterAll(() => bank.simulator.close());

const BENEFICIARIES = '/v2/sepa/beneficiaries';
const iban = 'FR7630006000011234567890189';

describe('beneficiaries', () => {
  it('finds the beneficiary of the guide by IBAN and status', async () => {
    const query = 'iban[]=FR7616798000010000005663951&status[]=validated&per_page=25';
    const found = await bank.ask('GET', `${BENEFICIARIES}?${query}`);
    expect(found.listAt('beneficiaries')).toHaveLength(1);
    expect(found.at('beneficiaries.0')).toMatchObject({ name: 'Admin', trusted: true, status: 'validated' });
  });

  it('shows 25 per page unless asked, newest change first', async () => {
    const found = await bank.ask('GET', BENEFICIARIES);
    const stamps = found.listAt('beneficiaries').map((row) => (row as { updated_at: string }).updated_at);
    expect(stamps).toHaveLength(25);
    expect(stamps).toEqual([...stamps].sort().reverse());
    expect(found.at('meta')).toMatchObject({ per_page: 25, total_count: 61, total_pages: 3 });
  });

  it('adds one that is pending and untrusted, and validates it a minute later', async () => {
    const body = { beneficiary: { name: 'Ferme du Lac', iban: 'fr76 3000 6000 0112 3456 7890 189' } };
    const added = await bank.ask('POST', BENEFICIARIES, body, newKey());
    expect(added.status).toBe(201);
    expect(added.at('beneficiary')).toMatchObject({ iban, status: 'pending', trusted: false, bic: null });
    await bank.control('POST', 'clock', { advanceSeconds: 61 });
    const later = await bank.ask('GET', `${BENEFICIARIES}/${added.textAt('beneficiary.id')}`);
    expect(later.at('beneficiary.status')).toBe('validated');
    const payee = { iban, beneficiary_name: 'Ferme du Lac' };
    const checked = await bank.ask('POST', '/v2/sepa/verify_payee', payee);
    expect(checked.at('match_result')).toBe('MATCH_RESULT_MATCH');
    expect(later.textAt('beneficiary.updated_at') > added.textAt('beneficiary.updated_at')).toBe(true);
  });

  it('refuses an IBAN that is there already, and a wrong one', async () => {
    const again = { beneficiary: { name: 'Admin', iban: 'FR7616798000010000005663951' } };
    const refused = await bank.ask('POST', BENEFICIARIES, again, newKey());
    expect(refused.status).toBe(400);
    expect(refused.at('errors.0.detail')).toBe('This IBAN has already been taken');
    const wrong = { beneficiary: { name: 'Admin', iban: 'FR7616798000010000005663952' } };
    expect((await bank.ask('POST', BENEFICIARIES, wrong, newKey())).status).toBe(400);
  });

  it('changes name, e-mail and tag with PATCH and knows no PUT', async () => {
    const id = (await bank.ask('GET', BENEFICIARIES)).textAt('beneficiaries.0.id');
    const changed = await bank.ask('PATCH', `${BENEFICIARIES}/${id}`, { beneficiary: { name: 'New' } });
    expect(changed.at('beneficiary.name')).toBe('New');
    expect((await bank.ask('PUT', `${BENEFICIARIES}/${id}`, {})).status).toBe(404);
  });

  it('trusts with approval and takes the trust away without', async () => {
    const list = await bank.ask('GET', `${BENEFICIARIES}?status[]=validated&trusted=false`);
    const ids = { ids: [list.textAt('beneficiaries.0.id')] };
    const asked = await bank.ask('PATCH', `${BENEFICIARIES}/trust`, ids);
    expect(asked.status).toBe(428);
    const token = asked.textAt('sca_session_token');
    await bank.ask('POST', `/v2/mocked_sca_sessions/${token}/allow`);
    const approved = { 'X-Qonto-Sca-Session-Token': token };
    const trusted = await bank.ask('PATCH', `${BENEFICIARIES}/trust`, ids, approved);
    expect(trusted.at('beneficiaries.0.trusted')).toBe(true);
    expect(trusted.at('meta')).toBeUndefined();
    const untrusted = await bank.ask('PATCH', `${BENEFICIARIES}/untrust`, ids);
    expect(untrusted.at('beneficiaries.0.trusted')).toBe(false);
  });
});
