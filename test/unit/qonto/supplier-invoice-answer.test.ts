import fc from 'fast-check';
import { readAnswer } from '../../../src/datasources/qonto/supplier-invoice-answer.js';
import { type Bill, inRequests, type Sent } from '../../../src/datasources/qonto/supplier-invoice-form.js';

const file = (name: string, size = 1): Bill['document'] => ({
  file: { name, contentType: 'application/pdf', bytes: new Uint8Array(size) },
});
const keyOf = (index: number) => `${String(index).padStart(8, '0')}-0000-8000-8000-000000000000`;
const billsOf = (names: readonly string[]): Bill[] =>
  names.map((name, index) => ({ key: keyOf(index), document: file(name) }));
const sentOf = (...names: string[]): readonly Sent[] => inRequests(billsOf(names))[0]!;
const nameOf = ({ document }: Sent) => ('file' in document ? document.file.name : document.attachmentId);
const row = (bill: Sent) => ({ id: `id of ${bill.key}`, file_name: nameOf(bill) });
const told = (body: unknown, bills: readonly Sent[]) => {
  const said = readAnswer(body, bills);
  return bills.map((bill) => {
    const one = said.get(bill)!;
    if (one.kind === 'MADE') return (one.row as { id: string }).id;
    return one.kind === 'REFUSED' ? one.refusals.map(({ code }) => code).join() : one.kind;
  });
};
const idsOf = (bills: readonly Sent[]) => bills.map(({ key }) => `id of ${key}`);
const error = (code: string, pointer?: string) => ({
  code,
  detail: 'no',
  ...(pointer && { source: { pointer } }),
});

it('finds every row whatever the order of the answer and however alike the names are', () => {
  const names = fc.array(fc.constantFrom('a.pdf', 'A.PDF', 'b.pdf', 'Été 1.png', 'ete-1.png'), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(names, fc.infiniteStream(fc.nat()), (given, order) => {
      const bills = sentOf(...given);
      const rows = bills.map((bill) => ({ row: row(bill), at: order.next().value as number }));
      rows.sort((one, other) => one.at - other.at);
      expect(told({ supplier_invoices: rows.map((one) => one.row) }, bills)).toEqual(idsOf(bills));
    }),
  );
});

it('never shows a bill under the id of another, whatever rows and errors come', () => {
  const cases = fc.array(
    fc.record({
      name: fc.constantFrom('a.pdf', 'b.pdf', 'c.pdf'),
      fate: fc.constantFrom('made', 'renamed', 'failed', 'lost'),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(cases, (given) => {
      const bills = sentOf(...given.map(({ name }) => name));
      const body = {
        supplier_invoices: bills.flatMap((bill, at) => {
          if (given[at]!.fate === 'made') return [row(bill)];
          return given[at]!.fate === 'renamed' ? [{ ...row(bill), file_name: 'upload' }] : [];
        }),
        errors: bills.flatMap((bill, at) =>
          given[at]!.fate === 'failed'
            ? [error('invalid', `/supplier_invoices/idempotency_key/${bill.key}/file`)]
            : [],
        ),
      };
      const count = (wanted: string) => given.filter(({ fate }) => fate === wanted).length;
      const isLastByLast = count('renamed') === 1 && count('lost') === 0;
      const expected = given.map(({ fate }, at) => {
        if (fate === 'failed') return 'invalid';
        return fate === 'made' || (fate === 'renamed' && isLastByLast) ? idsOf(bills)[at] : 'NOTHING';
      });
      expect(told(body, bills)).toEqual(expected);
    }),
  );
});

it.each<[string, (key: string) => string]>([
  ['the key', (key) => `/supplier_invoices/idempotency_key/${key}/file`],
  ['the key in brackets', (key) => `supplier_invoices[${key}][file]`],
  ['the place', () => '/supplier_invoices/1/file'],
  ['the place in brackets', () => 'supplier_invoices[1].file'],
])('reads errors that name their bill by %s', (_, pointer) => {
  const bills = sentOf('a.pdf', 'b.pdf', 'c.pdf');
  const body = {
    supplier_invoices: [row(bills[2]!), row(bills[0]!)],
    errors: [error('invalid', pointer(bills[1]!.key))],
  };
  expect(told(body, bills)).toEqual([idsOf(bills)[0], 'invalid', idsOf(bills)[2]]);
});

it('does not take place 1 for place 10', () => {
  const bills = sentOf(...Array.from({ length: 12 }, (_, index) => `${index}.pdf`));
  const outcomes = told(
    { supplier_invoices: [], errors: [error('invalid', '/supplier_invoices/10/file')] },
    bills,
  );
  expect(outcomes.indexOf('invalid')).toBe(10);
});

it('reads the errors that a row carries itself', () => {
  const bills = sentOf('a.pdf', 'b.pdf');
  const rows = [{ file_name: 'b.pdf', errors: [error('required')] }, row(bills[0]!)];
  expect(told({ supplier_invoices: rows }, bills)).toEqual([idsOf(bills)[0], 'required']);
});

it('believes a key in a row more than its name', () => {
  const bills = sentOf('a.pdf', 'b.pdf');
  const rows = bills.map((bill, at) => ({
    ...row(bills[1 - at]!),
    id: `id of ${bill.key}`,
    idempotency_key: bill.key,
  }));
  expect(told({ supplier_invoices: rows }, bills)).toEqual(idsOf(bills));
});

it('chooses no row where two fit: one may be that of an earlier upload under the same key', () => {
  const bills = sentOf('a.pdf', 'b.pdf');
  const rows = ['one', 'two'].map((id) => ({ id, file_name: 'a.pdf' }));
  expect(told({ supplier_invoices: rows }, bills)).toEqual(['NOTHING', 'NOTHING']);
});

it('sends at most 20 bills at once, even when they are small', () => {
  const names = Array.from({ length: 97 }, (_, index) => `${index}.pdf`);
  expect(inRequests(billsOf(names)).map(({ length }) => length)).toEqual([20, 20, 20, 20, 17]);
});

it('takes an error about nobody for all bills of a request that made nothing', () => {
  const bills = sentOf('a.pdf', 'b.pdf');
  expect(
    told({ supplier_invoices: [], errors: [error('limit_reached', '/supplier_invoices')] }, bills),
  ).toEqual(['limit_reached', 'limit_reached']);
});

it('takes an error about nobody for the only bill that is left, and for none when several are', () => {
  const bills = sentOf('a.pdf', 'b.pdf', 'c.pdf');
  const errors = [error('internal_server_error')];
  expect(told({ supplier_invoices: [row(bills[0]!), row(bills[2]!)], errors }, bills)[1]).toBe(
    'internal_server_error',
  );
  expect(told({ supplier_invoices: [row(bills[0]!)], errors }, bills).slice(1)).toEqual([
    'NOTHING',
    'NOTHING',
  ]);
});

it.each([undefined, null, 'text', [], {}, { supplier_invoices: 7 }, { supplier_invoices: [null, 7, {}] }])(
  'knows nothing from %j',
  (body) => {
    expect(told(body, sentOf('a.pdf', 'b.pdf'))).toEqual(['NOTHING', 'NOTHING']);
  },
);

it('knows a row of a stored file by the id of that file', () => {
  const bills = inRequests([
    { key: keyOf(0), document: { attachmentId: 'one' } },
    { key: keyOf(1), document: file('a.pdf') },
    { key: keyOf(2), document: { attachmentId: 'two' } },
  ])[0]!;
  const rows = bills.map((bill) => ({
    id: `id of ${bill.key}`,
    file_name: 'a.pdf',
    attachment_id: 'attachmentId' in bill.document ? bill.document.attachmentId : 'new',
  }));
  expect(told({ supplier_invoices: rows.toReversed() }, bills).filter((id) => id !== 'NOTHING')).toEqual(
    idsOf(bills),
  );
});

describe('inRequests', () => {
  it('never breaks the limits of the bank, forgets nobody and keeps the order', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 9_000 }));
    const sizes = fc.array(size, { maxLength: 100 });
    fc.assert(
      fc.property(sizes, (given) => {
        const bills = given.map((length, index): Bill => ({ key: keyOf(index), document: sized(length) }));
        const requests = inRequests(bills);
        for (const request of requests) {
          const bytes = request.reduce((sum, { document }) => sum + sizeOf(document), 0);
          expect(request.length).toBeLessThanOrEqual(20);
          expect(bytes).toBeLessThan(15_000_000);
          const places = request.map(({ index }) => index);
          expect(places).toEqual(places.toSorted((one, other) => one - other));
        }
        const all = requests.flat().map(({ index }) => index);
        expect(all.toSorted((one, other) => one - other)).toEqual([...bills.keys()]);
      }),
    );
  });

  /** A file that says how long it is without being it. */
  const sized = (length: number): Bill['document'] => ({
    file: { name: 'a.pdf', contentType: 'application/pdf', bytes: { length } as Uint8Array<ArrayBuffer> },
  });
  const sizeOf = (document: Bill['document']) => ('file' in document ? document.file.bytes.length : 0);
});
