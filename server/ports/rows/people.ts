import type { ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { CountedParticipant } from '../../domain/people/people-dashboard.ts';
import type { KeptParticipant } from '../../domain/people/retention-plan.ts';
import type { SealedBytes } from '../vault.ts';
import type { TableCount } from './purges.ts';

export interface PeopleBaseRow {
  readonly charity: string;
  /** `personnes.yaml` as loaded. */
  readonly fields: string;
  /** Grows with each write of a card or of a belonging. */
  readonly change: number;
  readonly openedAtMs: number;
}

/** What a card is found again by: 32 hex characters each, or null. */
export interface PeopleBlinds {
  readonly emailBlind: string | null;
  readonly phoneBlind: string | null;
  readonly crmBlind: string | null;
}

export interface ParticipantRow extends PeopleBlinds {
  readonly id: string;
  readonly charity: string;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly source: 'house' | 'crm';
  readonly sinceMs: number;
  readonly changedAtMs: number;
  /** That of the base when the card was last written. */
  readonly change: number;
  readonly account: string | null;
  readonly sealVersion: number;
  readonly sealed: SealedBytes;
}

export interface PeopleEditRow {
  readonly id: string;
  readonly charity: string;
  readonly kind: 'import' | 'edit';
  readonly actor: string;
  readonly atMs: number;
  readonly undoneAtMs: number | null;
}

/** A card before an act on many; `before` null: the act made it. */
export interface EditBefore {
  readonly participant: string;
  readonly wroteVersion: number;
  readonly before: (Pick<ParticipantRow, 'status' | 'kind' | 'sealVersion' | 'sealed'> & PeopleBlinds) | null;
}

/** Who destroys a directory, and who checks it: ids of accounts. */
interface DirectoryEnd {
  readonly operator: string;
  readonly verifier: string;
}

/** Of a card among those of its base, in the order in which they were last written. */
export type ChangePlace = Pick<ParticipantRow, 'change' | 'id'>;

export interface PeopleReader {
  bases(): Promise<readonly PeopleBaseRow[]>;
  base(charity: string): Promise<PeopleBaseRow | undefined>;
  byId(id: string): Promise<ParticipantRow | undefined>;
  byAccount(account: string): Promise<ParticipantRow | undefined>;
  /** By the most certain of them: the CRM's number, then the e-mail. */
  byBlind(charity: string, by: 'crmBlind' | 'emailBlind', blind: string): Promise<ParticipantRow | undefined>;
  /** Written since that place, in the order of their changes, then of their ids: 500 at most. */
  changedAfter(charity: string, place: ChangePlace): Promise<readonly ParticipantRow[]>;
  /** Those that have a number of the CRM. */
  ofCrm(charity: string): Promise<readonly ParticipantRow[]>;
  /** Ids of all. */
  ids(charity: string): Promise<readonly string[]>;
  count(charity: string): Promise<number>;
  /** All of them as counts read them, with the groups of now. */
  counted(charity: string): Promise<readonly CountedParticipant[]>;
  /** Whoever is not confirmed and is no account of the house, with their last contact: what retention reads. */
  kept(charity: string): Promise<readonly KeptParticipant[]>;
  edit(id: string): Promise<PeopleEditRow | undefined>;
  /** When the newest act on cards or belongings of that base was done; 0 without one. */
  lastActMs(charity: string): Promise<number>;
  editBefore(id: string): Promise<readonly EditBefore[]>;
  /** Up to `limit` fragments of sealed cards, and as many blind indexes, that the search of the bytes left looks for. */
  samples(charity: string, limit: number): Promise<readonly Uint8Array[]>;
}

export interface PeopleWriter extends PeopleReader {
  openBase(row: Omit<PeopleBaseRow, 'change'>): Promise<void>;
  setFields(charity: string, fields: string): Promise<void>;
  /** Counts one write of the base; answers its rank. */
  nextChange(charity: string): Promise<number>;
  add(row: ParticipantRow): Promise<void>;
  update(id: string, change: Partial<Omit<ParticipantRow, 'id' | 'charity'>>): Promise<void>;
  /** They came in by the web door. */
  noteEntered(id: string, atMs: number): Promise<void>;
  /** Their card was read for values whose time is over. */
  noteTrimmed(id: string, atMs: number): Promise<void>;
  /**
   * The card, its belongings and what acts kept of it. `keepsAway`: the person asked for it, and the CRM does not bring them
   * back.
   */
  erase(id: string, how?: { readonly keepsAway: boolean }): Promise<void>;
  /**
   * The whole directory with what hangs on it: people, groups, events and their slots; answers what there was. `told`: the
   * act is kept beside the keys, and an older backup does not bring the directory back.
   */
  eraseBase(charity: string, told?: DirectoryEnd): Promise<readonly TableCount[]>;
  addEdit(row: Omit<PeopleEditRow, 'undoneAtMs'>, before: readonly EditBefore[]): Promise<void>;
  undoEdit(id: string, atMs: number): Promise<void>;
  /** What acts kept of before that instant; answers how many acts. */
  dropEditsBefore(atMs: number): Promise<number>;
}
