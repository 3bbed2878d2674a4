import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorBrowser, openDoorBrowser, overBudget } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOSTILE = `<script>document.title='pris'</script>"><img src=x onerror=alert(1)>&'`;
const ELODIE = 'elodie.1@exemple.invalid';
let house: DoorHouse;
let session: string;
beforeAll(async () => {
  house = await openDoorHouse();
  await house.newGroup('GL Caen');
  await house.newGroup('Antenne Bayeux', 'GL Caen');
  await house.newGroup('GL Lyon');
  const { faults } = await house.importLines([
    fiction(1, { GROUPES: 'GL Caen (référente : communication)', Ville: 'Caen', Notes: 'confidence' }),
    fiction(2, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
    fiction(3, {
      Prénom: 'Hugo',
      GROUPES: 'GL Caen',
      'Coordonnées visibles du groupe': 'oui',
      Présentation: HOSTILE,
    }),
    fiction(4, {
      Prénom: 'Mina',
      GROUPES: 'GL Caen',
      'Coordonnées visibles du groupe': 'oui',
      'Date de naissance': '01/01/2012',
    }),
    fiction(5, { Prénom: 'Lyonnais', GROUPES: 'GL Lyon' }),
    fiction(6, { Prénom: 'Rose', STATUT: 'prospect', GROUPES: 'GL Caen' }),
    fiction(8, { Prénom: 'Zoé<b onclick=x>', GROUPES: 'GL Caen', Notes: HOSTILE }),
    fiction(7, { Prénom: 'Bayeux', GROUPES: 'Antenne Bayeux' }),
  ]);
  expect(faults).toEqual([]);
  session = await house.enter(ELODIE);
});
afterAll(() => house?.close());

const idOf = async (words: string) =>
  (await findPeople(house.app, { account: house.team, where: words, from: 0, limit: 5, whole: true }))
    .lines[0]?.id ?? '';
const groupOf = async (name: string) =>
  (await house.app.store.read((rows) => rows.groups.of(house.charity))).find((one) => one.name === name)
    ?.id ?? '';
const version = async () =>
  /name="version" value="(\d+)"/.exec((await house.get('/b/fiche', session)).text)?.[1] ?? '';

describe('R-51 pages of a participant', () => {
  it('keeps the person’s own fields, and says so', async () => {
    const done = await house.post(
      '/b/fiche',
      {
        version: await version(),
        'champ-ville': 'Bayeux',
        'champ-bio': 'J’aime la soupe.',
        'champ-partage': 'oui',
      },
      { session },
    );
    expect([done.status, done.location]).toEqual([303, '/b/fiche?dit=enregistre']);
    const { text } = await house.get('/b/fiche?dit=enregistre', session);
    expect(text).toContain('value="Bayeux"');
    expect(text).toContain('J’aime la soupe.');
    expect(text).toContain('Votre fiche est enregistrée.');
    expect(
      (
        await findPeople(house.app, {
          account: house.team,
          where: 'ville:bayeux',
          from: 0,
          limit: 5,
          whole: true,
        })
      ).total,
    ).toBe(1);
  });

  it('keeps nothing of a form of which one field does not serve: a note under each, and what was typed stands', async () => {
    const before = await version();
    const refused = await house.post(
      '/b/fiche',
      {
        version: before,
        'champ-ville': 'Caen',
        'champ-bio': 'Je suis séropositif.',
        'champ-telephone': '12',
      },
      { session },
    );
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Rien n’est enregistré : 2 champs ne conviennent pas');
    expect(refused.text).toContain('aria-describedby="champ-bio-note"');
    expect(refused.text).toContain('value="Caen"');
    expect(await version()).toBe(before);
  });

  it('refuses a card that changed meanwhile, and a field that is the charity’s', async () => {
    const old = await version();
    await house.post('/b/fiche', { version: old, 'champ-ville': 'Caen' }, { session });
    const late = await house.post('/b/fiche', { version: old, 'champ-ville': 'Lyon' }, { session });
    expect([late.status, late.text.includes('Votre fiche a changé')]).toEqual([409, true]);
    await house.post(
      '/b/fiche',
      { version: await version(), 'champ-nom': 'Autre', 'champ-notes': 'x' },
      { session },
    );
    const { text } = await house.get('/b/fiche', session);
    expect(text).toContain('Élodie FICTIVE-1');
    expect(text).not.toContain('confidence');
    expect(text).toContain('L’association garde aussi 1 champ');
  });

  it('shows the members of one’s groups, never those of others, nor a prospect anybody', async () => {
    const caen = await groupOf('GL Caen');
    const { text } = await house.get(`/b/groupe/${caen}`, session);
    expect(text).toContain('Hugo FICTIVE-3');
    expect(text).not.toContain('Lyonnais');
    for (const path of [
      `/b/groupe/${await groupOf('GL Lyon')}`,
      `/b/groupe/${await groupOf('Antenne Bayeux')}`,
      `/b/personne/${await idOf('lyonnais')}`,
      `/b/personne/${await idOf('bayeux')}`,
    ])
      expect([path, (await house.get(path, session)).status]).toEqual([path, 404]);
    const chef = await house.enter('elodie.2@exemple.invalid');
    expect((await house.get(`/b/groupe/${await groupOf('Antenne Bayeux')}`, chef)).text).toContain(
      'Bayeux FICTIVE-7',
    );
    const rose = await house.enter('elodie.6@exemple.invalid');
    expect((await house.get('/b/groupe', rose)).text).not.toContain('href="/b/groupe/');
    expect((await house.get(`/b/groupe/${caen}`, rose)).status).toBe(404);
    expect((await house.get(`/b/personne/${await idOf('hugo')}`, rose)).status).toBe(404);
  });

  it('shows coordinates that are shared, never a minor’s, to a member; all to a coordinator', async () => {
    const seen = async (words: string, who: string) =>
      (await house.get(`/b/personne/${await idOf(words)}`, who)).text;
    expect(await seen('hugo', session)).toContain('elodie.3@exemple.invalid');
    expect(await seen('mina', session)).not.toContain('elodie.4@');
    const chef = await house.enter('elodie.2@exemple.invalid');
    expect(await seen('mina', chef)).toContain('elodie.4@exemple.invalid');
  });

  it('shows what a person wrote of themselves as text, whatever it says', async () => {
    const { text } = await house.get(`/b/personne/${await idOf('hugo')}`, session);
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain('&lt;script&gt;');
    const chef = await house.enter('elodie.2@exemple.invalid');
    for (const path of [
      `/b/groupe/${await groupOf('GL Caen')}`,
      `/b/personne/${await idOf('email:elodie.8@exemple.invalid')}`,
    ])
      for (const who of [session, chef]) {
        const shown = (await house.get(path, who)).text;
        expect([path, shown.includes('Zoé&lt;b'), shown.match(/<script|<img|<b /)]).toEqual([
          path,
          true,
          null,
        ]);
      }
    await house.post('/b/fiche', { version: await version(), 'champ-bio': HOSTILE }, { session });
    expect((await house.get('/b/fiche', session)).text).not.toMatch(/<script|<img/);
    expect((await house.get(`/b?dit=${encodeURIComponent(HOSTILE)}`, session)).text).not.toMatch(
      /<script|<img/,
    );
  });

  it('gives a copy of one’s own card, for an address book and for a program, without the charity’s notes', async () => {
    const card = await house.get('/b/donnees/fiche.vcf', session);
    expect(card.headers.get('content-disposition')).toBe('attachment; filename="fiche.vcf"');
    expect(card.text).toMatch(
      /^BEGIN:VCARD\r\nVERSION:4\.0\r\nUID:urn:uuid:[0-9a-f-]{36}\r\nFN:Élodie FICTIVE-1\r\n/,
    );
    expect(card.text).toContain('\r\nTEL;VALUE=uri:tel:+33639980012\r\n');
    const whole = JSON.parse((await house.get('/b/donnees/fiche.json', session)).text) as {
      champs: object;
      groupes: string[];
    };
    expect(whole.champs).toMatchObject({ Nom: 'Fictive-1', 'E-mail': ELODIE });
    expect(JSON.stringify(whole)).not.toContain('confidence');
    expect(whole.groupes).toEqual(['GL Caen : référent, communication']);
  });

  it('tells the audit log of every look at others', async () => {
    const actor = await idOf('email:elodie.1@');
    const before = (await house.actions('people.directory')).length;
    await house.get(`/b/groupe/${await groupOf('GL Caen')}`, session);
    const looks = await house.actions('people.directory');
    expect(looks.slice(before)).toMatchObject([{ reason: 'membres de son groupe', actor }]);
  });
});

describeWith('chromium')('the same pages in a browser', () => {
  let browser: DoorBrowser;
  beforeAll(async () => {
    browser = await openDoorBrowser(house.url);
  });
  afterAll(() => browser?.close());

  it('without script, by keyboard alone: from the link to the card, and out', async () => {
    const { page, close } = await browser.visit({ width: 390, height: 844, script: false });
    await page.goto(house.url + (await house.linkTo('elodie.3@exemple.invalid')));
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Aller au contenu');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Entrer');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/b?dit=entre');
    expect(await page.locator('h1').textContent()).toBe('Bonjour Hugo FICTIVE-3');
    await page.getByRole('link', { name: 'Ma fiche' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/b/fiche');
    await page.getByLabel('Ville').focus();
    await page.keyboard.type('Ouistreham');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/b/fiche?dit=enregistre');
    expect(await page.getByLabel('Ville').inputValue()).toBe('Ouistreham');
    await page.getByRole('button', { name: 'Me déconnecter' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/b/connexion?dit=sorti');
    await page.goto(`${house.url}/b/fiche`);
    expect(await page.locator('h1').textContent()).toBe('Entrer');
    await close();
  });

  it('each page: one request, under 14 kB and 300 elements, EcoIndex of 85, whole at 320 pixels and at 400 %, and axe finds nothing in light nor dark', async () => {
    const link = await house.linkTo(ELODIE);
    const caen = `/b/groupe/${await groupOf('GL Caen')}`;
    const strangers = ['/b/connexion', link, '/b/aide', '/b/accessibilite', '/b/inconnue'];
    const own = ['/b', '/b/fiche', '/b/groupe', caen, `/b/personne/${await idOf('hugo')}`, '/b/donnees'];
    const seen = [...(await browser.examine(strangers, undefined)), ...(await browser.examine(own, session))];
    expect(seen).toHaveLength(2 * (strangers.length + own.length));
    expect(overBudget(seen)).toEqual([]);
  }, 60_000);
});
