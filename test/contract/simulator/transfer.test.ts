import { newKey, startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
let accountId: string;
let trusted: { id: string; name: string; iban: string };
let untrusted: { id: string; name: string; iban: string };

beforeEach(async () => {
  bank = await startedSimulator();
  accountId = (await bank.ask('GET', '/v2/organization')).textAt('organization.bank_accounts.0.id');
  const first = async (query: string) =>
    (await bank.ask('GET', `/v2/sepa/beneficiaries?status[]=validated&${query}`)).at(
      'beneficiaries.0',
    ) as typeof trusted;
  trusted = await first('iban[]=FR7616798000010000005663951');
  untrusted = await first('trusted=false');
});
afterEach(() => bank.simulator.close());

const advance = (advanceSeconds: number) => bank.control('POST', 'clock', { advanceSeconds });
const checked = async ({ iban, name }: typeof trusted): Promise<string> => {
  const reply = await bank.ask('POST', '/v2/sepa/verify_payee', { iban, beneficiary_name: name });
  return reply.textAt('proof_token.token');
};
const pay = (token: unknown, fields: object = {}, headers = newKey()): Promise<Reply> => {
  const plain = {
    bank_account_id: accountId,
    reference: 'INV-001',
    amount: '1100.50',
    beneficiary_id: trusted.id,
  };
  return bank.ask(
    'POST',
    '/v2/sepa/transfers',
    { vop_proof_token: token, transfer: { ...plain, ...fields } },
    headers,
  );
};
const read = (transfer: Reply) => bank.ask('GET', `/v2/sepa/transfers/${transfer.textAt('transfer.id')}`);
const ledger = async () => (await bank.control('GET', 'transfers')).listAt('transfers');

describe('creating a transfer', () => {
  it('is pending at first, with the amount as a number and in cents', async () => {
    const made = await pay(await checked(trusted));
    expect(made.status).toBe(200);
    expect(made.at('transfer')).toMatchObject({
      status: 'pending',
      amount: 1100.5,
      amount_cents: 110_050,
      amount_currency: 'EUR',
      scheduled_date: '2026-03-20',
      processed_at: null,
      transaction_id: null,
    });
  });

  it('is written into the ledger once, however often its key comes', async () => {
    const token = await checked(trusted);
    const key = newKey();
    const [first, second] = [await pay(token, {}, key), await pay(token, { amount: '7.00' }, key)];
    expect(second.body).toBe(first.body);
    expect(await ledger()).toHaveLength(1);
    expect((await ledger())[0]).toMatchObject({
      transfer_id: first.textAt('transfer.id'),
      amount: '1100.50',
      beneficiary_iban: trusted.iban,
      idempotency_key: key['X-Qonto-Idempotency-Key'],
    });
  });

  it.each([
    ['a number as amount', { amount: 5 }, 'not_a_string'],
    ['three decimals', { amount: '1.001' }, 'invalid'],
    ['nothing', { amount: '0.00' }, 'invalid'],
    ['above 30,000 without a document', { amount: '30000.01' }, 'required'],
    ['a document nobody knows', { attachment_ids: ['00000000-0000-4000-8000-000000000000'] }, 'invalid'],
    ['yesterday', { scheduled_date: '2026-03-19' }, 'invalid'],
    ['an unknown account', { bank_account_id: 'none' }, 'invalid'],
    ['two payees', { beneficiary: { name: 'X', iban: 'FR7630006000011234567890189' } }, 'invalid'],
  ])('refuses %s with 400 and books nothing', async (_, fields, code) => {
    const refused = await pay(await checked(trusted), fields);
    expect(refused.status).toBe(400);
    expect(refused.at('errors.0.code')).toBe(code);
    expect(await ledger()).toEqual([]);
  });

  it('takes more than 30,000 with a document', async () => {
    const form = new FormData();
    form.set('file', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'a.pdf');
    const uploaded = await bank.ask('POST', '/v2/attachments', form, newKey());
    const attachment_ids = [uploaded.textAt('attachment.id')];
    const made = await pay(await checked(trusted), { amount: '30000.01', attachment_ids });
    expect(made.status).toBe(200);
  });
});

describe('the payee proof of a transfer', () => {
  it('is demanded', async () => {
    const refused = await pay(undefined);
    expect([refused.status, refused.at('errors.0.code')]).toEqual([401, 'vop_proof_token_missing']);
  });

  it('is refused when unknown, older than 23 hours, or of somebody else', async () => {
    const refusals = [await pay('1|1|1773938795|MEUCIQ'), await pay(await checked(untrusted))];
    const token = await checked(trusted);
    await advance(23 * 3600);
    refusals.push(await pay(token));
    for (const refused of refusals)
      expect([refused.status, refused.at('errors.0.code')]).toEqual([401, 'vop_proof_token_invalid']);
    expect(await ledger()).toEqual([]);
  });

  it('of another IBAN of the same name serves as in the guide, unless the bank is set to be strict', async () => {
    const token = await checked({ ...trusted, iban: 'FR7616958000014849440866435' });
    expect((await pay(token)).status).toBe(200);
    await bank.control('POST', 'settings', { strictPayeeProof: true });
    expect((await pay(token)).status).toBe(401);
    expect((await pay(await checked(trusted))).status).toBe(200);
  });
});

describe('a transfer to somebody who is not trusted', () => {
  it('passes after approval with the same key and the same proof, and only once', async () => {
    const token = await checked(untrusted);
    const [key, to] = [newKey(), { beneficiary_id: untrusted.id }];
    const asked = await pay(token, to, key);
    expect(asked.status).toBe(428);
    expect(await ledger()).toEqual([]);
    const session = asked.textAt('sca_session_token');
    await bank.ask('POST', `/v2/mocked_sca_sessions/${session}/allow`);
    const approved = { ...key, 'X-Qonto-Sca-Session-Token': session };
    const otherAmount = await pay(token, { ...to, amount: '9999.00' }, approved);
    expect([otherAmount.status, otherAmount.at('errors')]).toEqual([422, { message: 'Not found' }]);
    expect((await pay(token, to, approved)).status).toBe(200);
    expect((await pay(token, to, approved)).status).toBe(200);
    expect(await ledger()).toHaveLength(1);
    await advance(30 * 60);
    expect((await pay(token, to, approved)).status).toBe(422);
    expect(await ledger()).toHaveLength(1);
  });
});

describe('the life of a transfer', () => {
  it('goes from pending over processing to settled, and leaves a transaction and a proof', async () => {
    const before = await bank.ask('GET', `/v2/bank_accounts/${accountId}`);
    const made = await pay(await checked(trusted));
    await advance(11);
    expect((await read(made)).at('transfer.status')).toBe('processing');
    await advance(5);
    const settled = await read(made);
    expect(settled.at('transfer.status')).toBe('settled');
    expect(settled.textAt('transfer.updated_at') > made.textAt('transfer.updated_at')).toBe(true);
    const transactionId = settled.textAt('transfer.transaction_id');
    const booked = await bank.ask('GET', `/v2/transactions/${transactionId}`);
    expect(booked.at('transaction')).toMatchObject({ amount_cents: 110_050, side: 'debit', label: 'Admin' });
    const after = await bank.ask('GET', `/v2/bank_accounts/${accountId}`);
    for (const balance of ['balance_cents', 'authorized_balance_cents'])
      expect(after.at(`bank_account.${balance}`)).toBe(
        Number(before.at(`bank_account.${balance}`)) - 110_050,
      );
    const proof = await bank.ask('POST', `/v2/sepa/transfers/${made.textAt('transfer.id')}/download_proof`);
    expect(proof.headers.get('content-type')).toBe('application/pdf');
    expect(proof.body).toMatch(/^%PDF-/);
  });

  it('above the instant limit waits for the next banking day', async () => {
    const made = await pay(await checked(trusted), { amount: '10000.01' });
    await advance(3600);
    expect((await read(made)).at('transfer.status')).toBe('processing');
    await advance(3 * 24 * 3600); // 20 March 2026 is a Friday
    expect((await read(made)).at('transfer.status')).toBe('settled');
  });

  it('without cover is created and then declined', async () => {
    const closedOrPoor = (await bank.ask('GET', '/v2/organization')).listAt('organization.bank_accounts');
    const poorest = (closedOrPoor as { id: string; status: string; balance_cents: number }[])
      .filter(({ status }) => status === 'active')
      .sort((one, other) => one.balance_cents - other.balance_cents)[0];
    const form = new FormData();
    form.set('file', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'a.pdf');
    const attachment = (await bank.ask('POST', '/v2/attachments', form, newKey())).textAt('attachment.id');
    const amount = `${Math.ceil((poorest?.balance_cents ?? 0) / 100) + 1}.00`;
    const fields = { bank_account_id: poorest?.id, amount, attachment_ids: [attachment] };
    const made = await pay(await checked(trusted), fields);
    expect(made.at('transfer.status')).toBe('pending');
    await advance(11);
    const declined = await read(made);
    expect(declined.at('transfer.status')).toBe('declined');
    expect(declined.at('transfer.declined_reason')).toBe('debit_account_insufficient_funds');
  });

  it('waits for its date and can be canceled until then', async () => {
    const made = await pay(await checked(trusted), { scheduled_date: '2026-04-01' });
    await advance(24 * 3600);
    expect((await read(made)).at('transfer.status')).toBe('pending');
    const path = `/v2/sepa/transfers/${made.textAt('transfer.id')}/cancel`;
    expect((await bank.ask('POST', path)).status).toBe(204);
    expect((await read(made)).at('transfer.status')).toBe('canceled');
    expect((await bank.ask('POST', path)).status).toBe(400);
    await advance(30 * 24 * 3600);
    expect((await read(made)).at('transfer.status')).toBe('canceled');
  });
});

describe('the list of transfers', () => {
  it('is found by status, id and date of change', async () => {
    const all = await bank.ask('GET', '/v2/sepa/transfers');
    expect(all.at('meta.total_count')).toBe(123);
    const scheduled = await bank.ask('GET', '/v2/sepa/transfers?scheduled_date_from=2026-03-21');
    expect(scheduled.listAt('transfers')).toHaveLength(3);
    const declined = await bank.ask('GET', '/v2/sepa/transfers?status[]=declined&status[]=canceled');
    const statuses = declined.listAt('transfers').map((row) => (row as { status: string }).status);
    expect(new Set(statuses)).toEqual(new Set(['declined', 'canceled']));
    const made = await pay(await checked(trusted));
    const fresh = await bank.ask('GET', '/v2/sepa/transfers?updated_at_from=2026-03-20T12:00:00Z');
    expect(fresh.listAt('transfers')).toEqual([made.at('transfer')]);
    const byId = await bank.ask('GET', `/v2/sepa/transfers?ids[]=${made.textAt('transfer.id')}&ids[]=none`);
    expect(byId.listAt('transfers')).toEqual([made.at('transfer')]);
  });
});
