import { Invoicing, line } from '../support/invoicing.js';

let invoicing: Invoicing;
beforeAll(async () => {
  invoicing = await Invoicing.open();
});
afterAll(() => invoicing.gateway.close());

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
    const { payload, calls, errors } = await invoicing.mutate('createInvoice', invoicing.input(changes));
    expect(errors).toEqual([]);
    expect(payload!.userErrors.map((problem) => problem.field)).toEqual([['input', ...field]]);
    expect(payload!.clientInvoice).toBeNull();
    expect(calls).toEqual([]);
  });

  it('all of them at once', async () => {
    const { payload } = await invoicing.mutate('createInvoice', {
      ...invoicing.input(),
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
    const { errors, calls } = await invoicing.mutate('createInvoice', invoicing.input(changes));
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
    const { payload, calls } = await invoicing.mutate(verb, input);
    expect(payload!.userErrors.map((problem) => problem.field)).toEqual([['input', ...field]]);
    expect(calls).toEqual([]);
  });
});
