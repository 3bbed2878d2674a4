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

  it('moves an event with its slots, then one slot: whoever has a place or waits is told once of what they must know', async () => {
    const made = await house.post('/b/annoncer', said, { session: chef });
    const at = (made.location ?? '').replace(/\?.*/, '');
    const act = (geste: string, more: Record<string, string> = {}) =>
      house.post(at, { geste, ...said, ...more }, { session: chef });
    await act('publier');
    const open = async (debut: string, fin: string) => {
      await act('creneau', { quoi: 'accueil', places: '1', debut, fin });
      return Number([...(await house.get(at, chef)).text.matchAll(/pointer\/(\d+)/g)].at(-1)?.[1]);
    };
    const slot = await open('2027-06-05T20:00', '2027-06-05T21:00');
    const late = await open('2027-06-05T22:00', '2027-06-05T23:00');
    for (const [geste, numero, session] of [
      ['venir', slot, elodie],
      ['attendre', slot, rose],
      ['venir', late, elodie],
    ] as const)
      await house.post('/b/creneaux', { geste, numero: String(numero) }, { session });
    const hoursOf = async (id: number) => {
      const row = await house.app.store.read((rows) => rows.agenda.slot(id));
      return row && new Date(row.fromMs).toISOString().slice(5, 16);
    };
    const later = async () => {
      house.clock.advance(11 * 60_000);
      return (await mailsOf()).toSorted();
    };
    const toBoth = [1, 2].map((one) => `elodie.${one}@exemple.invalid Votre créneau change`);
    await later();
    await act('modifier', { texte: 'On peint, et on colle.' });
    await act('modifier', { texte: 'On peint, et on colle.' });
    expect(await later()).toEqual([]);
    const moved = { lieu: 'salle 4', debut: '2027-06-06T20:00', fin: '2027-06-06T23:00' };
    await act('modifier', { lieu: 'salle 4' });
    expect(await mailsOf()).toEqual([]);
    await act('modifier', moved);
    expect([await hoursOf(slot), await hoursOf(late)]).toEqual(['06-06T18:00', '06-06T20:00']);
    expect(await later()).toEqual([toBoth[0], ...toBoth]);
    const narrow = await act('modifier', { ...moved, fin: '2027-06-06T21:30' });
    expect([narrow.status, narrow.text.includes('1 créneau de l’événement sortirait de ces heures')]).toEqual(
      [400, true],
    );
    const change = async (geste: string, more: Record<string, string>, session = chef) =>
      await house.post(`${at}/${slot}`, { geste, ...more }, { session });
    expect((await house.get(`${at}/${slot}`, chef)).text).toContain('1 sur 1, 1 en attente');
    expect((await house.get(`${at}/999`, chef)).status).toBe(404);
    const onto = await change('deplacer', { debut: '2027-06-06T21:30', fin: '2027-06-06T22:30' });
    expect(onto.text).toContain('1 personne inscrite est prise ailleurs');
    const half = { debut: '2027-06-06T20:30', fin: '2027-06-06T21:30' };
    expect((await change('deplacer', half, elodie)).text).toContain(
      'ne permettent pas d’y ouvrir un créneau',
    );
    expect((await change('deplacer', half)).location).toBe(`${at}?dit=creneau-change`);
    expect((await change('deplacer', half)).location).toBe(`${at}?dit=creneau-change`);
    expect([await hoursOf(slot), await later()]).toEqual(['06-06T18:30', toBoth]);
    expect((await change('annuler', { motif: 'la salle est prise' })).location).toBe(
      `${at}?dit=creneau-annule`,
    );
    expect((await change('annuler', { motif: 'la salle est prise' })).text).toContain('annulé, ou passé');
    expect(await later()).toEqual([1, 2].map((one) => `elodie.${one}@exemple.invalid Créneau annulé`));
    await act('annuler', { motif: 'la salle est prise' });
    expect((await act('modifier', { titre: 'Autre titre' })).text).toContain('annulé : il ne change plus');
    await later();
  });

  it('on pages of one request under 14 kB, whole at 320 pixels, without a finding of axe', async () => {
    const made = await house.post('/b/annoncer', said, { session: chef });
    const at = (made.location ?? '').replace(/\?.*/, '');
    await house.post(at, { ...said, geste: 'creneau', quoi: 'accueil', places: '2' }, { session: chef });
    const slot = /pointer\/(\d+)/.exec((await house.get(at, chef)).text)?.[1] ?? '';
    const pages = ['/b/annoncer', at, `${at}/${slot}`];
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
