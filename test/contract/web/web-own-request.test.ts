import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncPeople } from '../../../server/steps/crm/sync-people.ts';
import { listItems } from '../../../server/steps/follow-up/list-items.ts';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { openDoorBrowser, overBudget } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

/** A house that follows the CRM, whose form takes what its people want changed. */
let house: DoorHouse;
let standIn: StandIn;
let session: string;
const room = mkdtempSync(join(tmpdir(), 'plateau-own-request-'));
const MARIE = 'marie.1@exemple.invalid';
const FORM = '/submissions/v3/integration/secure/submit/12345/0f6b2a1c-1111-4222-8333-444455556666';

async function pass() {
  const { followed } = house.app.crm;
  if (!followed) throw new Error('the directory follows the CRM');
  await syncPeople(house.app, { ...followed, actor: 'host:essai' });
}
const ask = (fields: Readonly<Record<string, string>>) => house.post('/b/fiche/demande', fields, { session });
const forms = () => standIn.log.filter((line) => line.includes('/submissions/'));
const contact = () =>
  standIn.book.all(false).find(({ properties }) => properties.email === MARIE)?.properties;
const items = async () =>
  (await listItems(house.app, { account: house.team })).filter(({ kind }) => kind === 'correction');

beforeAll(async () => {
  standIn = await startHubspotStandIn();
  standIn.mood.searchesPerSecond = 1000;
  for (const name of ['mobilephone', 'salutation', 'city']) standIn.mood.properties[name] = [];
  const keyFile = join(room, 'cle');
  writeFileSync(keyFile, standIn.mood.key, { mode: 0o600 });
  house = await openDoorHouse({
    PLATEAU_HUBSPOT_KEY_FILE: keyFile,
    PLATEAU_HUBSPOT_ENTERS: 'plateau_acces=oui',
    PLATEAU_HUBSPOT_URL: standIn.url,
    PLATEAU_HUBSPOT_CHARITY: 'UNION',
    PLATEAU_HUBSPOT_FORM: standIn.url + FORM,
  });
  standIn.book.add({
    email: MARIE,
    firstname: 'Marie',
    lastname: 'Fictive-1',
    plateau_acces: 'oui',
    city: 'Caen',
  });
  await pass();
  session = await house.enter(MARIE);
});
afterAll(async () => {
  await house?.close();
  await standIn?.close();
  rmSync(room, { recursive: true });
});

describe('R-53 what the CRM holds of a person, on « Ma fiche »', () => {
  it('is asked for by one submission of the charity’s own form, and stands on the card after the next pass', async () => {
    const { text } = await house.get('/b/fiche', session);
    expect(text).toContain('href="/b/fiche/demande"');
    const done = await ask({ 'champ-telephone': '06 39 98 00 77', texte: '' });
    expect([done.status, done.location]).toEqual([303, '/b/fiche?dit=demande-envoyee']);
    expect(forms()).toEqual([`POST ${FORM} 200`]);
    expect(
      standIn.log.filter((line) => /^(PATCH|PUT|DELETE)|POST \/crm\/.*(batch|create)/.test(line)),
    ).toEqual([]);
    expect(contact()).toMatchObject({ email: MARIE, mobilephone: '+33639980077', city: 'Caen' });
    expect((await house.get('/b/fiche', session)).text).not.toContain('06 39 98 00 77');
    await pass();
    expect((await house.get('/b/fiche', session)).text).toContain('06 39 98 00 77');
    expect((await house.actions('people.ask-change')).map(({ detail }) => detail)).toEqual([
      { charity: 'UNION', fields: 'telephone' },
    ]);
    expect(await items()).toEqual([]);
  });

  it('goes to « Suivi » of the charity where the form does not take it, with what no field says: nothing asked is lost', async () => {
    standIn.mood.formFields = ['email'];
    const done = await ask({ 'champ-telephone': '06 39 98 00 78', texte: 'Mon nom s’écrit sans tiret.' });
    expect(done.location).toBe('/b/fiche?dit=demande-signalee');
    const [item] = await items();
    expect(item).toMatchObject({
      about: 'Marie FICTIVE-1',
      text: 'Téléphone : 06 39 98 00 78\nMon nom s’écrit sans tiret.',
    });
    expect(contact()?.mobilephone).toBe('+33639980077');
  });

  it('sends nothing of a form of which one field does not serve, nor one that says nothing new, nor a field of the charity', async () => {
    const before = standIn.log.length;
    const wrong = await ask({ 'champ-telephone': '12', texte: '' });
    expect([wrong.status, wrong.text.includes('Rien n’est envoyé')]).toEqual([400, true]);
    const same = await ask({ 'champ-telephone': '06 39 98 00 77', texte: ' ' });
    expect([same.status, same.text.includes('Rien de nouveau')]).toEqual([400, true]);
    const health = await ask({ texte: 'Je suis séropositive.' });
    expect(health.status).toBe(400);
    const others = await ask({ 'champ-email': 'autre@exemple.invalid', 'champ-notes': 'x', texte: '' });
    expect(others.text).toContain('Rien de nouveau');
    expect(standIn.log.length).toBe(before);
    expect(await items()).toHaveLength(1);
  });
});

describeWith('chromium')('R-55 the page that asks', () => {
  it('is one request under 14 kB, whole at 320 pixels, and axe finds nothing in light nor dark', async () => {
    const browser = await openDoorBrowser(house.url);
    try {
      const seen = await browser.examine(['/b/fiche', '/b/fiche/demande'], session);
      expect(seen).toHaveLength(4);
      expect(overBudget(seen)).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
