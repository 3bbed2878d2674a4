import type { PauseKind } from './breaks.ts';
import type { CallAids } from './call-aids.ts';
import type { CallOutcomeInput, OutcomeReceipt } from './call-outcome.ts';
import type { CallScript } from './call-script.ts';
import type { Card, LiveEvent, MyDay, NextCard, SavedAndNext } from './card.ts';
import type { Diary } from './diary.ts';
import type { FloorMessage } from './floor-message.ts';
import type { OwnCall, OwnKind, OwnRecord, UndoReceipt } from './own-record.ts';
import type { PhoneSlot } from './phone-slots.ts';
import type { PracticeResult, PracticeStart } from './practice.ts';
import type { Role } from './roles.ts';

export { PAUSE_KINDS, type PauseKind } from './breaks.ts';

/** What a person pays before their session is whole: a one-time code to enrol, or a passphrase of their own. */
export type SessionDebt = 'code' | 'passphrase';

export interface LoggedIn {
  readonly token: string;
  readonly account: string;
  /** Of who did not type it. */
  readonly login?: string;
  readonly displayName: string;
  readonly role: Role;
  readonly expiresAtMs: number;
  /** Nothing is open but the payment of this. */
  readonly owes?: SessionDebt;
}

/** Outcomes that this workstation keeps until the server has them. */
export interface Unsent {
  readonly count: number;
  /** On this disk, sealed: they outlive the program. False: in memory only. */
  readonly isOnDisk: boolean;
  /** French: what became of one, or of the server's key. */
  readonly said?: string;
}

/** Coming and going. */
interface SessionSection {
  logIn(login: string, password: string): Promise<LoggedIn>;
  /** In place of a password that was drawn; nothing else is open before. */
  choosePassphrase(passphrase: string): Promise<void>;
  /** The present one is proved as at a login. */
  changePassphrase(present: string, passphrase: string): Promise<void>;
  /** Ends the session and returns any card; a second call does nothing. */
  logOut(): Promise<void>;
  close(): Promise<void>;
}

/** The line that dials at a key. Absent methods: a desk in memory, the practice. */
interface DialSection {
  /** The telephone at which the agent sits: it rings, and stays open for the shift. */
  takeSeat?(seat: string): Promise<void>;
  /** One number of the card on screen; what becomes of it is told live. Twice nothing rings twice. */
  dial?(callId: string, slot: PhoneSlot): Promise<void>;
  /** Twice does nothing. */
  hangUp?(callId: string): Promise<void>;
}

/** Cards, calls and breaks. */
export interface CallSection extends DialSection {
  /** The agent's current card if one is leased (reconnection), else the next one. */
  nextCard(): Promise<NextCard>;
  script(campaign: string, version: string): Promise<CallScript>;
  /** Sign of life of the screen that shows the card; AppError `lease-lost` when it ran out. */
  renewLease(callId: string): Promise<{ readonly leaseUntilMs: number }>;
  /** Recorded exactly once per callId; a replay answers the first receipt. */
  saveOutcome(outcome: CallOutcomeInput): Promise<OutcomeReceipt>;
  /** Gives the card back to the queue, undialled. */
  releaseCard(callId: string): Promise<void>;
  /** Refused (`card-open`) while a card is on screen. */
  pause(kind: PauseKind): Promise<void>;
  resume(): Promise<void>;
  myDay(): Promise<MyDay>;
}

/** What keeps calls going without a wait, and on a bad line. Absent methods: a desk in memory, the practice. */
export interface FlowSection {
  /** One round trip from a call to the next one. A replay answers the first receipt, and the card that is open. */
  saveAndNext?(outcome: CallOutcomeInput): Promise<SavedAndNext>;
  /** While a call ends: reserves a record and says which script to have at hand; undefined when there is none. */
  reserveNext?(): Promise<{ readonly campaign: string; readonly scriptVersion: string } | undefined>;
  /** A pause after the card on screen, or no more: the lead sees it. */
  askPause?(asked: boolean): Promise<void>;
  /** This workstation takes the place of the agent's other one, which is told. */
  takeOver?(): Promise<void>;
}

/** What this workstation is told without asking. Each returns the function that stops it. */
interface NewsSection {
  onLive(listener: (event: LiveEvent) => void): () => void;
  /** Line state, for the banner. */
  onLine(listener: (line: 'connected' | 'reconnecting') => void): () => void;
  /** What waits to be sent: tells at once, then at each change. Absent: nothing is kept. */
  onUnsent?(listener: (unsent: Unsent) => void): () => void;
}

/** The records that an agent had in hand today, or promised to call. */
export interface RecordSection {
  /** Takes back a disposition of the agent's of today; twice answers the same. `isNoted`: what was noted comes with it. */
  undo(callId: string, isNoted?: boolean): Promise<UndoReceipt>;
  /** The agent's own calls of the day, newest first: opens names, audited. */
  todayCalls(): Promise<readonly OwnCall[]>;
  /** The agent's own callbacks and records of the day, or one of both: opens names, audited. */
  ownRecords(kind?: OwnKind): Promise<readonly OwnRecord[]>;
  /** Opens one of them; no other card may be open. */
  openRecord(recordId: number): Promise<Card>;
  /** The ethics key: the card on screen is set aside for the lead. Twice is once. */
  freezeCard(callId: string): Promise<void>;
}

/** The lead's words. */
export interface MessageSection {
  /** Those of the day, and feedback that waits to be acknowledged; oldest first. */
  messages(): Promise<readonly FloorMessage[]>;
  /** Words to the leads of the agent's campaigns: a call for help ('' : no words), or an answer to one of theirs. */
  askLead(text: string, isReply: boolean): Promise<{ readonly people: number }>;
  /** The agent has read that feedback; twice keeps the first time. */
  acknowledge(id: string): Promise<void>;
}

/** What helps during a call and between two. */
export interface AidSection {
  /** Knowledge and objections of a campaign, by version: the same version is always the same content. */
  aids(campaign: string, version: string): Promise<CallAids>;
  /** Towns that a postcode proposes in that campaign, the most frequent first; none known: empty. */
  towns(campaign: string, postcode: string): Promise<readonly string[]>;
  /** When the agent's own callbacks are due. */
  diary(): Promise<Diary>;
}

/** The half hour before the first real card. */
export interface TrainingSection {
  /** Starts the practice of the first campaign not passed yet, else of the first one; no card may be open. */
  beginPractice(): Promise<PracticeStart>;
  /** Judged again by the server, then recorded with the date; passing twice keeps the first date. */
  passPractice(result: PracticeResult): Promise<{ readonly passedAtMs: number }>;
  /** Numbers of the choices, from 1, in the order of the questions; judged again by the server. */
  passModule(campaign: string, module: string, answers: readonly number[]): Promise<void>;
}

/**
 * All that a workstation asks of the server, a section a subject. `tui/client.ts` implements it over tRPC; tests of
 * small components use a scripted desk. Every method rejects with an AppError (French sentence, hint).
 */
export interface Desk
  extends SessionSection,
    CallSection,
    FlowSection,
    NewsSection,
    RecordSection,
    MessageSection,
    AidSection,
    TrainingSection {}
