import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
let clientId: string;
let iban: string;
beforeAll(async () => {
  gateway = await startGateway();
  const { data } = await gateway.ask<{
    clients: { nodes: { id: string }[] };
    organization: { mainBankAccount: { iban: string } };
  }>(
    '{ clients(filter: { email: "contact@acmecorp.com" }) { nodes { id } } organization { mainBankAccount { iban } } }',
  );
  clientId = data.clients.nodes[0]!.id;
  iban = data.organization.mainBankAccount.iban;
});
afterAll(() => gateway.close());
afterEach(() => gateway.control('DELETE faults'));

interface Invoice {
  id: string;
  number: string | null;
  status: string;
  paidAt: string | null;
}
interface Problem {
  code: string;
  field: string[] | null;
  message: string;
  upstreamCode: string | null;
}
type Payload = { clientInvoice: Invoice | null; deletedId?: string | null; userErrors: Problem[] };

const line = {
  title: 'Atelier',
  quantity: '1.5',
  unit: 'day',
  unitPrice: { value: '799.99', currency: 'EUR' },
  vatRate: '0.055',
};
const draftInput = () => ({
  clientId,
  issueDate: '2026-03-20',
  dueDate: '2026-04-19',
  paymentIban: iban,
  items: [line],
});

/** Runs one mutation of an invoice and tells what became of it. */
async function mutate(verb: string, input: object) {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const result = verb === 'deleteInvoice' ? 'deletedId' : 'clientInvoice { id number status paidAt }';
  const told = await gateway.ask<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${verb}(input: $input) { ${result} userErrors { code field message upstreamCode } } }`,
    { input },
  );
  return { ...told, payload: told.data?.[verb] };
}

async function draft(changes: object = {}): Promise<string> {
  const { payload } = await mutate('createInvoice', { ...draftInput(), ...changes });
  return payload!.clientInvoice!.id;
}

it('makes a draft with one request, and the bank keeps every part of it', async () => {
  const { data, calls } = await gateway.ask<{ createInvoice: { clientInvoice: object } }>(
    `mutation ($input: CreateInvoiceInput!) { createInvoice(input: $input) { clientInvoice {
      status number purchaseOrder currency issueDate dueDate performancePeriodStart performancePeriodEnd header footer
      termsAndConditions discountConditions latePaymentPenalties legalFixedCompensation paymentIban
      totalAmount { value currency } vatAmount { value }
      items { title description quantity unit unitPrice { value } vatRate discount { type rawType value amount { value } } subtotal { value } totalVat { value } }
      billedTo { clientId kind } pdf { status }
    } userErrors { code field } } }`,
    {
      input: {
        ...draftInput(),
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
      paymentIban: iban,
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
      billedTo: { clientId, kind: 'COMPANY' },
      pdf: { status: 'NONE' },
    },
  });
});

it('goes from draft to paid and back, and to cancelled, with one request for each step', async () => {
  const id = await draft();
  const changed = await mutate('updateInvoice', { id, dueDate: '2026-05-19' });
  expect(changed.payload).toMatchObject({ clientInvoice: { id, status: 'DRAFT' }, userErrors: [] });
  expect(changed.calls).toEqual([`PATCH /v2/client_invoices/${id}`]);

  const steps = [
    ['finalizeInvoice', {}, 'finalize', 'UNPAID'],
    ['markInvoiceAsPaid', { paidOn: '2026-03-19' }, 'mark_as_paid', 'PAID'],
    ['unmarkInvoiceAsPaid', {}, 'unmark_as_paid', 'UNPAID'],
    ['cancelInvoice', {}, 'mark_as_canceled', 'CANCELED'],
  ] as const;
  for (const [verb, more, step, status] of steps) {
    const { payload, calls } = await mutate(verb, { id, ...more });
    expect(payload).toMatchObject({ clientInvoice: { id, status }, userErrors: [] });
    expect(payload!.clientInvoice!.number).toMatch(/^F-2026-\d+$/);
    expect(payload!.clientInvoice!.paidAt).toBe(status === 'PAID' ? '2026-03-19T00:00:00.000Z' : null);
    expect(calls).toEqual([`POST /v2/client_invoices/${id}/${step}`]);
  }
});

it('deletes a draft', async () => {
  const id = await draft();
  const { payload, calls } = await mutate('deleteInvoice', { id });
  expect(payload).toEqual({ deletedId: id, userErrors: [] });
  expect(calls).toEqual([`DELETE /v2/client_invoices/${id}`]);
});

it('sends an invoice with one request, and reads it only when it is asked for', async () => {
  const id = await draft();
  await mutate('finalizeInvoice', { id });
  const message = { id, to: ['books@acmecorp.com'], subject: 'Facture' };
  const { payload, calls } = await mutate('sendInvoice', message);
  expect(payload).toMatchObject({ clientInvoice: { id, status: 'UNPAID' }, userErrors: [] });
  expect(calls).toEqual([`POST /v2/client_invoices/${id}/send`, `GET /v2/client_invoices/${id}`]);

  const silent = await gateway.ask(
    'mutation ($input: SendInvoiceInput!) { sendInvoice(input: $input) { userErrors { code } } }',
    { input: message },
  );
  expect(silent.data).toEqual({ sendInvoice: { userErrors: [] } });
  expect(silent.calls).toEqual([`POST /v2/client_invoices/${id}/send`]);
});

describe('the no of the bank', () => {
  it('to an unknown client names clientId', async () => {
    const { payload } = await mutate('createInvoice', { ...draftInput(), clientId: 'nobody' });
    expect(payload).toMatchObject({
      clientInvoice: null,
      userErrors: [{ code: 'INVALID', field: ['input', 'clientId'], upstreamCode: 'invalid_client_id' }],
    });
  });

  it('to a client that cannot be billed names clientId as well', async () => {
    const { data } = await gateway.ask<{ createClient: { client: { id: string } } }>(
      'mutation { createClient(input: { kind: COMPANY, name: "No address", currency: "EUR" }) { client { id } } }',
    );
    const { payload } = await mutate('createInvoice', {
      ...draftInput(),
      clientId: data.createClient.client.id,
    });
    expect(payload!.userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'clientId'] }]);
  });

  it('to a number that is taken names it', async () => {
    await draft({ number: 'X-1' });
    const { payload } = await mutate('createInvoice', { ...draftInput(), number: 'X-1' });
    expect(payload!.userErrors).toMatchObject([
      { code: 'TAKEN', field: ['input', 'number'], upstreamCode: 'invoice_number_already_exists' },
    ]);
  });

  it('to a day in the future names it', async () => {
    const id = await draft();
    await mutate('finalizeInvoice', { id });
    const { payload } = await mutate('markInvoiceAsPaid', { id, paidOn: '2026-03-21' });
    expect(payload!.userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'paidOn'] }]);
  });

  it.each([
    ['finalizeInvoice', {}, 'invoice_not_in_draft_status'],
    ['updateInvoice', { header: 'x' }, 'invoice_not_in_draft_status'],
    ['deleteInvoice', {}, 'forbidden_invoice_deletion'],
    ['unmarkInvoiceAsPaid', {}, 'client_invoice_conflict'],
  ])('to %s of an unpaid invoice is INVALID_STATE', async (verb, more, upstreamCode) => {
    const id = await draft();
    await mutate('finalizeInvoice', { id });
    const { payload, errors } = await mutate(verb, { id, ...more });
    expect(errors).toEqual([]);
    expect(payload!.userErrors).toMatchObject([{ code: 'INVALID_STATE', upstreamCode }]);
    expect(payload!.clientInvoice ?? payload!.deletedId ?? null).toBeNull();
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
    const { payload } = await mutate(verb, verb === 'updateInvoice' ? { id, header: 'x' } : { id });
    expect(payload!.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'id'] }]);
  });
});

describe('a lost answer is never called a failure, and nothing is sent twice', () => {
  it.each([
    ['drop before', { kind: 'drop', when: 'before' }],
    ['drop after', { kind: 'drop', when: 'after' }],
    ['503 after', { kind: 'status', status: 503, when: 'after' }],
    ['half of an answer', { kind: 'truncate' }],
    ['an answer that cannot be read', { kind: 'replaceField', field: 'status', value: 7 }],
  ])('%s', async (_, fault) => {
    await gateway.control('POST faults', {
      match: { method: 'POST', path: '/v2/client_invoices' },
      ...fault,
    });
    const { payload, errors, calls } = await mutate('createInvoice', draftInput());
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ clientInvoice: null, userErrors: [{ code: 'OUTCOME_UNKNOWN' }] });
    expect(payload!.userErrors[0]!.message).not.toMatch(/fail/i);
    expect(calls).toEqual(['POST /v2/client_invoices']);
  });
});

it.each([
  ['updateInvoice', { header: 'x' }, 'PATCH'],
  ['deleteInvoice', {}, 'DELETE'],
  ['finalizeInvoice', {}, 'POST'],
  ['markInvoiceAsPaid', {}, 'POST'],
  ['unmarkInvoiceAsPaid', {}, 'POST'],
  ['cancelInvoice', {}, 'POST'],
  ['sendInvoice', { to: ['books@acmecorp.com'], subject: 'Facture' }, 'POST'],
])('says of %s that nobody knows when the line broke, and sends it once', async (verb, more, method) => {
  const id = await draft();
  await gateway.control('POST faults', {
    match: { method, path: '/v2/client_invoices/*' },
    kind: 'drop',
    when: 'after',
  });
  const { payload, errors, calls } = await mutate(verb, { id, ...more });
  expect(errors).toEqual([]);
  expect(payload!.clientInvoice ?? payload!.deletedId ?? null).toBeNull();
  expect(payload!.userErrors.map(({ code }) => code)).toEqual(['OUTCOME_UNKNOWN']);
  expect(calls).toHaveLength(1);
});

describe('a mistake is told with its field, and nothing is sent', () => {
  const item = (changes: object) => ({ items: [{ ...line, ...changes }] });
  const first = (...field: string[]) => ['items', '0', ...field];
  it.each<[string, object, string[]]>([
    ['no lines', { items: [] }, ['items']],
    ['due before its date', { dueDate: '2026-03-19' }, ['dueDate']],
    [
      'a service that ends before it begins',
      { performancePeriodStart: '2026-03-02', performancePeriodEnd: '2026-03-01' },
      ['performancePeriodEnd'],
    ],
    ['no client', { clientId: ' ' }, ['clientId']],
    ['a client that is a path', { clientId: '..' }, ['clientId']],
    ['no title', item({ title: ' ' }), first('title')],
    ['nothing', item({ quantity: '0.000' }), first('quantity')],
    ['less than nothing', item({ quantity: '-1' }), first('quantity')],
    ['three decimals', item({ unitPrice: { value: '1.005', currency: 'EUR' } }), first('unitPrice', 'value')],
    [
      'a negative price',
      item({ unitPrice: { value: '-1.00', currency: 'EUR' } }),
      first('unitPrice', 'value'),
    ],
    ['percent for a fraction', item({ vatRate: '20' }), first('vatRate')],
    ['a little too much', item({ vatRate: '1.000000000000000001' }), first('vatRate')],
    ['negative VAT', item({ vatRate: '-0.2' }), first('vatRate')],
    ['a reason against VAT', item({ vatExemptionReason: 'N2.1' }), first('vatExemptionReason')],
    [
      'an unknown kind of discount',
      item({ discount: { type: 'UNRECOGNIZED', value: '1' } }),
      first('discount', 'type'),
    ],
    [
      'a discount in percent',
      item({ discount: { type: 'PERCENTAGE', value: '10' } }),
      first('discount', 'value'),
    ],
    ['no discount', item({ discount: { type: 'ABSOLUTE', value: '0' } }), first('discount', 'value')],
    [
      'two currencies',
      { items: [line, { ...line, unitPrice: { value: '1.00', currency: 'USD' } }] },
      ['items', '1', 'unitPrice', 'currency'],
    ],
    ['another currency', { currency: 'USD' }, first('unitPrice', 'currency')],
  ])('%s', async (_, changes, field) => {
    const { payload, calls, errors } = await mutate('createInvoice', { ...draftInput(), ...changes });
    expect(errors).toEqual([]);
    expect(payload!.userErrors.map((problem) => problem.field)).toEqual([['input', ...field]]);
    expect(payload!.clientInvoice).toBeNull();
    expect(calls).toEqual([]);
  });

  it('all of them at once', async () => {
    const { payload } = await mutate('createInvoice', {
      ...draftInput(),
      dueDate: '2026-01-01',
      ...item({ title: '', vatRate: '20', quantity: '0' }),
    });
    expect(payload!.userErrors.map(({ field }) => field!.slice(1).join('.'))).toEqual([
      'dueDate',
      'items.0.title',
      'items.0.quantity',
      'items.0.vatRate',
    ]);
  });

  it.each<[object, string]>([
    [{ paymentIban: 'FR7616798000010000005663952' }, '$input.paymentIban'],
    [item({ quantity: '1e3' }), '$input.items[0].quantity'],
    [item({ unitPrice: { value: '1,50', currency: 'EUR' } }), '$input.items[0].unitPrice.value'],
    [item({ unitPrice: { value: 1.5, currency: 'EUR' } }), '$input.items[0].unitPrice.value'],
    [{ issueDate: '2026-02-30' }, '$input.issueDate'],
    [{ dueDate: '20/03/2026' }, '$input.dueDate'],
  ])('in a form that its type refuses: %j', async (changes, argument) => {
    const { errors, calls } = await mutate('createInvoice', { ...draftInput(), ...changes });
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(calls).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['updateInvoice', { id: 'i' }, []],
    ['updateInvoice', { id: 'i', items: [] }, ['items']],
    ['updateInvoice', { id: 'i', issueDate: null, header: 'x' }, ['issueDate']],
    ['updateInvoice', { id: '', header: 'x' }, ['id']],
    ['updateInvoice', { id: 'i', issueDate: '2026-03-02', dueDate: '2026-03-01' }, ['dueDate']],
    ['sendInvoice', { id: 'i', to: [], subject: 'x' }, ['to']],
    ['sendInvoice', { id: 'i', to: ['a@b.example'], subject: ' ' }, ['subject']],
    ['finalizeInvoice', { id: '..' }, ['id']],
    ['deleteInvoice', { id: ' ' }, ['id']],
    ['cancelInvoice', { id: '.' }, ['id']],
  ])('in %s: %j', async (verb, input, field) => {
    const { payload, calls } = await mutate(verb, input);
    expect(payload!.userErrors.map((problem) => problem.field)).toEqual([['input', ...field]]);
    expect(calls).toEqual([]);
  });
});
