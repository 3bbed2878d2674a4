import type { Attendance } from '../../../shared/people/agenda-words.ts';

/** Hours at a site of a pledge line, with so many places; it may be one of an event too (agenda.ts). */
export interface SlotRow {
  readonly id: number;
  readonly campaign: string;
  readonly site: string;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly capacity: number;
  readonly taken: number;
  readonly author: string;
  readonly atMs: number;
}

export type SignupState = 'held' | 'waiting' | 'cancelled';

/** Somebody in a slot, and how far they are on the way to a first real call. */
export interface SignupRow {
  readonly id: number;
  readonly slot: number;
  readonly campaign: string;
  /** As they are called; sealed in the base. */
  readonly person: string;
  /** Of the directory; null for a name that a lead wrote, or once they were erased. */
  readonly participant: string | null;
  readonly attendance: Attendance | null;
  readonly attendedAtMs: number | null;
  readonly state: SignupState;
  /** JSON: queues and ranks beyond the site's own. */
  readonly queues: string;
  readonly author: string;
  readonly atMs: number;
  /** Made by the first code that opened a seat for them. */
  readonly account: string | null;
  readonly charterAtMs: number | null;
  readonly practiceFromMs: number | null;
  /** Practice calls passed, in order. */
  readonly practiceDone: number;
  /** When the practice call on the screen began. */
  readonly callFromMs: number | null;
  readonly trainedAtMs: number | null;
}

/** The same without the name, which is sealed: what counts, and what decides. */
export type SignupFacts = Omit<SignupRow, 'person'>;

/** A one-use code, by its keyed digest: the code itself is on a badge and nowhere else. */
export interface ShiftCodeRow {
  readonly hash: string;
  readonly signup: number;
  readonly author: string;
  readonly atMs: number;
  readonly usedAtMs: number | null;
  readonly seat: string | null;
  readonly voidedAtMs: number | null;
}

export interface SlotReader {
  /** Oldest first. */
  ofCampaign(campaign: string): Promise<readonly SlotRow[]>;
  byId(id: number): Promise<SlotRow | undefined>;
  /** In the order they came, the cancelled ones included; no name is opened. */
  signups(slot: number): Promise<readonly SignupFacts[]>;
  /** Opens the names of those sign-ups, by number: a tenth of a millisecond each, so only of people who are shown. */
  names(signups: readonly number[]): Promise<ReadonlyMap<number, string>>;
  signup(id: number): Promise<SignupRow | undefined>;
  signupOfAccount(account: string): Promise<SignupRow | undefined>;
  code(hash: string): Promise<ShiftCodeRow | undefined>;
  /** Oldest first. */
  codesOf(signup: number): Promise<readonly ShiftCodeRow[]>;
}

export interface SlotWriter extends SlotReader {
  /** Gives it its number. */
  add(row: Omit<SlotRow, 'id' | 'taken'>): Promise<number>;
  /** Takes one place; false when none is left. One statement: two who come at once never share the last one. */
  takePlace(id: number): Promise<boolean>;
  freePlace(id: number): Promise<void>;
  addSignup(
    row: Pick<SignupRow, 'slot' | 'campaign' | 'person' | 'state' | 'queues' | 'author' | 'atMs'> &
      Partial<Pick<SignupRow, 'participant'>>,
  ): Promise<number>;
  changeSignup(id: number, change: Partial<Omit<SignupRow, 'id' | 'slot' | 'campaign'>>): Promise<void>;
  addCode(row: Pick<ShiftCodeRow, 'hash' | 'signup' | 'author' | 'atMs'>): Promise<void>;
  /** A code of that person that was not used opens nothing any more. */
  voidCodes(signup: number, atMs: number): Promise<number>;
  /** Uses it at that seat; false when it was used or voided. One statement: used twice at once, it opens once. */
  spendCode(hash: string, seat: string, atMs: number): Promise<boolean>;
}
