import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerRequest } from '../../../server/steps/conversations/answer-request.ts';
import { chooseMailing, readMailing } from '../../../server/steps/conversations/choose-mailing.ts';
import { dropOldMessages } from '../../../server/steps/conversations/drop-old-messages.ts';
import { ownMessagesFile } from '../../../server/steps/conversations/own-messages.ts';
import {
  readInbox,
  readThread,
  unreadCount,
} from '../../../server/steps/conversations/read-conversations.ts';
import { recoverWaiting } from '../../../server/steps/conversations/send-waiting.ts';
import { countAudience, writeAsOffice } from '../../../server/steps/conversations/write-as-office.ts';
import { writeMessage } from '../../../server/steps/conversations/write-message.ts';
import { dropOldItems } from '../../../server/steps/follow-up/drop-old-items.ts';
import { listItems } from '../../../server/steps/follow-up/list-items.ts';
import { reportItem } from '../../../server/steps/follow-up/report-item.ts';
import { finishItem, takeItem } from '../../../server/steps/follow-up/settle-item.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { askPoll } from '../../../server/steps/polls/ask-poll.ts';
import { webBearer } from '../../../server/steps/web-door/web-bearer.ts';
import { callsForPeople, waitingMailsSent } from '../../support/agenda/calls-for-people.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { damageHidesNobody } from '../../support/people/damaged-packets.ts';
import { changeKeyOfDirectory } from '../../support/people/key-of-directory.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const DAY_MS = 86_400_000;

let house: DoorHouse;
let caen: string;
let lyon: string;
/** Sessions, by first name. */
const session: Record<string, string> = {};
const PEOPLE: readonly (readonly [string, string, Record<string, string>?])[] = [
  ['Anna', 'GL Caen'],
  ['Basile', 'GL Caen'],
  ['Chef', 'GL Caen (coordinateur)'],
  ['Dora', 'GL Lyon'],
  ['Emil', 'GL Lyon', { 'Date de naissance': '01/05/2012' }],
];

beforeAll(async () => {
  house = await openDoorHouse();
  caen = await house.newGroup('GL Caen');
  lyon = await house.newGroup('GL Lyon');
  await house.importLines(
    PEOPLE.map(([name, groups, more], at) => fiction(at, { Prénom: name, GROUPES: groups, ...more })),
  );
  for (const [at, [name]] of PEOPLE.entries())
    session[name] = await house.enter(`elodie.${at}@exemple.invalid`);
});
afterAll(() => house?.close());

const as = async (name: string) => await webBearer(house.app, session[name] ?? '');
const id = async (name: string) => (await as(name)).person.id;
const write = async (name: string, to: Parameters<typeof writeMessage>[2]['to'], text = 'Bonjour !') =>
  (await writeMessage(house.app, await as(name), { to, text })).conversation;
const inbox = async (name: string) => await readInbox(house.app, await as(name));
const thread = async (name: string, conversation: string) =>
  await readThread(house.app, await as(name), { id: conversation });
const mailed = () => waitingMailsSent(house);
const TOLD = 'Un message vous attend';

describe('R-55 a slot that misses people', () => {
  it('its lead writes once to whoever is trained and free, without a name; to no minor, to nobody who wants none, and not once it is full', () =>
    callsForPeople(house, as));
});

describe('R-54 conversations', () => {
  it('a group reads what one of it writes, each is e-mailed once and not a word of it, until they look', async () => {
    const conversation = await write(
      'Anna',
      { kind: 'group', group: caen },
      'Rendez-vous <b>samedi</b> au marché',
    );
    await write('Anna', { kind: 'group', group: caen }, 'À dix heures');
    expect(await unreadCount(house.app, await as('Basile'))).toBe(1);
    expect(await unreadCount(house.app, await as('Anna'))).toBe(0);
    expect(await unreadCount(house.app, await as('Dora'))).toBe(0);
    const told = ['elodie.1@exemple.invalid', 'elodie.2@exemple.invalid'];
    expect(await mailed()).toEqual(told.map((one) => `${one} ${TOLD}`));
    expect(await mailed()).toEqual([]);
    const { raw } = house.sink.messages().at(-1) ?? { raw: '' };
    expect(raw).not.toMatch(/samedi|marché|march|dix heures|Anna|FICTIVE|Caen/);
    expect(readMail(raw).text).toContain(`${house.url}/b/messages`);
    const { messages, title } = await thread('Basile', conversation);
    expect([title, ...messages.map(({ by, text }) => `${by} : ${text}`)]).toEqual([
      'GL Caen',
      'Anna FICTIVE-0 : Rendez-vous <b>samedi</b> au marché',
      'Anna FICTIVE-0 : À dix heures',
    ]);
    expect(await unreadCount(house.app, await as('Basile'))).toBe(0);
    await write('Chef', { kind: 'conversation', id: conversation }, 'Bien noté');
    expect(await mailed()).toEqual([`elodie.0@exemple.invalid ${TOLD}`, `elodie.1@exemple.invalid ${TOLD}`]);
    await expect(thread('Dora', conversation)).rejects.toMatchObject({ code: 'conversation-unknown' });
    await expect(write('Dora', { kind: 'group', group: caen })).rejects.toMatchObject({
      code: 'group-not-yours',
    });
  });

  it('two people have one conversation, several theirs, and the coordination is found by itself', async () => {
    const first = await write('Anna', { kind: 'people', people: [await id('Basile')] });
    expect(await write('Basile', { kind: 'people', people: [await id('Anna')] })).toBe(first);
    expect(await write('Anna', { kind: 'coordination', group: caen })).toBe(
      await write('Chef', { kind: 'people', people: [await id('Anna')] }),
    );
    const three = await write('Anna', { kind: 'people', people: [await id('Basile'), await id('Chef')] });
    expect((await inbox('Anna')).map(({ title }) => title)).toContain('Basile FICTIVE-1, Chef FICTIVE-2');
    await answerRequest(house.app, await as('Basile'), { id: three, isAccepted: false });
    expect((await inbox('Basile')).at(-1)).toMatchObject({ id: three, state: 'refused', isUnread: false });
    await expect(
      write('Anna', { kind: 'people', people: [await id('Basile'), await id('Dora')] }),
    ).rejects.toMatchObject({ code: 'message-to-outsiders' });
    await expect(write('Dora', { kind: 'coordination', group: lyon })).rejects.toMatchObject({
      code: 'no-coordination',
    });
  });

  it('to somebody of no common group it is a request: named once accepted, silent once refused, and never to a minor', async () => {
    const asked = await write('Dora', { kind: 'people', people: [await id('Anna')] }, 'Bonjour de Lyon');
    expect((await inbox('Dora')).map(({ title }) => title)).toEqual(['une personne hors de vos groupes']);
    await expect(write('Dora', { kind: 'conversation', id: asked }, 'Encore')).rejects.toMatchObject({
      code: 'message-not-accepted',
    });
    await expect(write('Anna', { kind: 'conversation', id: asked })).rejects.toMatchObject({
      code: 'message-not-accepted',
    });
    expect(await thread('Anna', asked)).toMatchObject({ state: 'asked', title: 'Dora FICTIVE-3' });
    await answerRequest(house.app, await as('Anna'), { id: asked, isAccepted: true });
    await write('Anna', { kind: 'conversation', id: asked }, 'Bonjour de Caen');
    expect((await inbox('Dora'))[0]).toMatchObject({ title: 'Anna FICTIVE-0', isUnread: true });
    await answerRequest(house.app, await as('Anna'), { id: asked, isAccepted: false });
    await expect(write('Dora', { kind: 'conversation', id: asked })).rejects.toMatchObject({
      code: 'message-not-accepted',
    });
    await expect(write('Dora', { kind: 'people', people: [await id('Anna')] })).rejects.toMatchObject({
      code: 'message-not-accepted',
    });
    await expect(write('Anna', { kind: 'people', people: [await id('Emil')] })).rejects.toMatchObject({
      code: 'message-to-nobody',
    });
    await write('Dora', { kind: 'people', people: [await id('Emil')] });
  });

  it('refuses what is never written of anybody, a card, an empty line, and the thirty-first of an hour', async () => {
    const to = { kind: 'people', people: [await id('Basile')] } as const;
    await expect(write('Chef', to, 'Elle est séropositive')).rejects.toMatchObject({ code: 'message-text' });
    await expect(write('Chef', to, 'la carte 4111 1111 1111 1111')).rejects.toMatchObject({
      code: 'card-number',
    });
    await expect(write('Chef', to, '  \n ')).rejects.toMatchObject({ code: 'message-text' });
    const often = async () => {
      for (let at = 0; at < 31; at += 1) await write('Basile', { kind: 'group', group: caen });
    };
    await expect(often()).rejects.toMatchObject({ code: 'message-often', kind: 'too-many' });
    house.clock.advance(3_601_000);
  });

  it('each is told as they chose: never, in the letter of the day, or at once; a kill half-way sends nothing again', async () => {
    await mailed();
    const choose = async (name: string, way: 'nothing' | 'daily' | 'web' | 'at-once') =>
      await chooseMailing(house.app, await as(name), [{ kind: 'message', way }]);
    await choose('Basile', 'nothing');
    await choose('Chef', 'daily');
    expect(await readMailing(house.app, await as('Basile'))).toContainEqual({
      kind: 'message',
      way: 'nothing',
    });
    const conversation = await write('Anna', { kind: 'group', group: caen });
    await thread('Chef', conversation);
    await write('Anna', { kind: 'group', group: caen });
    expect(await mailed()).toEqual([]);
    expect(await unreadCount(house.app, await as('Basile'))).toBe(0);
    house.clock.advance(DAY_MS / 2);
    house.clock.advance(DAY_MS / 2);
    expect(await Promise.all([mailed(), mailed()])).toContainEqual([`elodie.2@exemple.invalid ${TOLD}`]);
    expect(await mailed()).toEqual([]);
    session.Chef = await house.enter('elodie.2@exemple.invalid');
    await thread('Chef', conversation);
    await choose('Chef', 'at-once');
    await write('Anna', { kind: 'group', group: caen });
    const participant = await id('Chef');
    const place = { participant, kind: 'message', about: conversation } as const;
    await house.app.store.write((rows) => rows.waitingMails.update(place, { state: 'sending' }));
    await recoverWaiting(house.app);
    expect(await mailed()).toEqual([]);
    expect(await house.app.store.read((rows) => rows.waitingMails.mail(place))).toMatchObject({
      state: 'uncertain',
    });
  });

  it('the association writes to a group, or to each whom a search finds, and is not answered there', async () => {
    const office = { account: house.team, to: 'GL Lyon' } as const;
    expect(await countAudience(house.app, office)).toEqual({ group: 'GL Lyon', count: 2 });
    const sent = { text: 'Merci à tous', reason: 'réunion de rentrée', expected: 2 };
    await writeAsOffice(house.app, { ...office, ...sent });
    const search = { ...office, to: 'dora' };
    expect(await countAudience(house.app, search)).toEqual({ group: undefined, count: 1 });
    await expect(writeAsOffice(house.app, { ...search, ...sent })).rejects.toMatchObject({
      code: 'people-count-changed',
    });
    await writeAsOffice(house.app, { ...search, ...sent, expected: 1 });
    await writeAsOffice(house.app, { ...search, ...sent, expected: 1, text: 'Encore merci' });
    const lines = (await inbox('Dora')).filter(({ isUnread }) => isUnread);
    expect(lines.map(({ title }) => title)).toContain('GL Lyon');
    const [own] = lines;
    expect((await thread('Dora', own?.id ?? '')).messages.map(({ text }) => text)).toEqual([
      'Merci à tous',
      'Encore merci',
    ]);
    await expect(write('Dora', { kind: 'conversation', id: own?.id ?? '' })).rejects.toMatchObject({
      code: 'message-without-answer',
    });
    await expect(countAudience(house.app, { ...office, account: house.dpo })).rejects.toMatchObject({
      code: 'people-forbidden',
    });
  });

  it('what is to see to reaches whoever coordinates, is taken by one of them, done, and no other group hears of it', async () => {
    const anna = await as('Anna');
    const said = { kind: 'invitation', group: caen, text: 'La mairie nous invite le 5' } as const;
    const { id: invited } = await reportItem(house.app, anna, said);
    const wrong = { kind: 'correction', card: await id('Basile'), text: 'Il a déménagé' } as const;
    await reportItem(house.app, anna, wrong);
    const items = async (name: string) =>
      (await listItems(house.app, { account: (await as(name)).account })).map(
        (one) =>
          `${one.isTheirs ? '' : 'own '}${one.state} ${one.by} ${one.about}: ${one.text} [${one.owner}]`,
      );
    const open = 'open Anna FICTIVE-0 : La mairie nous invite le 5 []';
    const about = 'open Anna FICTIVE-0 Basile FICTIVE-1: Il a déménagé []';
    expect(await items('Chef')).toEqual(expect.arrayContaining([open, about]));
    expect(await items('Anna')).toEqual(expect.arrayContaining([`own ${open}`, `own ${about}`]));
    expect([...(await items('Basile')), ...(await items('Dora'))]).toEqual([]);
    const refused = (act: Promise<unknown>, code: string) => expect(act).rejects.toMatchObject({ code });
    await refused(reportItem(house.app, anna, { ...said, group: lyon }), 'group-not-yours');
    await refused(reportItem(house.app, anna, { ...wrong, card: await id('Dora') }), 'people-card-unknown');
    await refused(reportItem(house.app, anna, { ...said, text: 'Elle est séropositive' }), 'message-text');
    const chef = (await as('Chef')).account;
    await refused(takeItem(house.app, { account: anna.account, item: invited }), 'item-unknown');
    await refused(takeItem(house.app, { account: chef, item: invited, dueOn: '2020-02-30' }), 'day-unread');
    expect(await takeItem(house.app, { account: chef, item: invited })).toMatchObject({ state: 'taken' });
    const asTeam = { account: house.team, item: invited.slice(0, 8) };
    await refused(takeItem(house.app, asTeam), 'item-taken');
    const [seen] = (await listItems(house.app, asTeam)).filter((one) => one.id === invited);
    expect(seen).toMatchObject({ owner: 'Chef FICTIVE-2', group: 'GL Caen', isTheirs: true });
    expect((await finishItem(house.app, asTeam)).state).toBe('done');
    expect((await finishItem(house.app, asTeam)).state).toBe('done');
    const rows = await house.app.store.read((all) => all.followUpItems.of(house.charity));
    expect(rows.map(({ state }) => state)).toEqual(['open', 'done']);
    expect(Buffer.concat(rows.map(({ sealed }) => sealed)).includes('mairie')).toBe(false);
  });

  it('the key of the whole directory is changed: killed anywhere, cards, threads and documents open before and after', async () => {
    const conversation = await write('Anna', { kind: 'group', group: caen }, 'Avant la nouvelle clé');
    const endsOn = new Date(house.clock.nowMs() + DAY_MS).toISOString().slice(0, 10);
    const poll = { group: caen, question: 'Quel jour ?', choices: ['le 5', 'le 12'], endsOn };
    await askPoll(house.app, await as('Chef'), poll);
    await changeKeyOfDirectory(house, async () => {
      expect((await thread('Basile', conversation)).messages.at(-1)?.text).toBe('Avant la nouvelle clé');
      expect((await inbox('Anna')).map(({ title }) => title)).toContain('Basile FICTIVE-1, Chef FICTIVE-2');
      expect(await listItems(house.app, { account: (await as('Chef')).account })).toHaveLength(2);
    });
  });

  it('one damaged packet of each kind hides none of its neighbours, and one damaged card ends no act on many', () =>
    damageHidesNobody(house, as, caen));

  it('nobody reads a text in the base, and what somebody wrote leaves with them or after twenty-four months', async () => {
    const conversation = await write('Anna', { kind: 'group', group: caen }, 'Phrase de fin');
    const copy = JSON.parse((await ownMessagesFile(house.app, await as('Anna'))).text);
    expect(copy.messages.at(-1)).toMatchObject({ conversation, texte: 'Phrase de fin' });
    const rows = await house.app.store.read((all) =>
      all.conversations.messages(conversation, { beforeMs: Number.MAX_SAFE_INTEGER, limit: 500 }),
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(Buffer.concat(rows.map(({ sealed }) => sealed ?? new Uint8Array())).includes('Phrase')).toBe(
      false,
    );
    await eraseParticipant(house.app, {
      account: house.dpo,
      charity: house.charity,
      card: await id('Anna'),
      reason: 'demande de la personne',
    });
    const { messages } = await thread('Chef', conversation);
    expect(messages.at(-1)).toMatchObject({ by: 'participant effacé', text: undefined });
    expect((await inbox('Chef')).map(({ title }) => title)).toContain('participant effacé');
    expect(await listItems(house.app, { account: (await as('Chef')).account })).toEqual([]);
    const said = { kind: 'local-news', group: caen, text: 'Le stand ferme' } as const;
    await reportItem(house.app, await as('Chef'), said);
    house.clock.advance(760 * DAY_MS);
    expect(await dropOldItems(house.app)).toBe(3);
    expect(await dropOldMessages(house.app)).toBeGreaterThan(10);
    expect(await dropOldMessages(house.app)).toBe(0);
    session.Chef = await house.enter('elodie.2@exemple.invalid');
    expect(await inbox('Chef')).toEqual([]);
  });
});
