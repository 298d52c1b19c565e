import fc from 'fast-check';

import { BadUserInput } from '../../../src/errors.js';
import { type Cursor, openCursor, sealCursor } from '../../../src/datasources/paging/cursor.js';
import { bySeek, runs } from './arbitraries.js';
import { FakeList, request } from './fake-list.js';

const seal = { secret: 'a secret for tests', fingerprint: 'GET /v2/transactions' };
const reasonOf = (text: string, other: Partial<typeof seal> = {}): unknown => {
  try {
    openCursor(text, { ...seal, ...other }, 'after');
    return 'good';
  } catch (error) {
    return error instanceof BadUserInput ? [error.details.argument, error.details.reason] : error;
  }
};

const cursors: fc.Arbitrary<Cursor> = fc.record({
  key: fc.constantFrom('', '2026-03-19', '2026-03-19T08:15:30.1234+02:00', '2026-03-19T08:15:30Z'),
  id: fc.oneof(fc.uuid(), fc.string()),
  side: fc.constantFrom('preceding', 'following'),
  mates: fc.array(fc.uuid(), { maxLength: 64 }),
  group: fc.nat(),
  skip: fc.nat(),
  offsets: fc.option(fc.tuple(fc.nat(), fc.nat())),
  since: fc.option(fc.constant('2026-03-19T08:14:30Z')),
});

test('P9 a cursor is read back as it was issued', () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      expect(openCursor(sealCursor(cursor, seal), seal, 'after')).toEqual(cursor);
    }),
    runs(300),
  );
});

test('P9 any changed, missing or added character is refused', () => {
  fc.assert(
    fc.property(
      cursors,
      fc.nat(),
      fc.constantFrom(...'abcXYZ019-_.=!é'),
      fc.nat(2),
      (cursor, at, char, removed) => {
        const text = sealCursor(cursor, seal);
        const index = at % text.length;
        const changed =
          text.slice(0, index) + (removed === 2 ? '' : char) + text.slice(index + Math.min(removed, 1));
        fc.pre(changed !== text);
        expect(reasonOf(changed)).toEqual([
          'after',
          expect.stringMatching(/^CURSOR_(MALFORMED|VERSION|TAMPERED)$/),
        ]);
      },
    ),
    runs(1000),
  );
});

test('P9 any text at all is refused as a mistake of the caller', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(reasonOf(text)).toEqual(['after', expect.stringMatching(/^CURSOR_/)]);
    }),
    runs(300),
  );
});

describe('the reason of a refusal', () => {
  const plain: Cursor = {
    key: '2026-03-19',
    id: 'a',
    side: 'preceding',
    mates: [],
    group: 1,
    skip: 1,
    offsets: null,
    since: null,
  };
  const good = sealCursor(plain, seal);
  const [, mac = ''] = good.split('.');
  const body = (fields: unknown) => Buffer.from(JSON.stringify(fields)).toString('base64url');

  it.each([
    ['CURSOR_MALFORMED', 'nothing that was ever issued'],
    ['CURSOR_MALFORMED', ''],
    ['CURSOR_MALFORMED', `${'a'.repeat(5000)}.${mac}`],
    ['CURSOR_MALFORMED', `${body({ key: 'a' })}.${mac}`],
    ['CURSOR_VERSION', `${body([2, 'something of the future'])}.${mac}`],
    ['CURSOR_TAMPERED', `${body([1, 'x', '2026-03-19', 'b', 'p', [], 1, 1, null, null])}.${mac}`],
  ])('%s', (reason, text) => {
    expect(reasonOf(text)).toEqual(['after', reason]);
  });

  it('CURSOR_OTHER_ARGUMENTS for another list, filter or order', () => {
    expect(reasonOf(good, { fingerprint: 'GET /v2/clients' })).toEqual(['after', 'CURSOR_OTHER_ARGUMENTS']);
  });

  it('CURSOR_TAMPERED for a cursor of another gateway', () => {
    expect(reasonOf(good, { secret: 'another' })).toEqual(['after', 'CURSOR_TAMPERED']);
  });

  it('CURSOR_MALFORMED for a good MAC over nonsense, as whoever knows the secret can make', () => {
    expect(reasonOf(sealCursor({ ...plain, key: 'no date' }, seal))).toEqual(['after', 'CURSOR_MALFORMED']);
    expect(reasonOf(sealCursor({ ...plain, group: -1 }, seal))).toEqual(['after', 'CURSOR_MALFORMED']);
    expect(reasonOf(sealCursor({ ...plain, since: 'now' }, seal))).toEqual(['after', 'CURSOR_MALFORMED']);
  });
});

test('a cursor with as many ids as it may list stays below what is read back', () => {
  const mates = Array.from({ length: 64 }, (_, index) => `018e5a7c-0000-7000-8000-0000000000${10 + index}`);
  const key = '2026-03-19T08:15:30.123456789+02:00';
  const since = '2026-03-19T08:14:30Z';
  const id = mates[0] ?? '';
  const cursor: Cursor = {
    key,
    id,
    side: 'preceding',
    mates,
    group: 5000,
    skip: 5000,
    offsets: [9999, 9999],
    since,
  };
  expect(openCursor(sealCursor(cursor, seal), seal, 'after')).toEqual(cursor);
});

test('a refusal repeats nothing of what was sent, and nothing is read', async () => {
  const list = new FakeList([{ id: '1', at: 0 }]);
  const foreign = await bySeek([list], request({ first: 1 }, 'ASC', { fingerprint: 'another list' }));
  list.requests.length = 0;
  for (const [argument, args] of [
    ['after', { after: foreign.pageInfo.endCursor }],
    ['before', { before: foreign.pageInfo.endCursor, last: 5 }],
  ] as const) {
    await expect(bySeek([list], request(args))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.not.stringContaining(foreign.pageInfo.endCursor ?? ''),
      details: { argument, reason: 'CURSOR_OTHER_ARGUMENTS' },
    });
  }
  expect(list.requests).toEqual([]);
});
