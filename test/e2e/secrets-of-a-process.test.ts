import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { startSimulator, type Simulator } from '../../src/datasources/simulator/index.js';
import { SecretsWatch } from '../support/secrets-watch.js';

let bank: Simulator;
let watch: SecretsWatch;
beforeEach(async () => {
  bank = await startSimulator({
    sizes: { transactions: 20, clients: 10, clientInvoices: 10, supplierInvoices: 10 },
  });
  watch = new SecretsWatch();
  watch.listenTo('bank', bank.url);
});
afterEach(() => bank.close());

const login = 'zebulon-industries-7';
const secretKey = 'sk-2f8Wq-RrT5xLm0';
const token = 'ory_at_Kx7-vQ2_pL9zW4rT8mN3';

const modes: [string, (url: string) => Record<string, string>][] = [
  ['an API key', () => ({ QONTO_ORGANIZATION_SLUG: login, QONTO_SECRET_KEY: secretKey })],
  ['an access token', () => ({ QONTO_ACCESS_TOKEN: token })],
  [
    'an OAuth consent',
    (url) => ({
      QONTO_CLIENT_ID: 'demo-client',
      QONTO_CLIENT_SECRET: 'demo-client-secret',
      QONTO_REFRESH_TOKEN: 'ory_rt_demo',
      QONTO_TOKEN_URL: `${url}/oauth2/token`,
    }),
  ],
  ['a token that the bank refuses', () => ({ QONTO_ACCESS_TOKEN: 'ory_at_refused-Gh4-sW1zQ8' })],
  [
    'a consent that has ended',
    (url) => ({
      QONTO_CLIENT_ID: 'demo-client',
      QONTO_CLIENT_SECRET: 'wrong-7Uj-secret-pQ4',
      QONTO_REFRESH_TOKEN: 'ory_rt_gone-Lk3-vB9',
      QONTO_TOKEN_URL: `${url}/oauth2/token`,
    }),
  ],
  [
    'a store of payments that is away',
    () => ({
      QONTO_ACCESS_TOKEN: token,
      REDIS_URL: 'redis://keeper:pw-9Vt-hX3qZ7@127.0.0.1:1',
      PAYMENT_STORE_SECRET: 'sealed-with-5Rw8-kM2nB6-jH4xC1-dF9s',
    }),
  ],
];

it.each(modes)(
  'a gateway with %s tells no secret on its output, at its most talkative',
  async (_, credential) => {
    await introduce({ authorization: `${login}:${secretKey}` });
    await introduce({ authorization: `Bearer ${token}` });
    const given = {
      ...credential(bank.url),
      QONTO_STAGING_TOKEN: 'staging-4Fd-tY6uJ8',
      CURSOR_SECRET: 'seals-3Zx-wE5rT7-cursors',
      SUBGRAPH_SECRET: 'routers-8Lp-nB2vK4-prove-themselves',
    };
    for (const [name, value] of Object.entries(given))
      if (!name.endsWith('_URL') && name !== 'QONTO_CLIENT_ID') watch.canaries.addCredential(name, value);
    watch.canaries.addCredential('REDIS_URL', 'pw-9Vt-hX3qZ7');

    const gateway = start({ QONTO_BASE_URL: bank.url, ...given });
    const url = await gateway.url();
    watch.hear('Errors', await everything(url));
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    expect(gateway.output()).toContain('"msg":"operation answered"');
    for (const line of gateway.output().split('\n'))
      watch.hear('The output', line.replace(/"time":\d+,/, ''));
    expect(() => watch.end()).not.toThrow();
  },
);

it('a process that is told a wrong credential does not print it when it gives up', async () => {
  const given = {
    QONTO_ACCESS_TOKEN: token,
    QONTO_SECRET_KEY: secretKey,
    CURSOR_SECRET: 'short-7Gb',
    REDIS_URL: 'http://keeper:pw-9Vt-hX3qZ7@127.0.0.1:1',
    QONTO_TOKEN_URL: 'https://keeper:pw-9Vt-hX3qZ7@127.0.0.1:1',
  };
  for (const value of [token, secretKey, 'short-7Gb', 'pw-9Vt-hX3qZ7'])
    watch.canaries.addCredential('variable', value);
  const gateway = start(given);
  await gateway.ended;
  expect(gateway.child.exitCode).toBe(1);
  expect(gateway.output()).toMatch(/^[A-Z_]+ /);
  watch.hear('The output', gateway.output());
  expect(() => watch.end()).not.toThrow();
});

async function introduce(body: object): Promise<void> {
  await fetch(`${bank.url}/_simulator/credentials`, { method: 'POST', body: JSON.stringify(body) });
}

/** What a caller does, some of it wrong; gives all errors that it got. */
async function everything(url: string): Promise<string> {
  const iban = 'FR7610278060310001029380112';
  const documents: [string, object?][] = [
    [
      '{ organization { name } bankAccounts { nodes { iban balance { value } } } memberships { nodes { email } } }',
    ],
    ['{ transactions(first: 20) { nodes { label note attachments { url } initiator { email } } } }'],
    ['{ beneficiaries(first: 10) { nodes { name } } clients(first: 5) { nodes { email } } }'],
    ['query ($id: ID!) { client(id: $id) { id } transfer(id: $id) { id } }', { id: iban }],
    [
      'query ($iban: IBAN!) { transactions(filter: { ibans: [$iban] }) { nodes { id } } }',
      { iban: `${iban}7` },
    ],
    ['{ transactions(after: "Zebulon-after-4711") { nodes { id } } }'],
    [`{ transactions(filter: { note: "${iban}" }) { nodes { id } } }`],
    [`{ "${iban}" }`],
    [
      `mutation ($input: VerifyPayeeInput!) { verifyPayee(input: $input) { verification { match } userErrors { message } } }`,
      { input: { payee: { account: { iban: 'FR7616798000010000005663951', name: 'Zebulon Admin' } } } },
    ],
    [
      'mutation ($input: CreateBeneficiaryInput!) { createBeneficiary(input: $input) { userErrors { code message } } }',
      {
        input: {
          beneficiary: { name: 'Zebulon Payee', iban },
          idempotencyKey: '0199c0de-7a11-7000-8000-5ec4e7000001',
        },
      },
    ],
  ];
  watch.canaries.addContent('text of a caller', 'Zebulon-after-4711');
  watch.canaries.addContent('text of a caller', iban);
  for (const [index, kind] of ['html', 'truncate', 'drop'].entries())
    await fetch(`${bank.url}/_simulator/faults`, {
      method: 'POST',
      body: JSON.stringify({ kind, after: 2 + 4 * index }),
    });
  const errors: unknown[] = [];
  for (const [query, variables] of documents) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    errors.push(((await answer.json()) as { errors?: unknown }).errors);
  }
  return JSON.stringify(errors);
}

function start(environment: Record<string, string>) {
  // `npm test` compiles first.
  const child: ChildProcessWithoutNullStreams = spawn(
    process.execPath,
    ['--enable-source-maps', 'dist/main.js'],
    { env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'trace', ...environment } },
  );
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += String(part)));
  child.stderr.on('data', (part: Buffer) => (output += String(part)));
  const ended = once(child, 'close');
  return {
    child,
    ended,
    output: () => output,
    async url(): Promise<string> {
      while (!output.includes(', in front of')) await Promise.race([once(child.stdout, 'data'), ended]);
      return /http:\/\/127\.0\.0\.1:\d+/.exec(output)![0];
    },
  };
}
