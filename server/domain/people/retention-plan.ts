import type { ParticipantStatus } from '../../../shared/people/people-words.ts';
import { zoned } from '../../../shared/time.ts';
import type { PeopleField } from './people-fields.ts';

/** For how many months somebody is kept: `conservation` of `personnes.yaml`. */
export interface PeopleKept {
  /** After the last contact. */
  readonly prospect: number;
  /** After the departure, or the last engagement where it is later. */
  readonly former: number;
}

/** Where the file says nothing; to be confirmed by the data officer of the charity. */
export const KEPT_BY_ITSELF: PeopleKept = { prospect: 36, former: 24 };

/** A participant as retention reads them: nothing sealed. Instants are milliseconds since 1970. */
export interface KeptParticipant {
  readonly id: string;
  readonly status: ParticipantStatus;
  /** The newest of our own events that they took part in: entry, group, place taken, message, visit. */
  readonly contactMs: number;
  /** Of somebody who left. */
  readonly leftMs: number | null;
  readonly changedAtMs: number;
  /** When the card was last read for values to drop; null: never. */
  readonly trimmedMs: number | null;
}

export interface DueParticipant extends Pick<KeptParticipant, 'id' | 'status' | 'contactMs' | 'leftMs'> {
  /** From when they are kept too long. */
  readonly dueMs: number;
}

function monthsAfter(atMs: number, months: number): number {
  return zoned(atMs).add({ months }).epochMilliseconds;
}

function dueMsOf({ status, contactMs, leftMs }: KeptParticipant, kept: PeopleKept): number | undefined {
  if (status === 'prospect') return monthsAfter(contactMs, kept.prospect);
  if (status === 'former') return monthsAfter(Math.max(contactMs, leftMs ?? 0), kept.former);
  return undefined;
}

/** Whoever is kept too long, the longest first. Whoever is confirmed never is. Pure. */
export function dueParticipants(
  people: readonly KeptParticipant[],
  kept: PeopleKept,
  nowMs: number,
): readonly DueParticipant[] {
  return people
    .flatMap((one) => {
      const dueMs = dueMsOf(one, kept);
      if (dueMs === undefined || dueMs > nowMs) return [];
      const { id, status, contactMs, leftMs } = one;
      return [{ id, status, contactMs, leftMs, dueMs }];
    })
    .toSorted((a, b) => a.dueMs - b.dueMs || a.id.localeCompare(b.id));
}

/** Keys of the fields whose values are kept no more of somebody who left then. */
export function overdueFields(
  fields: readonly PeopleField[],
  leftMs: number | null,
  nowMs: number,
): readonly string[] {
  if (leftMs === null) return [];
  return fields
    .filter(({ months }) => months > 0 && monthsAfter(leftMs, months) <= nowMs)
    .map(({ key }) => key);
}

/**
 * Cards of people who left whose values are still to be looked at: a date of theirs has passed, or the card was written, since
 * it was last read for that. Which of them hold such a value only opening tells. Pure.
 */
export function cardsToTrim(
  people: readonly KeptParticipant[],
  fields: readonly PeopleField[],
  nowMs: number,
): readonly KeptParticipant[] {
  return people.filter(({ status, leftMs, changedAtMs, trimmedMs }) => {
    if (status !== 'former') return false;
    const over = overdueFields(fields, leftMs, nowMs);
    if (over.length === 0) return false;
    if (trimmedMs === null || changedAtMs > trimmedMs) return true;
    return over.length > overdueFields(fields, leftMs, trimmedMs).length;
  });
}
