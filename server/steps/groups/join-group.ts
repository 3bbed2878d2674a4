import type { Level } from '../../../shared/people/people-words.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { changeBelonging } from '../people/change-belonging.ts';
import { chosenPeople, refuseOtherCount } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import { type AskedPeople, refuseWithoutOffice } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { knownGroup, refuseClosed, touchMembers } from './keep-groups.ts';

export interface JoinedGroup {
  /** Of those chosen: whose belonging changed. */
  readonly changed: number;
  readonly chosen: number;
}

/**
 * Everybody whom a search finds belongs to the group at that level, or (`null`) no more; history stays. `expected` is
 * what the person confirmed. AppErrors of `chosenPeople`, `people-count-changed`, `group-unknown`, `group-closed`.
 */
export async function joinGroup(
  deps: DirectoryDeps,
  asked: AskedPeople & {
    readonly group: string;
    readonly where: string;
    readonly level: Level | null;
    readonly expected: number;
  },
): Promise<JoinedGroup> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’y changer les groupes');
  const group = knownGroup(room.groups, asked.group);
  refuseClosed(group, asked.level);
  refuseOtherCount(ids, asked.expected);
  return await deps.store.write(async (rows) => {
    const atMs = deps.clock.nowMs();
    const changed: string[] = [];
    for (const id of ids) {
      if ((await rows.people.byId(id)) === undefined) continue;
      if (await changeBelonging(rows, { participant: id, group: group.id, level: asked.level, atMs }))
        changed.push(id);
    }
    await touchMembers(rows, { charity: room.base.charity, ids: changed });
    const of = { charity: room.base.charity, count: changed.length, cards: cardList(changed) };
    const detail = { ...of, ...(asked.level ? { level: asked.level } : {}) };
    const action = asked.level === null ? 'people.leave' : 'people.join';
    await trail(rows, { actor: asked.account.id, atMs })(action, group.id, { detail });
    return { changed: changed.length, chosen: ids.length };
  });
}
