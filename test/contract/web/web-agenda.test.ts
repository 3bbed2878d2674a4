import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelEvent, createEvent, publishEvent } from '../../../server/steps/agenda/keep-events.ts';
import { planShifts } from '../../../server/steps/agenda/plan-shifts.ts';
import { recoverNotices, sendNotices } from '../../../server/steps/agenda/send-notices.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorBrowser, openDoorBrowser, overBudget } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOUR_MS = 3_600_000;
let house: DoorHouse;
let browser: DoorBrowser;
let event: string;
let fromMs: number;
/** Sessions of two volunteers, of a coordinator and of somebody of no group. */
let elodie: string;
let rose: string;
let chef: string;

async function newShift(from: number, capacity = 1): Promise<number> {
  const plan = {
    fromMs: from,
    toMs: from + 2 * HOUR_MS,
    role: 'accueil',
    needs: '',
    capacity,
    longestHours: 0,
    days: [],
  };
  return (await planShifts(house.app, { account: house.team, event, plan })).slots[0] ?? 0;
}

beforeAll(async () => {
  house = await openDoorHouse();
  browser = await openDoorBrowser(house.url);
  await house.newGroup('GL Caen');
  await house.importLines([
    fiction(1, { GROUPES: 'GL Caen' }),
    fiction(2, { Prénom: 'Rose', GROUPES: 'GL Caen' }),
    fiction(3, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
  ]);
  fromMs = house.clock.nowMs() + 96 * HOUR_MS;
  const said = {
    kind: 'line',
    title: 'Soirée <b>des</b> promesses',
    body: 'On répond.',
    place: '12 rue de l’Exemple',
  } as const;
  const text = {
    ...said,
    privacy: 'groups',
    fromMs,
    toMs: fromMs + 12 * HOUR_MS,
    groups: ['GL Caen'],
  } as const;
  event = (await createEvent(house.app, { account: house.team, text })).id;
  await publishEvent(house.app, { account: house.team, event });
  elodie = await house.enter('elodie.1@exemple.invalid');
  rose = await house.enter('elodie.2@exemple.invalid');
  chef = await house.enter('elodie.3@exemple.invalid');
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const press = (geste: string, numero: number, session: string) =>
  house.post('/b/creneaux', { geste, numero: String(numero) }, { session });
const signupOn = (text: string) =>
  Number(/value="retirer"><input type="hidden" name="numero" value="(\d+)"/.exec(text)?.[1]);
/** Subjects and addresses of what leaves now. */
async function mailsOf(): Promise<readonly string[]> {
  const before = house.sink.count();
  await sendNotices(house.app, { limit: 100 });
  return house.sink
    .messages()
    .slice(before)
    .map(({ raw }) => `${readMail(raw).header('to')} ${readMail(raw).header('subject')}`);
}

describeWith('chromium')('R-55 the pages of the agenda', () => {
  it('take a volunteer from « Je viens » to the calendar, then free the place for the first who waits, who is written so', async () => {
    const slot = await newShift(fromMs);
    const offered = await house.get('/b/creneaux', elodie);
    expect(offered.text).toContain('Il manque 1 personne.');
    expect(offered.text).toContain('Soirée &lt;b&gt;des&lt;/b&gt; promesses');
    expect((await press('venir', slot, elodie)).location).toBe('/b/creneaux?dit=inscrit');
    const mine = await house.get('/b/creneaux?dit=inscrit', elodie);
    expect(mine.text).toContain('Vous y êtes : à bientôt.');
    expect((await house.get('/b/creneaux', rose)).text).toContain('Me mettre en attente');
    const refused = await press('venir', slot, rose);
    expect([refused.status, refused.text.includes('Complet : vous pouvez vous mettre en attente.')]).toEqual([
      409,
      true,
    ]);
    expect((await press('attendre', slot, rose)).location).toBe('/b/creneaux?dit=attente');

    const address = /href="(\/b\/agenda\/[^"]+\.ics)"/.exec(
      (await house.post('/b/agenda', {}, { session: elodie })).text,
    )?.[1];
    const feed = await house.get(address ?? '');
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const event0 = new ICAL.Component(ICAL.parse(feed.text)).getFirstSubcomponent('vevent');
    expect(event0?.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(String(event0?.getFirstPropertyValue('summary'))).toBe('Soirée <b>des</b> promesses : accueil');

    expect(await mailsOf()).toEqual([]);
    expect((await press('retirer', signupOn(mine.text), elodie)).location).toBe('/b/creneaux?dit=retire');
    expect(await mailsOf()).toEqual(['elodie.2@exemple.invalid Une place s’est libérée : elle est à vous']);
    expect(await mailsOf()).toEqual([]);
    const last = readMail(house.sink.messages().at(-1)?.raw ?? '');
    expect(last.text).toContain(`${house.url}/b/creneaux`);
    expect(`${last.text}${last.header('subject')}`).not.toMatch(
      /promesses|accueil|rue de l’Exemple|FICTIVE|Rose/,
    );
    expect((await house.get('/b/creneaux', rose)).text).toContain('Vous y êtes.');
    const gone = new ICAL.Component(ICAL.parse((await house.get(address ?? '')).text)).getFirstSubcomponent(
      'vevent',
    );
    expect(gone?.getFirstPropertyValue('status')).toBe('CANCELLED');
    await house.post('/b/agenda', { geste: 'fermer' }, { session: elodie });
    expect((await house.get(address ?? '')).status).toBe(404);
    expect(gone?.getFirstPropertyValue('uid')).toBe(event0?.getFirstPropertyValue('uid'));
    expect(Number(gone?.getFirstPropertyValue('sequence'))).toBeGreaterThan(
      Number(event0?.getFirstPropertyValue('sequence')),
    );
  });

  it('refuse another’s sign-up, a slot that is not there, and a calendar that is guessed, all in words', async () => {
    const slot = await newShift(fromMs + 3 * HOUR_MS);
    await press('venir', slot, elodie);
    const own = (await house.get('/b/creneaux', elodie)).text;
    const others = await press('retirer', signupOn(own), rose);
    expect([others.status, others.text.includes('Vos droits sur cet annuaire')]).toEqual([403, true]);
    for (const number of ['0', '-1', '9999999', 'x', '1 OR 1=1'])
      expect(
        (await house.post('/b/creneaux', { geste: 'venir', numero: number }, { session: rose })).status,
      ).toBe(404);
    expect((await house.get(`/b/agenda/${'A'.repeat(43)}.ics`)).status).toBe(404);
    expect((await house.get(`/b/pointer/${slot}`, rose)).status).toBe(403);
    expect(
      (await house.post('/b/creneaux', { geste: 'venir', numero: '1' }, { session: rose, headers: {} }))
        .status,
    ).toBe(403);
  });

  it('R-55 in a real browser, without script and by keyboard: link, « Je viens », calendar, withdrawal, and the first who waits is told', async () => {
    const slot = await newShift(fromMs + 9 * HOUR_MS);
    const { page, close } = await browser.visit({ width: 320, height: 800, script: false });
    const press = async (name: RegExp, address: string) => {
      await page.getByRole('button', { name }).last().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
    };
    await page.goto(house.url + (await house.linkTo('elodie.1@exemple.invalid')));
    await press(/^Entrer$/, '**/b?dit=entre');
    await page.goto(`${house.url}/b/creneaux`);
    await press(/^Je viens/, '**/b/creneaux?dit=inscrit');
    expect(await page.getByRole('status').innerText()).toBe('Vous y êtes : à bientôt.');
    await house.post('/b/creneaux', { geste: 'attendre', numero: String(slot) }, { session: rose });
    await page.goto(`${house.url}/b/agenda`);
    await press(/^Obtenir mon adresse$/, '**/b/agenda');
    const link = page.getByRole('link', { name: 'Mon agenda' });
    await link.waitFor();
    expect((await house.get((await link.getAttribute('href')) ?? '')).text).toContain('STATUS:CONFIRMED');
    await page.goto(`${house.url}/b/creneaux`);
    await mailsOf();
    await press(/^Me retirer/, '**/b/creneaux?dit=retire');
    expect(await mailsOf()).toEqual(['elodie.2@exemple.invalid Une place s’est libérée : elle est à vous']);
    await close();
  });

  it('keep the budget of every page: light, whole at 320 pixels and at 400 %, nothing found by axe in light nor dark', async () => {
    const slot = await newShift(fromMs + 7 * HOUR_MS, 4);
    await press('venir', slot, chef);
    const seen = await browser.examine(['/b/creneaux', '/b/agenda', `/b/pointer/${slot}`], chef);
    expect(overBudget(seen)).toEqual([]);
  });

  it('let the coordination mark who came, by name and never by card', async () => {
    const begins = fromMs + 6 * HOUR_MS;
    const slot = await newShift(begins);
    await press('venir', slot, elodie);
    house.clock.set(begins - HOUR_MS);
    // A coordinator's session lasts twelve hours.
    chef = await house.enter('elodie.3@exemple.invalid');
    const list = await house.get(`/b/pointer/${slot}`, chef);
    expect(list.text).toContain('<strong>Élodie F.</strong>');
    expect(list.text).not.toMatch(/exemple\.invalid|FICTIVE/);
    const signup = /name="inscription" value="(\d+)"/.exec(list.text)?.[1] ?? '';
    const marked = await house.post(
      `/b/pointer/${slot}`,
      { inscription: signup, presence: 'came' },
      { session: chef },
    );
    expect(marked.location).toBe(`/b/pointer/${slot}?dit=pointe`);
    expect((await house.get(`/b/pointer/${slot}`, chef)).text).toContain('venu');
    expect(
      (await house.post(`/b/pointer/${slot}`, { inscription: signup, presence: 'came' }, { session: elodie }))
        .status,
    ).toBe(403);
  });
});

describeWith('chromium')('R-55 e-mails about slots', () => {
  it('remind two days and three hours before, each once, whatever was down meanwhile; a kill half-way sends nothing again', async () => {
    house.clock.set(fromMs + 13 * HOUR_MS);
    const begins = house.clock.nowMs() + 72 * HOUR_MS;
    await house.app.store.write((rows) =>
      rows.agenda.updateEvent(event, { toMs: begins + 24 * HOUR_MS, closesAtMs: begins }),
    );
    elodie = await house.enter('elodie.1@exemple.invalid');
    const slot = await newShift(begins);
    await press('venir', slot, elodie);
    await mailsOf();
    house.clock.set(begins - 49 * HOUR_MS);
    expect(await mailsOf()).toEqual([]);
    house.clock.set(begins - 47 * HOUR_MS);
    expect(await mailsOf()).toEqual(['elodie.1@exemple.invalid C’est bientôt']);
    expect(await mailsOf()).toEqual([]);
    house.clock.set(begins - 2 * HOUR_MS);
    const { signup = 0 } = await house.app.store.write(async (rows) => {
      const one = (await rows.slots.signups(slot)).at(-1);
      await rows.slotNotices.owe(one?.id ?? 0, 'three-hours', house.clock.nowMs());
      await rows.slotNotices.update({ signup: one?.id ?? 0, kind: 'three-hours' }, { state: 'sending' });
      return { signup: one?.id ?? 0 };
    });
    await recoverNotices(house.app);
    expect(await mailsOf()).toEqual([]);
    const notice = await house.app.store.read((rows) => rows.slotNotices.notice(signup, 'three-hours'));
    expect(notice?.state).toBe('uncertain');
  });

  it('tell whoever was to come that it is cancelled, and nobody who withdrew', async () => {
    const begins = house.clock.nowMs() + 10 * HOUR_MS;
    const slot = await newShift(begins, 3);
    elodie = await house.enter('elodie.1@exemple.invalid');
    rose = await house.enter('elodie.2@exemple.invalid');
    await house.app.store.write((rows) => rows.agenda.updateEvent(event, { closesAtMs: begins }));
    await press('venir', slot, elodie);
    await press('venir', slot, rose);
    const { text } = await house.get('/b/creneaux', rose);
    const signup = (await house.app.store.read((rows) => rows.slots.signups(slot))).at(-1)?.id ?? 0;
    expect(text).toContain(`value="${signup}"`);
    await press('retirer', signup, rose);
    await mailsOf();
    await cancelEvent(house.app, { account: house.team, event, reason: 'la salle n’est plus libre' });
    const told = (await mailsOf()).filter((one) => one.endsWith('Créneau annulé'));
    // Hers, and the one of the test before.
    const own = 'elodie.1@exemple.invalid Créneau annulé';
    expect(told).toEqual([own, own]);
  });
});
