import fc from 'fast-check';
import { parseJson } from '../../../src/datasources/qonto/json-body.js';
import '../../support/fixed-seed.js';

const decoded = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

it('parses any JSON as if it were decoded first', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constant('Ł’é\\u00e9'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.constantFrom(null, true, 0, -1.5, 1e300),
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(fc.constantFrom('id', 'label', '__proto__', 'é'), text), tie('value')),
    ),
  }));
  const spaced = fc.constantFrom(undefined, 1, '\t');
  fc.assert(
    fc.property(value, spaced, (any, space) => {
      const bytes = new TextEncoder().encode(JSON.stringify(any, undefined, space));
      expect(parseJson(bytes)).toStrictEqual(decoded(bytes));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['an accent', '{"label":"Société Générale","note":null}'],
  ['an accent that is escaped', String.raw`{"label":"Soci\u00e9t\u00E9","city":"Łódź"}`],
  ['letters that look like bytes of one', '{"label":"Ã©","note":"é"}'],
  ['letters that look like bytes of one, escaped', String.raw`{"label":"\u00c3\u00a9","note":"é"}`],
  ['an escaped backslash before a u', String.raw`{"label":"\\u00e9 é"}`],
  ['an escaped backslash before an accent', String.raw`{"label":"\\é"}`],
  ['a name with an accent', '{"libellé":"é"}'],
  ['a text alone', '"é"'],
  ['a byte order mark', '\ufeff{"label":"é"}'],
  ['four bytes', '{"label":"🏦"}'],
])('parses %s', (_name, text) => {
  const bytes = new TextEncoder().encode(text);
  expect(parseJson(bytes)).toStrictEqual(decoded(bytes));
});

it('reads bytes that are no UTF-8 as the decoder does', () => {
  const bytes = Buffer.from('{"label":"caf\xe9"}', 'latin1');
  expect(parseJson(bytes)).toEqual({ label: 'caf\ufffd' });
});

it.each(['', '{', '{"label":"é"', 'é', '{"label":é}', String.raw`{"label":"\é"}`])(
  'throws a SyntaxError for %p',
  (text) => {
    expect(() => parseJson(new TextEncoder().encode(text))).toThrow(SyntaxError);
  },
);

it('reads a part of a larger memory', () => {
  const whole = new TextEncoder().encode('xx{"label":"é"}yy');
  expect(parseJson(whole.subarray(2, -2))).toEqual({ label: 'é' });
});
