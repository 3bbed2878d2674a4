import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import type { CivilDate, Period } from '../../../shared/time.ts';
import type { SealedBytes } from '../vault.ts';
import type { ContactFileRow } from './contact-files.ts';
import type {
  ClaimRequest,
  DayPart,
  LeaseRow,
  Queue,
  ReservationRow,
  ReserveRequest,
  TakeRequest,
} from './leases.ts';

/**
 * A record's states. `staged`: its file is still being imported, or just was; `ready`: in the queue; `leased`: on an agent's
 * screen (a lease row exists); `closed`: final disposition; `excluded`: closed before any call (outside P and T).
 */
export type RecordState = 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';

/** Non-personal columns: the queue and the figures work on these alone. */
export interface RecordRow {
  readonly id: number;
  readonly campaign: string;
  readonly contactFileId: number;
  readonly rowNumber: number;
  readonly segment: string;
  readonly country: Country;
  readonly canton: string;
  /** The donor's place: `FR`, `FR-57`, `RE`, `BE`, `CH-VD`… (docs/rules/law.md#zones-and-holidays). */
  readonly area: string;
  readonly donorBlind: string;
  readonly state: RecordState;
  readonly queue: Queue;
  readonly dueAtMs: number;
  readonly nextPart: DayPart;
  /** Account id a callback is pinned to, or that a reassignment gave the record to. */
  readonly owner: string | null;
  readonly attempts: number;
  readonly triesByPart: Readonly<Record<DayPart, number>>;
  readonly busyCount: number;
  readonly voicemailLeft: boolean;
  /** Some earlier try was argued: exhaustion then closes as RA_REFLEX (docs/rules/dispositions.md). */
  readonly argued: boolean;
  readonly lastAttemptAtMs: number | null;
  /** Last disposition, final or not; null when never called. */
  readonly disposition: string | null;
  readonly closedAtMs: number | null;
  readonly giftMinor: number;
  readonly monthlyMinor: number;
  readonly currency: Currency;
  readonly frequency: Frequency;
  readonly sealed: SealedBytes;
  readonly version: number;
  /** Day the oldest of its numbers was seen clear of the list; null: none owed (docs/rules/law.md#belgium). */
  readonly dncmCheckedOn: CivilDate | null;
  readonly hold: RecordHold | null;
  /** Its class in each profile of the campaign, as decided at import; none of a record of before. */
  readonly classes: ProfileClasses;
}

/**
 * `list-check`: a ready record that is not served, or one excluded only for that, until a fresh check of the Belgian list.
 * `ethics`: frozen by an agent until a lead releases it (`FrozenRow`). `damaged`: its content does not open, a backup has it.
 */
export type RecordHold = 'list-check' | 'ethics' | 'damaged';

export type NewRecord = Omit<RecordRow, 'id'> & {
  readonly phoneBlinds: readonly string[];
  /** Of the e-mail address, '' without one; absent: computed at the first look-up by address. */
  readonly emailBlind?: string;
  /** Class of `domain/indicators/seniority.ts`, for figures alone; null: the file gives no date. */
  readonly seniority?: number | null;
};

interface QueueGroupRow {
  readonly queue: Queue;
  readonly area: string;
  readonly part: DayPart;
  /** It has an owner. */
  readonly isGiven: boolean;
  readonly isDue: boolean;
  readonly records: number;
  readonly firstDueAtMs: number;
}

/** Filter of a reassignment or a listing; absent fields do not filter. */
export interface RecordFilter {
  readonly campaign?: string;
  readonly states?: readonly ('callback' | 'lease' | 'retry' | 'new')[];
  readonly agent?: string;
  /** Those records alone, if they pass the rest. */
  readonly recordIds?: readonly number[];
  readonly segment?: string;
  readonly canton?: string;
  /** Inclusive. */
  readonly dueFromMs?: number;
  /** Exclusive. */
  readonly dueBeforeMs?: number;
}

export type RecordChange = Partial<
  Omit<RecordRow, 'id' | 'campaign' | 'contactFileId' | 'rowNumber' | 'donorBlind'>
>;

export interface EndedCall {
  readonly record: Pick<RecordRow, 'id' | 'campaign' | 'version'>;
  readonly callId: string;
  readonly agent: string;
  /** Whose list is looked at. */
  readonly charity: string | undefined;
}

export interface RecordReader {
  byId(id: number): Promise<RecordRow | undefined>;
  idByDonorBlind(campaign: string, donorBlind: string): Promise<number | undefined>;
  /** Lines excluded at import too. */
  idsByDonorBlind(campaign: string, donorBlind: string): Promise<readonly number[]>;
  /** Among the records whose address is indexed: see `idsWithoutEmailBlind`. */
  idsByEmailBlind(campaign: string, emailBlind: string): Promise<readonly number[]>;
  /** Records whose address changed, or came before addresses were indexed. */
  idsWithoutEmailBlind(campaign: string): Promise<readonly number[]>;
  /** '' without an address, null when not computed. */
  emailBlindOf(recordId: number): Promise<string | null>;
  idsByPhoneBlind(campaign: string, phoneBlind: string): Promise<readonly number[]>;
  /** Blind indexes of the record's present numbers. */
  phoneBlindsOf(recordId: number): Promise<readonly string[]>;
  /** Records of the campaign that wait for a fresh check of the Belgian list, by state. */
  heldIds(campaign: string, states: readonly RecordState[]): Promise<readonly number[]>;
  leaseOfAgent(agent: string): Promise<LeaseRow | undefined>;
  leaseOfCall(callId: string): Promise<LeaseRow | undefined>;
  /** What is set aside for the agent, in one question: a card on screen, records put on top, one reserved. */
  atHand(
    agent: string,
  ): Promise<{ readonly leased: boolean; readonly onTop: boolean; readonly reserved: boolean }>;
  /** The lease of a call and its record, in one question. */
  leasedForCall(
    callId: string,
  ): Promise<{ readonly lease: LeaseRow; readonly record: RecordRow } | undefined>;
  leaseOfRecord(recordId: number): Promise<LeaseRow | undefined>;
  /**
   * The lease of that callId after it ended by `releaseLease`, kept until its record is claimed again or closed:
   * a late save finds by it the record it was talking about, and that nobody was served it since.
   */
  endedLease(callId: string): Promise<LeaseRow | undefined>;
  /** The record reserved for the agent's next call, if any, even past its time. */
  reservationOf(agent: string): Promise<ReservationRow | undefined>;
  /** Areas present among the open records of a campaign (a handful). */
  areas(campaign: string): Promise<readonly string[]>;
  /** Walks every record of a campaign in id order; constant memory. */
  each(campaign: string): AsyncIterable<RecordRow>;
  /** Ids of the records of finished files, in id order: a file still being imported is not delivered yet. */
  importedIds(campaign: string): Promise<readonly number[]>;
  /** The first record of each finished file. */
  firstIds(campaign: string): Promise<readonly number[]>;
  /** The same records summed by their last disposition (null: never called). */
  importedSums(campaign: string): Promise<
    readonly {
      readonly disposition: string | null;
      readonly records: number;
      readonly monthlyMinor: number;
    }[]
  >;
  countByState(campaign: string): Promise<Readonly<Record<RecordState, number>>>;
  /** Final or excluded records by disposition code; `closedIn` limits to closings in that span. */
  countByDisposition(campaign: string, closedIn?: Period): Promise<ReadonlyMap<string, number>>;
  queueDepth(
    campaign: string,
    nowMs: number,
  ): Promise<{ readonly due: number; readonly later: number; readonly callbacks: number }>;
  /** Ready records off hold, counted by what decides when and by whom they may be called. */
  queueGroups(campaign: string, nowMs: number): Promise<readonly QueueGroupRow[]>;
  nextDueAtMs(campaign: string, nowMs: number): Promise<number | undefined>;
  contactFile(id: number): Promise<ContactFileRow | undefined>;
  contactFileBySha(campaign: string, sha256: string): Promise<ContactFileRow | undefined>;
  contactFiles(campaign: string): Promise<readonly ContactFileRow[]>;
  matching(
    filter: RecordFilter,
    limit: number,
  ): Promise<readonly (RecordRow & { readonly lease?: LeaseRow })[]>;
  /** The record of a donor in each of those campaigns that has one; the live one where excluded lines repeat them. */
  ofDonor(campaigns: readonly string[], donorBlind: string): Promise<readonly RecordRow[]>;
  isSuppressed(charity: string, blind: string, alsoIn?: string): Promise<boolean>;
  /** Whether the charity blocks any of them for all its campaigns. */
  isAnySuppressed(charity: string, blinds: readonly string[]): Promise<boolean>;
  /** Whether it blocks the record, for all its campaigns or for that one, by whichever of its blind indexes. */
  isObjected(
    recordId: number,
    where: { readonly charity: string; readonly campaign: string },
  ): Promise<boolean>;
  callbacksOf(agent: string, untilMs: number): Promise<number>;
  /** Ready records that are the agent's own, callbacks and others: their load. */
  ownedBy(agent: string): Promise<number>;
  /** An agent's own callbacks that are not on a screen, soonest first; and when the first after an instant is due. */
  ownCallbacks(agent: string, limit: number): Promise<readonly RecordRow[]>;
  nextCallbackOf(agent: string, afterMs: number): Promise<number | undefined>;
}

export interface RecordWriter extends RecordReader {
  beginContactFile(file: Omit<ContactFileRow, 'id' | 'state' | 'finishedAtMs'>): Promise<number>;
  /** At most 1,000 records a transaction. */
  addStaged(records: readonly NewRecord[]): Promise<void>;
  /**
   * The file is imported, and its first staged records (at most 1,000) enter the queue: short, whatever the file's
   * length. `releaseStaged` lets in the others.
   */
  finishContactFile(
    id: number,
    counts: Pick<ContactFileRow, 'rows' | 'accepted' | 'warned' | 'rejected' | 'excluded' | 'finishedAtMs'>,
  ): Promise<void>;
  /**
   * At most 1,000 records of an imported file after that id enter the queue, if staged; returns the id to go on from,
   * undefined at the end.
   */
  releaseStaged(fileId: number, afterId: number): Promise<number | undefined>;
  /** Imported files some of whose records still wait to enter the queue. */
  filesToRelease(): Promise<readonly number[]>;
  /** Drops at most 1,000 records of a file that never finished, and the file with the last; returns how many. */
  abandonContactFile(id: number): Promise<number>;
  /** Being imported, by a server that is none of those living. */
  leftContactFiles(living: readonly string[]): Promise<readonly ContactFileRow[]>;
  /** Reserves the first record found by the looks for the agent’s next call, in place of their former one. */
  reserve(request: ReserveRequest): Promise<RecordRow | undefined>;
  /** Twice, or without one, does nothing. */
  endReservation(agent: string): Promise<void>;
  /**
   * Takes the first record found by the looks under a new lease, or returns undefined. One reserved for somebody else is
   * taken only when there is no other.
   */
  claim(request: ClaimRequest): Promise<{ readonly record: RecordRow; readonly lease: LeaseRow } | undefined>;
  /** Leases that very record, which is ready: the caller has judged that it may be called. */
  take(request: TakeRequest): Promise<LeaseRow>;
  touchLease(callId: string, seenAtMs: number, expiresAtMs: number): Promise<boolean>;
  /** The lease ends without an outcome: the record is ready again as it was. */
  releaseLease(callId: string): Promise<void>;
  expiredLeases(nowMs: number): Promise<readonly LeaseRow[]>;
  /**
   * Writes the queue columns after an outcome, a reassignment or a correction; `sealed` and `version` when the content
   * changed.
   */
  update(id: number, change: RecordChange): Promise<void>;
  /**
   * The same at the end of a call, in one question with what it was decided upon: the record on the screen of that call and
   * agent, at that version, and, where a charity is given, no act for the person against it (`isObjected`, an act that waits).
   * False: one of these is otherwise, and nothing is written.
   */
  endCall(call: EndedCall, change: RecordChange): Promise<boolean>;
  /** Puts on hold every ready record whose list check is older than that day; returns how many. One seek when there is none. */
  holdUnchecked(campaign: string, oldestOn: CivilDate): Promise<number>;
  /** Closes every ready record of a campaign under that code; returns how many. */
  closeReady(campaign: string, disposition: string, atMs: number): Promise<number>;
  /** Only for the content that stands in that version: false when it changed meanwhile. */
  setEmailBlind(recordId: number, version: number, emailBlind: string): Promise<boolean>;
  replacePhoneBlinds(recordId: number, phoneBlinds: readonly string[]): Promise<void>;
  /**
   * Blocks donor and numbers for the charity: suppression rows, and every open record of its campaigns that bears one
   * of them closes as EF_DNC — but for `exceptRecordId` and leased ones, whose ids are returned.
   */
  suppress(request: {
    readonly charity: string;
    readonly campaign: string;
    readonly blinds: readonly string[];
    readonly onlyCampaign: boolean;
    readonly atMs: number;
    readonly exceptRecordId: number;
  }): Promise<{ readonly closed: number; readonly leased: readonly number[] }>;
  /**
   * Forgets those objections for the charity and each of its campaigns; records that they closed stay closed. Returns
   * how many.
   */
  liftSuppression(charity: string, blinds: readonly string[]): Promise<number>;
}
