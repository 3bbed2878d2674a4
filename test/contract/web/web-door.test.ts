import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { cutWebSessions, dropOldWebDoor } from '../../../server/steps/web-door/cut-web-sessions.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { outcomeOf } from '../../support/house/access-house.ts';
import { rpcOf } from '../../support/house/server-process.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let house: DoorHouse;
beforeAll(async () => {
  house = await openDoorHouse();
  await house.newGroup('GL Caen');
  const { faults } = await house.importLines([
    fiction(1, { GROUPES: 'GL Caen' }),
    fiction(2, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
    fiction(3, { Prénom: 'Rose', STATUT: 'prospect' }),
    fiction(4, { Prénom: 'Ancien', STATUT: 'ancien' }),
    fiction(5, { Prénom: 'Parti', GROUPES: 'GL Caen' }),
  ]);
  expect(faults).toEqual([]);
});
afterAll(() => house?.close());
// Links of an hour are counted: each test has its own.
beforeEach(() => house.clock.advance(2 * HOUR_MS));

const ELODIE = 'elodie.1@exemple.invalid';
const CHEF = 'elodie.2@exemple.invalid';
const settled = () => new Promise((done) => setTimeout(done, 150));

describe('R-55 the web door', () => {
  it('answers the same bytes for an address that it knows and for one that it does not', async () => {
    const before = house.sink.count();
    const known = await house.post('/b/connexion', { adresse: ELODIE });
    const unknown = await house.post('/b/connexion', { adresse: 'personne@exemple.invalid' });
    const former = await house.post('/b/connexion', { adresse: 'elodie.4@exemple.invalid' });
    expect(unknown.text).toBe(known.text);
    expect(former.text).toBe(known.text);
    expect([known.status, unknown.status, former.status]).toEqual([200, 200, 200]);
    await expect.poll(() => house.sink.count()).toBe(before + 1);
    await settled();
    expect(house.sink.count()).toBe(before + 1);
    const mail = readMail(house.sink.messages().at(-1)?.raw ?? '');
    expect(mail.header('subject')).toBe('Votre lien pour entrer');
    expect(mail.header('to')).toBe(ELODIE);
    expect(mail.text).toMatch(/\/b\/entrer\/[A-Za-z0-9_-]{43}\r?\n/);
  });

  it('sends three links an hour to an address, known or not, and refuses the fourth in the same words', async () => {
    const ask = async (adresse: string) => {
      const answers = [];
      for (let times = 0; times < 4; times += 1) answers.push(await house.post('/b/connexion', { adresse }));
      return answers;
    };
    const before = house.sink.count();
    const known = await ask(ELODIE);
    const unknown = await ask('inconnue@exemple.invalid');
    expect(known.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(unknown.map(({ text }) => text)).toEqual(known.map(({ text }) => text));
    house.clock.advance(HOUR_MS + 1);
    expect((await house.post('/b/connexion', { adresse: ELODIE })).status).toBe(200);
    await expect.poll(() => house.sink.count()).toBe(before + 4);
  });

  it('lets one place ask for thirty links an hour, as the proxy of this machine says where it is', async () => {
    const from = (address: string) => ({ origin: house.url, 'x-forwarded-for': `198.51.100.1, ${address}` });
    const statuses = [];
    for (let at = 0; at < 31; at += 1)
      statuses.push(
        (
          await house.post(
            '/b/connexion',
            { adresse: `x${at}@exemple.invalid` },
            { headers: from('203.0.113.7') },
          )
        ).status,
      );
    expect(statuses.filter((one) => one === 429)).toHaveLength(1);
    expect(statuses.at(-1)).toBe(429);
    const other = await house.post(
      '/b/connexion',
      { adresse: 'x99@exemple.invalid' },
      { headers: from('203.0.113.8') },
    );
    expect(other.status).toBe(200);
  });

  it('opens nothing by looking: five GETs of a link, then one press of the button, then never again', async () => {
    const link = await house.linkTo(ELODIE);
    for (let times = 0; times < 5; times += 1) {
      const looked = await house.get(link);
      expect([looked.status, looked.cookie]).toEqual([200, undefined]);
      expect(looked.text).toContain('<button>Entrer</button>');
    }
    const entered = await house.post(link, {});
    expect([entered.status, entered.location]).toEqual([303, '/b?dit=entre']);
    expect(entered.headers.get('set-cookie')).toMatch(
      /^__Host-plateau=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const home = await house.get('/b?dit=entre', entered.cookie);
    expect(home.text).toContain('Bonjour Élodie FICTIVE-1');
    expect(home.text).toContain('Vous êtes entré.');
    const again = await house.post(link, {});
    expect([again.status, again.cookie]).toEqual([409, undefined]);
    expect(again.text).toContain('Ce lien a déjà servi.');
    expect(again.text).toContain('Recevoir mon lien');
  });

  it('of two presses at once, one enters', async () => {
    const link = await house.linkTo(ELODIE);
    const both = await Promise.all([house.post(link, {}), house.post(link, {})]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('a link of a quarter of an hour, or one that nobody made, opens nothing, in the same words', async () => {
    const link = await house.linkTo(ELODIE);
    house.clock.advance(15 * 60_000);
    const over = await house.post(link, {});
    const guessed = await house.post(`/b/entrer/${'A'.repeat(43)}`, {});
    const short = await house.post('/b/entrer/abc', {});
    expect([over.status, guessed.status, short.status]).toEqual([409, 409, 409]);
    expect(guessed.text).toBe(over.text);
    expect(short.text).toBe(over.text);
  });

  it('gives a new token at each entry, whatever cookie the browser came with, and ends the one it had', async () => {
    const fixed = 'F'.repeat(43);
    const link = await house.linkTo(ELODIE);
    const entered = await house.post(link, {}, { session: fixed });
    expect(entered.cookie).not.toBe(fixed);
    expect((await house.get('/b', fixed)).status).toBe(401);
    const first = entered.cookie ?? '';
    const second = (await house.post(await house.linkTo(ELODIE), {}, { session: first })).cookie ?? '';
    expect((await house.get('/b', first)).status).toBe(401);
    expect((await house.get('/b', second)).status).toBe(200);
  });

  it('refuses a form of another site, and one of which nobody says where it comes from', async () => {
    const session = await house.enter(ELODIE);
    for (const headers of [
      {},
      { origin: 'https://ailleurs.invalid' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: house.url },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ] as Record<string, string>[]) {
      const refused = await house.post('/b/sortir', {}, { session, headers });
      expect([headers, refused.status]).toEqual([headers, 403]);
    }
    expect((await house.get('/b', session)).status).toBe(200);
    const ok = await house.post('/b/sortir', {}, { session, headers: { 'sec-fetch-site': 'same-origin' } });
    expect([ok.status, ok.cookie]).toEqual([303, '']);
    expect((await house.get('/b', session)).status).toBe(401);
  });

  it('keeps a volunteer thirty days after their last visit, a coordinator twelve hours', async () => {
    const volunteer = await house.enter(ELODIE);
    const chef = await house.enter(CHEF);
    house.clock.advance(12 * HOUR_MS - 1);
    expect((await house.get('/b', chef)).status).toBe(200);
    house.clock.advance(1);
    const out = await house.get('/b', chef);
    expect([out.status, out.cookie]).toEqual([401, '']);
    expect(out.text).toContain('Recevoir mon lien');
    for (const days of [29, 29]) {
      house.clock.advance(days * DAY_MS);
      expect((await house.get('/b', volunteer)).status).toBe(200);
    }
    house.clock.advance(30 * DAY_MS + 1);
    expect((await house.get('/b', volunteer)).status).toBe(401);
    await dropOldWebDoor(house.app);
    expect(await house.app.store.read((rows) => rows.webDoor.withSessions())).toEqual([]);
  });

  it('is shut at once to whoever loses their access, and stays so when it opens again', async () => {
    const address = 'elodie.5@exemple.invalid';
    const session = await house.enter(address);
    const account = house.team;
    const become = async (status: 'former' | 'confirmed') =>
      await editPeople(house.app, {
        account,
        where: 'parti',
        expected: 1,
        change: { status, set: [], addTags: [], removeTags: [] },
      });
    await become('former');
    expect((await house.get('/b', session)).status).toBe(401);
    expect(await cutWebSessions(house.app)).toBe(1);
    expect(await cutWebSessions(house.app)).toBe(0);
    await become('confirmed');
    expect((await house.get('/b', session)).status).toBe(401);
  });

  it('names no session of another: closing it by its number does nothing', async () => {
    const own = await house.enter(ELODIE);
    const other = await house.enter(CHEF);
    const { lines } = await findPeople(house.app, {
      account: house.team,
      where: 'chef',
      from: 0,
      limit: 5,
      whole: true,
    });
    const [theirs] = await house.app.store.read((rows) => rows.webDoor.sessionsOf(lines[0]?.id ?? ''));
    await house.post('/b/donnees', { session: theirs?.id ?? '' }, { session: own });
    expect((await house.get('/b', other)).status).toBe(200);
    expect((await house.post('/b/donnees', { session: 'autre' }, { session: own })).status).toBe(400);
  });

  it('closes another device of one’s own', async () => {
    const here = await house.enter(ELODIE);
    const lost = await house.enter(ELODIE);
    const text = (await house.get('/b/donnees', here)).text;
    expect(text).toContain('Cet appareil');
    const ids = [...text.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id ?? '');
    for (const id of ids) await house.post('/b/donnees', { session: id }, { session: here });
    expect((await house.get('/b', lost)).status).toBe(401);
    expect((await house.get('/b', here)).status).toBe(200);
  });

  it('opens no procedure of an account to a session of the door, nor the door to an account', async () => {
    await house.hire('ops.porte', 'ops', { validToMs: house.clock.nowMs() + DAY_MS });
    const { token } = await house.enterAccount('ops.porte');
    expect((await house.get('/b', token)).status).toBe(401);
    const participant = rpcOf(house.server.url, await house.enter(ELODIE));
    expect(await outcomeOf(participant.session.me.query())).toBe('session-ended');
    expect(await outcomeOf(rpcOf(house.server.url, token).webDoor.card.mutate())).toBe('session-ended');
  });

  it('serves its own pages alone, and a French page for every failure', async () => {
    for (const path of [
      '/health',
      '/metrics',
      '/trpc/people.find',
      '/b/inconnue',
      '/b/%E0%A4%A',
      '/b/../etc',
      '//ailleurs.invalid/b',
    ]) {
      const answer = await house.get(path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
      expect([path, answer.text.includes('<h1>')]).toEqual([path, true]);
    }
    const large = await house.post('/b/connexion', { adresse: 'x'.repeat(70_000) });
    expect([large.status, large.text.includes('trop lourd')]).toEqual([413, true]);
    expect((await house.get('//')).status).toBe(303);
    expect((await house.get('/b/connexion/')).status).toBe(200);
    const json = await fetch(`${house.url}/b/connexion`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url },
      body: '{}',
    });
    expect(json.status).toBe(415);
  });

  it.each([
    'elodie.1@exemple.invalid\r\nBcc: autre@exemple.invalid',
    'elodie.1@exemple.invalid,autre@exemple.invalid',
    '"x" <elodie.1@exemple.invalid>',
    'pas une adresse',
    '',
  ])('writes to nobody for %j', async (adresse) => {
    const before = house.sink.count();
    const answer = await house.post('/b/connexion', { adresse });
    expect(answer.status).toBe(400);
    await settled();
    expect(house.sink.count()).toBe(before);
  });

  it('says in the audit log who came in, never the address nor the token', async () => {
    const session = await house.enter(ELODIE);
    const rows = await house.app.store.read(async (all) =>
      JSON.stringify(await Array.fromAsync(all.audit.each())),
    );
    expect(rows).toContain('web.open');
    expect(rows).not.toContain(session);
    expect(rows).not.toContain('elodie.1@');
  });
});
