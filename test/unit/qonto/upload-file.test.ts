import fc from 'fast-check';
import { checkFile, cutName, safeFileName } from '../../../src/datasources/qonto/upload-file.js';

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

it.each([
  ['invoice.pdf', 'invoice.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\bills\\march.pdf', 'march.pdf'],
  ['a\u0000b\r\nc.pdf', 'abc.pdf'],
  ['\u202efdp.exe', 'fdp.exe'],
  ['  spaced.pdf ', 'spaced.pdf'],
  ['e\u0301te\u0301.pdf', '\u00e9t\u00e9.pdf'],
  ['..', undefined],
  ['a/', undefined],
  ['', undefined],
])('makes of %j the name %j', (given, expected) => {
  expect(safeFileName(given)).toBe(expected);
});

it('gives a bare name of at most 255 bytes for any text, and the same name for that name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = safeFileName(given);
      if (name === undefined) return;
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}"]/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(safeFileName(name)).toBe(name);
    }),
  );
});

it('cuts before the extension, between characters', () => {
  const name = cutName(`${'é'.repeat(200)}.pdf`, ' (7257a53a)');
  expect(name).toMatch(/^é+ \(7257a53a\)\.pdf$/);
  expect(Buffer.byteLength(name)).toBeGreaterThan(252);
});

it.each([
  ['application/pdf', '%PDF-1.7'],
  ['image/jpeg', '\xff\xd8\xff\xe0'],
  ['image/png', '\x89PNG\r\n\x1a\n'],
])('takes %s by its first bytes, whatever the letter case of its type', (type, bytes) => {
  const checked = checkFile('a.bin', type.toUpperCase(), base64(bytes));
  expect(checked).toMatchObject({ problems: [], file: { contentType: type, name: 'a.bin' } });
  expect('file' in checked && Buffer.from(checked.file.bytes).toString('latin1')).toBe(bytes);
});

it('takes 10 MB to the byte, and no byte more', () => {
  const exact = checkFile('a.pdf', 'application/pdf', base64(`%PDF-${'x'.repeat(9_999_995)}`));
  expect(exact.problems).toEqual([]);
  const over = checkFile('a.pdf', 'application/pdf', base64(`%PDF-${'x'.repeat(9_999_996)}`));
  expect(over.problems.map(({ at, code }) => [at, code])).toEqual([['content', 'LIMIT_REACHED']]);
});

it('names every problem at once', () => {
  expect(checkFile('', 'text/html', '').problems.map(({ at }) => at)).toEqual([
    'fileName',
    'contentType',
    'content',
  ]);
});
