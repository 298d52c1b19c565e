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

const samples = {
  'application/pdf': '%PDF-1.7',
  'image/jpeg': '\xff\xd8\xff\xe0',
  'image/png': '\x89PNG\r\n\x1a\n',
} as const;

it.each(Object.entries(samples))(
  'takes %s by its first bytes, whatever the letter case of its type',
  (type, bytes) => {
    const checked = checkFile('a', type.toUpperCase(), base64(bytes));
    expect(checked).toMatchObject({ problems: [], file: { contentType: type } });
    expect('file' in checked && Buffer.from(checked.file.bytes).toString('latin1')).toBe(bytes);
  },
);

it.each<[string, keyof typeof samples, string | undefined]>([
  ['bill.pdf', 'application/pdf', 'bill.pdf'],
  ['Bill.PDF', 'application/pdf', 'Bill.PDF'],
  ['photo.jpg', 'image/jpeg', 'photo.jpg'],
  ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
  ['till.Png', 'image/png', 'till.Png'],
  ['evil.exe.pdf', 'application/pdf', 'evil.exe.pdf'],
  ['evil.exe', 'application/pdf', undefined],
  ['bill.pdf.exe', 'application/pdf', undefined],
  ['evil.exe. .', 'application/pdf', undefined],
  ['bill.pdf.', 'application/pdf', 'bill.pdf'],
  ['\u202efdp.exe', 'application/pdf', undefined],
  ['bill.pd\u00adf', 'application/pdf', 'bill.pdf'],
  ['.exe', 'application/pdf', undefined],
  ['bill.pdf', 'image/png', undefined],
  ['bill.png', 'application/pdf', undefined],
  ['photo.png', 'image/jpeg', undefined],
  ['March 3.2026', 'application/pdf', undefined],
  ['bill', 'application/pdf', 'bill.pdf'],
  ['photo', 'image/jpeg', 'photo.jpg'],
  ['till', 'image/png', 'till.png'],
  ['bill...', 'application/pdf', 'bill.pdf'],
  ['. .', 'application/pdf', undefined],
])('makes of the name %j for %s the name %j', (given, type, expected) => {
  const checked = checkFile(given, type, base64(samples[type]));
  expect('file' in checked ? checked.file.name : undefined).toBe(expected);
  expect(checked.problems.map(({ at, code }) => [at, code])).toEqual(
    expected === undefined ? [['fileName', 'INVALID']] : [],
  );
});

it('lets no name of any length through that does not end as its content says', () => {
  const names = fc.tuple(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('', '.exe', '.pdf', '.PDF', '.'),
  );
  fc.assert(
    fc.property(names, ([stem, ending]) => {
      const checked = checkFile(stem + ending, 'application/pdf', base64('%PDF-'));
      if (!('file' in checked)) return;
      expect(checked.file.name).toMatch(/\.pdf$/i);
      expect(Buffer.byteLength(checked.file.name)).toBeLessThanOrEqual(255);
    }),
  );
});

it('judges the name by the content where the stated type is wrong, and by the stated type where the content is none', () => {
  const at = (name: string, type: string, content: string) =>
    checkFile(name, type, base64(content)).problems.map((problem) => problem.at);
  expect(at('a.png', 'application/pdf', samples['image/png'])).toEqual(['content']);
  expect(at('a.pdf', 'application/pdf', samples['image/png'])).toEqual(['fileName', 'content']);
  expect(at('a.exe', 'application/pdf', 'MZ')).toEqual(['fileName', 'content']);
  expect(at('a.pdf', 'application/pdf', 'MZ')).toEqual(['content']);
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
