import { foldedText } from '../../../shared/folded-text.ts';
import type { GroupKind, Level } from '../../../shared/people/people-words.ts';

export interface PeopleGroup {
  readonly id: string;
  readonly charity: string;
  readonly kind: GroupKind;
  readonly name: string;
  /** Id of the group above; empty at the top. The tree has two levels. */
  readonly parent: string;
  readonly state: 'active' | 'closed';
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
}

/** Who belongs where, since when; `toMs` set: no more. A row is never rewritten but for its end. */
export interface Membership {
  readonly participant: string;
  readonly groupId: string;
  readonly level: Level;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The group of that name, accents and capitals aside; or of that id. */
export function groupNamed(groups: readonly PeopleGroup[], name: string): PeopleGroup | undefined {
  const wanted = foldedText(name.trim());
  return groups.find((one) => one.id === name || foldedText(one.name) === wanted);
}
