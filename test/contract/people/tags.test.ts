import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peoplePlace } from '../../../server/domain/people/people-place.ts';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import {
  dropOldSearches,
  forgetSearch,
  keepSearch,
  listSearches,
} from '../../../server/steps/people/keep-searches.ts';
import { changeTag, listTags } from '../../../server/steps/people/keep-tags.ts';
import { linkAccount } from '../../../server/steps/people/link-account.ts';
import { readPeopleDashboard } from '../../../server/steps/people/people-dashboard.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import { fiction, openPeopleHouse } from '../../support/people/people-house.ts';

const house = await openPeopleHouse();
afterAll(() => house.close());

const find = async (where: string) =>
  (await findPeople(house.app, { account: house.team, where, from: 0, limit: 50, whole: true })).lines;
const names = async (where: string) => (await find(where)).map(({ name }) => name);
const idOf = async (where: string) => (await find(where))[0]?.id ?? '';

beforeAll(async () => {
  await house.newGroup('GL Caen');
  await house.importLines([
    fiction(10, { GROUPES: 'GL Caen', TAGS: 'climat', 'Code postal': '14000' }),
    fiction(11, { Prénom: 'Hugo', GROUPES: 'GL Caen', 'Code postal': '14100' }),
    fiction(13, { Prénom: 'Denis', 'Code postal': '97110' }),
    fiction(15, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)', 'Code postal': '14000' }),
    ...[16, 17, 18].map((one) => fiction(one, { Prénom: 'Rose', 'Code postal': '14500' })),
  ]);
});

describe('R-50 tags of a directory', () => {
  it('counts tags within rights, renames and merges one on every card that has it, and takes it back', async () => {
    const { app, team } = house;
    const tag = (card: string, addTags: readonly string[]) =>
      editPeople(app, {
        account: team,
        where: card,
        change: { set: [], addTags, removeTags: [] },
        expected: 1,
      });
    await tag('hugo', ['climat et énergie', 'écolo']);
    await tag('denis', ['écolo']);
    expect(await listTags(app, { account: team })).toEqual([
      { tag: 'climat', people: 1 },
      { tag: 'climat et énergie', people: 1 },
      { tag: 'écolo', people: 2 },
    ]);
    const led = await house.hire('chef.caen', 'mobilisation');
    await linkAccount(app, { account: team, card: await idOf('chef'), login: 'chef.caen' });
    expect(await listTags(app, { account: led })).toContainEqual({ tag: 'écolo', people: 1 });
    const change = { account: team, tag: 'Écolo', merges: false, expected: 2 };
    await expect(changeTag(app, { ...change, account: led, to: 'vert' })).rejects.toMatchObject({
      code: 'people-forbidden',
    });
    await expect(changeTag(app, { ...change, to: 'climat' })).rejects.toMatchObject({ code: 'tag-taken' });
    await expect(changeTag(app, { ...change, to: 'vert', merges: true })).rejects.toMatchObject({
      code: 'tag-unknown',
    });
    const { editId, count } = await changeTag(app, { ...change, to: 'climat', merges: true });
    expect(count).toBe(2);
    expect(await listTags(app, { account: team })).toEqual([
      { tag: 'climat', people: 3 },
      { tag: 'climat et énergie', people: 1 },
    ]);
    await undoPeopleEdit(app, { account: team, editId });
    expect(await names('tag:écolo')).toEqual(['Denis FICTIVE-13', 'Hugo FICTIVE-11']);
    await changeTag(app, { ...change, to: null });
    expect(await names('tag:écolo')).toEqual([]);
  });

  it('and people by department, in counts that tell nobody', async () => {
    const { departments } = await readPeopleDashboard(house.app, { account: house.team });
    expect(departments).toEqual([
      { department: '14', people: 6 },
      { department: '971', people: null },
    ]);
  });
});

describe('R-51 searches kept under a name', () => {
  it('each account has its own, sealed, and what one shows are the rights of whoever runs it', async () => {
    const { app, team, dpo, charity } = house;
    const led = await house.hire('chef.lyon', 'mobilisation');
    await linkAccount(app, { account: team, card: await idOf('denis'), login: 'chef.lyon' });
    const kept = { name: 'Celui de Lyon', where: 'hugo' };
    expect(await keepSearch(app, { account: team, ...kept })).toEqual({ isNew: true });
    await keepSearch(app, { account: led, name: 'Les miens', where: 'hugo' });
    const [own] = (await listSearches(app, { account: led })).searches;
    expect(own).toMatchObject({ name: 'Les miens', where: 'hugo' });
    const found = { where: own?.where ?? '', from: 0, limit: 9, whole: true };
    expect((await findPeople(app, { ...found, account: led })).total).toBe(0);
    expect((await findPeople(app, { ...found, account: team })).total).toBe(1);
    expect(await listSearches(app, { account: dpo })).toEqual({ searches: [], unreadable: 0 });
    await expect(forgetSearch(app, { account: led, name: kept.name })).rejects.toMatchObject({
      code: 'saved-search-unknown',
    });
    const rows = await app.store.read((reader) => reader.savedSearches.of(charity, team.id));
    expect(Buffer.concat(rows.map(({ sealed }) => sealed)).includes('hugo')).toBe(false);
  });

  it('one name keeps one, a wrong filter none, forty are enough, and a year ends them', async () => {
    const { app, team, clock, charity } = house;
    const asked = { account: team, where: 'rose' };
    expect(await keepSearch(app, { ...asked, name: 'CELUI DE LYON' })).toEqual({ isNew: false });
    expect(await listSearches(app, { account: team })).toMatchObject({ searches: [{ where: 'rose' }] });
    await expect(keepSearch(app, { ...asked, name: 'Faux', where: 'vile:caen' })).rejects.toMatchObject({
      code: 'people-search-key',
    });
    const ids = Array.from({ length: 39 }, (_, at) => `essai-${at}`);
    const place = { campaign: peoplePlace(charity), kind: 'saved-search' as const, version: 1 };
    const content = { name: 'Une autre', where: 'rose' };
    const seals = await app.vault.sealWritten(ids.map((id) => ({ place: { ...place, id }, content })));
    const row = { account: team.id, charity, atMs: clock.nowMs() };
    await app.store.write(async (rows) => {
      for (const [at, id] of ids.entries())
        await rows.savedSearches.add({ id, ...row, sealed: seals[at] ?? new Uint8Array() });
    });
    await expect(keepSearch(app, { ...asked, name: 'Une de plus' })).rejects.toThrow('40 recherches');
    expect(await forgetSearch(app, { account: team, name: 'une autre' })).toEqual({ left: 1 });
    expect(await forgetSearch(app, { account: team, name: 'celui de lyon' })).toEqual({ left: 0 });
    await keepSearch(app, { ...asked, name: 'Roses' });
    // One whose packet stands elsewhere than where it was sealed, and one that is no packet, hide no other.
    await app.store.write(async (rows) => {
      await rows.savedSearches.add({ id: 'ailleurs', ...row, sealed: seals[0] ?? new Uint8Array() });
      await rows.savedSearches.add({ id: 'usé', ...row, sealed: new Uint8Array(64) });
    });
    expect(await listSearches(app, { account: team })).toMatchObject({
      searches: [{ name: 'Roses' }],
      unreadable: 2,
    });
    expect(await keepSearch(app, { ...asked, name: 'roses' })).toEqual({ isNew: false });
    expect(await forgetSearch(app, { account: team, name: 'ROSES' })).toEqual({ left: 0 });
    await keepSearch(app, { ...asked, name: 'Roses' });
    const later = { store: app.store, clock: { nowMs: () => clock.nowMs() + 367 * 86_400_000 } };
    expect(await dropOldSearches({ store: app.store, clock })).toBe(0);
    expect([await dropOldSearches(later), await dropOldSearches(later)]).toEqual([4, 0]);
  });
});
