import type { Level } from '../../../shared/people/people-words.ts';
import type { StoreWriter } from '../../ports/store.ts';

interface BelongingChange {
  readonly participant: string;
  readonly group: string;
  readonly level: Level | null;
  readonly atMs: number;
}

/**
 * Makes a participant belong to a group at a level, or no more (`null`): the belonging of before gets its end, history stays.
 * The same level again changes nothing. Answers whether something changed; the caller counts the change of the base.
 */
export async function changeBelonging(
  rows: Pick<StoreWriter, 'groups'>,
  { participant, group, level, atMs }: BelongingChange,
): Promise<boolean> {
  const now = (await rows.groups.current(participant)).find(({ groupId }) => groupId === group);
  if ((now?.level ?? null) === level) return false;
  if (now) await rows.groups.leave(participant, group, atMs);
  if (level !== null) await rows.groups.join({ participant, groupId: group, level, fromMs: atMs });
  return true;
}
