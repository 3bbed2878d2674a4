import type { Membership, PeopleGroup } from '../../domain/groups/group.ts';

export type { Membership, PeopleGroup } from '../../domain/groups/group.ts';

export interface GroupReader {
  of(charity: string): Promise<readonly PeopleGroup[]>;
  byId(id: string): Promise<PeopleGroup | undefined>;
  /** Belongings of now. */
  current(participant: string): Promise<readonly Membership[]>;
  /** All of that person, the oldest first. */
  history(participant: string): Promise<readonly Membership[]>;
  /** Ids of those who belong to it now. */
  members(group: string): Promise<readonly string[]>;
  /** Belongings to groups of that charity that began or ended at that instant. */
  changedAt(charity: string, atMs: number): Promise<readonly Membership[]>;
  /** How many belong to it now. */
  size(group: string): Promise<number>;
}

export interface GroupWriter extends GroupReader {
  add(group: PeopleGroup): Promise<void>;
  update(
    id: string,
    change: Partial<Pick<PeopleGroup, 'name' | 'parent' | 'state' | 'endedAtMs'>>,
  ): Promise<void>;
  join(membership: Omit<Membership, 'toMs'>): Promise<void>;
  /** Ends the belonging of now; none is a no-op. Answers how many ended. */
  leave(participant: string, group: string, atMs: number): Promise<number>;
  /** As if the act of that instant had not been: what it began goes, what it ended goes on. */
  takeBack(participant: string, group: string, atMs: number): Promise<void>;
}
