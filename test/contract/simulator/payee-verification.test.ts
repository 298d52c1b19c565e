import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => (bank = await startedSimulator()));
afterEach(() => bank.simulator.close());

const check = (iban: string, beneficiary_name: string) =>
  bank.ask('POST', '/v2/sepa/verify_payee', { iban, beneficiary_name });

describe('verification of payee', () => {
  it.each([
    ['FR7616958000014849440866435', 'Admin', 'MATCH_RESULT_MATCH', undefined],
    ['FR7616958000014849440866435', 'ADMIN SAS', 'MATCH_RESULT_MATCH', undefined],
    ['FR7616958000014849440866435', 'Adwin', 'MATCH_RESULT_CLOSE_MATCH', 'Admin'],
    ['FR7616958000014849440866435', 'Somebody', 'MATCH_RESULT_NO_MATCH', undefined],
    ['FR7630006000011234567890189', 'Admin', 'MATCH_RESULT_NO_MATCH', undefined],
    ['DE89370400440532013000', 'Admin', 'MATCH_RESULT_NOT_POSSIBLE', undefined],
    ['GB82WEST12345698765432', 'Admin', 'MATCH_RESULT_UNSPECIFIED', undefined],
  ])('answers for %s and "%s": %s', async (iban, name, result, matchedName) => {
    const reply = await check(iban, name);
    expect(reply.status).toBe(200);
    expect(reply.at('match_result')).toBe(result);
    expect(reply.at('matched_name')).toBe(matchedName);
    expect(reply.textAt('proof_token.token')).toMatch(/^1\|1\|\d{10}\|MEUCI/);
  });

  it('gives a token even when the other bank is silent', async () => {
    const reply = await check('IT12M3609201600032486198434', 'Admin');
    expect(reply.status).toBe(400);
    expect(reply.at('errors.0')).toMatchObject({
      code: 'BAD_REQUEST_ERROR_RESPONDING_BANK_NOT_AVAILABLE',
      status: '400',
    });
    expect(reply.textAt('errors.0.meta.proof_token.token')).toMatch(/^1\|1\|/);
  });

  it('refuses a name of more than 140 letters', async () => {
    expect((await check('DE89370400440532013000', 'x'.repeat(141))).status).toBe(400);
  });

  it('checks many at once, each answered under its id, with one token for the set', async () => {
    const reply = await bank.ask('POST', '/v2/sepa/bulk_verify_payee', {
      requests: [
        { id: 'a', iban: 'FR7616958000014849440866435', beneficiary_name: 'Admin' },
        { id: 'b', iban: 'IT12M3609201600032486198434', beneficiary_name: 'Admin' },
      ],
    });
    expect(reply.at('requests.0')).toEqual({ id: 'a', response: { match_result: 'MATCH_RESULT_MATCH' } });
    expect(reply.at('requests.1.error_code')).toMatch(/RESPONDING_BANK_NOT_AVAILABLE$/);
    expect(reply.textAt('proof_token.token')).toMatch(/^1\|1\|/);
  });

  it('gives the token of a skipped check as a bare text', async () => {
    const requests = [{ id: 'a', iban: 'FR7616958000014849440866435', beneficiary_name: 'Admin' }];
    const reply = await bank.ask('POST', '/v2/sepa/skip_verify_payee', { requests });
    expect(reply.textAt('proof_token')).toMatch(/^1\|1\|/);
  });

  it('throttles checks that no transfer follows', async () => {
    for (let count = 0; count < 100; count++) await check('FR7616958000014849440866435', 'Admin');
    expect((await check('FR7616958000014849440866435', 'Admin')).status).toBe(429);
    await bank.control('POST', 'clock', { advanceSeconds: 3601 });
    expect((await check('FR7616958000014849440866435', 'Admin')).status).toBe(200);
  });
});
