import type { CallAids } from '../../shared/call-aids.ts';
import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { DayNow } from '../../shared/card.ts';
import type { LoggedIn, PauseKind, Unsent } from '../../shared/desk.ts';
import type { NotedCall } from '../../shared/own-record.ts';
import type { ExerciseId, PracticeStart } from '../../shared/practice.ts';
import type { TrainingModule } from '../../shared/training-module.ts';
import type { Size } from '../screen/size.ts';
import type { Call } from './call/call.ts';
import type { Form } from './call/forms.ts';
import type { Mend } from './call/mend-form.ts';
import type { Hand } from './hand.ts';
import type { Notice } from './notice.ts';
import type { OnLine } from './on-line.ts';
import type { Overlay } from './overlays/overlay.ts';
import type { Problem } from './problem.ts';
import type { TextField } from './text-field.ts';

export type { Problem } from './problem.ts';

/** A call that was taken back, on its way to the screen. */
export interface TakenBack extends NotedCall {
  readonly recordId: number;
  /** What is to be corrected in it: its form opens with the card. */
  readonly mend?: Mend;
}

/** The agent’s next callback, as the card on screen told it. */
interface Promised {
  readonly atMs: number;
  /** Its hour has come while something else was on screen. */
  readonly isDue: boolean;
}

export interface LoginStage {
  readonly at: 'login';
  readonly fields: readonly [TextField, TextField];
  readonly index: 0 | 1;
  readonly busy: boolean;
  readonly problem?: Problem;
}

export interface PassphraseField {
  readonly name: 'present' | 'chosen' | 'again';
  readonly field: TextField;
}

export interface PassphraseStage {
  readonly at: 'passphrase';
  /** The password was drawn: no card comes before the person's own. */
  readonly isOwed: boolean;
  readonly fields: readonly PassphraseField[];
  readonly index: number;
  readonly busy: boolean;
  readonly problem?: Problem;
  /** Goes on underneath. */
  readonly pause?: PauseStage;
}

interface PauseStage {
  readonly at: 'pause';
  readonly kind: PauseKind;
  readonly sinceMs: number;
}

export interface CallStage {
  readonly at: 'call';
  readonly call: Call;
  /** What covers the script: a question, a list, a text to type. */
  readonly form?: Form;
}

export interface SavingStage {
  readonly at: 'saving';
  /** Kept until the server has it: sent again with the same callId, so that it is recorded once. */
  readonly outcome: CallOutcomeInput;
  /** To come back to the card if the server refuses. */
  readonly call: Call;
  readonly unsent: boolean;
  readonly tries: number;
  readonly problem?: Problem;
}

interface WaitingStage {
  readonly at: 'waiting';
  readonly why: string;
  readonly retryAtMs: number;
  /** The practice of a campaign is to be passed first. */
  readonly toPractise?: boolean;
}

/** Between an ending and the next card, which nobody has asked for yet. */
interface WrapUpStage {
  readonly at: 'wrap-up';
  readonly untilMs: number;
}

/**
 * The screens and how they follow each other:
 *
 *   login → loading → call ⇄ form → saving → loading → call …
 *             │ ↑                      └ unsent: tried again every 5 s and as soon as the line is back
 *             ├──── wrap-up (after saving, where the campaign gives time; then the card is asked for)
 *             │ └── waiting (no card now; asks again at the hour that the server named)
 *             ├──── pause   (without a card; asked for during a call, it takes the next card's place)
 *             └──── trouble (the server refused or did not answer; Enter asks again)
 *   login → passphrase → loading (a drawn password is replaced first; wished for between two cards too)
 *   any → leaving → (end of the program)
 *
 * Pages (overlays/overlay.ts) cover any of them and change nothing underneath.
 */
export type Stage =
  | LoginStage
  | PassphraseStage
  | { readonly at: 'loading' }
  | CallStage
  | SavingStage
  | WaitingStage
  | WrapUpStage
  | { readonly at: 'trouble'; readonly problem: Problem }
  | PauseStage
  | { readonly at: 'leaving' };

/** Action id → its keys. */
export type ChosenKeys = Readonly<Record<string, readonly string[]>>;

/** Notes and objections of the campaign on screen: asked for with its first card, kept until another campaign's. */
export interface AidsOnScreen {
  readonly campaign: string;
  readonly version: string;
  /** Absent while they are on their way, or when `problem` says why not. */
  readonly aids?: CallAids;
  readonly problem?: Problem;
}

/**
 * The guided half hour before the first real card. Each exercise is a call on the fictitious card, with the very
 * screens and keys of a real one; only the outcome is judged here instead of being sent:
 *
 *   brief → call … outcome → right → brief of the next … → all right → sending → passed → the queue
 *                          └ wrong → the same exercise again
 */
export interface Practice {
  readonly start: PracticeStart;
  readonly script: CallScript;
  readonly exercises: readonly ExerciseId[];
  /** The exercise under way. */
  readonly index: number;
  /** Outcomes of the exercises done, in order. */
  readonly done: readonly CallOutcomeInput[];
  /** Modules of the charity still to learn, after the exercises. */
  readonly modules: readonly TrainingModule[];
}

/** A disposition that `u` may take back, with what had been noted: it comes back with the record. Memory only. */
export interface SavedCall {
  readonly callId: string;
  readonly disposition: string;
  readonly savedAtMs: number;
  readonly call: Call;
}

export interface WorkstationState {
  readonly size: Size;
  /** E.g. « heure simulée ». */
  readonly clockNote: string;
  readonly agentFirstName: string;
  readonly session?: LoggedIn;
  readonly campaignName: string;
  readonly line: 'connected' | 'reconnecting';
  readonly stage: Stage;
  readonly overlay?: Overlay;
  readonly notice?: Notice;
  readonly noticeSerial: number;
  /** An outcome that met an ended session: sent after the next login. */
  readonly heldOutcome?: { readonly outcome: CallOutcomeInput; readonly call: Call };
  /** Notes and objections of the campaign on screen. */
  readonly aids?: AidsOnScreen;
  /** The card on screen is fictitious: nothing of it reaches the server. */
  readonly practice?: Practice;
  /** Outcomes that wait to be sent, this one on screen or others. */
  readonly unsent?: Unsent;
  /** The call for which a next record was reserved, and when. */
  readonly reserved?: { readonly callId: string; readonly atMs: number };
  /** Keys that this person chose, by action; absent: the table's own. */
  readonly chosenKeys?: ChosenKeys;
  /** What `u` takes back, the last one first; a few, of this shift. */
  readonly saved?: readonly SavedCall[];
  /** Taken back, and on their way to the screen again, at once or after other cards. */
  readonly undone?: readonly TakenBack[];
  /** Calls and agreements of the agent's day, as the last card told them, and what was saved since. */
  readonly today?: DayNow;
  /** The agent's next callback, announced at its hour. */
  readonly promised?: Promised;
  /** Messages of the lead not looked at yet. */
  readonly unread?: number;
  /** How long a fresh card accepts no ending; absent or 0: no guard. */
  readonly cardGuardMs?: number;
  /** The key pressed last; absent before the first one. */
  readonly hand?: Hand;
  /** The number that the line dialled for this agent, until it is over; it may outlive its card. */
  readonly onLine?: OnLine;
  /** The telephone at which the agent said they sit. */
  readonly seat?: string;
  /** A pause begins after this call. */
  readonly pauseAsked?: true;
  /** Cards closed since the program started. */
  readonly closedCards: number;
}
