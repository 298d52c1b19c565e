import { MeasuredGateway } from '../support/measured-gateway.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
let limited: MeasuredGateway;
beforeAll(async () => {
  gateway = await startGateway();
  limited = await MeasuredGateway.start({
    graphiql: false,
    callerLimits: { operationsPerSecond: 1, paymentsPerHour: 1 },
  });
});
afterAll(async () => {
  await limited.close();
  await gateway.close();
});

const many = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

it.each([
  ['aliases', { reason: 'ALIASES', figure: 100, max: 30 }, `{ ${many(100, (n) => `a${n}: me { id }`)} }`],
  [
    'depth',
    { reason: 'DEPTH', figure: 22, max: 20 },
    `{ labels ${'{ nodes { parent '.repeat(10)} { id } ${'} }'.repeat(10)} }`,
  ],
  [
    'directives',
    { reason: 'DIRECTIVES_AT_ONE_PLACE', figure: 10, max: 5 },
    `{ __typename ${many(10, () => '@aa')} }`,
  ],
  [
    'repeated fields',
    { reason: 'REPEATED_FIELDS', figure: 499, max: 50 },
    `{ ${many(500, () => '__typename')} }`,
  ],
  ['tokens', { reason: 'TOKENS', max: 2_000 }, `{ ${many(2_500, (n) => `f${n}`)} }`],
])('refuses a document that is too much: %s', async (_name, details, query) => {
  const { status, errors, calls } = await gateway.ask(query);
  expect([status, calls]).toEqual([400, []]);
  expect(errors).toHaveLength(1);
  expect(errors[0]!.extensions).toEqual({
    code: 'QUERY_TOO_EXPENSIVE',
    retryable: false,
    effect: 'NONE',
    ...details,
  });
});

it('says what is too much in words', async () => {
  const { errors } = await gateway.ask(`{ ${many(21, (n) => `a${n}: __typename`)} }`);
  expect(errors.map(({ message }) => message)).toEqual(['The document has 21 root fields; 20 are taken.']);
});

it('refuses variables that are too deep before it looks at the document', async () => {
  const deep = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`) as unknown;
  const { status, errors, calls } = await gateway.ask(
    'query ($ids: [ID!]!) { attachments(ids: $ids) { id } }',
    {
      ids: deep,
    },
  );
  expect([status, errors[0]?.extensions['reason'], calls]).toEqual([400, 'VARIABLE_DEPTH', []]);
});

it('asks a caller who is too fast to come back, and lets others go on', async () => {
  const ask = (query: string, authorization?: string) =>
    limited.send({
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query }),
    });
  const answers = [];
  for (let n = 0; n < 8; n++) answers.push(await ask('{ __typename }'));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
  expect(refused.length).toBeGreaterThanOrEqual(3);
  expect(refused[0]!.headers['retry-after']).toBe('1');
  expect(JSON.parse(refused[0]!.text)).toEqual({
    errors: [
      {
        message: 'This caller asks too often: nothing was sent.',
        extensions: {
          code: 'RATE_LIMITED',
          reason: 'CALLER_OPERATIONS',
          retryable: true,
          retryAfterSeconds: 1,
          effect: 'NONE',
        },
      },
    ],
  });
  expect((await ask('{ __typename }', 'Bearer another')).status).toBe(200);

  const authorization = 'Bearer reader of files';
  const files = [];
  for (let n = 0; n < 6; n++)
    files.push(
      await limited.send({ method: 'GET', path: '/attachments/%2e%2e/file', headers: { authorization } }),
    );
  expect(files.map(({ status }) => status)).toEqual(expect.arrayContaining([400, 429]));

  const pay = 'mutation { payBeneficiary(input: {}) { outcome } }';
  const paying = [await ask(pay, 'Bearer payer'), await ask(pay, 'Bearer payer')];
  const [first, second] = paying.map(({ text }) => JSON.parse(text) as { errors: { extensions: object }[] });
  expect(first!.errors[0]!.extensions).toMatchObject({
    code: expect.not.stringMatching('RATE_LIMITED') as string,
  });
  expect(second!.errors[0]!.extensions).toMatchObject({
    code: 'RATE_LIMITED',
    reason: 'CALLER_PAYMENTS',
    retryAfterSeconds: 3_600,
  });
});
