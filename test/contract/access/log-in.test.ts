import { createHash } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { SESSION_MS } from '../../../server/domain/access/account-rules.ts';
import { LOCK_MS } from '../../../server/domain/access/guess-rules.ts';
import { argon2Passwords } from '../../../server/passwords/argon2-passwords.ts';
import { memoryTally } from '../../../server/passwords/refusal-tally.ts';
import { sharedThrottle } from '../../../server/passwords/shared-throttle.ts';
import type { Passwords } from '../../../server/ports/passwords.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { authenticate, logIn, logOut } from '../../../server/steps/access/log-in.ts';
import type { LogInDeps } from '../../../server/steps/access/log-in-attempt.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { accountRow, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

const PASSWORD = 'citron vélo nuage tambour';
const real = argon2Passwords();
let hash: string;
let base: ReturnType<typeof temporaryStore>;
let nowMs: number;
let verified: number;
let deps: LogInDeps;
let account: AccountRow;

beforeAll(async () => {
  hash = await real.hash(PASSWORD);
});

beforeEach(async () => {
  base = temporaryStore();
  nowMs = NOW_MS;
  verified = 0;
  const passwords: Passwords = {
    hash: real.hash,
    verify: (password, phc) => {
      verified += 1;
      return real.verify(password, phc);
    },
  };
  const clock = { nowMs: () => nowMs };
  const secrets = openHouseSecrets({ keysDir: base.folder, passphrase: async () => 'phrase' });
  const counts = { throttle: sharedThrottle(base.store), refusals: memoryTally() };
  deps = { store: base.store, passwords, ...counts, clock, chance: systemChance, secrets };
  account = accountRow({ login: 'jeanne.t', passwordHash: hash, validToMs: NOW_MS + 30 * 86_400_000 });
  await base.store.write((rows) => rows.accounts.insert(account));
});

afterEach(() => base.dispose());

const good = { login: 'jeanne.t', password: PASSWORD };
/** As many as a robot sends in the time; on PostgreSQL, whose answers cost a round trip, fewer of them. */
const GUESSES = process.env.PLATEAU_TEST_ENGINE === 'postgres' ? 2_000 : 10_000;
const GUESSING_MS = 200_000;
const bad = { login: 'jeanne.t', password: 'mauvais mot de passe' };
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const codeOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'ok',
    (error) => error.code as string,
  );
const entries = () => base.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
const actions = async () => (await entries()).map((entry) => entry.action);
/** As the log tells them: one entry may stand for many. */
const refusalsTold = async () =>
  (await entries())
    .filter((entry) => entry.action === 'session.refused')
    .map((entry) => entry.detail.count as number);
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('a session', () => {
  test('opens with the right password, in either accent form and any case of the login', async () => {
    for (const password of [PASSWORD.normalize('NFC'), PASSWORD.normalize('NFD')]) {
      const session = await logIn(deps, { login: ' Jeanne.T ', password });
      expect(session.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(session.expiresAtMs).toBe(NOW_MS + SESSION_MS);
      expect((await authenticate(deps, session.token)).id).toBe(account.id);
    }
    expect(await actions()).toEqual(['session.open', 'session.open']);
  });

  test('keeps only the SHA-256 of its token', async () => {
    const { token } = await logIn(deps, good);
    const tokenHash = createHash('sha256').update(token).digest('hex');
    expect((await base.store.read((rows) => rows.accounts.session(tokenHash)))?.account).toBe(account.id);
    expect(await base.store.read((rows) => rows.accounts.session(token))).toBeUndefined();
  });

  test('ends after twelve hours, at the end of the access, and when the access is closed', async () => {
    const ended = refusal('session-ended');
    const first = await logIn(deps, good);
    nowMs += SESSION_MS - 1;
    expect((await authenticate(deps, first.token)).login).toBe('jeanne.t');
    nowMs += 1;
    await expect(authenticate(deps, first.token)).rejects.toThrow(ended);

    const endsAtMs = nowMs + 3_600_000;
    await base.store.write((rows) => rows.accounts.update(account.id, { validToMs: endsAtMs }));
    const second = await logIn(deps, good);
    expect(second.expiresAtMs).toBe(endsAtMs);
    await base.store.write((rows) => rows.accounts.update(account.id, { validToMs: nowMs }));
    await expect(authenticate(deps, second.token)).rejects.toThrow(ended);

    await base.store.write((rows) =>
      rows.accounts.update(account.id, { validToMs: nowMs + 9e9, disabled: true }),
    );
    await expect(authenticate(deps, second.token)).rejects.toThrow(ended);
    await expect(authenticate(deps, 'inventé')).rejects.toThrow(ended);
  });

  test('is closed by logging out; a second time does nothing', async () => {
    const { token } = await logIn(deps, good);
    await logOut(deps, token);
    await logOut(deps, token);
    await expect(authenticate(deps, token)).rejects.toThrow(refusal('session-ended'));
    expect(await actions()).toEqual(['session.open', 'session.close']);
  });

  test('is refused outside the dates of the access, with its reason, and written to the audit log', async () => {
    const change = (part: Partial<AccountRow>) =>
      base.store.write((rows) => rows.accounts.update(account.id, part));
    await change({ validFromMs: NOW_MS + 1 });
    await expect(logIn(deps, good)).rejects.toEqual(refusal('access-not-yet'));
    await change({ validFromMs: 0, validToMs: NOW_MS });
    await expect(logIn(deps, good)).rejects.toEqual(refusal('access-ended'));
    await change({ validToMs: NOW_MS + 1, disabled: true });
    await expect(logIn(deps, good)).rejects.toEqual(refusal('access-disabled'));
    expect(await codeOf(logIn(deps, bad))).toBe('login-refused');
    expect(await actions()).toEqual(Array(4).fill('session.refused'));
  });
});

describe('wrong passwords', () => {
  test('thousands are slowed, then locked: a day’s worth verifies a handful, and the right one opens later', async () => {
    const codes = new Map<string, number>();
    for (let attempt = 0; attempt < GUESSES; attempt += 1) {
      const code = await codeOf(logIn(deps, bad));
      codes.set(code, (codes.get(code) ?? 0) + 1);
      nowMs += GUESSING_MS / GUESSES;
    }
    expect([...codes.keys()].sort()).toEqual(['login-locked', 'login-refused', 'login-slowed']);
    expect(codes.get('login-refused')).toBe(10);
    // Two a minute are looked at for the person's sake, and told to nobody.
    expect(verified).toBeLessThanOrEqual(10 + 2 * 4);
    await expect(logIn(deps, good)).rejects.toEqual(refusal('login-locked'));
    nowMs += LOCK_MS;
    await logIn(deps, good);
    expect(await codeOf(logIn(deps, bad))).toBe('login-refused');
    expect(sum(await refusalsTold())).toBe(11);
    expect((await refusalsTold()).length).toBeLessThanOrEqual(4);
  });

  test('sent all together, as many are tried as one after the other, and the others are refused untried', async () => {
    const codes = await Promise.all(Array.from({ length: 200 }, () => codeOf(logIn(deps, bad))));
    expect(codes.filter((code) => code === 'login-refused')).toHaveLength(5);
    expect(codes.filter((code) => code === 'login-slowed')).toHaveLength(195);
    expect(verified).toBe(5 + 2);
  });

  test('for a login that does not exist are hashed, refused and slowed in the same words', async () => {
    const known: unknown[] = [];
    const unknown: unknown[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      known.push(await logIn(deps, bad).catch((error) => `${error.code} ${error.message}`));
      const stranger = { login: 'personne.x', password: 'mauvais mot de passe' };
      unknown.push(await logIn(deps, stranger).catch((error) => `${error.code} ${error.message}`));
    }
    expect(unknown).toEqual(known);
    expect(known.at(-1)).toMatch(/^login-slowed/);
    // Five of each tried, and the sixth looked at for nobody.
    expect(verified).toBe(12);
  });

  test('never write what was typed, and never show it in the refusal', async () => {
    const typed = 'mon-mot-de-passe-secret';
    const error = await logIn(deps, { login: typed, password: typed }).catch((reason) => reason);
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain(typed);
    const written = JSON.stringify(
      await base.store.read(async (rows) => await Array.fromAsync(rows.audit.each())),
    );
    expect(written).not.toContain(typed);
  });

  test('of many unknown logins from one address slow that address, but not this very machine', async () => {
    const from = (address: string, index: number) =>
      codeOf(logIn(deps, { login: `personne-${address.length}-${index}`, password: 'x', address }));
    const outside: string[] = [];
    for (let index = 0; index < 55; index += 1) outside.push(await from('203.0.113.7', index));
    expect(outside.slice(0, 40)).toEqual(Array(40).fill('login-refused'));
    expect(outside.at(-1)).toBe('login-slowed');
    await expect(logIn(deps, { ...good, address: '203.0.113.7' })).rejects.toEqual(refusal('login-slowed'));
    await logIn(deps, { ...good, address: '203.0.113.8' });
    for (let index = 0; index < 55; index += 1) await from('127.0.0.1', index);
    await logIn(deps, { ...good, address: '127.0.0.1' });
  });

  test('a password changed while the old one was being verified opens nothing', async () => {
    const other = await real.hash('un autre mot de passe');
    const racing: Passwords = {
      hash: real.hash,
      verify: async (password, phc) => {
        const same = await real.verify(password, phc);
        await base.store.write((rows) => rows.accounts.update(account.id, { passwordHash: other }));
        return same;
      },
    };
    await expect(logIn({ ...deps, passwords: racing }, good)).rejects.toEqual(refusal('login-refused'));
    expect(await actions()).toEqual([]);
  });
});

describe('argon2', () => {
  test('hashes are salted argon2id PHC strings of 19 MiB, and verify only their password', async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await real.hash(PASSWORD)).not.toBe(hash);
    expect(await real.verify(PASSWORD, hash)).toBe(true);
    expect(await real.verify(`${PASSWORD} `, hash)).toBe(false);
    expect(await real.verify(PASSWORD, undefined)).toBe(false);
    expect(await real.verify('x'.repeat(100_000), hash)).toBe(false);
  });

  test('a hash made by the reference program verifies', async () => {
    // echo -n "password" | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 (test vector of the reference implementation)
    const reference =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await real.verify('password', reference)).toBe(true);
    expect(await real.verify('Password', reference)).toBe(false);
  });

  test('beyond the queue, attempts are refused at once instead of piling up', async () => {
    const passwords = argon2Passwords({ maxRunning: 2, maxWaiting: 20 });
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => passwords.verify('x', undefined).catch((error) => error.code)),
    );
    expect(outcomes.filter((outcome) => outcome === 'login-busy')).toHaveLength(8);
    expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(22);
    expect(await passwords.verify(PASSWORD, hash)).toBe(true);
  });
});
