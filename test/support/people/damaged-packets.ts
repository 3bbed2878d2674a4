import { expect } from 'vitest';
import { peoplePlace } from '../../../server/domain/people/people-place.ts';
import type { SealedValue } from '../../../server/ports/rows/rotations.ts';
import { ownMessagesFile } from '../../../server/steps/conversations/own-messages.ts';
import { readInbox, readThread } from '../../../server/steps/conversations/read-conversations.ts';
import { listItems } from '../../../server/steps/follow-up/list-items.ts';
import { sealedPages } from '../../../server/steps/keys/sealed-pages.ts';
import { findDocuments } from '../../../server/steps/library/find-documents.ts';
import { editParticipant } from '../../../server/steps/people/edit-participant.ts';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { exportPeople } from '../../../server/steps/people/export-people.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import { readPolls } from '../../../server/steps/polls/read-polls.ts';
import { showOwnGroup } from '../../../server/steps/web-door/own-groups.ts';
import type { WebBearer } from '../../../server/steps/web-door/web-bearer.ts';
import type { DoorHouse } from '../web/door-house.ts';
import { fiction, type Line } from './people-house.ts';

/** One flipped bit: the packet still stands where it stood, and opens no more. A second call puts it right. */
async function flip({ app }: DoorHouse, value: SealedValue): Promise<void> {
  const bytes = Buffer.from(value.sealed);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(await app.store.write((rows) => rows.rotations.replaceSealed(value, bytes))).toBe(true);
}

/** Every sealed value of the directory. */
async function sealedOf({ app, charity }: DoorHouse): Promise<readonly SealedValue[]> {
  return (await Array.fromAsync(sealedPages(app.store, peoplePlace(charity)))).flat();
}

/** The last of each table but cards. */
async function lastOfEach(house: DoorHouse): Promise<readonly SealedValue[]> {
  const all = (await sealedOf(house)).filter(({ kind }) => kind !== 'participant');
  return [...Map.groupBy(all, ({ kind }) => kind).values()].flatMap((some) => some.at(-1) ?? []);
}

interface Reader {
  readonly chef: WebBearer;
  /** That they coordinate. */
  readonly group: string;
}

/** What `chef` reads on each of their pages, and how many lines each has. */
async function pagesOf({ app }: DoorHouse, { chef, group }: Reader) {
  const inbox = await readInbox(app, chef);
  const threads = await Promise.all(inbox.map(({ id }) => readThread(app, chef, { id })));
  const items = await listItems(app, { account: chef.account });
  const { polls } = await readPolls(app, chef, group);
  const own = JSON.parse((await ownMessagesFile(app, chef)).text).messages;
  const messages = threads.flatMap((one) => one.messages);
  const counts = [inbox, messages, items, polls, own].map(({ length }) => length);
  return { counts, text: JSON.stringify([inbox, threads, items, polls, own]) };
}

/** A flipped bit in one packet of each table: every page has as many lines as before, and says what is lost in its place. */
async function oneDamagedOfEach(house: DoorHouse, reader: Reader): Promise<void> {
  const before = await pagesOf(house, reader);
  expect(before.counts.filter((count) => count === 0)).toEqual([]);
  expect(before.text).not.toContain('ne s’ouvre pas');
  for (const value of await lastOfEach(house)) await flip(house, value);
  const after = await pagesOf(house, reader);
  expect(after.counts).toEqual(before.counts);
  expect(after.text).toContain('[texte qui ne s’ouvre pas]');
  const { app, team: account, charity } = house;
  const found = await findDocuments(app, { account, charity, words: 'kit', from: 0, limit: 5 });
  expect(found.total).toBe(1);
  for (const value of await lastOfEach(house)) await flip(house, value);
  expect((await pagesOf(house, reader)).text).not.toContain('ne s’ouvre pas');
}

interface Damaged {
  readonly card: string;
  /** Of the workbook that made it. */
  readonly line: Line;
}

const NOTHING = { set: [], addTags: [], removeTags: [] };

/**
 * A flipped bit in one card, of that row of the import: acts on many go on with the others, its status still closes a door, and
 * nothing is written over what a backup may bring back.
 */
async function oneDamagedCard(
  house: DoorHouse,
  { chef, group }: Reader,
  { card, line }: Damaged,
): Promise<void> {
  const { app, team: account, charity } = house;
  const flipIt = async () => {
    const value = (await sealedOf(house)).find((one) => one.kind === 'participant' && one.subject === card);
    if (value) await flip(house, value);
  };
  const stateOf = async () => {
    const row = await app.store.read((rows) => rows.people.byId(card));
    return { status: row?.status, emailBlind: row?.emailBlind, sealVersion: row?.sealVersion };
  };
  const edit = async (change: Parameters<typeof editParticipant>[1]['change']) =>
    await editParticipant(app, { account, charity, card, change });
  const was = await stateOf();
  await flipIt();
  const { members } = await showOwnGroup(app, chef, { group, from: 0 });
  expect(members.filter(({ name }) => name === '[fiche qui ne s’ouvre pas]')).toHaveLength(1);
  const out = { account, charity, where: '', format: 'csv', reason: 'essai' } as const;
  const { count, unopened } = await exportPeople(app, out);
  expect([count > 1, unopened]).toEqual([true, 1]);
  expect((await house.importLines([line])).faults.map(({ code }) => code)).toEqual(['card-unopened']);
  await expect(edit({ ...NOTHING, addTags: ['climat'] })).rejects.toMatchObject({
    code: 'people-card-unopened',
  });
  const all = { account, where: 'groupe:caen', change: { ...NOTHING, addTags: ['climat'] } };
  const many = await editPeople(app, { ...all, expected: members.length });
  expect([many.count, many.unopened]).toEqual([members.length - 1, 1]);
  await undoPeopleEdit(app, { account, editId: many.editId });
  expect(await stateOf()).toEqual(was);
  const { editId, ...done } = await edit({ ...NOTHING, status: 'former', addTags: ['climat'] });
  expect(done).toEqual({ count: 1, unopened: 1 });
  expect(await stateOf()).toEqual({ ...was, status: 'former' });
  await undoPeopleEdit(app, { account, editId });
  await flipIt();
}

/**
 * One damaged packet of each kind hides none of its neighbours, and one damaged card ends no act on many. `as`: who came in at the
 * web door, by first name; Chef coordinates the group, Basile is its `fiction(1)`.
 */
export async function damageHidesNobody(
  house: DoorHouse,
  as: (name: string) => Promise<WebBearer>,
  group: string,
): Promise<void> {
  const reader = { chef: await as('Chef'), group };
  await oneDamagedOfEach(house, reader);
  const line = fiction(1, { Prénom: 'Basile', GROUPES: 'GL Caen' });
  await oneDamagedCard(house, reader, { card: (await as('Basile')).person.id, line });
}
