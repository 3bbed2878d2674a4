import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendWaiting } from '../../../server/steps/conversations/send-waiting.ts';
import { askPoll } from '../../../server/steps/polls/ask-poll.ts';
import { webBearer } from '../../../server/steps/web-door/web-bearer.ts';
import { civilDate } from '../../../shared/time.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorBrowser, openDoorBrowser } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOSTILE = `<script>document.title='pris'</script> http://ailleurs.invalid/ "&'`;
let house: DoorHouse;
let browser: DoorBrowser;
let group: string;
const mail = (at: number) => `elodie.${at}@exemple.invalid`;

beforeAll(async () => {
  house = await openDoorHouse();
  browser = await openDoorBrowser(house.url);
  group = await house.newGroup('GL Caen');
  await house.newGroup('GL Lyon');
  await house.importLines([
    fiction(1, { Prénom: 'Anna', GROUPES: 'GL Caen' }),
    fiction(2, { Prénom: 'Basile', GROUPES: 'GL Caen' }),
    fiction(3, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
    fiction(4, { Prénom: 'Dora', GROUPES: 'GL Lyon' }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function told(): Promise<readonly string[]> {
  const before = house.sink.count();
  await sendWaiting(house.app, { limit: 100 });
  const raws = house.sink.messages().slice(before);
  for (const { raw } of raws)
    expect(`${readMail(raw).text}${raw}`).not.toMatch(/marché|march=|Anna|FICTIVE|Caen/);
  return raws.map(({ raw }) => String(readMail(raw).header('to'))).toSorted();
}

describeWith('chromium')('R-54 messages in a real browser, without script', () => {
  it('Anna writes to her group, Basile is e-mailed not a word of it, reads, answers; once he wants nothing, no mail leaves', async () => {
    const { page, close } = await browser.visit({ width: 320, height: 800, script: false });
    const press = async (name: string, address: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
    };
    await page.goto(house.url + (await house.linkTo(mail(1))));
    await press('Entrer', '**/b?dit=entre');
    await page.goto(`${house.url}/b/ecrire`);
    await page.getByRole('link', { name: 'GL Caen' }).click();
    await page.getByLabel('Message').fill('Samedi au marché\nà dix heures');
    await press('Envoyer', '**/b/messages/*?dit=envoye');
    expect(await page.getByRole('status').innerText()).toBe('Votre message est parti.');
    await press('Me déconnecter', '**/b/connexion?dit=sorti');
    expect(await told()).toEqual([mail(2), mail(3)]);

    const letter = readMail(house.sink.messages().at(-1)?.raw ?? '');
    expect(letter.header('subject')).toBe('Un message vous attend');
    expect(letter.text).toContain(`${house.url}/b/messages`);
    await page.goto(house.url + (await house.linkTo(mail(2))));
    await press('Entrer', '**/b?dit=entre');
    await page.getByRole('link', { name: 'Messages, 1 non lu' }).click();
    await page.getByRole('link', { name: 'GL Caen' }).click();
    expect(await page.locator('.words').innerText()).toBe('Samedi au marché\nà dix heures');
    expect(await page.getByRole('navigation').innerText()).not.toContain('non lu');
    await page.getByLabel('Répondre').fill('J’y serai');
    await press('Envoyer', '**/b/messages/*?dit=envoye');
    await page.goto(`${house.url}/b/preferences`);
    await page.getByLabel('Un message m’attend').selectOption('Rien');
    await press('Enregistrer', '**/b/preferences?dit=choisi');
    await close();
    // The coordination has not looked yet, and Basile wrote last.
    expect(await told()).toEqual([mail(1)]);
    const anna = await house.enter(mail(1));
    await house.post(`/b/ecrire/${group}`, { a: 'groupe', texte: 'Merci' }, { session: anna });
    expect(await told()).toEqual([]);
  });

  it('show what is typed as text, refuse a thread of others, health and another site, and take no answer to nobody', async () => {
    const [anna, dora] = [await house.enter(mail(1)), await house.enter(mail(4))];
    const sent = await house.post(
      `/b/ecrire/${group}`,
      { a: 'coordination', texte: HOSTILE },
      { session: anna },
    );
    const path = (sent.location ?? '').replace(/\?.*/, '');
    const { text } = await house.get(path, anna);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script|href="http:\/\/ailleurs/);
    for (const method of ['get', 'post'] as const) {
      const refused =
        method === 'get'
          ? await house.get(path, dora)
          : await house.post(path, { texte: 'Bonjour' }, { session: dora });
      expect([refused.status, refused.text.includes('pas une des vôtres')]).toEqual([404, true]);
    }
    const ill = await house.post(path, { texte: 'Elle est séropositive' }, { session: anna });
    expect([ill.status, ill.text.includes('parle de santé'), ill.text.includes('séropositive')]).toEqual([
      400,
      true,
      false,
    ]);
    expect((await house.post(path, { texte: 'a' }, { session: anna, headers: {} })).status).toBe(403);
    const full = `${'Une ligne de plus.\r\n'.repeat(100)}${'x'.repeat(90)} FIN.`;
    expect((await house.post(path, { texte: full }, { session: anna })).status).toBe(303);
    expect((await house.get(path, anna)).text).toContain(' FIN.');
    const long = await house.post(path, { texte: 'y'.repeat(2001) }, { session: anna });
    expect([long.status, long.text.includes('2001 signes, pour 2000 au plus')]).toEqual([400, true]);
    expect((await house.get(path, anna)).text).not.toContain('yyy');
    expect(
      (await house.post(`/b/ecrire/${group}`, { a: 'personnes', texte: 'a' }, { session: anna })).status,
    ).toBe(400);
    const copy = await house.get('/b/donnees/messages.json', anna);
    expect(JSON.parse(copy.text).messages.map(({ texte }: { texte: string }) => texte)).toContain('Merci');
  });

  it('a page that is wrong and an invitation are reported, taken and done by who coordinates; others do nothing with their number', async () => {
    const [basile, chef] = [await house.enter(mail(2)), await house.enter(mail(3))];
    const dora = await house.enter(mail(4));
    const form = { sorte: 'invitation', groupe: group, texte: HOSTILE };
    expect((await house.post('/b/suivi/nouveau', form, { session: basile })).location).toBe(
      '/b/suivi?dit=signale',
    );
    const members = (await house.get(`/b/groupe/${group}`, basile)).text;
    const card = /\/b\/personne\/([0-9a-f-]{36})">Anna/.exec(members)?.[1] ?? '';
    const wrong = `/b/suivi/erreur/${card}`;
    expect((await house.get(`/b/personne/${card}`, basile)).text).toContain(wrong);
    expect((await house.get(wrong, basile)).text).toContain('Anna');
    await house.post(wrong, { texte: 'Il ne porte plus ce nom' }, { session: basile });
    const { text } = await house.get('/b/suivi', chef);
    expect(text).toContain('&lt;script&gt;');
    expect(text).toMatch(/erreur signalée[\s\S]*sur la page de Anna[\s\S]*Il ne porte plus ce nom/);
    const point = /name="point" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    for (const session of [basile, dora])
      expect((await house.post('/b/suivi', { point, geste: 'fait' }, { session })).status).toBe(404);
    expect((await house.get(wrong, dora)).status).toBe(404);
    const take = { point, geste: 'prendre', pour: '2100-01-01' };
    expect((await house.post('/b/suivi', take, { session: chef })).status).toBe(400);
    await house.post('/b/suivi', { point, geste: 'prendre' }, { session: chef });
    expect((await house.get('/b/suivi', chef)).text).toContain('pris par vous');
    await house.post('/b/suivi', { point, geste: 'fait' }, { session: chef });
    expect((await house.get('/b/suivi', basile)).text).toMatch(/Ce que j’ai signalé[\s\S]*· fait/);
  });

  it('a group is asked, answers once each and may change until the last day; counts are shown to who answered, votes to nobody', async () => {
    const sessions = { basile: await house.enter(mail(2)), chef: await house.enter(mail(3)) };
    const dora = await house.enter(mail(4));
    const path = `/b/sondages/${group}`;
    const post = (session: string, fields: Readonly<Record<string, string>>) =>
      house.post(path, fields, { session });
    const day = (days: number) => civilDate(house.clock.nowMs() + days * 86_400_000);
    const [basile] = [await webBearer(house.app, sessions.basile)];
    const poll = { group, question: HOSTILE, choices: ['Mardi', 'Jeudi', ''], endsOn: day(2) };
    const { id } = await askPoll(house.app, basile, poll);
    for (const [change, code] of [
      [{ choices: ['Mardi', 'mardi'] }, 'poll-choices'],
      [{ endsOn: day(-1) }, 'poll-end'],
      [{ question: 'Qui est séropositif ?' }, 'message-text'],
    ] as const)
      await expect(askPoll(house.app, basile, { ...poll, ...change })).rejects.toMatchObject({ code });
    const before = (await house.get(path, sessions.chef)).text;
    expect(before).toContain('&lt;script&gt;');
    expect(before).toMatch(/Mardi<\/label>[\s\S]*Les réponses se voient une fois la vôtre donnée/);
    const vote = (choix: string) => ({ sondage: id, geste: 'repondre', choix });
    await Promise.all([post(sessions.basile, vote('0')), post(sessions.chef, vote('0'))]);
    expect((await post(sessions.chef, vote('1'))).location).toBe(`${path}?dit=sondage-vote`);
    expect((await house.get(path, sessions.basile)).text).toMatch(
      /2 réponses[\s\S]*Mardi : 1[\s\S]*Jeudi : 1/,
    );
    expect((await post(sessions.chef, vote('2'))).status).toBe(409);
    const tries = [
      post(dora, vote('0')),
      post(dora, { sondage: id, geste: 'retirer' }),
      house.get(path, dora),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([404, 404, 404]);
    const [row] = await house.app.store.read((rows) => rows.polls.ofGroup(group));
    expect(Buffer.from(row?.sealed ?? []).includes('Mardi')).toBe(false);
    expect((await post(sessions.chef, { sondage: id, geste: 'retirer' })).location).toContain('retire');
    await askPoll(house.app, basile, { ...poll, choices: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
  });

  it('are one request under 14 kB, whole at 320 pixels, and axe finds nothing in light nor dark', async () => {
    const chef = await house.enter(mail(3));
    const thread =
      /\/b\/messages\/[0-9a-f-]{36}/.exec((await house.get('/b/messages', chef)).text)?.[0] ?? '';
    const seen = await browser.examine(
      [
        '/b/messages',
        thread,
        '/b/ecrire',
        `/b/ecrire/${group}`,
        '/b/preferences',
        '/b/suivi',
        '/b/suivi/nouveau',
        `/b/sondages/${group}`,
      ],
      chef,
    );
    for (const { what, requests, gzipBytes, elements, overflow, violations } of seen) {
      expect([what, requests, overflow, violations]).toEqual([what, 1, 0, []]);
      expect([what, gzipBytes < 14 * 1024, elements < 300]).toEqual([what, true, true]);
    }
  });
});
