import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { GROUP_KIND_WORDS, LEVEL_WORDS, type Level } from '../../../shared/people/people-words.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import type { PeopleGroup } from '../../domain/groups/group.ts';
import { displayName, UNREADABLE_CARD } from '../../domain/people/people-fields.ts';
import { may } from '../../domain/people/people-rights.ts';
import { type OpenPeopleDeps, openNotedParticipants } from '../people/open-participants.ts';
import { peopleRoom, standingOf } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from './web-bearer.ts';

export interface OwnGroup {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** The person's own; empty in a group that is under one that they coordinate. */
  readonly level: string;
  readonly size: number;
  /** A belonging that is still asked for shows nobody. */
  readonly isOpen: boolean;
}

export interface GroupMember {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly mission: string;
}

export interface GroupShown {
  readonly name: string;
  readonly total: number;
  readonly members: readonly GroupMember[];
}

/** Most cards that one look at a group opens, and names of one page. */
const MOST = 500;
const PAGE = 40;

function unknown(): AppError {
  return new AppError({
    code: 'group-unknown',
    kind: 'not-found',
    message: 'Ce groupe n’est pas un des vôtres.',
    hint: 'Revenez à « Mes groupes ».',
  });
}

/** Theirs, and those under one that they coordinate: what each is to them there. */
function groupsOf({ standing }: WebBearer, groups: readonly PeopleGroup[]) {
  const levelIn = (id: string) => standing.belongings.find(({ group }) => group === id)?.level;
  return groups.flatMap(
    (group): readonly { readonly group: PeopleGroup; readonly level: Level | undefined }[] => {
      const level = levelIn(group.id);
      const isUnder = group.parent !== '' && levelIn(group.parent) === 'coordinator';
      return level !== undefined || isUnder ? [{ group, level }] : [];
    },
  );
}

/** Groups of the person; no card is opened for it. */
export async function listOwnGroups(
  { store }: Pick<OpenPeopleDeps, 'store'>,
  bearer: WebBearer,
): Promise<readonly OwnGroup[]> {
  return await store.read(async (rows) => {
    const { groups } = await peopleRoom(rows, { account: bearer.account });
    return await inTurn.map(groupsOf(bearer, groups), async ({ group, level }) => ({
      id: group.id,
      name: group.name,
      kind: GROUP_KIND_WORDS[group.kind],
      level: level === undefined ? '' : LEVEL_WORDS[level],
      size: await rows.groups.size(group.id),
      isOpen: level !== 'asked' && bearer.standing.status === 'confirmed',
    }));
  });
}

/**
 * Members of one of the person's groups whom they may see, by name: who looked is one entry of the audit log. AppError
 * `group-unknown`, also for a group of others, so that nobody learns which there are.
 */
export async function showOwnGroup(
  deps: OpenPeopleDeps,
  bearer: WebBearer,
  asked: { readonly group: string; readonly from: number },
): Promise<GroupShown> {
  const { account } = bearer;
  const { name, seen } = await deps.store.read(async (rows) => {
    const { groups, asker } = await peopleRoom(rows, { account });
    const own = groupsOf(bearer, groups).find(({ group }) => group.id === asked.group);
    if (!own || own.level === 'asked' || bearer.standing.status !== 'confirmed') throw unknown();
    const ids = (await rows.groups.members(own.group.id)).slice(0, MOST);
    const people = await inTurn.flatMap(ids, async (id) => {
      const row = await rows.people.byId(id);
      if (!row || row.status === 'former') return [];
      const standing = await standingOf(rows, row, groups);
      return may(asker, 'see-name', { ...standing, isShared: false }) ? [{ row, standing }] : [];
    });
    return { name: own.group.name, seen: people };
  });
  await deps.store.write((rows) =>
    trail(rows, { actor: account.id, atMs: deps.clock.nowMs() })('people.directory', bearer.person.charity, {
      reason: 'membres de son groupe',
      detail: {
        count: seen.length,
        group: asked.group,
        cards: cardList(seen.map(({ row }) => row.id)),
      },
    }),
  );
  const contents = await openNotedParticipants(
    deps.vault,
    seen.map(({ row }) => row),
  );
  const members = seen.map(({ row, standing }, at): GroupMember => {
    const content = contents[at];
    const level = standing.belongings.find(({ group }) => group === asked.group)?.level ?? 'member';
    return {
      id: row.id,
      name: content ? displayName(content) : UNREADABLE_CARD,
      level: LEVEL_WORDS[level],
      mission: content?.missions[asked.group] ?? '',
    };
  });
  const sorted = members.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'));
  return { name, total: members.length, members: sorted.slice(asked.from, asked.from + PAGE) };
}
