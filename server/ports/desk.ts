import type { CallOutcome, OutcomeReceipt } from '../../shared/call-outcome.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { DayNow, OtherCampaign, PersonStop } from '../../shared/card.ts';
import type { CallEffect } from '../domain/call/call-result.ts';
import type { AccountRow } from './rows/accounts.ts';
import type { CallRow } from './rows/calls.ts';
import type { CampaignRow } from './rows/campaigns.ts';
import type { LeaseRow } from './rows/leases.ts';
import type { RecordRow } from './rows/records.ts';
import type { SealedBytes } from './vault.ts';

/** Who asks for a card, when, and what they may be served. */
export interface DeskClaim {
  readonly agent: Pick<AccountRow, 'id' | 'campaigns'>;
  /** For a new lease; a card already held keeps its own. */
  readonly callId: string;
  readonly nowMs: number;
  /** R-12 is watched over elsewhere: every open campaign may be served. */
  readonly trainsElsewhere: boolean;
}

/** The same person in another campaign of the charity. */
interface RecordElsewhere {
  readonly record: RecordRow;
  readonly campaign: CampaignRow;
  /** Oldest first. */
  readonly calls: readonly CallRow[];
}

/** What was done with a person: decides whether they may be called now, then is told on their card. */
export interface DonorHistory {
  /** Calls of the record itself, oldest first. */
  readonly own: readonly CallRow[];
  readonly elsewhere: readonly RecordElsewhere[];
}

/** A record leased to the agent, its opening in the audit log: it may be opened. */
export interface DeskCard {
  readonly kind: 'card';
  readonly lease: LeaseRow;
  readonly record: RecordRow;
  /** As the card was served: what came into force since is for the next one. */
  readonly campaign: CampaignRow;
  /** The agent had this card already: a reconnection. */
  readonly again: boolean;
  /** What the record was judged by, when it has just been. */
  readonly known?: DonorHistory;
}

/** `put-off`: only records that must wait were found so far, and they wait now; ask again. `none`: nothing may be called. */
export type DeskClaimed = DeskCard | { readonly kind: 'put-off' } | { readonly kind: 'none' };

/** A card about to be shown, its record open. */
export interface DeskTelling {
  readonly lease: LeaseRow;
  readonly record: RecordRow;
  readonly charity: string;
  readonly known?: DonorHistory | undefined;
  /** Blind indexes of what only the open record says: numbers, address. None: the objection list is not looked at again. */
  readonly blinds: readonly string[];
  readonly nowMs: number;
}

/** `listed`: the charity's objection list has one of those blind indexes. */
export type DeskTold =
  | { readonly kind: 'listed' }
  | {
      readonly kind: 'told';
      /** Calls of the record, oldest first. */
      readonly history: readonly CallRow[];
      /** Of the notes; undefined for a campaign without any. */
      readonly aidsVersion: string | undefined;
      /** Of the agent's next personal callback. */
      readonly promisedAtMs: number | undefined;
      readonly stop: PersonStop | undefined;
      readonly today: DayNow;
      readonly elsewhere: readonly OtherCampaign[];
    };

/** The end of a call, about to be decided. */
export interface DeskOpening {
  readonly agent: Pick<AccountRow, 'id'>;
  readonly callId: string;
  /** Under which the workstation led the call. */
  readonly scriptVersion: string;
  /** SHA-256 of the canonical outcome. */
  readonly requestHash: string;
  readonly nowMs: number;
}

/** What a decision needs, its opening in the audit log: the record may be opened. */
export interface DeskOpened {
  readonly kind: 'opened';
  readonly lease: LeaseRow;
  readonly record: RecordRow;
  /** As the call's card was served; undefined when there is no such campaign any more. */
  readonly campaign: CampaignRow | undefined;
  /** The one the call began on, retired since or not; undefined when the workstation names another. */
  readonly script: CallScript | undefined;
  /** Calls of the record, oldest first. */
  readonly history: readonly CallRow[];
}

/** The same outcome was recorded before. */
export interface DeskReceipt {
  readonly kind: 'receipt';
  readonly receipt: OutcomeReceipt;
}

/** All that had to be awaited before the transaction. */
export interface SealedEffect {
  readonly call: SealedBytes;
  readonly callVersion: number;
  /** The record's new content under the next version; undefined when nothing personal changed. */
  readonly record: { readonly sealed: SealedBytes; readonly version: number } | undefined;
  /** Blind indexes of the donor's present numbers, when they were corrected. */
  readonly phoneBlinds: readonly string[] | undefined;
  /** Blind indexes that an objection blocks: donor, numbers as they were and as they are. */
  readonly objectionBlinds: readonly string[];
}

/** What is written of an effect: its clear content stays in the step that sealed it. */
type WrittenEffect = Pick<CallEffect, 'record' | 'call' | 'email' | 'suppress' | 'scheme' | 'receipt'>;

/** An outcome that was decided and sealed. */
export interface DeskOutcome {
  readonly agent: Pick<AccountRow, 'id'>;
  readonly outcome: Pick<
    CallOutcome,
    'callId' | 'disposition' | 'scriptVersion' | 'path' | 'durationSeconds'
  >;
  readonly requestHash: string;
  readonly lease: LeaseRow;
  /** As it stood when the outcome was decided. */
  readonly row: RecordRow;
  readonly effect: WrittenEffect;
  readonly sealed: SealedEffect;
  readonly charity: string;
  /** Sender's domain, for the Message-ID. */
  readonly emailDomain: string;
  readonly nowMs: number;
  /** Calls that ended before are not taken back any more. */
  readonly undoFromMs: number;
}

/** `moved`: the record is not as it was decided upon; nothing is written. */
export type DeskRecorded = DeskReceipt | { readonly kind: 'moved' };

/**
 * What every call asks of the base, each as one whole: all of it in one transaction, or nothing. Plain values go in and come
 * out, which a thread or another engine's function can be given; campaigns and scripts that come out are shared between
 * callers, and never changed by them. Nothing personal is clear in them.
 */
export interface Desk {
  /**
   * The agent's card: the one on screen, else one put on top for them, else the first of the queue that may be called now.
   * Leased, the agent at work, the opening to come in the audit log. Again: the same card, with the same callId.
   * AppError `campaign-purged`.
   */
  claim(question: DeskClaim): Promise<DeskClaimed>;
  /** All that the agent's screen says beside the record itself, as of one instant. Changes nothing. */
  tell(telling: DeskTelling): Promise<DeskTold>;
  /**
   * What the decision on a call's outcome needs, the opening to come in the audit log; the receipt of a call recorded before.
   * AppErrors `outcome-differs`, `lease-lost`, `campaign-purged`.
   */
  open(opening: DeskOpening): Promise<DeskOpened | DeskReceipt>;
  /**
   * Call, new state, e-mail owed, objection, presence and audit entry, exactly once per callId: a second one gets the first
   * receipt. AppErrors `outcome-differs`, `lease-lost`, those of `refuseStopped`.
   */
  record(outcome: DeskOutcome): Promise<DeskRecorded>;
}
