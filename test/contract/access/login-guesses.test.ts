import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sharedThrottle } from '../../../server/passwords/shared-throttle.ts';
import type { Passwords } from '../../../server/ports/passwords.ts';
import { drawCode } from '../../../server/steps/access/account-keys.ts';
import { logIn } from '../../../server/steps/access/log-in.ts';
import { tellRefusals } from '../../../server/steps/access/note-refusals.ts';
import { refuseRole } from '../../../server/steps/access/refuse-role.ts';
import {
  ACCESS_PASSWORD,
  type AccessHouse,
  codeOf,
  openAccessHouse,
  outcomeOf,
} from '../../support/house/access-house.ts';
import { temporaryStore } from '../../support/store/store-rows.ts';

/** Guessing a password delays whoever guesses; the person comes in, and nobody learns which logins exist. */
const FLOOR = '198.51.100.1';
const HOME = '198.51.100.77';
const AWAY = '198.51.100.99';
const STRANGER = '203.0.113.9';
const QUARTER_MS = 15 * 60_000;

let house: AccessHouse;
let dayMs: number;
beforeAll(async () => {
  house = await openAccessHouse('off');
  dayMs = house.clock.nowMs();
});
afterAll(() => house.close());
/** Failures are forgotten after a day. */
beforeEach(() => {
  dayMs += 2 * 86_400_000;
  house.clock.set(dayMs);
});

/** Thousands are compared here; how they are hashed has its own test. */
const passwords: Passwords = {
  hash: async (password) => password,
  verify: async (password, phc) => phc !== undefined && password === ACCESS_PASSWORD,
};
const attempt = (login: string, address: string, given: { password?: string; code?: string } = {}) =>
  outcomeOf(logIn({ ...house.app, passwords }, { login, address, password: ACCESS_PASSWORD, ...given }));
const guess = (login: string, address: string) => attempt(login, address, { password: 'devinette de trop' });

/** Guesses until the tenth is refused, as fast as the waits let it. */
async function lock(login: string, address: string): Promise<void> {
  for (let refused = 0; refused < 10; ) {
    if ((await guess(login, address)) === 'login-refused') refused += 1;
    else house.clock.advance(1_000);
  }
}

describe('a stranger who guesses without end', () => {
  test('keeps out nobody who comes from a place they came from before', async () => {
    await house.hire('camille', 'agent');
    expect(await attempt('camille', FLOOR)).toBe('ok');
    await lock('camille', STRANGER);
    const out = [];
    for (let minute = 0; minute < 480; minute += 1) {
      house.clock.advance(60_000);
      await guess('camille', STRANGER);
      if ((await attempt('camille', FLOOR)) !== 'ok') out.push(minute);
    }
    expect(out).toEqual([]);
    expect(await attempt('camille', STRANGER)).toBe('login-locked');
  });

  test('nor, from the very same place, whoever has come from it before: once a minute at the latest', async () => {
    await house.hire('voisine', 'agent');
    expect(await attempt('voisine', FLOOR)).toBe('ok');
    await lock('voisine', FLOOR);
    let out = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      house.clock.advance(60_000);
      await guess('voisine', FLOOR);
      if ((await attempt('voisine', FLOOR)) !== 'ok') out += 1;
    }
    expect(out).toBe(0);
  });

  test('nor whoever gives the one-time code of their access, from anywhere', async () => {
    await house.hire('alix.dpo', 'dataOfficer');
    const { secret } = await drawCode(house.app, { actor: 'essai', login: 'alix.dpo' });
    await lock('alix.dpo', STRANGER);
    expect(await attempt('alix.dpo', HOME)).toBe('login-locked');
    expect(await attempt('alix.dpo', HOME, { code: '000000' })).toBe('login-locked');
    const code = codeOf(secret, house.clock.nowMs());
    expect(await attempt('alix.dpo', HOME, { code, password: 'faux' })).toBe('login-locked');
    house.clock.advance(60_000);
    expect(await attempt('alix.dpo', HOME, { code: codeOf(secret, house.clock.nowMs()) })).toBe('ok');
  });

  test('nor whom a lead gave a word: once, for the right person, within a quarter of an hour', async () => {
    await house.hire('berthe', 'lead');
    await house.hire('lointain', 'agent');
    await house.hire('autre', 'agent', { campaigns: [] });
    const lead = await house.enter('berthe');
    const reason = 'reconnu à la voix';
    const give = async (login: string) => (await lead.rpc.access.unlock.mutate({ login, reason })).word;
    await lock('lointain', STRANGER);
    expect(await attempt('lointain', AWAY)).toBe('login-locked');
    const word = await give('lointain');
    expect(await attempt('autre', AWAY, { code: word, password: 'faux' })).toBe('login-refused');
    expect(await attempt('lointain', AWAY, { code: word, password: 'faux' })).toBe('login-refused');
    expect(await attempt('lointain', AWAY, { code: word.toLowerCase() })).toBe('ok');
    // Used: and the new place is known from now on, even while the stranger goes on.
    expect(await attempt('lointain', STRANGER, { code: word })).toBe('login-locked');
    expect(await attempt('lointain', AWAY)).toBe('ok');
    const late = await give('lointain');
    house.clock.advance(QUARTER_MS);
    await lock('lointain', STRANGER);
    expect(await attempt('lointain', STRANGER, { code: late })).toBe('login-locked');
    const told = await house.actions('account.unlock');
    expect(told).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain(word);
    expect(await outcomeOf(give('autre'))).toBe('account-unknown');
    expect(await outcomeOf(give('alix.dpo'))).toBe('account-unknown');
  });

  test('has no more tries under a word than five', async () => {
    await house.hire('tardif', 'agent');
    const ops = await house.hire('olga', 'ops');
    const { rpc } = await house.enter(ops.login);
    const { word } = await rpc.access.unlock.mutate({ login: 'tardif', reason: 'reconnu à la voix' });
    await lock('tardif', STRANGER);
    for (let tries = 0; tries < 5; tries += 1)
      expect(await attempt('tardif', STRANGER, { code: word, password: 'faux' })).toBe('login-refused');
    expect(await attempt('tardif', STRANGER, { code: word })).toBe('login-locked');
  });

  test('from a hundred places at once, tries no more of one login than from one', async () => {
    await house.hire('ciblee', 'agent');
    const all = Array.from({ length: 100 }, (_, at) => guess('ciblee', `203.0.113.${at}`));
    const outcomes = await Promise.all(all);
    expect(outcomes.filter((one) => one === 'login-refused')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['login-refused', 'login-slowed']));
  });
});

describe('which logins exist', () => {
  test('is told by no answer, nor by how often a password is hashed, whatever is tried from where', async () => {
    await house.hire('existante', 'agent');
    expect(await attempt('existante', FLOOR)).toBe('ok');
    const places = [STRANGER, FLOOR, HOME, '127.0.0.1', '203.0.113.10'];
    const told = async (login: string) => {
      house.clock.set(dayMs);
      let looked = 0;
      const counted: Passwords = {
        ...passwords,
        verify: (password, phc) => {
          looked += 1;
          return passwords.verify(password, phc);
        },
      };
      const guesses = temporaryStore();
      const deps = { ...house.app, passwords: counted, throttle: sharedThrottle(guesses.store) };
      const say = (address: string, given: object) =>
        outcomeOf(logIn(deps, { login, address, password: 'devinette de trop', ...given }));
      const answers: string[] = [];
      for (let step = 0; step < 120; step += 1) {
        const address = places[step % 7 === 0 ? 1 : step % places.length] ?? '';
        answers.push(`${await say(address, {})} ${looked}`);
        if (step % 3 === 0) answers.push(`${await say(address, { code: 'ABCDEFGH' })} ${looked}`);
        house.clock.advance(step % 11 === 0 ? QUARTER_MS : 700);
      }
      guesses.dispose();
      return answers;
    };
    const known = await told('existante');
    expect(await told('inexistante')).toEqual(known);
    expect(new Set(known.map((one) => one.split(' ')[0]))).toEqual(
      new Set(['login-refused', 'login-slowed', 'login-locked']),
    );
  });

  test('nor by a neighbour: guesses of one login slow no other', async () => {
    for (let other = 0; other < 3_000; other += 1)
      await house.app.throttle.fail([{ kind: 'pair', value: `q${other} ${STRANGER}` }], house.clock.nowMs());
    await house.hire('tranquille', 'agent');
    for (const login of ['tranquille', 'personne.ici'])
      expect(await guess(login, STRANGER)).toBe('login-refused');
  });
});

describe('the audit log', () => {
  test('is told the first refusal at once, the others together with their count, and all of them', async () => {
    await tellRefusals(house.app, { all: true });
    const before = (await house.actions('session.refused')).length;
    const told = async () => (await house.actions('session.refused')).slice(before);
    await house.hire('visee', 'agent');
    let refused = 0;
    for (let second = 0; second < 1_800; second += 5) {
      house.clock.advance(5_000);
      for (const login of ['visee', `inconnue-${second}`])
        if ((await guess(login, `203.0.113.${second % 250}`)) === 'login-refused') refused += 1;
      if (second % 60 === 0) await tellRefusals(house.app);
    }
    await tellRefusals(house.app, { all: true });
    const counts = (await told()).map(({ detail }) => (detail as { count: number }).count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(refused);
    expect(refused).toBeGreaterThan(300);
    expect((await told()).length).toBeLessThanOrEqual(2 * 2 * 3);
    expect(JSON.stringify(await told())).not.toMatch(/inconnue-|203\.0/);
  });

  test('reads in order: what was refused before a person got in stands before their session', async () => {
    const person = await house.hire('etourdie', 'agent');
    for (let wrong = 0; wrong < 4; wrong += 1) await guess('etourdie', FLOOR);
    expect(await attempt('etourdie', FLOOR)).toBe('ok');
    const own = await house.app.store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).filter((one) => one.actor === person.id),
    );
    expect(own.map(({ action, detail }) => [action, detail.count])).toEqual([
      ['session.refused', 1],
      ['session.refused', 3],
      ['session.open', undefined],
    ]);
  });

  test('is not filled by whoever asks again and again for what is not theirs', async () => {
    const agent = await house.hire('curieux', 'agent');
    for (let tries = 0; tries < 1_000; tries += 1)
      await expect(refuseRole(house.app, agent, ['lead'])).rejects.toThrow(
        expect.objectContaining({ code: 'role-refused' }),
      );
    await tellRefusals(house.app, { all: true });
    const told = (await house.actions('access.refused')).filter(({ actor }) => actor === agent.id);
    expect(told.map(({ detail }) => detail)).toEqual([{ count: 1 }, { count: 999 }]);
  });
});
