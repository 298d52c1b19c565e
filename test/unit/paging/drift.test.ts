import fc from 'fast-check';

import type { Direction } from '../../../src/datasources/paging/index.js';
import {
  byGallop,
  byMaterialise,
  bySeek,
  deal,
  directions,
  type Move,
  moves,
  type Paginate,
  rows,
  runs,
  walk,
  withFewTies,
} from './arbitraries.js';
import { FakeList, type FakeOptions, type FakeRow, request } from './fake-list.js';

/** Rows that kept their place, and were not delivered exactly once. */
interface Lapses {
  readonly missed: readonly string[];
  readonly repeated: readonly string[];
}

const NONE: Lapses = { missed: [], repeated: [] };

test('P3 no row that stays is missed or repeated, whatever moves between two requests', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows(120, { least: 1, values: fc.constant(400) }).map(withFewTies),
      moves,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 24, max: 40 }),
      fc.integer({ min: 1, max: 3 }),
      directions,
      fc.boolean(),
      fc.constantFrom<'stable' | 'random'>('stable', 'random'),
      async (all, plan, size, largestPage, lists, direction, isBackward, ties) => {
        const given = {
          all,
          plan,
          size,
          lists,
          direction,
          isBackward,
          most: 400,
          options: { largestPage, ties },
        };
        expect(await walkWhileMoving(bySeek, given)).toEqual(NONE);
      },
    ),
    runs(300),
  );
});

test('P4 the same with pages read in parallel: every seam is checked', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows(150, { least: 1, values: fc.constant(100_000) }),
      moves,
      fc.integer({ min: 20, max: 60 }),
      fc.integer({ min: 12, max: 24 }),
      fc.integer({ min: 1, max: 2 }),
      directions,
      fc.boolean(),
      async (all, plan, size, largestPage, lists, direction, isBackward) => {
        const given = { all, plan, size, lists, direction, isBackward, most: 60, options: { largestPage } };
        expect(await walkWhileMoving(bySeek, given)).toEqual(NONE);
      },
    ),
    runs(400),
  );
});

test.each([
  { window: 'open upward: even touched rows come, once', isBounded: false },
  { window: 'with an upper bound: touched rows leave it, and the next sync gets them', isBounded: true },
])('P5 sorted by what never changes and filtered by what does, $window', async ({ isBounded }) => {
  const start = 1000;
  await fc.assert(
    fc.asyncProperty(
      rows(120, { least: 1 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      directions,
      async (created, touches, size, direction) => {
        const all = created.map((row, index) => ({ ...row, updatedAt: (index * 7919) % start }));
        const touched = new Set<string>();
        let now = start;
        const list = new FakeList(all, {
          largestPage: 60,
          filter: ({ updatedAt = 0 }) => updatedAt >= 200 && (!isBounded || updatedAt <= start),
          afterEach: (moving) => {
            for (const pick of [now, now * 31]) {
              const index = ((touches[pick % touches.length] ?? 0) * 7919 + pick) % moving.rows.length;
              const row = moving.rows[index];
              if (!row || touched.size > 100) continue;
              moving.rows[index] = { ...row, updatedAt: ++now };
              touched.add(row.id);
            }
          },
        });
        const expected = new Set(list.sorted(direction).map((row) => row.id));
        const { rows: seen } = await walk((args) => bySeek([list], request(args, direction)), {
          sizes: [size],
        });
        const stable = new Set([...expected].filter((id) => !isBounded || !touched.has(id)));
        expect(lapses(stable, seen)).toEqual(NONE);
      },
    ),
    runs(150),
  );
});

test.each([
  { title: 'on pages of 25 or more', spread: 400, largestPages: [25, 60, 100] },
  { title: 'with groups of a dozen ties on pages of 60 or more', spread: 10, largestPages: [60, 100] },
])(
  'P3 galloping, no row that stays is missed or repeated either, and no place is lost, $title',
  async ({ spread, largestPages }) => {
    await fc.assert(
      fc.asyncProperty(
        rows(120, { least: 1, values: fc.constant(spread) }).map(withFewTies),
        moves,
        fc.integer({ min: 1, max: 12 }),
        directions,
        fc.boolean(),
        fc.constantFrom<'stable' | 'random'>('stable', 'random'),
        fc.constantFrom(...largestPages),
        async (all, plan, size, direction, isBackward, ties, largestPage) => {
          const options = { largestPage, ties };
          const given = { all, plan, size, lists: 1, direction, isBackward, most: 100, options };
          // CURSOR_STALE would be thrown, and fail this as well.
          expect(await walkWhileMoving(byGallop, given)).toEqual(NONE);
        },
      ),
      runs(150),
    );
  },
);

test('P3 materialised, no row that stays is missed or repeated while others come and go', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows(60, { least: 20 }),
      moves,
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      async (all, plan, size, isBackward) => {
        const few = plan.filter(({ kind }) => kind !== 'touch').slice(0, 5);
        const options = { largestPage: 25, isSorted: false };
        const given = {
          all,
          plan: few,
          size,
          lists: 1,
          direction: 'ASC' as const,
          isBackward,
          most: 5,
          options,
        };
        expect(await walkWhileMoving(byMaterialise, given)).toEqual(NONE);
      },
    ),
    runs(150),
  );
});

describe('P12 the page loop of the use-case guide', () => {
  // Qonto's use-case guide, 2026-11-20, workflows 2, 3 and 6: page 1, 2, 3 … of a fixed window of `updated_at`.
  const guideLoop = async (list: FakeList): Promise<FakeRow[]> => {
    const seen: FakeRow[] = [];
    for (let page = 1; ; page++) {
      const answer = await list.read({ direction: 'ASC', to: WINDOW_END, page, perPage: 10 });
      seen.push(...answer.rows);
      if (answer.nextPage == null) return seen;
    }
  };
  const oursLoop = async (list: FakeList): Promise<FakeRow[]> => {
    const { rows: seen } = await walk((args) => bySeek([list], request(args, 'ASC', { to: WINDOW_END })), {
      sizes: [10],
    });
    return seen;
  };
  const WINDOW_END = '2026-03-19T08:00:01.000Z';

  const lostRows = async (loop: typeof guideLoop): Promise<number> => {
    let lost = 0;
    for (let run = 1; run <= 20; run++) {
      const touched = new Set<string>();
      const all = Array.from({ length: 200 }, (_, index) => ({ id: String(index + 1), at: index * 4000 }));
      const list = new FakeList(all, {
        afterEach: (moving) => {
          if (moving.requests.length % 4 !== 1) return;
          const index = (run * 37 + moving.requests.length * 53) % moving.rows.length;
          const row = moving.rows[index];
          if (!row) return;
          touched.add(row.id);
          moving.rows[index] = { ...row, at: 2_000_000 + moving.requests.length };
        },
      });
      const seen = new Set((await loop(list)).map((row) => row.id));
      lost += all.filter((row) => !touched.has(row.id) && !seen.has(row.id)).length;
    }
    return lost;
  };

  it('loses rows for good when others are updated meanwhile', async () => {
    expect(await lostRows(guideLoop)).toBeGreaterThan(20);
  });

  it('is outdone: on the same lists, seeking loses none', async () => {
    expect(await lostRows(oursLoop)).toBe(0);
  });
});

interface Given {
  readonly all: readonly FakeRow[];
  readonly plan: readonly Move[];
  readonly size: number;
  readonly lists: number;
  readonly direction: Direction;
  readonly isBackward: boolean;
  /** Moves in the whole walk, so that it ends. */
  readonly most: number;
  readonly options: FakeOptions;
}

async function walkWhileMoving(paginate: Paginate, given: Given): Promise<Lapses> {
  const stable = new Set(given.all.map((row) => row.id));
  let made = 0;
  const move = (list: FakeList) => {
    const next = given.plan[made % Math.max(1, given.plan.length)];
    if (!next || made++ >= given.most) return;
    const pick = next.pick * 7919 + made * 104_729;
    if (next.kind === 'insert') {
      const row = { id: String(1000 + made), at: pick % 400_000 };
      // Into the middle, for lists that are not sorted.
      list.rows.splice(pick % (list.rows.length + 1), 0, row);
      return;
    }
    const index = pick % Math.max(1, list.rows.length);
    const row = list.rows[index];
    if (!row || next.kind === 'nothing') return;
    stable.delete(row.id);
    if (next.kind === 'delete') list.rows.splice(index, 1);
    else list.rows[index] = { ...row, at: 500_000_000 + made * 1000 };
  };
  const lists = deal(given.all, given.lists).map(
    (dealt) => new FakeList(dealt, { ...given.options, afterEach: move }),
  );
  const cap = { perPage: given.options.largestPage ?? 100 };
  const { rows: seen } = await walk((args) => paginate(lists, request(args, given.direction, { cap })), {
    sizes: [given.size],
    isBackward: given.isBackward,
  });
  return lapses(stable, seen);
}

function lapses(stable: ReadonlySet<string>, seen: readonly FakeRow[]): Lapses {
  const times = new Map<string, number>();
  for (const { id } of seen) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    missed: [...stable].filter((id) => !times.has(id)),
    repeated: [...stable].filter((id) => (times.get(id) ?? 0) > 1),
  };
}
