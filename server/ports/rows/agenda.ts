import type { Attendance } from '../../../shared/people/agenda-words.ts';
import type { Period } from '../../../shared/time.ts';
import type { FeedSource } from '../../domain/agenda/calendar-feed.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';

/** Hours at which people are needed: a slot of an event, and of a pledge line where it is both. */
export interface AgendaSlotRow extends Period {
  readonly id: number;
  readonly campaign: string | null;
  readonly site: string | null;
  readonly event: string;
  /** What is done there; empty where one thing alone is done. */
  readonly role: string;
  /** Code of the training that it needs; empty: none. */
  readonly needs: string;
  readonly capacity: number;
  readonly taken: number;
  readonly opensAtMs: number;
  /** Afterwards somebody else withdraws a person, and says why. */
  readonly withdrawUntilMs: number;
  /** In a row, this slot included; 0: no limit. */
  readonly longestMs: number;
  readonly cancelledAtMs: number | null;
  readonly author: string;
  readonly atMs: number;
}

/** A place that somebody of the directory has or waits for, with its hours. */
export interface OwnSlot extends Period {
  readonly signup: number;
  readonly slot: number;
  readonly event: string;
  readonly state: 'held' | 'waiting';
  readonly attendance: Attendance | null;
}

export interface AgendaSignUp {
  readonly slot: number;
  readonly participant: string;
  /** As they are called. */
  readonly person: string;
  readonly author: string;
  readonly atMs: number;
  /** On the waiting list of a full slot, rather than not at all. */
  readonly mayWait: boolean;
}

/** What became of one person: a place, or the waiting list. */
export interface Come {
  readonly signup: number;
  readonly state: 'held' | 'waiting';
}

export interface AgendaReader {
  event(id: string): Promise<AgendaEvent | undefined>;
  /** Of that charity, that end after that instant; the first to begin first. */
  events(charity: string, endAfterMs: number): Promise<readonly AgendaEvent[]>;
  /** By their hours. */
  slotsOf(event: string): Promise<readonly AgendaSlotRow[]>;
  slot(id: number): Promise<AgendaSlotRow | undefined>;
  /** What that person holds or waits for, cancelled slots aside, by their hours. */
  own(participant: string): Promise<readonly OwnSlot[]>;
  /** Every place that they had or gave up in slots that end after that instant, waiting apart. */
  feed(participant: string, endAfterMs: number): Promise<readonly FeedSource[]>;
  /** Codes of the trainings that they followed. */
  trainings(participant: string): Promise<readonly string[]>;
}

export interface AgendaWriter extends AgendaReader {
  addEvent(event: AgendaEvent): Promise<void>;
  /** `groups` in the place of those before. */
  updateEvent(id: string, change: Partial<Omit<AgendaEvent, 'id' | 'charity'>>): Promise<void>;
  /** Gives it its number. */
  addSlot(row: Omit<AgendaSlotRow, 'id' | 'taken' | 'cancelledAtMs'>): Promise<number>;
  updateSlot(
    id: number,
    change: Partial<
      Pick<AgendaSlotRow, 'cancelledAtMs' | 'fromMs' | 'toMs' | 'opensAtMs' | 'withdrawUntilMs'>
    >,
  ): Promise<void>;
  /**
   * Signs up, where every condition of the verdict holds: one statement, which cannot overfill a slot nor put a person in two
   * places. Undefined when something stands against it.
   */
  signUp(request: AgendaSignUp): Promise<Come | undefined>;
  /** Twice is once. */
  learn(one: {
    readonly participant: string;
    readonly training: string;
    readonly author: string;
    readonly atMs: number;
  }): Promise<void>;
}
