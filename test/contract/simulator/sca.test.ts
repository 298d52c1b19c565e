import { startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
let ids: string[];
beforeEach(async () => {
  bank = await startedSimulator();
  const list = await bank.ask('GET', '/v2/sepa/beneficiaries?status[]=validated&trusted=false');
  ids = [list.textAt('beneficiaries.0.id'), list.textAt('beneficiaries.1.id')];
});
afterEach(() => bank.simulator.close());

/** Trusting a beneficiary needs approval and nothing else. */
const trust = (headers: Record<string, string> = {}, which = 0): Promise<Reply> =>
  bank.ask('PATCH', '/v2/sepa/beneficiaries/trust', { ids: [ids[which]] }, headers);
const replay = (token: string, which = 0) => trust({ 'X-Qonto-Sca-Session-Token': token }, which);
const decide = (token: string, decision: 'allow' | 'deny') =>
  bank.ask('POST', `/v2/mocked_sca_sessions/${token}/${decision}`);

describe('strong customer authentication', () => {
  it('asks with 428 and a token of 64 letters', async () => {
    const asked = await trust();
    expect(asked.status).toBe(428);
    expect(asked.at('code')).toBe('sca_required');
    expect(asked.textAt('sca_session_token')).toMatch(/^[\w-]{64}$/);
    expect(asked.textAt('trace_id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('waits, then allows, then lets the identical request pass once', async () => {
    const token = (await trust()).textAt('sca_session_token');
    expect((await bank.ask('GET', `/v2/sca_sessions/${token}`)).at('result')).toBe('waiting');
    expect((await decide(token, 'allow')).at('message')).toBe('Success');
    expect((await bank.ask('GET', `/v2/sca_sessions/${token}`)).at('result')).toBe('allow');
    expect((await replay(token)).status).toBe(200);
    const second = await replay(token);
    expect(second.status).toBe(422);
    expect(second.at('errors')).toEqual({ message: 'Not found' });
  });

  it('refuses another body with an approved token', async () => {
    const token = (await trust()).textAt('sca_session_token');
    await decide(token, 'allow');
    expect((await replay(token, 1)).status).toBe(422);
    expect((await replay(token)).status).toBe(200);
  });

  it('refuses a denied, an unknown and a late token with a flat 412', async () => {
    const denied = (await trust()).textAt('sca_session_token');
    await decide(denied, 'deny');
    expect(await replay(denied)).toMatchObject({ status: 412 });
    expect(await replay('unknown')).toMatchObject({ status: 412 });
    const late = (await trust()).textAt('sca_session_token');
    await decide(late, 'allow');
    await bank.control('POST', 'clock', { advanceSeconds: 15 * 60 + 1 });
    const refused = await replay(late);
    expect(refused.status).toBe(412);
    expect(refused.textAt('code')).toBe('sca_session_token_invalid');
  });

  it('counts silence for a quarter of an hour as a no', async () => {
    const token = (await trust()).textAt('sca_session_token');
    await bank.control('POST', 'clock', { advanceSeconds: 15 * 60 + 1 });
    expect((await bank.ask('GET', `/v2/sca_sessions/${token}`)).at('result')).toBe('deny');
  });

  it('takes the code of an SMS without any session token', async () => {
    const preference = { 'X-Qonto-2fa-Preference': 'sms-otp' };
    expect((await trust(preference)).status).toBe(428);
    expect((await trust({ ...preference, 'X-Qonto-MFA': '000000' })).status).toBe(422);
    expect((await trust({ ...preference, 'X-Qonto-MFA': '123456' })).status).toBe(200);
  });

  it('tells a caller without a second factor so, and gives no token', async () => {
    const byKey = await trust({ Authorization: 'demo-organization:demo-secret' });
    expect(byKey.status).toBe(428);
    expect(byKey.at('code')).toBe('sca_not_enrolled');
    expect(byKey.at('sca_session_token')).toBeUndefined();
  });
});
