import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { FileNames, safeFileName } from '../../recipes/file-name.js';

const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('..', '/', '\\', '.', 'a', '\0', '\n', ':', 'CON', '.pdf', 'é', '\u202e'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);

it('keeps an ordinary name as it is', () => {
  for (const name of ['facture.pdf', 'Reçu 2026-04-06.png', 'F-2026-0001, n° 7.pdf'])
    expect(safeFileName(name, 'id')).toBe(name);
});

it('never leads out of the folder, whatever the bank calls a file', () => {
  fc.assert(
    fc.property(wild, fc.uuid(), (wanted, id) => {
      const name = safeFileName(wanted, id);
      const path = resolve('/files', name);
      expect(path).toBe(`${sep}files${sep}${name}`);
      expect(name).not.toMatch(/^\.|[. ]$|[\p{Cc}/\\:*?"<>|]/u);
      expect(Buffer.byteLength(name)).toBeGreaterThan(0);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
    }),
  );
});

it('gives no name to two files, not even where capitals do not count, and an id the same name always', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.uuid(), wild), { selector: ([id]) => id }), (files) => {
      const names = new FileNames();
      const given = files.map(([id, wanted]) => names.give(id, wanted));
      expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(files.length);
      expect(files.map(([id]) => names.give(id, 'another name'))).toEqual(given);
      expect(Object.keys(names.unsettled).sort()).toEqual(files.map(([id]) => id).sort());
    }),
  );
});

it('keeps files of one name apart by their ids', () => {
  const names = new FileNames();
  expect(names.give('a1', 'facture.pdf')).toBe('facture.pdf');
  expect(names.give('b2', 'Facture.pdf')).toBe('Facture-b2.pdf');
});
