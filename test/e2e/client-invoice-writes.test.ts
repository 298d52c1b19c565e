import { Invoicing, line } from '../support/invoicing.js';

let invoicing: Invoicing;
beforeAll(async () => {
  invoicing = await Invoicing.open();
});
afterAll(() => invoicing.gateway.close());
afterEach(() => invoicing.gateway.control('DELETE faults'));

it('makes a draft with one request, and the bank keeps every part of it', async () => {
  const { data, calls } = await invoicing.gateway.ask<{ createInvoice: { clientInvoice: object } }>(
    `mutation ($input: CreateInvoiceInput!) { createInvoice(input: $input) { clientInvoice {
      status number purchaseOrder currency issueDate dueDate performancePeriodStart performancePeriodEnd header footer
      termsAndConditions discountConditions latePaymentPenalties legalFixedCompensation paymentIban
      totalAmount { value currency } vatAmount { value }
      items { title description quantity unit unitPrice { value } vatRate discount { type rawType value amount { value } } subtotal { value } totalVat { value } }
      billedTo { clientId kind } pdf { status }
    } userErrors { code field } } }`,
    {
      input: {
        ...invoicing.input(),
        purchaseOrder: 'PO 7',
        performancePeriodStart: '2026-03-01',
        performancePeriodEnd: '2026-03-19',
        header: 'Bonjour',
        footer: 'Merci',
        termsAndConditions: '30 jours',
        discountConditions: 'aucune',
        latePaymentPenalties: '3 x',
        legalFixedCompensation: '40 €',
        items: [{ ...line, description: 'à Lyon', discount: { type: 'PERCENTAGE', value: '0.10' } }],
      },
    },
  );
  expect(calls).toEqual(['POST /v2/client_invoices']);
  expect(data.createInvoice).toEqual({
    userErrors: [],
    clientInvoice: {
      status: 'DRAFT',
      number: null,
      purchaseOrder: 'PO 7',
      currency: 'EUR',
      issueDate: '2026-03-20',
      dueDate: '2026-04-19',
      performancePeriodStart: '2026-03-01',
      performancePeriodEnd: '2026-03-19',
      header: 'Bonjour',
      footer: 'Merci',
      termsAndConditions: '30 jours',
      discountConditions: 'aucune',
      latePaymentPenalties: '3 x',
      legalFixedCompensation: '40 €',
      paymentIban: invoicing.iban,
      totalAmount: { value: '1139.39', currency: 'EUR' },
      vatAmount: { value: '59.40' },
      items: [
        {
          title: 'Atelier',
          description: 'à Lyon',
          quantity: '1.5',
          unit: 'day',
          unitPrice: { value: '799.99' },
          vatRate: '0.055',
          discount: { type: 'PERCENTAGE', rawType: 'percentage', value: '0.10', amount: { value: '120.00' } },
          subtotal: { value: '1079.99' },
          totalVat: { value: '59.40' },
        },
      ],
      billedTo: { clientId: invoicing.clientId, kind: 'COMPANY' },
      pdf: { status: 'NONE' },
    },
  });
});

it('goes from draft to paid and back, and to cancelled, with one request for each step', async () => {
  const id = await invoicing.draft();
  const changed = await invoicing.mutate('updateInvoice', { id, dueDate: '2026-05-19' });
  expect(changed.payload).toMatchObject({ clientInvoice: { id, status: 'DRAFT' }, userErrors: [] });
  expect(changed.calls).toEqual([`PATCH /v2/client_invoices/${id}`]);

  const steps = [
    ['finalizeInvoice', {}, 'finalize', 'UNPAID'],
    ['markInvoiceAsPaid', { paidOn: '2026-03-19' }, 'mark_as_paid', 'PAID'],
    ['unmarkInvoiceAsPaid', {}, 'unmark_as_paid', 'UNPAID'],
    ['cancelInvoice', {}, 'mark_as_canceled', 'CANCELED'],
  ] as const;
  for (const [verb, more, step, status] of steps) {
    const { payload, calls } = await invoicing.mutate(verb, { id, ...more });
    expect(payload).toMatchObject({ clientInvoice: { id, status }, userErrors: [] });
    expect(payload!.clientInvoice!.number).toMatch(/^F-2026-\d+$/);
    expect(payload!.clientInvoice!.paidAt).toBe(status === 'PAID' ? '2026-03-19T00:00:00.000Z' : null);
    expect(calls).toEqual([`POST /v2/client_invoices/${id}/${step}`]);
  }
});

it('deletes a draft', async () => {
  const id = await invoicing.draft();
  const { payload, calls } = await invoicing.mutate('deleteInvoice', { id });
  expect(payload).toEqual({ deletedId: id, userErrors: [] });
  expect(calls).toEqual([`DELETE /v2/client_invoices/${id}`]);
});

it('sends an invoice with one request, and reads it only when it is asked for', async () => {
  const id = await invoicing.draft();
  await invoicing.mutate('finalizeInvoice', { id });
  const message = { id, to: ['books@acmecorp.com'], subject: 'Facture' };
  const { payload, calls } = await invoicing.mutate('sendInvoice', message);
  expect(payload).toMatchObject({ clientInvoice: { id, status: 'UNPAID' }, userErrors: [] });
  expect(calls).toEqual([`POST /v2/client_invoices/${id}/send`, `GET /v2/client_invoices/${id}`]);

  const silent = await invoicing.gateway.ask(
    'mutation ($input: SendInvoiceInput!) { sendInvoice(input: $input) { userErrors { code } } }',
    { input: message },
  );
  expect(silent.data).toEqual({ sendInvoice: { userErrors: [] } });
  expect(silent.calls).toEqual([`POST /v2/client_invoices/${id}/send`]);
});

describe('the no of the bank', () => {
  it('to an unknown client names clientId', async () => {
    const { payload } = await invoicing.mutate('createInvoice', { ...invoicing.input(), clientId: 'nobody' });
    expect(payload).toMatchObject({
      clientInvoice: null,
      userErrors: [{ code: 'INVALID', field: ['input', 'clientId'], upstreamCode: 'invalid_client_id' }],
    });
  });

  it('to a client that cannot be billed names clientId as well', async () => {
    const { data } = await invoicing.gateway.ask<{ createClient: { client: { id: string } } }>(
      'mutation { createClient(input: { kind: COMPANY, name: "No address", currency: "EUR" }) { client { id } } }',
    );
    const { payload } = await invoicing.mutate('createInvoice', {
      ...invoicing.input(),
      clientId: data.createClient.client.id,
    });
    expect(payload!.userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'clientId'] }]);
  });

  it('to a number that is taken names it', async () => {
    await invoicing.draft({ number: 'X-1' });
    const { payload } = await invoicing.mutate('createInvoice', { ...invoicing.input(), number: 'X-1' });
    expect(payload!.userErrors).toMatchObject([
      { code: 'TAKEN', field: ['input', 'number'], upstreamCode: 'invoice_number_already_exists' },
    ]);
  });

  it('to a day in the future names it', async () => {
    const id = await invoicing.draft();
    await invoicing.mutate('finalizeInvoice', { id });
    const { payload } = await invoicing.mutate('markInvoiceAsPaid', { id, paidOn: '2026-03-21' });
    expect(payload!.userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'paidOn'] }]);
  });

  it.each([
    ['finalizeInvoice', {}, 'invoice_not_in_draft_status'],
    ['updateInvoice', { header: 'x' }, 'invoice_not_in_draft_status'],
    ['deleteInvoice', {}, 'forbidden_invoice_deletion'],
    ['unmarkInvoiceAsPaid', {}, 'client_invoice_conflict'],
  ])('to %s of an unpaid invoice is INVALID_STATE', async (verb, more, upstreamCode) => {
    const id = await invoicing.draft();
    await invoicing.mutate('finalizeInvoice', { id });
    const { payload, errors, calls } = await invoicing.mutate(verb, { id, ...more });
    const isStep = verb === 'finalizeInvoice' || verb === 'unmarkInvoiceAsPaid';
    expect(errors).toEqual([]);
    expect(payload!.userErrors).toMatchObject([
      { code: 'INVALID_STATE', field: isStep ? ['input', 'id'] : null, upstreamCode },
    ]);
    expect(payload!.clientInvoice?.status ?? payload!.deletedId ?? null).toBe(isStep ? 'UNPAID' : null);
    expect(calls).toHaveLength(isStep ? 2 : 1);
  });

  it.each([
    'updateInvoice',
    'deleteInvoice',
    'finalizeInvoice',
    'markInvoiceAsPaid',
    'unmarkInvoiceAsPaid',
    'cancelInvoice',
  ])('to %s of an invoice that is not there is NOT_FOUND', async (verb) => {
    const id = '019d0000-0000-7000-8000-000000000000';
    const { payload } = await invoicing.mutate(verb, verb === 'updateInvoice' ? { id, header: 'x' } : { id });
    expect(payload!.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'id'] }]);
  });
});

describe('a lost answer is never called a failure, and nothing is sent twice', () => {
  it.each([
    ['drop before', { kind: 'drop', when: 'before' }],
    ['drop after', { kind: 'drop', when: 'after' }],
    ['503 after', { kind: 'status', status: 503, when: 'after' }],
    ['half of an answer', { kind: 'truncate' }],
    [
      'an answer that does not say which invoice it is about',
      { kind: 'replaceField', field: 'id', value: 7 },
    ],
  ])('%s', async (_, fault) => {
    await invoicing.gateway.control('POST faults', {
      match: { method: 'POST', path: '/v2/client_invoices' },
      ...fault,
    });
    const { payload, errors, calls } = await invoicing.mutate('createInvoice', invoicing.input());
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ clientInvoice: null, userErrors: [{ code: 'OUTCOME_UNKNOWN' }] });
    expect(payload!.userErrors[0]!.message).not.toMatch(/fail/i);
    expect(calls).toEqual(['POST /v2/client_invoices']);
  });
});

it.each([
  ['updateInvoice', { header: 'x' }, 'PATCH', 'before', 1],
  ['deleteInvoice', {}, 'DELETE', 'before', 1],
  ['updateInvoice', { header: 'x' }, 'PATCH', 'after', 1],
  ['deleteInvoice', {}, 'DELETE', 'after', 1],
  ['finalizeInvoice', {}, 'POST', 'before', 2],
  ['markInvoiceAsPaid', {}, 'POST', 'before', 2],
  ['unmarkInvoiceAsPaid', {}, 'POST', 'before', 2],
  ['cancelInvoice', {}, 'POST', 'before', 2],
  ['sendInvoice', { to: ['books@acmecorp.com'], subject: 'Facture' }, 'POST', 'after', 1],
])(
  'says of %s that nobody knows when the line broke, and sends it once: %j, %s, %s',
  async (verb, more, method, when, requests) => {
    const id = await invoicing.draft();
    await lineBreaks(method, when);
    const { payload, errors, calls } = await invoicing.mutate(verb, { id, ...more });
    expect(errors).toEqual([]);
    expect(payload!.clientInvoice ?? payload!.deletedId ?? null).toBeNull();
    expect(payload!.userErrors.map(({ code }) => code)).toEqual(['OUTCOME_UNKNOWN']);
    expect(calls.map((call) => call.split(' ')[0])).toEqual([method, 'GET'].slice(0, requests));
  },
);

describe('when the answer of a step is lost, one look tells whether it was done', () => {
  const paidOn = { paidOn: '2026-03-19' };
  const ways: Record<string, readonly (readonly [string, object])[]> = {
    finalizeInvoice: [],
    markInvoiceAsPaid: [['finalizeInvoice', {}]],
    unmarkInvoiceAsPaid: [
      ['finalizeInvoice', {}],
      ['markInvoiceAsPaid', {}],
    ],
    cancelInvoice: [['finalizeInvoice', {}]],
  };
  it.each([
    ['finalizeInvoice', {}, 'finalize', 'UNPAID'],
    ['markInvoiceAsPaid', {}, 'mark_as_paid', 'PAID'],
    ['markInvoiceAsPaid', paidOn, 'mark_as_paid', 'PAID'],
    ['unmarkInvoiceAsPaid', {}, 'unmark_as_paid', 'UNPAID'],
    ['cancelInvoice', {}, 'mark_as_canceled', 'CANCELED'],
  ])('%s %j', async (verb, more, step, status) => {
    const id = await invoicing.draft();
    for (const [earlier, input] of ways[verb]!) await invoicing.mutate(earlier, { id, ...input });
    await lineBreaks('POST', 'after');
    const { payload, errors, calls } = await invoicing.mutate(verb, { id, ...more });
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ clientInvoice: { id, status }, userErrors: [] });
    expect(calls).toEqual([`POST /v2/client_invoices/${id}/${step}`, `GET /v2/client_invoices/${id}`]);
  });

  it('a payment on another day than the one asked for proves nothing', async () => {
    const id = await invoicing.draft();
    await invoicing.mutate('finalizeInvoice', { id });
    await invoicing.mutate('markInvoiceAsPaid', { id, paidOn: '2026-03-18' });
    await lineBreaks('POST', 'before');
    const { payload } = await invoicing.mutate('markInvoiceAsPaid', { id, ...paidOn });
    expect(payload).toMatchObject({ clientInvoice: null, userErrors: [{ code: 'OUTCOME_UNKNOWN' }] });
  });

  it('nobody knows when the look fails as well', async () => {
    const id = await invoicing.draft();
    await lineBreaks('POST', 'after');
    await invoicing.gateway.control('POST faults', {
      match: { method: 'GET', path: '/v2/client_invoices/*' },
      kind: 'status',
      status: 500,
      times: null,
    });
    const { payload, errors } = await invoicing.mutate('finalizeInvoice', { id });
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ clientInvoice: null, userErrors: [{ code: 'OUTCOME_UNKNOWN' }] });
  });
});

async function lineBreaks(method: string, when: string): Promise<void> {
  const match = { method, path: '/v2/client_invoices/*' };
  await invoicing.gateway.control('POST faults', { match, kind: 'drop', when });
}
