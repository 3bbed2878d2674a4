import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
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

describe('R-50 tags of a directory', () => {
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
