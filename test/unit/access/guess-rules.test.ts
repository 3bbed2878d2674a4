import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LOCK_MS,
  UNLOCK,
  unlockWord,
  unlockWordOf,
  waitAfterFailuresMs,
  waitOfAddressMs,
} from '../../../server/domain/access/guess-rules.ts';
import { isOwnMachine, placeOf } from '../../../server/domain/access/login-places.ts';

describe('waits', () => {
  test('four failures are free, then each waits twice as long, the tenth for 15 minutes', () => {
    const waits = Array.from({ length: 12 }, (_, index) => waitAfterFailuresMs(index + 1));
    expect(waits).toEqual([0, 0, 0, 0, 2e3, 4e3, 8e3, 16e3, 32e3, LOCK_MS, LOCK_MS, LOCK_MS]);
  });

  test('one day of tireless guessing tries fewer than 110 passwords', () => {
    const tried = [];
    for (let atMs = 0; atMs < 86_400_000; atMs += waitAfterFailuresMs(tried.length)) tried.push(atMs);
    expect(tried.length).toBeGreaterThan(90);
    expect(tried.length).toBeLessThan(110);
  });

  test('an address stands for a floor: slowed after fifty failures, never locked', () => {
    expect([49, 50, 59, 60].map(waitOfAddressMs)).toEqual([0, 2e3, 2e3, 4e3]);
    expect(waitOfAddressMs(10_000)).toBe(32_000);
  });
});

describe('places', () => {
  test.each([
    ['192.0.2.7', '::ffff:192.0.2.7'],
    ['2001:db8:1:2::1', '2001:DB8:1:2:aaaa:bbbb:cccc:dddd'],
    ['2001:db8:1:2::1', '2001:0db8:0001:0002::'],
    ['fe80::1%eth0', 'fe80:0:0:0:1:2:3:4'],
    ['::2', '0:0:0:0:9:9:9:9'],
  ])('%s and %s are one', (one, other) => {
    expect(placeOf(one)).toBe(placeOf(other));
  });

  test('others are others, and none shows its address', () => {
    const all = ['192.0.2.7', '192.0.2.8', '2001:db8:1:2::1', '2001:db8:1:3::1', 'fe80::1', '::2'];
    expect(new Set(all.map(placeOf)).size).toBe(all.length);
    for (const address of all) expect(placeOf(address)).toMatch(/^[0-9a-f]{64}$/);
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1', '', '192.0.2.7'].map(isOwnMachine)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a lead’s word', () => {
  test('is read as it was drawn, however it is written down', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: UNLOCK.signs, maxLength: UNLOCK.signs }), (bytes) => {
        const word = unlockWord(bytes);
        expect(word).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
        expect(unlockWordOf(` ${word.slice(0, 4).toLowerCase()}-${word.slice(4)} `)).toBe(word);
      }),
    );
  });

  test('is never taken for a one-time code, nor anything else for it', () => {
    for (const typed of ['123456', '', 'ABCD', 'ABCDEFGHJ', 'ABCDEFG0', 'ABCDEFGI'])
      expect(unlockWordOf(typed)).toBeUndefined();
  });
});
