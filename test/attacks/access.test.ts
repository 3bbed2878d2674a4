import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { systemChance } from '../../server/clock/system-clock.ts';
import { argon2Passwords } from '../../server/passwords/argon2-passwords.ts';
import { memoryTally } from '../../server/passwords/refusal-tally.ts';
import { sharedThrottle } from '../../server/passwords/shared-throttle.ts';
import { authenticate, logIn, logOut } from '../../server/steps/access/log-in.ts';
import type { LogInDeps } from '../../server/steps/access/log-in-attempt.ts';
import { openHouseSecrets } from '../../server/vault/house-secrets.ts';
import { attack } from '../support/attacks/attack.ts';
import { accountRow, NOW_MS, temporaryStore } from '../support/store/store-rows.ts';

const PASSWORD = 'citron vélo nuage tambour';
const DAY_MS = 86_400_000;
const real = argon2Passwords();
let base: ReturnType<typeof temporaryStore>;
let guesses: ReturnType<typeof temporaryStore>;
let nowMs: number;
let deps: LogInDeps;
/** What each check was asked to hash against: a stored hash, or none. */
let checked: boolean[];

beforeAll(async () => {
  base = temporaryStore();
  const passwordHash = await real.hash(PASSWORD);
  const row = accountRow({ id: 'a-1', login: 'jeanne.t', passwordHash, validToMs: NOW_MS + 2 * DAY_MS });
  await base.store.write((rows) => rows.accounts.insert(row));
});
beforeEach(() => {
  // What one attack counted is not the next one's.
  guesses = temporaryStore();
  nowMs = NOW_MS;
  checked = [];
  deps = {
    store: base.store,
    passwords: {
      hash: real.hash,
      verify: (password, phc) => {
        checked.push(phc !== undefined);
        return real.verify(password, phc);
      },
    },
    throttle: sharedThrottle(guesses.store),
    refusals: memoryTally(),
    clock: { nowMs: () => nowMs },
    chance: systemChance,
    secrets: openHouseSecrets({ keysDir: base.folder, passphrase: async () => 'phrase' }),
  };
});
afterEach(() => guesses.dispose());
afterAll(() => base.dispose());

const enter = async () => (await logIn(deps, { login: 'jeanne.t', password: PASSWORD })).token;
const codeOf = (act: () => Promise<unknown>) =>
  Promise.resolve()
    .then(act)
    .then(
      () => 'let in',
      (error: { code?: string }) => error.code,
    );
const use = (token: string) => codeOf(() => authenticate(deps, token));

attack('token-after-logout', async () => {
  const token = await enter();
  expect(await use(token)).toBe('let in');
  await logOut(deps, token);
  expect(await use(token)).toBe('session-ended');
});

attack('token-after-closing', async () => {
  const token = await enter();
  const change = (disabled: boolean) => base.store.write((rows) => rows.accounts.update('a-1', { disabled }));
  await change(true);
  expect(await use(token)).toBe('session-ended');
  await change(false);
});

attack('token-forged', async () => {
  const token = await enter();
  const last = token.at(-1) === 'A' ? 'B' : 'A';
  const stolenHash = createHash('sha256').update(token).digest('hex');
  for (const forged of ['', 'x', 'A'.repeat(token.length), token.slice(0, -1) + last, stolenHash])
    expect([forged, await use(forged)]).toEqual([forged, 'session-ended']);
  expect(await use(token)).toBe('let in');
});

attack('token-expired', async () => {
  const token = await enter();
  nowMs += DAY_MS;
  expect(await use(token)).toBe('session-ended');
  const later = await enter();
  nowMs = NOW_MS + 2 * DAY_MS + 1;
  expect(await use(later)).toBe('session-ended');
});

attack('login-timing', async () => {
  const attempt = (login: string) => codeOf(() => logIn(deps, { login, password: 'mauvais mot de passe' }));
  expect(await attempt('jeanne.t')).toBe('login-refused');
  expect(await attempt('personne.x')).toBe('login-refused');
  // One derivation each, whether there is a hash to compare with or not.
  expect(checked).toEqual([true, false]);
});
