import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendNotices } from '../../../server/steps/agenda/send-notices.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorBrowser, openDoorBrowser } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

let house: DoorHouse;
let browser: DoorBrowser;
/** Sessions of a coordinator and of two members of the group. */
let chef: string;
let elodie: string;
let rose: string;

beforeAll(async () => {
  house = await openDoorHouse();
  browser = await openDoorBrowser(house.url);
  await house.newGroup('GL Caen');
  await house.importLines([
    fiction(1, { GROUPES: 'GL Caen' }),
    fiction(2, { Prénom: 'Rose', GROUPES: 'GL Caen' }),
    fiction(3, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
  ]);
  house.clock.set(Date.parse('2027-06-01T10:00+02:00'));
  chef = await house.enter('elodie.3@exemple.invalid');
  elodie = await house.enter('elodie.1@exemple.invalid');
  rose = await house.enter('elodie.2@exemple.invalid');
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** Subjects and addresses of what leaves now. */
async function mailsOf(): Promise<readonly string[]> {
  const before = house.sink.count();
  await sendNotices(house.app, { limit: 100 });
  return house.sink
    .messages()
    .slice(before)
    .map(({ raw }) => `${readMail(raw).header('to')} ${readMail(raw).header('subject')}`);
}

describeWith('chromium')('R-55 whoever coordinates a group, on a telephone', () => {
  const HOURS = { debut: '2027-06-05T20:00', fin: '2027-06-05T23:00' };
  const said = {
    ...{ titre: 'Atelier <i>pancartes</i>', texte: 'On peint.', lieu: 'salle 2', sorte: 'action' },
    ...{ groupe: 'GL Caen', pour: 'groups', ...HOURS },
  };

  it('announces, mends, publishes, opens a slot and cancels: who signed up is told once; words that are refused are kept', async () => {
    expect((await house.get('/b/agenda', chef)).text).toContain('/b/annoncer');
    expect((await house.get('/b/agenda', rose)).text).not.toContain('/b/annoncer');
    expect((await house.get('/b/annoncer', rose)).text).toContain('Vous n’êtes référent ni coordinateur');
    expect((await house.post('/b/annoncer', said, { session: rose })).status).toBe(400);
    const wrong = await house.post('/b/annoncer', { ...said, fin: 'demain' }, { session: chef });
    expect([wrong.status, wrong.text.includes('ne se lit pas'), wrong.text.includes('On peint.')]).toEqual([
      400,
      true,
      true,
    ]);
    const made = await house.post('/b/annoncer', said, { session: chef });
    const at = (made.location ?? '').replace(/\?.*/, '');
    expect(made.location).toMatch(/^\/b\/evenement\/[0-9a-f-]{36}\?dit=brouillon$/);
    const act = (geste: string, more: Record<string, string> = {}, session = chef) =>
      house.post(at, { geste, ...more }, { session });
    expect((await house.get(at, chef)).text).toContain('Atelier &lt;i&gt;pancartes&lt;/i&gt;');
    expect([(await house.get(at, elodie)).status, (await act('publier', {}, elodie)).status]).toEqual([
      404, 404,
    ]);
    expect((await act('modifier', { ...said, lieu: 'salle 3' })).location).toBe(`${at}?dit=modifie`);
    expect((await act('publier')).location).toBe(`${at}?dit=publie`);
    const outside = await act('creneau', { quoi: 'accueil', places: '2', ...HOURS, fin: '2027-06-06T09:00' });
    expect([outside.status, outside.text.includes('value="accueil"')]).toEqual([400, true]);
    expect((await act('creneau', { quoi: 'accueil', places: '2', ...HOURS })).location).toBe(
      `${at}?dit=creneau`,
    );
    const seen = await house.get(at, elodie);
    expect([
      seen.text.includes('salle 3'),
      seen.text.includes('<form method="post" action="/b/evenement'),
    ]).toEqual([true, false]);
    const slot = Number(/pointer\/(\d+)/.exec((await house.get(at, chef)).text)?.[1]);
    await house.post('/b/creneaux', { geste: 'venir', numero: String(slot) }, { session: elodie });
    await mailsOf();
    expect((await act('annuler', { motif: 'non' })).status).toBe(400);
    for (const geste of ['annuler', 'modifier', 'creneau', 'publier'])
      expect([geste, (await act(geste, { motif: 'la salle est prise', ...said }, elodie)).status]).toEqual([
        geste,
        400,
      ]);
    expect((await act('annuler', { motif: 'la salle est prise' })).location).toBe(`${at}?dit=annule`);
    expect((await act('annuler', { motif: 'la salle est prise' })).location).toBe(`${at}?dit=annule`);
    expect(await mailsOf()).toEqual(['elodie.1@exemple.invalid Créneau annulé']);
    expect((await house.get(at, chef)).text).toContain('annulé');
  });

  it('on pages of one request under 14 kB, whole at 320 pixels, without a finding of axe', async () => {
    const made = await house.post('/b/annoncer', said, { session: chef });
    const pages = ['/b/annoncer', (made.location ?? '').replace(/\?.*/, '')];
    for (const { what, requests, gzipBytes, elements, overflow, violations } of await browser.examine(
      pages,
      chef,
    )) {
      expect([what, requests, overflow, violations]).toEqual([what, 1, 0, []]);
      expect([what, gzipBytes < 14 * 1024, elements < 300]).toEqual([what, true, true]);
    }
  });

  it('has twenty events to come at most', async () => {
    for (let more = 0; more < 19; more += 1) await house.post('/b/annoncer', said, { session: chef });
    const refused = await house.post('/b/annoncer', said, { session: chef });
    expect([refused.status, refused.text.includes('20 événements à venir')]).toEqual([400, true]);
  });
});
