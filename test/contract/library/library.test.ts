import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_FILE_BYTES } from '../../../server/domain/library/document.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { DocumentText } from '../../../server/steps/library/document-filing.ts';
import { dropWithdrawn } from '../../../server/steps/library/drop-withdrawn.ts';
import { editDocument } from '../../../server/steps/library/edit-document.ts';
import { documentHistory, listDocuments } from '../../../server/steps/library/list-documents.ts';
import { type Put, putDocument, putVersion } from '../../../server/steps/library/put-document.ts';
import { readDocument } from '../../../server/steps/library/read-document.ts';
import { withdrawDocument } from '../../../server/steps/library/withdraw-document.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { isAppError } from '../../../shared/errors.ts';
import { type AgendaHouse, openAgendaHouse } from '../../support/agenda/agenda-house.ts';

let house: AgendaHouse;
let referent: AccountRow;
let coordinator: AccountRow;
let outsider: AccountRow;

const TEXT: DocumentText = {
  ...{ title: '', description: '', tags: [], folder: '', privacy: 'groups', groups: ['GL Caen'] },
};

const file = (fileName: string, content: string | Uint8Array) => ({ fileName, bytes: Buffer.from(content) });

async function put(account: AccountRow, fileName: string, change: Partial<DocumentText> = {}): Promise<Put> {
  const text = { ...TEXT, ...change };
  return await putDocument(house.app, { account, file: file(fileName, `# ${fileName}`), text });
}

async function whole(account: AccountRow, document: string, number?: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; at += 1) {
    const { piece, pieces } = await readDocument(house.app, { account, document, number, at });
    parts.push(piece);
    if (at + 1 === pieces) return Buffer.concat(parts);
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error)),
  );
}

beforeAll(async () => {
  house = await openAgendaHouse();
  referent = await house.volunteer(1, 'referent');
  coordinator = await house.volunteer(2, 'coordinator');
  outsider = await house.volunteer(3);
});
afterAll(() => house.close());

describe('R-56 a document of the library', () => {
  it('is put by a référent of its group, read by the group as it was, and is in no list, link or count of others', async () => {
    await put(coordinator, 'plan.md', { folder: 'Kits / 2026' });
    const { id } = await put(referent, 'kit.md', {
      title: 'Kit du stand',
      folder: 'kits/2026',
      tags: ['stand'],
    });
    const [line] = (await listDocuments(house.app, { account: coordinator })).filter((one) => one.id === id);
    expect(line).toMatchObject({
      folder: 'Kits/2026',
      title: 'Kit du stand',
      groups: ['GL Caen'],
      number: 1,
    });
    expect((await whole(coordinator, id.slice(0, 8))).toString()).toBe('# kit.md');
    expect(await listDocuments(house.app, { account: outsider })).toEqual([]);
    expect(await codeOf(whole(outsider, id))).toBe('document-unknown');
    expect(await codeOf(documentHistory(house.app, { account: outsider, document: id }))).toBe(
      'document-unknown',
    );
  });

  it('is refused where the rights do not reach: another’s audience, a folder that is not there, no group, an empty file', async () => {
    expect(await codeOf(put(outsider, 'tract.md', { privacy: 'volunteers', groups: [] }))).toBe(
      'people-forbidden',
    );
    expect(await codeOf(put(referent, 'a.md', { folder: 'À moi' }))).toBe('people-forbidden');
    expect(await codeOf(put(referent, 'a.md', { groups: [] }))).toBe('document-groups');
    expect(await codeOf(put(coordinator, 'a.md', { folder: 'a/b/c/d/e' }))).toBe('document-folder');
    expect(await codeOf(put(house.dpo, 'a.md'))).toBe('people-forbidden');
    const empty = putDocument(house.app, { account: coordinator, file: file('vide.md', ''), text: TEXT });
    expect(await codeOf(empty)).toBe('document-empty');
  });

  it('takes 20 MiB and not a byte more', async () => {
    // What seals is not what is asked here: a sign a part.
    const vault = { sealDocument: async () => Uint8Array.of(1) };
    const given = { account: coordinator, text: { ...TEXT, title: 'Film' } };
    const large = Buffer.alloc(MOST_FILE_BYTES + 1);
    const tooLarge = putDocument(house.app, { ...given, file: file('film.bin', large) });
    expect(await codeOf(tooLarge)).toBe('file-too-large');
    const { id } = await putDocument(
      { ...house.app, vault },
      { ...given, file: file('film.bin', large.subarray(1)) },
    );
    const [line] = (await listDocuments(house.app, { account: coordinator })).filter((one) => one.id === id);
    expect(line?.bytes).toBe(MOST_FILE_BYTES);
  });

  it('is sealed in parts of which none is clear in the base, and read back as it was', async () => {
    const mark = `Kerguelen-${randomUUID()}`;
    const bytes = Buffer.concat([Buffer.from(mark.repeat(2000)), randomBytes(2 ** 20)]);
    const text = { ...TEXT, title: `Film ${mark}` };
    const sent = { account: coordinator, text, file: file('../film.bin', bytes) };
    const { id } = await putDocument(house.app, sent);
    expect((await whole(coordinator, id)).equals(bytes)).toBe(true);
    const [line] = (await listDocuments(house.app, { account: coordinator })).filter((one) => one.id === id);
    expect(line?.name).toBe('film.bin');
    const sealed = await house.app.store.read(async (rows) => {
      const version = (await rows.library.byId(id))?.newest.id ?? '';
      return [await rows.library.part(version, 0), await rows.library.part(version, 2)];
    });
    const data = join(house.home, 'data');
    const files = readdirSync(data).filter((name) => name.includes('.sqlite') || name.includes('.db'));
    expect(files.length > 0).toBe(house.app.store.engine === 'sqlite');
    for (const held of [...sealed, ...files.map((name) => readFileSync(join(data, name)))]) {
      const kept = Buffer.from(held ?? mark);
      const inBase64 = Buffer.from(mark).toString('base64').slice(0, 40);
      expect([kept.includes(mark), kept.includes(inBase64)]).toEqual([false, false]);
    }
  });

  it('has versions: the same file adds none, each is read under its number, and a withdrawn one is nowhere', async () => {
    const { id } = await put(coordinator, 'note.md');
    const next = { account: referent, document: id, file: file('note-2.md', 'deux') };
    expect(await putVersion(house.app, next)).toMatchObject({ number: 2, isSame: false });
    expect(await putVersion(house.app, next)).toMatchObject({ number: 2, isSame: true });
    expect((await whole(referent, id, 1)).toString()).toBe('# note.md');
    expect((await whole(referent, id)).toString()).toBe('deux');
    expect(await codeOf(whole(referent, id, 3))).toBe('document-version');
    const { versions } = await documentHistory(house.app, { account: coordinator, document: id });
    expect(versions.map(({ number, by }) => [number, by])).toEqual([
      [2, 'benevole.1'],
      [1, 'benevole.2'],
    ]);
    const reason = 'remplacé par le suivant';
    expect(await codeOf(withdrawDocument(house.app, { account: referent, document: id, reason }))).toBe(
      'people-forbidden',
    );
    await withdrawDocument(house.app, { account: coordinator, document: id, reason });
    expect(await codeOf(whole(coordinator, id))).toBe('document-unknown');
    expect((await house.actions('document.withdraw')).map(({ reason: why }) => why)).toHaveLength(1);
    expect((await house.actions('document.read')).length).toBeGreaterThan(3);
    const inDays = (days: number) => ({
      store: house.app.store,
      clock: { nowMs: () => house.clock.nowMs() + days * 86_400_000 },
    });
    expect(await dropWithdrawn(inDays(29))).toBe(0);
    expect(await dropWithdrawn(inDays(31))).toBe(1);
    expect(await dropWithdrawn(inDays(31))).toBe(0);
    expect(await house.app.store.read((rows) => rows.library.byId(id))).toBeUndefined();
  });

  it('gets other words, another folder, other readers: by whoever may take it from where it is and put it where it goes', async () => {
    await house.newGroup('GL Bayeux');
    const { id } = await put(referent, 'tract.md', { groups: ['GL Caen', 'gl caen'], tags: ['stand'] });
    const edit = (account: AccountRow, change: Parameters<typeof editDocument>[1]['change']) =>
      editDocument(house.app, { account, document: id, change });
    const line = async () =>
      (await listDocuments(house.app, { account: coordinator })).find((one) => one.id === id);
    expect((await edit(referent, { title: 'Tract', tags: [] })).fields).toEqual(['title', 'tags']);
    expect((await edit(referent, { title: 'Tract', groups: ['GL Caen'], folder: '' })).fields).toEqual([]);
    expect(await line()).toMatchObject({ title: 'Tract', tags: '', description: '', groups: ['GL Caen'] });
    expect(await codeOf(edit(referent, { privacy: 'coordination' }))).toBe('people-forbidden');
    expect(await codeOf(edit(referent, { folder: 'À moi' }))).toBe('people-forbidden');
    expect(await codeOf(edit(coordinator, { groups: ['GL Bayeux'] }))).toBe('people-forbidden');
    expect(await codeOf(edit(coordinator, { groups: [] }))).toBe('document-groups');
    expect(await codeOf(edit(outsider, { title: 'Pris' }))).toBe('document-unknown');
    await edit(coordinator, { privacy: 'volunteers', folder: 'Tracts' });
    const seen = await listDocuments(house.app, { account: outsider });
    expect(seen.map(({ title, folder }) => [title, folder])).toEqual([['Tract', 'Tracts']]);
    expect((await whole(outsider, id)).toString()).toBe('# tract.md');
    const edits = (await house.actions('document.edit')).map(({ detail }) => detail);
    expect(edits).toEqual([
      { charity: house.charity, fields: 'title, tags', privacy: 'groups' },
      { charity: house.charity, fields: 'folder, privacy', privacy: 'volunteers' },
    ]);
    await withdrawDocument(house.app, { account: coordinator, document: id, reason: 'plus à jour' });
  });

  it('says no more by whom it was put once the person is erased, and stays the charity’s', async () => {
    const { id } = await put(referent, 'reste.md');
    const card = (await house.app.store.read((rows) => rows.people.byAccount(referent.id)))?.id ?? '';
    const page = await putDocument(house.app, {
      ...{ account: { id: card, role: 'participant', campaigns: [] }, file: file('web.md', 'w'), text: TEXT },
    });
    const reason = 'demande de la personne';
    await eraseParticipant(house.app, { account: house.dpo, card, reason });
    const authors = await house.app.store.read(
      async (rows) => (await rows.library.byId(page.id))?.newest.author,
    );
    expect(authors).toBe('');
    expect((await listDocuments(house.app, { account: coordinator })).map((one) => one.id)).toContain(id);
  });
});
