import type { Membership } from '../../ports/rows/groups.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';

/** The instant of an act on a directory: no other act of that base has it, and by it belongings are taken back. */
export async function ownInstant(rows: StoreReader, charity: string, nowMs: number): Promise<number> {
  return Math.max(nowMs, (await rows.people.lastActMs(charity)) + 1);
}

export interface BelongingsUndone {
  /** Those whose belongings are again as they were. */
  readonly ids: ReadonlySet<string>;
  /** Changed by somebody since: left as they are. */
  readonly left: number;
}

/** Somebody who joined, left or changed their level, once by group. */
function byPerson(all: readonly Membership[]): readonly (readonly Membership[])[] {
  return [...Map.groupBy(all, ({ participant, groupId }) => `${participant} ${groupId}`).values()];
}

/** As the act left it: what it began goes on; or it began nothing, and the person is not there again. */
async function isAsLeft(rows: StoreReader, own: readonly Membership[], atMs: number): Promise<boolean> {
  const [first] = own;
  const begun = own.find(({ fromMs }) => fromMs === atMs);
  if (begun) return begun.toMs === null;
  const now = first ? await rows.groups.current(first.participant) : [];
  return !now.some(({ groupId }) => groupId === first?.groupId);
}

/** Takes the belongings back that the act of that instant changed, but for those that somebody changed since. */
export async function takeBelongingsBack(
  rows: StoreWriter,
  { charity, atMs }: { readonly charity: string; readonly atMs: number },
): Promise<BelongingsUndone> {
  const ids = new Set<string>();
  let left = 0;
  for (const own of byPerson(await rows.groups.changedAt(charity, atMs))) {
    const [first] = own;
    if (!first || !(await isAsLeft(rows, own, atMs))) left += 1;
    else {
      await rows.groups.takeBack(first.participant, first.groupId, atMs);
      ids.add(first.participant);
    }
  }
  return { ids, left };
}
