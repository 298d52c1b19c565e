import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
afterEach(() => gateway.control('DELETE faults'));

const secret = 'Jean Dupont FR7616958000010123456789026';

const finalize = `mutation { finalizeInvoice(input: { id: "019d0000-0000-7000-8000-000000000000" }) {
  userErrors { code message field upstreamCode traceId } } }`;

interface Told {
  finalizeInvoice: {
    userErrors: { code: string; message: string; field: string[] | null; upstreamCode: string | null }[];
  };
}

it.each<[string, object[]]>([
  ['the sentence', [{ field: 'detail', value: secret }]],
  ['the code', [{ field: 'code', value: secret }]],
  ['a code that is an IBAN', [{ field: 'code', value: 'FR7616958000010123456789026' }]],
  ['a path', [{ field: 'source', value: { pointer: `/data/attributes/${secret}/0` } }]],
  [
    'all of them',
    [
      { field: 'code', value: secret },
      { field: 'detail', value: secret },
      { field: 'source', value: { pointer: `/${secret}` } },
    ],
  ],
])('of a refusal nothing that the bank wrote is shown: %s', async (_, replacements) => {
  for (const replacement of replacements)
    await gateway.control('POST faults', {
      match: { method: 'POST', path: '/v2/client_invoices/*' },
      kind: 'replaceField',
      ...replacement,
    });
  const told = await gateway.ask<Told>(finalize);
  expect(told.errors).toEqual([]);
  expect(JSON.stringify(told.data)).not.toMatch(/Dupont|FR76|not found/);
  const [problem] = told.data.finalizeInvoice.userErrors;
  expect(problem).toMatchObject({ code: 'NOT_FOUND', message: expect.stringMatching(/^There is .+\.$/) });
  expect(problem!.upstreamCode === null || problem!.upstreamCode === 'not_found').toBe(true);
});

it('a code word of the bank is passed on, with a sentence of ours', async () => {
  await gateway.control('POST faults', {
    match: { method: 'POST', path: '/v2/client_invoices/*' },
    kind: 'replaceField',
    field: 'code',
    value: 'invoice_not_in_draft_status',
  });
  const { data } = await gateway.ask<Told>(finalize);
  expect(data.finalizeInvoice.userErrors).toMatchObject([
    {
      code: 'INVALID_STATE',
      message: 'The invoice is no draft any more.',
      upstreamCode: 'invoice_not_in_draft_status',
    },
  ]);
});
