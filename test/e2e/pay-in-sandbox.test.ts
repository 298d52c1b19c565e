import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

const stagingToken = 'staging';
let gateway: TestGateway;
let payer: Payer;
beforeAll(async () => {
  gateway = await startGateway({ settings: { stagingToken } }, { stagingToken });
  payer = await Payer.at(gateway);
});
afterAll(() => gateway.close());

it('asks the sandbox for a confirmation that a program can give, and pays with it', async () => {
  const input = payer.payment({ beneficiaryId: payer.payees.untrusted.id });
  const first = await payer.pay(input);
  expect(first.data.payBeneficiary.outcome).toBe('SCA_REQUIRED');
  const { sessionToken } = first.data.payBeneficiary.scaChallenge!;
  await payer.decide(sessionToken, 'allow', { 'x-qonto-staging-token': stagingToken });
  const second = await payer.pay({ ...input, sca: { sessionToken } });
  expect(second.data.payBeneficiary.outcome).toBe('CREATED');
  expect(second.calls).toEqual([`GET /v2/mocked_sca_sessions/${sessionToken}`, 'POST /v2/sepa/transfers']);
});
