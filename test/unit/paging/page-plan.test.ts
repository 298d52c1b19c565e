import {
  endOf,
  furthestPage,
  overlappingPages,
  type PageSlot,
  roomiestPage,
  smallestPage,
} from '../../../src/datasources/paging/page-plan.js';

const startOf = (slot: PageSlot) => endOf(slot) - slot.perPage;

/** Every page that a bank with this cap can be asked for and that holds a row. */
function pagesWith(row: number, largest: number): PageSlot[] {
  return Array.from({ length: largest }, (_, index) => ({
    page: Math.floor(row / (index + 1)) + 1,
    perPage: index + 1,
  }));
}

test('P11 the smallest page holds the rows, is the smallest, and exists whenever any does', () => {
  for (let largest = 1; largest <= 12; largest++)
    for (let offset = 0; offset < 60; offset++)
      for (let count = 1; count <= largest; count++) {
        const fitting = pagesWith(offset, largest).filter((slot) => endOf(slot) >= offset + count);
        expect(smallestPage(offset, count, largest)).toEqual(fitting[0]);
      }
});

test('P11 the furthest page holds its row and no page that does reaches further', () => {
  for (let largest = 1; largest <= 12; largest++)
    for (let offset = 0; offset < 200; offset++) {
      const slot = furthestPage(offset, largest);
      expect(startOf(slot)).toBeLessThanOrEqual(offset);
      expect(endOf(slot)).toBe(Math.max(...pagesWith(offset, largest).map(endOf)));
    }
});

test('P11 the roomiest page has the most rows to spare on the narrower side of a span', () => {
  const spareOf = (slot: PageSlot, begin: number, end: number) =>
    Math.min(startOf(slot) === 0 ? Infinity : begin - startOf(slot), endOf(slot) - end);
  for (let largest = 1; largest <= 12; largest++)
    for (let begin = 0; begin < 60; begin++)
      for (let count = 1; count <= 2 * largest; count++) {
        const end = begin + count;
        const most = Math.max(
          ...pagesWith((begin + end - 1) >> 1, largest).map((slot) => spareOf(slot, begin, end)),
        );
        const chosen = roomiestPage({ begin, end }, largest);
        expect(spareOf(chosen, begin, end)).toBe(most);
        // Where one exists that shows the whole span, that is one of them.
        expect(most >= 0).toBe(smallestPage(begin, count, largest) !== undefined);
      }
});

test('P11 a quarter of a page is to spare around any row', () => {
  for (let row = 0; row < 5000; row++) {
    const slot = roomiestPage({ begin: row, end: row + 1 }, 100);
    expect(startOf(slot) === 0 || row - startOf(slot) >= 25).toBe(true);
    expect(endOf(slot) - row).toBeGreaterThanOrEqual(25);
  }
});

test('P11 a page of up to half the largest begins anywhere', () => {
  for (let offset = 0; offset < 5000; offset++) expect(smallestPage(offset, 50, 100)).toBeDefined();
});

test('P11 overlapping pages share a row at every seam, cover all rows and are the fewest that do', () => {
  for (let largest = 5; largest <= 12; largest++)
    for (let count = largest + 1; count <= 3 * largest; count++) {
      const slots = overlappingPages(largest, count, largest);
      let end = largest;
      for (const slot of slots) {
        expect(startOf(slot)).toBeLessThan(end);
        end = endOf(slot);
      }
      expect(end).toBeGreaterThanOrEqual(count);
      expect(slots).toHaveLength(fewestPages(largest, count, largest));
    }
});

test('P11 pages of 100 cover 250 rows in three, 500 in six and 5,000 without a gap', () => {
  expect(overlappingPages(100, 250, 100)).toHaveLength(2);
  expect(overlappingPages(100, 500, 100)).toHaveLength(5);
  expect(overlappingPages(100, 101, 100)).toEqual([{ page: 34, perPage: 3 }]);
  expect(endOf(overlappingPages(100, 5000, 100).at(-1) ?? { page: 0, perPage: 0 })).toBeGreaterThanOrEqual(
    5000,
  );
});

/** Breadth-first over every page there is. */
function fewestPages(known: number, count: number, largest: number): number {
  let ends = new Set([known]);
  for (let taken = 0; ; taken++) {
    if ([...ends].some((end) => end >= count)) return taken;
    ends = new Set([...ends].flatMap((end) => pagesWith(end - 1, largest).map(endOf)));
  }
}
