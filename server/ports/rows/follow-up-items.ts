import type { FollowUpKind, FollowUpState } from '../../../shared/people/follow-up-words.ts';
import type { SealedBytes } from '../vault.ts';

export interface FollowUpItemRow {
  readonly id: string;
  readonly charity: string;
  readonly kind: FollowUpKind;
  /** Whose coordination sees to it; null: the mobilisation team alone. */
  readonly groupId: string | null;
  /** Whose page a correction is about. */
  readonly about: string | null;
  readonly author: string;
  readonly state: FollowUpState;
  /** A participant or an account; '' while it is open, or of somebody erased. */
  readonly owner: string;
  /** `2026-12-15`, or ''. */
  readonly dueOn: string;
  readonly atMs: number;
  readonly changedAtMs: number;
  readonly sealed: SealedBytes;
}

export interface FollowUpItemReader {
  byId(id: string): Promise<FollowUpItemRow | undefined>;
  /** Of a charity, what is to do first, then the newest; 200 at most. */
  of(charity: string): Promise<readonly FollowUpItemRow[]>;
  /** Of those groups or by that person, in the same order. */
  ofGroups(groups: readonly string[], author: string): Promise<readonly FollowUpItemRow[]>;
  /** By that person since that instant. */
  written(author: string, sinceMs: number): Promise<number>;
}

export interface FollowUpItemWriter extends FollowUpItemReader {
  add(row: FollowUpItemRow): Promise<void>;
  update(
    id: string,
    change: Pick<FollowUpItemRow, 'state' | 'owner' | 'dueOn' | 'changedAtMs'>,
  ): Promise<void>;
  /** Those that nothing happened to since that instant go; answers how many. */
  dropBefore(atMs: number): Promise<number>;
}
