import type { EventKind, EventPrivacy, EventState } from '../../../shared/people/agenda-words.ts';

/** Something of the agenda of a charity: one event, listed once, however many groups it is of. */
export interface AgendaEvent {
  readonly id: string;
  readonly charity: string;
  readonly kind: EventKind;
  readonly title: string;
  /** What it is about; empty when nobody wrote it. */
  readonly body: string;
  /** An address, or a link. */
  readonly place: string;
  readonly privacy: EventPrivacy;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** Nobody signs up from then on. */
  readonly closesAtMs: number;
  readonly state: EventState;
  /** Grows with each change that a calendar shows. */
  readonly sequence: number;
  readonly author: string;
  readonly atMs: number;
  readonly changedAtMs: number;
  /** Ids of its groups. */
  readonly groups: readonly string[];
}
