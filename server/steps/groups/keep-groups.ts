import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { GroupKind, Level } from '../../../shared/people/people-words.ts';
import { groupNamed, type PeopleGroup } from '../../domain/groups/group.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from '../people/people-access.ts';
import { trail } from '../trail.ts';

export interface GroupDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
}

export interface GroupLine extends PeopleGroup {
  readonly size: number;
}

function refusal(code: string, kind: 'conflict' | 'not-found' | 'invalid', message: string): AppError {
  return new AppError({ code, kind, message, hint: 'Les groupes : « plateau group list ».' });
}

/** AppError `group-unknown`. */
export function knownGroup(groups: readonly PeopleGroup[], name: string): PeopleGroup {
  const group = groupNamed(groups, name);
  if (!group) throw refusal('group-unknown', 'not-found', 'Aucun groupe de cet annuaire ne porte ce nom.');
  return group;
}

/** Groups of the directory with how many belong to each; for whoever may enter it. */
export async function listGroups(
  { store }: Pick<GroupDeps, 'store'>,
  asked: AskedPeople,
): Promise<readonly GroupLine[]> {
  return await store.read(async (rows) => {
    const { groups, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’en compter les groupes');
    return await inTurn.map(groups, async (group) => ({ ...group, size: await rows.groups.size(group.id) }));
  });
}

/**
 * Creates a group, under another one or none. AppErrors `group-taken`, `group-unknown`, `group-too-deep`,
 * `people-forbidden`.
 */
export async function createGroup(
  { store, clock, chance }: GroupDeps,
  asked: AskedPeople & {
    readonly name: string;
    readonly kind: GroupKind;
    readonly parent?: string | undefined;
  },
): Promise<PeopleGroup> {
  return await store.write(async (rows) => {
    const { base, groups, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’y créer un groupe');
    if (groupNamed(groups, asked.name))
      throw refusal('group-taken', 'conflict', 'Un groupe de cet annuaire porte déjà ce nom.');
    const above = asked.parent === undefined ? undefined : knownGroup(groups, asked.parent);
    if (above && above.parent !== '')
      throw refusal(
        'group-too-deep',
        'invalid',
        'Ce groupe est déjà sous un autre : il n’y a que deux niveaux.',
      );
    const atMs = clock.nowMs();
    const group: PeopleGroup = {
      ...{ id: chance.uuid(), charity: base.charity, kind: asked.kind, name: asked.name },
      ...{ parent: above?.id ?? '', state: 'active', createdAtMs: atMs, endedAtMs: null },
    };
    await rows.groups.add(group);
    await trail(rows, { actor: asked.account.id, atMs })('group.create', group.id, {
      detail: { charity: base.charity, kind: asked.kind },
    });
    return group;
  });
}

/** Closes a group: nobody enters it any more, its history stays. Twice is a no-op. AppErrors as for its creation. */
export async function closeGroup(
  { store, clock }: Pick<GroupDeps, 'store' | 'clock'>,
  asked: AskedPeople & { readonly name: string },
): Promise<PeopleGroup> {
  return await store.write(async (rows) => {
    const { base, groups, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’y clore un groupe');
    const group = knownGroup(groups, asked.name);
    if (group.state === 'closed') return group;
    const atMs = clock.nowMs();
    await rows.groups.update(group.id, { state: 'closed', endedAtMs: atMs });
    await trail(rows, { actor: asked.account.id, atMs })('group.close', group.id, {
      detail: { charity: base.charity },
    });
    return { ...group, state: 'closed', endedAtMs: atMs };
  });
}

/** Another name: searches by it find its people at once. AppErrors as for its creation. */
export async function renameGroup(
  { store, clock }: Pick<GroupDeps, 'store' | 'clock'>,
  asked: AskedPeople & { readonly name: string; readonly to: string },
): Promise<PeopleGroup> {
  return await store.write(async (rows) => {
    const { base, groups, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’y renommer un groupe');
    const group = knownGroup(groups, asked.name);
    const other = groupNamed(groups, asked.to);
    if (other && other.id !== group.id)
      throw refusal('group-taken', 'conflict', 'Un groupe de cet annuaire porte déjà ce nom.');
    await rows.groups.update(group.id, { name: asked.to });
    await touchMembers(rows, { charity: base.charity, ids: await rows.groups.members(group.id) });
    await trail(rows, { actor: asked.account.id, atMs: clock.nowMs() })('group.rename', group.id, {
      detail: { charity: base.charity },
    });
    return { ...group, name: asked.to };
  });
}

/** The directory opens again what a group changed for. */
export async function touchMembers(
  rows: StoreWriter,
  { charity, ids }: { readonly charity: string; readonly ids: readonly string[] },
): Promise<void> {
  const change = await rows.people.nextChange(charity);
  for (const id of ids) await rows.people.update(id, { change });
}

/** AppError `group-closed`. */
export function refuseClosed(group: PeopleGroup, level: Level | null): void {
  if (group.state === 'closed' && level !== null)
    throw refusal('group-closed', 'conflict', 'Ce groupe est clos : personne n’y entre plus.');
}
