import { expect } from 'vitest';
import { peoplePlace } from '../../../server/domain/people/people-place.ts';
import type { SealedValue } from '../../../server/ports/rows/rotations.ts';
import { backupsOfBefore } from '../../../server/steps/keys/former-keys.ts';
import { endRotation, rotateKey } from '../../../server/steps/keys/rotate-key.ts';
import { sealedPages } from '../../../server/steps/keys/sealed-pages.ts';
import { putDocument } from '../../../server/steps/library/put-document.ts';
import { readDocument } from '../../../server/steps/library/read-document.ts';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { keepSearch, listSearches } from '../../../server/steps/people/keep-searches.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import { openPoll, pollPlace } from '../../../server/steps/polls/poll-access.ts';
import { SEALED_TABLES } from '../../../server/store/rows/sealed-tables.ts';
import { Killed } from '../purge/purge-room.ts';
import type { PeopleHouse } from './people-house.ts';

type App = PeopleHouse['app'];

async function sealedOf({ store }: App, place: string): Promise<readonly SealedValue[]> {
  return (await Array.fromAsync(sealedPages(store, place))).flat();
}

/** The rotation, killed right after that write; true once it went to its end. */
async function rotatedUntil(
  app: App,
  asked: Parameters<typeof rotateKey>[1],
  kill: number,
): Promise<boolean> {
  let writes = 0;
  const write: App['store']['write'] = async (work) => {
    const result = await app.store.write(work);
    writes += 1;
    if (writes === kill) throw new Killed();
    return result;
  };
  const cut = { ...app, store: { ...app.store, engine: app.store.engine, read: app.store.read, write } };
  return await rotateKey(cut, asked).then(
    () => true,
    (error: unknown) => (error instanceof Killed ? false : Promise.reject(error)),
  );
}

type DirectoryHouse = Pick<PeopleHouse, 'app' | 'charity' | 'dpo' | 'team'>;

/** A question to one of its groups, and how it is read. */
async function layPoll({ app, charity, team: account }: DirectoryHouse) {
  const group = (await app.store.read((rows) => rows.groups.of(charity)))[0]?.id ?? '';
  const found = await findPeople(app, { account, where: 'basile', from: 0, limit: 1, whole: true });
  const author = found.lines[0]?.id ?? '';
  const row = { id: app.chance.uuid(), charity, sealVersion: 1 };
  const content = { question: 'Quel soir ?', choices: ['Mardi', 'Jeudi'], by: 'Anna', votes: {} };
  const [sealed = new Uint8Array()] = await app.vault.sealWritten([{ place: pollPlace(row), content }]);
  const asked = { ...row, groupId: group, author, endsOn: '2026-12-15', atMs: app.clock.nowMs(), sealed };
  await app.store.write((rows) => rows.polls.add(asked));
  return async () => {
    const kept = await app.store.read((rows) => rows.polls.byId(row.id));
    expect(kept && (await openPoll(app.vault, kept)).question).toBe('Quel soir ?');
  };
}

/** What a directory of « Basile FICTIVE-1 » holds beside its threads, and how it is read and taken back. */
async function layContents(house: DirectoryHouse) {
  const { app, team: account } = house;
  const pollOpens = await layPoll(house);
  const said = {
    title: '',
    description: '',
    tags: [],
    folder: '',
    privacy: 'volunteers',
    groups: [],
  } as const;
  const file = { fileName: 'kit.md', bytes: Buffer.from('# Kit du stand') };
  const { id: document } = await putDocument(app, { account, file, text: said });
  const change = { set: [{ key: 'ville', value: 'Caen' }], addTags: [], removeTags: [] };
  const { editId } = await editPeople(app, { account, where: 'basile', change, expected: 1 });
  await keepSearch(app, { account, name: 'Caen', where: 'ville:caen' });
  const opens = async () => {
    expect((await listSearches(app, { account })).searches.map(({ name }) => name)).toEqual(['Caen']);
    const { piece } = await readDocument(app, { account, document, at: 0 });
    expect(Buffer.from(piece).toString()).toBe('# Kit du stand');
    await pollOpens();
  };
  const takenBack = async () => {
    expect(await undoPeopleEdit(app, { account, editId })).toMatchObject({ undone: 1 });
    const asked = { account, where: 'basile', from: 0, limit: 5, whole: true };
    expect((await findPeople(app, asked)).lines.map(({ name }) => name)).toEqual(['Basile FICTIVE-1']);
  };
  return { opens, takenBack };
}

/**
 * Changes the key of a directory that has something in every sealed table, killed at each write in turn; everything of it, and
 * `threadsOpen`, after each. The former key then opens what is left of before until a backup needs it no more, and nothing after.
 */
export async function changeKeyOfDirectory(
  house: DirectoryHouse,
  threadsOpen: () => Promise<void>,
): Promise<void> {
  const { app, charity, dpo } = house;
  const { opens, takenBack } = await layContents(house);
  const everythingOpens = async () => {
    await opens();
    await threadsOpen();
  };
  const place = peoplePlace(charity);
  const asked = { place, reason: 'départ d’un administrateur', actor: dpo.id };
  const before = await sealedOf(app, place);
  const tables = SEALED_TABLES.filter(({ owner }) => owner === 'people').map(({ table }) => table);
  expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(tables));
  const rotations = () => app.store.read((rows) => rows.rotations.ofPlace(place));
  const isResealed = async () => (await rotations()).every(({ resealedAtMs }) => resealedAtMs !== null);
  for (let kill = 1; !(await rotatedUntil(app, asked, kill)); kill += 1) {
    await everythingOpens();
    if (await isResealed()) break;
  }
  const after = await sealedOf(app, place);
  const texts = new Set(before.map(({ sealed }) => Buffer.from(sealed).toString('base64')));
  expect(after.length).toBe(before.length);
  expect(after.filter(({ sealed }) => texts.has(Buffer.from(sealed).toString('base64')))).toEqual([]);
  const former = before.map(({ sealed }) => sealed);
  expect((await app.keyRotation.reseal(place, former)).every((one) => one instanceof Uint8Array)).toBe(true);

  const resealedAtMs = (await rotations())[0]?.resealedAtMs ?? 0;
  const holding = { createdAtMs: resealedAtMs, campaigns: [] } as never;
  const held = { ...app, backups: { list: async () => [holding] } };
  expect(await backupsOfBefore(held, place)).toEqual([resealedAtMs]);
  await expect(endRotation(held, { place, actor: dpo.id })).rejects.toMatchObject({
    code: 'retired-key-needed',
  });
  const free = { ...app, backups: { list: async () => [] } };
  expect(await endRotation(free, { place, actor: dpo.id })).toEqual({ destroyed: 1 });
  expect(await app.keyRotation.reseal(place, former)).toEqual(
    former.map(() => expect.objectContaining({ code: 'seal-broken' })),
  );
  await everythingOpens();
  await takenBack();
  await expect(rotateKey(app, { ...asked, place: 'personnes-AUTRE' })).rejects.toMatchObject({
    code: 'people-base-unknown',
  });
}
