import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_PASSWORD, codeOf } from '../../support/house/access-house.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOUR_MS = 3_600_000;
const OWN_PHRASE = 'lampe verte sous la treille fanée';
const campaign = 'UPG-FR-2026';
let house: DoorHouse;
beforeAll(async () => {
  house = await openDoorHouse({ PLATEAU_SECOND_FACTOR: 'required' });
  await house.hire('asso', 'observer');
  await house.hire('neuve', 'observer', { owesPassphrase: true });
  await house.hire('devinee', 'observer');
  await house.hire('camille', 'agent');
  await house.hire('ops.un', 'ops');
});
afterAll(() => house?.close());
// A code opens once: each test has its own.
beforeEach(() => house.clock.advance(HOUR_MS));

/** What each person's telephone holds. */
const secrets = new Map<string, string>();
const type = async (login: string, more: Record<string, string> = {}, session?: string) =>
  await house.post(
    '/o/connexion',
    { identifiant: login, phrase: ACCESS_PASSWORD, code: '', ...more },
    { session },
  );
const codeNow = (login: string) => codeOf(secrets.get(login) ?? '', house.clock.nowMs());

/** Comes in, and enrols a code the first time: the session's token. */
async function enter(login: string): Promise<string> {
  if (secrets.has(login)) return (await type(login, { code: codeNow(login) })).cookie ?? '';
  const session = (await type(login)).cookie ?? '';
  const shown = await house.post('/o/code', { geste: 'preparer' }, { session });
  secrets.set(login, /<code>([A-Z2-7 ]+)<\/code>/.exec(shown.text)?.[1]?.replaceAll(' ', '') ?? '');
  await house.post('/o/code', { geste: 'confirmer', code: codeNow(login) }, { session });
  return session;
}

describe('R-36 the charity’s observer at the web door', () => {
  it('enrols a code at the first entry, chooses a passphrase, and is asked for both ever after', async () => {
    const first = await type('neuve');
    expect([first.status, first.location]).toEqual([303, '/o/code']);
    expect(first.headers.get('set-cookie')).toMatch(
      /^__Host-plateau-observateur=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const session = first.cookie ?? '';
    for (const path of ['/o', `/o/inconnue`, '/o/phrase'])
      expect((await house.get(path, session)).text).not.toContain(campaign);
    expect((await house.get('/o', session)).location).toBe('/o/code');
    const drawn = await house.post('/o/code', { geste: 'preparer' }, { session });
    expect(drawn.text).toContain('<img src="data:image/svg+xml,');
    expect(drawn.headers.get('content-security-policy')).toContain('img-src data:');
    secrets.set('neuve', /<code>([A-Z2-7 ]+)<\/code>/.exec(drawn.text)?.[1]?.replaceAll(' ', '') ?? '');
    const wrong = await house.post('/o/code', { geste: 'confirmer', code: '000000' }, { session });
    expect([wrong.status, wrong.text.includes('Ce code n’est pas celui du secret donné')]).toEqual([
      400,
      true,
    ]);
    const right = await house.post('/o/code', { geste: 'confirmer', code: codeNow('neuve') }, { session });
    expect(right.location).toBe('/o/phrase');
    expect((await house.get('/o', session)).location).toBe('/o/phrase');
    const differing = await house.post('/o/phrase', { phrase: OWN_PHRASE, encore: 'autre' }, { session });
    expect(differing.text).toContain('Les deux saisies diffèrent.');
    const weak = await house.post('/o/phrase', { phrase: 'abc', encore: 'abc' }, { session });
    expect([weak.status, weak.text.includes('name="encore"')]).toEqual([400, true]);
    const own = await house.post('/o/phrase', { phrase: OWN_PHRASE, encore: OWN_PHRASE }, { session });
    expect(own.location).toBe('/o?dit=entre');
    expect((await house.get('/o', session)).text).toContain(campaign);

    house.clock.advance(60_000);
    const without = await type('neuve', { phrase: OWN_PHRASE });
    expect([without.status, without.cookie]).toEqual([401, undefined]);
    expect(without.text).toContain('Cet accès demande aussi un code');
    const code = codeNow('neuve');
    expect((await type('neuve', { phrase: OWN_PHRASE, code })).location).toBe('/o?dit=entre');
    // A code opens once.
    expect((await type('neuve', { phrase: OWN_PHRASE, code })).status).toBe(401);
  });

  it('knows observers alone: the right passphrase of anybody else is answered as a wrong one', async () => {
    const wrong = await type('asso', { phrase: 'fausse' });
    for (const login of ['camille', 'ops.un', 'jamais.vu']) {
      const refused = await type(login);
      expect([login, refused.status, refused.cookie, refused.text]).toEqual([
        login,
        401,
        undefined,
        wrong.text,
      ]);
    }
    expect(await house.actions('shift.begin')).toEqual([]);
  });

  it('makes whoever guesses wait, whatever they try', async () => {
    const statuses = [];
    for (let times = 0; times < 7; times += 1)
      statuses.push((await type('devinee', { phrase: `essai ${times}` })).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  it('gives a new token at each entry, whatever cookie the browser came with, and ends the one it had', async () => {
    const first = await enter('asso');
    expect((await house.get('/o', first)).status).toBe(200);
    house.clock.advance(60_000);
    const fixed = 'F'.repeat(43);
    const other = await type('asso', { code: codeNow('asso') }, fixed);
    expect(other.cookie).not.toBe(fixed);
    expect((await house.get('/o', fixed)).status).toBe(401);
    house.clock.advance(60_000);
    const second = (await type('asso', { code: codeNow('asso') }, first)).cookie ?? '';
    expect((await house.get('/o', first)).status).toBe(401);
    expect((await house.get('/o', second)).status).toBe(200);
  });

  it('closes after half an hour without a request, four hours after the entry, and at the way out', async () => {
    const idle = await enter('asso');
    house.clock.advance(32 * 60_000);
    const over = await house.get('/o', idle);
    expect([over.status, over.cookie]).toEqual([401, '']);
    expect(over.text).toContain('name="identifiant"');
    const long = await enter('asso');
    for (let half = 0; half < 9; half += 1) {
      house.clock.advance(27 * 60_000);
      await house.get('/o', long);
    }
    expect((await house.get('/o', long)).status).toBe(401);
    const left = await enter('asso');
    const out = await house.post('/o/sortir', {}, { session: left });
    expect([out.location, out.cookie]).toEqual(['/o/connexion?dit=sorti', '']);
    expect((await house.get('/o', left)).status).toBe(401);
  });

  it('refuses a form of another site, and an account of the house that comes with its own token', async () => {
    const session = await enter('asso');
    const elsewhere = { origin: 'https://ailleurs.invalid' };
    expect((await house.post('/o/sortir', {}, { session, headers: elsewhere })).status).toBe(403);
    const typed = { identifiant: 'asso', phrase: ACCESS_PASSWORD, code: codeNow('asso') };
    const forged = await house.post('/o/connexion', typed, { headers: elsewhere });
    expect([forged.status, forged.cookie]).toEqual([403, undefined]);
    const { token } = await house.enterAccount('camille');
    expect((await house.get('/o', token)).status).toBe(403);
    expect((await house.get('/b', session)).status).toBe(401);
  });
});
