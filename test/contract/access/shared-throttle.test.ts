import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharedThrottle } from '../../../server/passwords/shared-throttle.ts';
import type { LoginThrottle, ThrottleKey } from '../../../server/ports/passwords.ts';
import type { Store } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

/** Two servers of one house: each its own connection to the one base. */
let base: ReturnType<typeof temporaryStore>;
let second: Store;
let here: LoginThrottle;
let there: LoginThrottle;
beforeEach(() => {
  base = temporaryStore();
  second = openStore({ file: base.file });
  here = sharedThrottle(base.store);
  there = sharedThrottle(second);
});
afterEach(() => {
  second.close();
  base.dispose();
});

const pair: ThrottleKey = { kind: 'pair', value: 'jeanne.t 203.0.113.9' };
const address: ThrottleKey = { kind: 'address', value: '203.0.113.9' };

test('R-30 guesses at two servers wait as guesses at one: five are looked at, whoever is asked', async () => {
  let looked = 0;
  for (let guess = 0; guess < 40; guess += 1) {
    const throttle = guess % 2 === 0 ? here : there;
    if ((await throttle.attempt({ counted: [pair], watched: [address], nowMs: NOW_MS })).waitMs === 0)
      looked += 1;
  }
  expect(looked).toBe(5);
  expect(await there.waitMs(pair, NOW_MS)).toBe(2_000);
  expect(await here.waitMs(pair, NOW_MS + 2_000)).toBe(0);
});

test('sent all together they are looked at and counted one by one', async () => {
  const guesses = Array.from({ length: 40 }, () => here.attempt({ counted: [pair], nowMs: NOW_MS }));
  const answers = await Promise.all(guesses);
  expect(answers.filter(({ waitMs }) => waitMs === 0)).toHaveLength(5);
  expect((await there.attempt({ counted: [pair], nowMs: NOW_MS })).waitMs).toBe(2_000);
});

test('what is taken back leaves the wait of the failure before, unless another came', async () => {
  const failFour = async () => {
    for (let failure = 0; failure < 5; failure += 1) await here.fail([pair], NOW_MS);
  };
  await failFour();
  const { takeBack } = await there.attempt({ counted: [pair], nowMs: NOW_MS + 2_000 });
  expect(await here.waitMs(pair, NOW_MS + 2_000)).toBe(4_000);
  await takeBack();
  expect(await here.waitMs(pair, NOW_MS + 1_000)).toBe(1_000);
  const undo = await here.fail([pair], NOW_MS + 3_000);
  await there.fail([pair], NOW_MS + 3_500);
  await undo();
  expect(await here.waitMs(pair, NOW_MS + 3_500)).toBe(4_000);
});

test('the wait of an address is seen by every login from it; this machine’s own is never counted', async () => {
  const own: ThrottleKey = { kind: 'address', value: '127.0.0.1' };
  for (let failure = 0; failure < 50; failure += 1) await here.fail([address, own], NOW_MS);
  const other: ThrottleKey = { kind: 'pair', value: 'paul.d 203.0.113.9' };
  expect(await there.attempt({ counted: [other], watched: [address], nowMs: NOW_MS })).toMatchObject({
    waitMs: 2_000,
  });
  expect(await there.waitMs(other, NOW_MS)).toBe(0);
  expect(await there.waitMs(own, NOW_MS)).toBe(0);
});

test('a login’s failures are forgotten from every place at once, and a day without any forgets them all', async () => {
  const login: ThrottleKey = { kind: 'login', value: 'jeanne.t' };
  const spaced: ThrottleKey = { kind: 'pair', value: 'jeanne.t bis 203.0.113.9' };
  for (let failure = 0; failure < 6; failure += 1) await here.fail([pair, login, spaced], NOW_MS);
  await there.forgetLogin('jeanne.t');
  expect([await here.waitMs(pair, NOW_MS), await here.waitMs(login, NOW_MS)]).toEqual([0, 0]);
  expect(await here.waitMs(spaced, NOW_MS)).toBe(4_000);
  await there.fail([spaced], NOW_MS + 24 * 3_600_000);
  for (let failure = 0; failure < 3; failure += 1) await here.fail([spaced], NOW_MS + 24 * 3_600_000);
  expect(await here.waitMs(spaced, NOW_MS + 24 * 3_600_000)).toBe(0);
});

test('tries that are looked at during a wait are one count for both', async () => {
  const taken = async (nowMs: number) => {
    const all: boolean[] = [];
    for (const throttle of [here, there, here]) all.push(await throttle.takeQuiet('jeanne.t x', 'x', nowMs));
    return all;
  };
  expect(await taken(NOW_MS)).toEqual([true, true, false]);
  expect(await taken(NOW_MS + 59_999)).toEqual([false, false, false]);
  expect(await taken(NOW_MS + 60_000)).toEqual([true, true, false]);
  // A clock that was set back begins a minute anew.
  expect(await taken(NOW_MS)).toEqual([true, true, false]);
});

test('the base holds digests: neither a login nor an address, and strangers do not fill it', async () => {
  await here.fail([pair, address, { kind: 'login', value: 'mot-de-passe-tapé-ici' }], NOW_MS);
  await base.store.write(async ({ loginFailures }) => {
    for (let stranger = 0; stranger < 300; stranger += 1) {
      const failure = { kind: 'pair' as const, digest: `${stranger}`, loginDigest: undefined };
      await loginFailures.add(failure, { nowMs: NOW_MS - 300 + stranger, forgetMs: 1_000 });
    }
    await loginFailures.prune(NOW_MS - 200, 50);
  });
  const kept = await base.store.read(async ({ loginFailures }) => {
    const of = (digest: number) => loginFailures.of({ kind: 'pair', digest: String(digest) });
    return [await of(0), await of(150), await of(299)].map((row) => row?.count);
  });
  expect(kept).toEqual([undefined, undefined, 1]);
  const bytes = Buffer.concat(base.store.files().map((file) => readFileSync(file)));
  expect(bytes.includes('login_failure')).toBe(true);
  for (const word of ['jeanne', '203.0.113.9', 'mot-de-passe']) expect(bytes.includes(word)).toBe(false);
});
