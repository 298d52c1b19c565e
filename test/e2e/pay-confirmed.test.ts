import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer, posts } from '../support/payer.js';

let gateway: TestGateway;
let payer: Payer;
/** What happens while the gateway waits between two looks. */
let meanwhile: () => Promise<void> = async () => {};
beforeAll(async () => {
  gateway = await startGateway({}, { sleep: () => meanwhile() });
  payer = await Payer.at(gateway);
});
afterEach(() => {
  meanwhile = async () => {};
});
afterAll(() => gateway.close());

const untrusted = (changes: object = {}) =>
  payer.payment({ beneficiaryId: payer.payees.untrusted.id, ...changes });

const looks = (calls: readonly string[]) => calls.filter((call) => call.startsWith('GET /v2/sca_sessions/'));

it('asks for the confirmation, and pays when the same input comes again with the token', async () => {
  const before = await payer.ledger();
  const input = untrusted();
  const first = await payer.pay(input);
  expect(first.data.payBeneficiary).toMatchObject({
    outcome: 'SCA_REQUIRED',
    transfer: null,
    userErrors: [],
    scaChallenge: { expiresAt: '2026-03-20T12:15:00.000Z', pollAfterSeconds: 2 },
  });
  const { sessionToken } = first.data.payBeneficiary.scaChallenge!;
  expect(await payer.ledger()).toEqual(before);

  const early = await payer.pay({ ...input, sca: { sessionToken } });
  expect(early.data.payBeneficiary).toMatchObject({
    outcome: 'SCA_REQUIRED',
    scaChallenge: { sessionToken },
  });
  expect(early.calls).toEqual([`GET /v2/sca_sessions/${sessionToken}`]);

  await payer.decide(sessionToken, 'allow');
  const second = await payer.pay({ ...input, sca: { sessionToken } });
  expect(second.data.payBeneficiary).toMatchObject({ outcome: 'CREATED', verification: { match: 'MATCH' } });
  expect(second.calls).toEqual([`GET /v2/sca_sessions/${sessionToken}`, 'POST /v2/sepa/transfers']);
  expect(await payer.ledger()).toEqual([...before, second.data.payBeneficiary.transfer!.id]);
});

it('replays the same bytes under the same headers', async () => {
  const { beneficiaryId, ...input } = untrusted();
  const proofToken = await payer.proof(payer.payees.untrusted);
  const order = { ...input, payee: { beneficiaryId }, proofToken, sca: { method: 'PASSKEY' } };
  const first = await payer.transfer(order);
  const { sessionToken } = first.data.createTransfer.scaChallenge!;
  const sent = await journalled();
  await payer.decide(sessionToken, 'allow');
  const second = await payer.transfer({ ...order, sca: { method: 'PASSKEY', sessionToken } });
  expect(second.data.createTransfer.outcome).toBe('CREATED');
  expect(await journalled()).toEqual({ ...sent, token: sessionToken });

  async function journalled() {
    const { requests } = await gateway.control<{
      requests: { path: string; method: string; body_sha256: string; headers: Record<string, string> }[];
    }>('GET requests');
    const { body_sha256, headers } = requests.find(
      ({ method, path }) => method === 'POST' && path === '/v2/sepa/transfers',
    )!;
    return {
      body_sha256,
      key: headers['x-qonto-idempotency-key'],
      preference: headers['x-qonto-2fa-preference'],
      token: headers['x-qonto-sca-session-token'],
    };
  }
});

it('waits for the account holder when it is told to, and pays in one call', async () => {
  let pauses = 0;
  const input = untrusted({ sca: { waitSeconds: 5 } });
  meanwhile = async () => {
    if (++pauses < 3) return;
    const { requests } = await gateway.control<{ requests: { path: string }[] }>('GET requests');
    const token = requests.map(({ path }) => /sca_sessions\/(.+)/.exec(path)?.[1]).find(Boolean);
    await payer.decide(token!, 'allow');
  };
  const { data, calls } = await payer.pay(input);
  expect(data.payBeneficiary.outcome).toBe('CREATED');
  expect(looks(calls)).toHaveLength(3);
  expect(posts(calls)).toHaveLength(2);
});

it('looks once per second waited and then hands the challenge over', async () => {
  const { data, calls } = await payer.pay(untrusted({ sca: { waitSeconds: 4 } }));
  expect(data.payBeneficiary.outcome).toBe('SCA_REQUIRED');
  expect(looks(calls)).toHaveLength(4);
  expect(posts(calls)).toHaveLength(1);
});

it('says that the account holder refused, sends nothing more, and lets the key start over', async () => {
  const input = untrusted();
  const first = await payer.pay(input);
  const { sessionToken } = first.data.payBeneficiary.scaChallenge!;
  await payer.decide(sessionToken, 'deny');
  const second = await payer.pay({ ...input, sca: { sessionToken } });
  expect(second.data.payBeneficiary).toMatchObject({
    outcome: 'REJECTED',
    userErrors: [{ code: 'SCA_REJECTED', field: ['input', 'sca', 'sessionToken'] }],
  });
  expect(posts(second.calls)).toEqual([]);
  expect((await payer.pay(input)).data.payBeneficiary.outcome).toBe('SCA_REQUIRED');
});

it('says how to go on when the bank takes a confirmation no more while the outcome is not known', async () => {
  const strike = (fault: object) =>
    gateway.control('POST faults', { ...fault, match: { method: 'POST', path: '/v2/sepa/transfers' } });
  const before = await payer.ledger();
  const input = untrusted();
  const first = await payer.pay(input);
  const { sessionToken } = first.data.payBeneficiary.scaChallenge!;
  await payer.decide(sessionToken, 'allow');
  await strike({ kind: 'drop', when: 'before' });
  const lost = await payer.pay({ ...input, sca: { sessionToken } });
  const sentence = (told: typeof lost) => told.data.payBeneficiary.userErrors[0]!.message;
  expect([lost.data.payBeneficiary.outcome, sentence(lost)]).toEqual([
    'UNKNOWN',
    expect.not.stringContaining('sca.sessionToken'),
  ]);
  await gateway.control('POST clock', { advanceSeconds: 241 });
  await strike({ kind: 'status', status: 422 });
  const refused = await payer.pay({ ...input, sca: { sessionToken } });
  expect([refused.data.payBeneficiary.outcome, sentence(refused)]).toEqual([
    'UNKNOWN',
    expect.stringContaining('without `sca.sessionToken`'),
  ]);
  expect(await payer.ledger()).toEqual(before);

  const again = await payer.pay(input);
  expect(again.data.payBeneficiary.outcome).toBe('SCA_REQUIRED');
  const second = again.data.payBeneficiary.scaChallenge!.sessionToken;
  await payer.decide(second, 'allow');
  const paid = await payer.pay({ ...input, sca: { sessionToken: second } });
  expect(paid.data.payBeneficiary.outcome).toBe('CREATED');
  expect(await payer.ledger()).toEqual([...before, paid.data.payBeneficiary.transfer!.id]);
});

it('takes a token that nobody knows for a confirmation that came too late', async () => {
  const { beneficiaryId, ...input } = untrusted({ sca: { sessionToken: 'token-of-nobody' } });
  const proofToken = await payer.proof(payer.payees.untrusted);
  const { data } = await payer.transfer({ ...input, payee: { beneficiaryId }, proofToken });
  expect(data.createTransfer).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code: 'SCA_REJECTED' }] });
});

it('hands in the code of a text message, and asks nobody how far that is', async () => {
  const input = untrusted({ sca: { method: 'SMS_OTP', waitSeconds: 20 } });
  const first = await payer.pay(input);
  expect(looks(first.calls)).toEqual([]);
  const { sessionToken } = first.data.payBeneficiary.scaChallenge!;
  const second = await payer.pay({ ...input, sca: { method: 'SMS_OTP', sessionToken, smsCode: '123456' } });
  expect(second.data.payBeneficiary.outcome).toBe('CREATED');
  expect(second.calls).toEqual(['POST /v2/sepa/transfers']);
});

it('tells a caller that cannot confirm to set it up first', async () => {
  const authorization = 'croissant-9134:api-key-secret';
  await gateway.control('POST credentials', { authorization });
  const { data } = await gateway.ask<{ payBeneficiary: object }>(
    `mutation ($input: PayBeneficiaryInput!) {
      payBeneficiary(input: $input) { outcome scaChallenge { sessionToken } userErrors { code } }
    }`,
    { input: untrusted() },
    { authorization },
  );
  expect(data.payBeneficiary).toEqual({
    outcome: 'REJECTED',
    scaChallenge: null,
    userErrors: [{ code: 'SCA_NOT_ENROLLED' }],
  });
});

it('tells how far a confirmation is, and null when the token is dead', async () => {
  const { data } = await payer.pay(untrusted());
  const { sessionToken } = data.payBeneficiary.scaChallenge!;
  const look = async (token: string) =>
    (
      await gateway.ask<{ scaSession: object | null }>(
        'query ($token: String!) { scaSession(token: $token) { token status rawStatus } }',
        { token },
      )
    ).data.scaSession;
  expect(await look(sessionToken)).toEqual({ token: sessionToken, status: 'WAITING', rawStatus: 'waiting' });
  await payer.decide(sessionToken, 'allow');
  expect(await look(sessionToken)).toMatchObject({ status: 'ALLOWED' });
  expect(await look('token-of-nobody')).toBeNull();
});
