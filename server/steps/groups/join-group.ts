import type { Level } from '../../../shared/people/people-words.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import type { Chance } from '../../ports/clock.ts';
import { ownInstant } from '../people/belonging-acts.ts';
import { changeBelonging } from '../people/change-belonging.ts';
import { chosenPeople, refuseOtherCount } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import { type AskedPeople, refuseWithoutOffice } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { knownGroup, refuseClosed, touchMembers } from './keep-groups.ts';

interface JoiningGroup extends AskedPeople {
  readonly group: string;
  readonly where: string;
  readonly level: Level | null;
  readonly expected: number;
}

export interface JoinedGroup {
  /** By which it is taken back within seven days; '' when nothing changed. */
  readonly editId: string;
  /** Of those chosen: whose belonging changed. */
  readonly changed: number;
  readonly chosen: number;
}

/**
 * Everybody whom a search finds belongs to the group at that level, or (`null`) no more; history stays, and for seven days
 * the act is taken back by its number. `expected` is what the person confirmed. AppErrors of `chosenPeople`,
 * `people-count-changed`, `group-unknown`, `group-closed`.
 */
export async function joinGroup(
  deps: DirectoryDeps & { readonly chance: Pick<Chance, 'uuid'> },
  asked: JoiningGroup,
): Promise<JoinedGroup> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’y changer les groupes');
  const group = knownGroup(room.groups, asked.group);
  refuseClosed(group, asked.level);
  refuseOtherCount(ids, asked.expected);
  return await deps.store.write(async (rows) => {
    const { charity } = room.base;
    const atMs = await ownInstant(rows, charity, deps.clock.nowMs());
    const changed: string[] = [];
    for (const id of ids) {
      if ((await rows.people.byId(id)) === undefined) continue;
      if (await changeBelonging(rows, { participant: id, group: group.id, level: asked.level, atMs }))
        changed.push(id);
    }
    await touchMembers(rows, { charity, ids: changed });
    const editId = changed.length > 0 ? deps.chance.uuid() : '';
    const actor = asked.account.id;
    if (editId !== '') await rows.people.addEdit({ id: editId, charity, kind: 'edit', actor, atMs }, []);
    const of = { charity, edit: editId, count: changed.length, cards: cardList(changed) };
    const detail = { ...of, ...(asked.level ? { level: asked.level } : {}) };
    const action = asked.level === null ? 'people.leave' : 'people.join';
    await trail(rows, { actor, atMs })(action, group.id, { detail });
    return { editId, changed: changed.length, chosen: ids.length };
  });
}
