import type { SealedBytes } from '../vault.ts';

/** GDPR art. 15, 16, 21, 17. */
export const PERSON_REQUEST_KINDS = ['access', 'rectification', 'objection', 'erasure'] as const;
export type PersonRequestKind = (typeof PERSON_REQUEST_KINDS)[number];
export type PersonRequestState = 'open' | 'done' | 'refused';

/** What a person asked, and what was done about it; the person is named by record numbers only. */
export interface PersonRequestRow {
  readonly id: string;
  readonly charity: string;
  /** Whose key seals it, whose urgent file carries it, with which it is purged. */
  readonly campaign: string;
  readonly kind: PersonRequestKind;
  readonly state: PersonRequestState;
  /** The month of art. 12(3) runs from here. */
  readonly receivedAtMs: number;
  readonly openedAtMs: number;
  /** Account id. */
  readonly author: string;
  /** French, without personal data. */
  readonly reason: string;
  /** What somebody who promised asks about: they have no record. Null for a donor's. */
  readonly pledgeId: string | null;
  /** The call in which it was made; null for a letter or an e-mail. */
  readonly callId: string | null;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  /** Why it was refused; ''. */
  readonly outcome: string;
  /** The urgent file that told the charity; null: owed. */
  readonly deliveryId: string | null;
  /** The person was erased: what is sealed goes once the charity is told. */
  readonly forget: boolean;
  /** A `CallContent`: the donor's id as its note, before/after pairs of a rectification; null once forgotten. */
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
}

/** A call in which a right was claimed (OP_DROITS) and that no request has taken up. */
export interface AskingCall {
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly endedAtMs: number;
}

/** New bytes in the place of a sealed value. */
export interface Overwritten {
  readonly callId: string;
  readonly sealed: SealedBytes;
  readonly sealVersion: number;
}

export interface RecordErasure {
  readonly recordId: number;
  readonly campaign: string;
  readonly requestId: string;
  readonly atMs: number;
  readonly sealed: SealedBytes;
  readonly version: number;
  /** 32 random hexadecimal characters in the place of the blind index. */
  readonly donorBlind: string;
  readonly calls: readonly Overwritten[];
  readonly signatures: readonly Overwritten[];
}

/** An act that waits for a card to leave its screen: by a list of the charity or of the country, or at the person's request. */
export interface WaitingActRow {
  readonly recordId: number;
  readonly kind: 'withdrawal' | 'listing' | 'erasure';
  readonly campaign: string;
  /** Null for a list's act. */
  readonly requestId: string | null;
  readonly actor: string;
  readonly atMs: number;
}

export interface PersonReader {
  byId(id: string): Promise<PersonRequestRow | undefined>;
  /** Oldest received first. */
  all(): Promise<readonly PersonRequestRow[]>;
  recordsOf(id: string): Promise<readonly number[]>;
  /** Requests that name that record, oldest received first. */
  ofRecord(recordId: number): Promise<readonly PersonRequestRow[]>;
  /** Requests about that pledge, oldest received first. */
  ofPledge(pledgeId: string): Promise<readonly PersonRequestRow[]>;
  /** Received before that instant, and not told to the charity. */
  untold(campaign: string, beforeMs: number): Promise<readonly PersonRequestRow[]>;
  /** Calls under one of the codes, not taken back, that no request names. */
  asking(codes: readonly string[]): Promise<readonly AskingCall[]>;
  isErased(recordId: number): Promise<boolean>;
  /** Every call of the record, those taken back too: ids in order of time. */
  callsOf(recordId: number): Promise<readonly string[]>;
  /** Oldest first. */
  waitingActs(): Promise<readonly WaitingActRow[]>;
  waitingActsOf(recordId: number): Promise<readonly WaitingActRow[]>;
}

export interface PersonWriter extends PersonReader {
  add(
    row: PersonRequestRow,
    records: readonly { readonly recordId: number; readonly campaign: string }[],
  ): Promise<void>;
  update(
    id: string,
    change: Partial<
      Pick<PersonRequestRow, 'state' | 'endedAtMs' | 'endedBy' | 'outcome' | 'sealed' | 'sealVersion'>
    >,
  ): Promise<void>;
  /** The charity is told; what was only kept for that is forgotten. */
  markTold(ids: readonly string[], deliveryId: string): Promise<void>;
  /** False when that act waits for that record already. */
  addWaitingAct(act: WaitingActRow): Promise<boolean>;
  /** Carried out, or no longer wanted. Twice does nothing. */
  endWaitingAct(act: Pick<WaitingActRow, 'recordId' | 'kind'>): Promise<void>;
  /** Overwrites what is sealed, removes every look-up of the person; figures and numbers stay. */
  eraseRecord(erasure: RecordErasure): Promise<void>;
}
