import fc from 'fast-check';
import { upstreamKey } from '../../../src/datasources/qonto/idempotency-key.js';

describe('upstreamKey', () => {
  it('gives the same key for the same words in every release', () => {
    expect(upstreamKey('uploadAttachment', 'invoice 2026-04')).toBe('7257a53a-1efa-884f-a183-899950e01ac9');
  });

  it('gives a UUID of version 8 for any words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (operation, key) => {
        expect(upstreamKey(operation, key)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('gives other keys for other operations and for other words', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        fc.pre(one[0] !== other[0] || one[1] !== other[1]);
        expect(upstreamKey(...one)).not.toBe(upstreamKey(...other));
      }),
    );
  });
});
