import type { CallPart } from '../domain/calling-rules/calling-rules-spans.ts';
import type { OwedTries } from '../domain/calling-rules/owed-tries.ts';
import type { DeskTelling } from '../ports/desk.ts';
import type { AuditEntry } from '../ports/rows/audit.ts';
import type { CallRow } from '../ports/rows/calls.ts';
import type { CheckRow } from '../ports/rows/checks.ts';
import type { ConsentRow } from '../ports/rows/consents.ts';
import type { EmailRow } from '../ports/rows/emails.ts';
import type { LeaseRow, QueueLook } from '../ports/rows/leases.ts';
import type { RecordRow } from '../ports/rows/records.ts';
import type { LastCallRow } from '../ports/rows/undos.ts';
import type { StoreReader } from '../ports/store.ts';

/** An open campaign of the agent, as the plain case of a next card asks of it. */
export interface QuickPlace {
  readonly charity: string;
  /** Codes of the charity's other campaigns. */
  readonly others: readonly string[];
  /** Places of its queue that the looks were made for. */
  readonly areas: readonly string[];
  /** Those open now for anyone, each with the part of its day. */
  readonly open: Readonly<Record<string, CallPart>>;
  readonly owed: OwedTries;
  readonly holdMs: number;
  readonly leaseMs: number;
  readonly themes: readonly { readonly code: string; readonly weight: number }[];
  /** Checks against the country's list before that date are too old; absent: there is no such list. */
  readonly oldestOn?: string;
}

type Noted = Pick<AuditEntry, 'action' | 'actor' | 'atMs' | 'detail'>;

export interface QuickClaim {
  readonly agent: string;
  readonly callId: string;
  readonly nowMs: number;
  /** By code. */
  readonly places: Readonly<Record<string, QuickPlace>>;
  readonly looks: readonly QueueLook[];
  /** Calls older than that of somebody with the same number weigh nothing. */
  readonly weighsMs: number;
  readonly entry: Noted;
  /** Of the product's own (domain/audit/product-reasons.ts). */
  readonly reasons: { readonly served: string; readonly byAppointment: string };
}

export interface QuickCard {
  readonly lease: LeaseRow;
  readonly record: RecordRow;
  /** Calls of the record, oldest first. */
  readonly calls: readonly CallRow[];
  /** The same person in the other campaigns, where nobody called them. */
  readonly others: readonly RecordRow[];
}

export interface QuickClaimed {
  /** Absent: it is not the plain case; nothing was written. */
  readonly card?: QuickCard;
  /** Places of each campaign's queue, when they were looked at. */
  readonly present?: Readonly<Record<string, readonly string[]>>;
}

export interface QuickOpening {
  readonly agent: string;
  readonly callId: string;
  readonly entry: Noted;
  readonly reason: string;
}

export interface QuickRecording {
  readonly agent: string;
  readonly callId: string;
  readonly record: Pick<RecordRow, 'id' | 'version'>;
  readonly nowMs: number;
  readonly undoFromMs: number;
  /** Whose list stands against what is agreed or promised; absent: the outcome is neither. */
  readonly charity?: string;
  readonly entry: Noted;
  readonly change: Partial<RecordRow>;
  readonly rows: {
    readonly call: CallRow;
    readonly lastCall: LastCallRow;
    readonly email?: EmailRow;
    readonly consent?: Omit<ConsentRow, 'auditSeq'>;
    readonly check?: CheckRow;
  };
}

/**
 * The desk's operations as functions of the base itself, each one message, for the plain case that nearly every call is: whatever
 * else is met writes nothing, and is done by statements (desk-within.ts). Both come to the same result.
 */
export interface DeskFunctions {
  /**
   * What `work` answers from what this server keeps (campaigns, scripts, training…), with the version that it is true of;
   * undefined when it asks anything else: `work` is then given up in the middle.
   */
  known<T>(
    work: (rows: StoreReader) => Promise<T>,
  ): Promise<{ readonly version: number; readonly value: T } | undefined>;
  read<T>(work: (rows: StoreReader) => Promise<T>): Promise<T>;
  claim(version: number, asked: QuickClaim): Promise<QuickClaimed>;
  /**
   * What `work` answers from what this server keeps and from what a card's telling asks as a rule, in one message that no
   * transaction surrounds; undefined when it asks anything else, or when what is kept has changed.
   */
  tell<T extends object>(asked: DeskTelling, work: (rows: StoreReader) => Promise<T>): Promise<T | undefined>;
  /** Undefined: the card is not on the agent's screen. */
  open(asked: QuickOpening): Promise<Omit<QuickCard, 'others'> | undefined>;
  /** False: something is not as it was decided upon. */
  record(version: number, asked: QuickRecording): Promise<boolean>;
}

/** `known` once what was not kept has been read, which keeps it: an agent's first card asks what nobody asked before. */
export async function knownOnceRead<T>(
  functions: DeskFunctions,
  work: (rows: StoreReader) => Promise<T>,
): Promise<{ readonly version: number; readonly value: T } | undefined> {
  const known = await functions.known(work);
  if (known) return known;
  await functions.read(work);
  return await functions.known(work);
}
