import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendNewsletterApproved as sendNewsletter } from '../../../server/steps/approval/approved-acts.ts';
import { importBounces } from '../../../server/steps/email/import-bounces.ts';
import {
  draftNewsletter,
  dropNewsletter,
  listNewsletters,
} from '../../../server/steps/newsletter/keep-newsletters.ts';
import { searchArchive } from '../../../server/steps/newsletter/read-archive.ts';
import { previewNewsletter, proofreadNewsletter } from '../../../server/steps/newsletter/read-newsletter.ts';
import { forgetOldCopies, recoverCopies, sendCopies } from '../../../server/steps/newsletter/send-copies.ts';
import { countNewsletter, stopNewsletter } from '../../../server/steps/newsletter/send-newsletter.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const CAEN = 'groupe:"gl caen"';
const REASON = 'nouvelles de décembre';
let house: DoorHouse;
/** Sessions of somebody of the group, and of somebody of none. */
let elodie: string;
let rose: string;

const lettre = (subject: string, to: string, text: string) => `Objet: ${subject}\nPour: ${to}\n\n${text}\n`;
const asked = () => ({ account: house.team });

/** Drafted and read again: ready to leave. */
async function ready(source: string): Promise<string> {
  const { id } = await draftNewsletter(house.app, { ...asked(), source });
  await proofreadNewsletter(house.app, { ...asked(), newsletter: id, to: 'karim@exemple.invalid' });
  return id;
}

async function sent(source: string): Promise<string> {
  const newsletter = await ready(source);
  const { count: expected } = await countNewsletter(house.app, { ...asked(), newsletter });
  await sendNewsletter(house.app, { ...asked(), newsletter, expected, reason: REASON });
  return newsletter;
}

/** Addresses and contents of what leaves now. */
async function mails() {
  const before = house.sink.count();
  await sendCopies(house.app, { limit: 1000 });
  return house.sink
    .messages()
    .slice(before)
    .map(({ raw }) => ({ raw, ...readMail(raw) }))
    .toSorted((a, b) => ((a.header('to') ?? '') < (b.header('to') ?? '') ? -1 : 1));
}
const toWhom = (all: Awaited<ReturnType<typeof mails>>) => all.map((one) => one.header('to'));
const lineOf = async (id: string) => (await listNewsletters(house.app, asked())).find((one) => one.id === id);

beforeAll(async () => {
  house = await openDoorHouse();
  await house.newGroup('GL Caen');
  await house.importLines([
    fiction(1, { GROUPES: 'GL Caen' }),
    fiction(2, { Prénom: 'Rose' }),
    fiction(3, { Prénom: 'Partie', STATUT: 'ancien', GROUPES: 'GL Caen' }),
    fiction(4, { Prénom: 'Opposée', 'Ne plus solliciter': 'oui', GROUPES: 'GL Caen' }),
    fiction(5, { Prénom: 'Sans', 'E-mail': '', GROUPES: 'GL Caen' }),
    fiction(6, { Prénom: '<b>Camille</b>' }),
  ]);
  elodie = await house.enter('elodie.1@exemple.invalid');
  rose = await house.enter('elodie.2@exemple.invalid');
});
afterAll(async () => await house?.close());

describe('R-54 a letter', () => {
  it('leaves once it is read again, for those of its choice who may be written to, and says how many others there are', async () => {
    const text = '# Réunion\n\nBonjour {{ PRENOM }}, **jeudi**.\n\n:: bouton Je viens https://exemple.org/';
    const { id } = await draftNewsletter(house.app, {
      ...asked(),
      source: lettre('Nouvelles', CAEN, text),
    });
    const newsletter = id.slice(0, 8);
    await expect(countNewsletter(house.app, { ...asked(), newsletter })).rejects.toThrow(/n’est pas relue/);
    const proof = house.sink.count();
    await proofreadNewsletter(house.app, { ...asked(), newsletter, to: 'karim@exemple.invalid' });
    expect(readMail(house.sink.messages()[proof]?.raw ?? '').header('subject')).toBe('[essai] Nouvelles');
    const counted = await countNewsletter(house.app, { ...asked(), newsletter });
    expect(counted).toMatchObject({
      ...{ chosen: 4, count: 1, needsSecond: false },
      leftOut: { former: 1, opposed: 1, refused: 0, 'no-email': 1 },
    });
    await expect(
      sendNewsletter(house.app, { ...asked(), newsletter, expected: 4, reason: REASON }),
    ).rejects.toMatchObject({ code: 'people-count-changed' });
    await sendNewsletter(house.app, { ...asked(), newsletter, expected: 1, reason: REASON });
    await expect(
      sendNewsletter(house.app, { ...asked(), newsletter, expected: 1, reason: REASON }),
    ).rejects.toMatchObject({ code: 'newsletter-unread' });
    const [mail, ...others] = await mails();
    expect([mail?.header('to'), others]).toEqual(['elodie.1@exemple.invalid', []]);
    expect(mail?.text).toContain('Bonjour Élodie, jeudi.');
    expect(mail?.html).toContain('<strong>jeudi</strong>');
    expect(mail?.html).not.toMatch(/<img|src=|<script/);
    expect(await mails()).toEqual([]);
    expect(await lineOf(id)).toMatchObject({ state: 'sent', recipients: 1, counts: { sent: 1 } });
    await expect(
      draftNewsletter(house.app, { ...asked(), newsletter, source: lettre('Autre', 'tous', 'x') }),
    ).rejects.toMatchObject({ code: 'newsletter-left' });
  });

  it('stops by one POST of a mail program, without a session; looking at the address changes nothing (RFC 8058)', async () => {
    await sent(lettre('Pour tout le monde', 'tous', 'Bonjour {{ PRENOM }}.'));
    const all = await mails();
    expect(toWhom(all)).toEqual([1, 2, 6].map((n) => `elodie.${n}@exemple.invalid`));
    // A name that is markup is a name.
    expect(all[2]?.html).toContain('Bonjour &lt;b&gt;Camille&lt;/b&gt;.');
    const [, mail] = all;
    expect(mail?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const stop = (mail?.header('list-unsubscribe') ?? '').slice(1, -1);
    const { pathname } = new URL(stop);
    expect(pathname).toMatch(/^\/b\/lettres\/arret\/[\w-]{43}$/);
    expect(mail?.text).toContain(stop);
    for (let look = 0; look < 3; look += 1) expect((await house.get(pathname)).status).toBe(200);
    await sent(lettre('Encore', 'tous', 'Bonjour.'));
    expect(toWhom(await mails())).toHaveLength(3);
    expect((await house.post(`/b/lettres/arret/${'A'.repeat(43)}`, {}, { headers: {} })).status).toBe(404);
    const oneClick = await house.post(pathname, { 'List-Unsubscribe': 'One-Click' }, { headers: {} });
    expect([oneClick.status, oneClick.text.includes('C’est fait')]).toEqual([200, true]);
    const parts = new FormData();
    parts.set('List-Unsubscribe', 'One-Click');
    expect((await fetch(stop, { method: 'POST', body: parts })).status).toBe(200);
    // Only there: a form of ours is never sent so, nor from elsewhere.
    expect((await fetch(`${house.url}/b/connexion`, { method: 'POST', body: parts })).status).toBe(415);
    await sent(lettre('Sans Rose', 'tous', 'Bonjour.'));
    expect(toWhom(await mails())).toEqual([1, 6].map((n) => `elodie.${n}@exemple.invalid`));
    expect((await house.get('/b/lettres', rose)).text).toContain('Vous ne recevez pas les lettres');
    const again = await house.post('/b/lettres', { recevoir: 'oui' }, { session: rose });
    expect(again.location).toBe('/b/lettres?dit=lettres');
  });

  it('is found again by its words, by those who were written to alone', async () => {
    await sent(lettre('Goûter', CAEN, 'Une surprise : **crêpes** & <i>cidre</i>.'));
    await mails();
    const own = await house.get('/b/lettres?mots=crepes', elodie);
    const path = /href="(\/b\/lettres\/[0-9a-f-]{36})"/.exec(own.text)?.[1] ?? '';
    const letter = await house.get(path, elodie);
    expect(letter.text).toContain('<strong>crêpes</strong> &amp; &lt;i&gt;cidre&lt;/i&gt;');
    expect((await house.get('/b/lettres?mots=crepes', rose)).text).toContain('Aucune lettre ne contient');
    expect((await house.get(path, rose)).status).toBe(404);
    expect((await house.get('/b/lettres', rose)).text).toContain('Pour tout le monde');
    expect(await searchArchive(house.app, { ...asked(), words: 'CIDRE surprise' })).toHaveLength(1);
    const agent = await house.hire('zoe.une', 'agent');
    await expect(searchArchive(house.app, { account: agent, words: '' })).rejects.toMatchObject({
      code: 'people-base-unknown',
    });
  });

  it('is never sent twice after a kill; stops where it stands; bounces, an erasure and two years leave counts', async () => {
    const id = await sent(lettre('Coupure', 'tous', 'Bonjour.'));
    const due = await house.app.store.read((rows) => rows.newsletters.due(house.clock.nowMs(), 10));
    await house.app.store.write((rows) => rows.newsletters.updateCopy(due[0]?.id ?? 0, { state: 'sending' }));
    expect(await recoverCopies(house.app)).toBe(1);
    const stopped = await stopNewsletter(house.app, { ...asked(), newsletter: id, reason: REASON });
    expect(stopped.stopped).toBe(2);
    expect(await mails()).toEqual([]);
    expect(await lineOf(id)).toMatchObject({ state: 'sent', counts: { uncertain: 1, dropped: 2 } });

    const other = await sent(lettre('Retours', 'tous', 'Bonjour.'));
    const [mail] = await mails();
    const bounces = [{ messageId: mail?.header('message-id') ?? '', status: '5.1.1', atMs: 0 }];
    expect(await importBounces(house.app, { bounces, actor: 'ops' })).toMatchObject({ bounced: 1 });
    expect(await importBounces(house.app, { bounces, actor: 'ops' })).toMatchObject({ already: 1 });
    const rows = await house.app.store.read((all) => all.newsletters.due(0, 1));
    expect(rows).toEqual([]);
    const stop = new URL((mail?.header('list-unsubscribe') ?? '').slice(1, -1)).pathname;
    const card = (await house.app.store.read((all) => all.people.ids(house.charity)))[0] ?? '';
    await eraseParticipant(house.app, { account: house.dpo, card, reason: 'à sa demande' });
    expect(await lineOf(other)).toMatchObject({ recipients: 3, counts: { bounced: 1, sent: 2 } });
    house.clock.set(house.clock.nowMs() + 731 * 86_400_000);
    expect(await forgetOldCopies(house.app)).toBeGreaterThan(3);
    expect((await house.get(stop)).status).toBe(404);
    expect(await lineOf(other)).toMatchObject({ state: 'archived', counts: { bounced: 1, sent: 2 } });
  });

  it('with a fault is kept nowhere; a draft is shown, then thrown away; an agent and a stranger have no part in it', async () => {
    const faults = {
      'Pour: tous\n\nx': 'newsletter-wrong',
      [lettre('Sida : des nouvelles', 'tous', 'x')]: 'newsletter-wrong',
      [lettre('Nouvelles\u000bBcc: tous@exemple.invalid', 'tous', 'x')]: 'newsletter-wrong',
      [lettre('Nouvelles\r\nBcc: tous@exemple.invalid', 'tous', 'x')]: 'newsletter-wrong',
      [lettre('Nouvelles', 'tous', '{{ TELEPHONE }}')]: 'newsletter-wrong',
      [lettre('Nouvelles', 'tous', '[ici](javascript:alert)')]: 'newsletter-wrong',
      [lettre('Nouvelles', 'tous', ':: évènement 3f1c2a4e')]: 'newsletter-event',
      [lettre('Nouvelles', 'chaussure:42', 'x')]: 'people-search-key',
      [lettre('Nouvelles', 'tous', '4539 1488 0343 6467')]: 'card-number',
    };
    for (const [source, code] of Object.entries(faults))
      await expect(draftNewsletter(house.app, { ...asked(), source })).rejects.toMatchObject({ code });
    const { id } = await draftNewsletter(house.app, {
      ...asked(),
      source: lettre('Brouillon', 'tous', 'Un mot.'),
    });
    const shown = await previewNewsletter(house.app, {
      account: house.dpo,
      newsletter: id,
      charity: house.charity,
    });
    expect(shown.text).toContain('Un mot.');
    await expect(
      draftNewsletter(house.app, {
        account: house.dpo,
        charity: house.charity,
        source: lettre('Non', 'tous', 'x'),
      }),
    ).rejects.toMatchObject({ code: 'people-forbidden' });
    await dropNewsletter(house.app, { ...asked(), newsletter: id });
    expect(await lineOf(id)).toBeUndefined();
  });
});
