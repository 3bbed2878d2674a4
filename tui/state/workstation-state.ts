import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import type { MyDay } from '../../shared/card.ts';
import type { LoggedIn, PauseKind } from '../../shared/desk.ts';
import type { Call } from './call.ts';
import type { Form } from './forms.ts';
import type { TextField } from './text-field.ts';

/** What became of a request that failed, in words for the agent. */
export interface Problem {
  readonly code: string;
  /** `kind` of the AppError; `unavailable` for everything that is not one (no line, server down). */
  readonly kind: string;
  readonly message: string;
  readonly hint: string;
}

export interface LoginStage {
  readonly at: 'login';
  readonly fields: readonly [TextField, TextField];
  readonly index: 0 | 1;
  readonly busy: boolean;
  readonly problem?: Problem;
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

/**
 * The screens and how they follow each other:
 *
 *   login → loading → call ⇄ form → saving → loading → call …
 *             │ ↑                      └ unsent: tried again every 5 s and as soon as the line is back
 *             │ └── waiting (no card now; asks again at the hour that the server named)
 *             ├──── pause   (only without a card)
 *             └──── trouble (the server refused or did not answer; Enter asks again)
 *   any → leaving → (end of the program)
 *
 * Overlays (help, my day, quit, kind of pause) cover any of them and change nothing underneath.
 */
export type Stage =
  | LoginStage
  | { readonly at: 'loading' }
  | CallStage
  | SavingStage
  | { readonly at: 'waiting'; readonly why: string; readonly retryAtMs: number }
  | { readonly at: 'trouble'; readonly problem: Problem }
  | { readonly at: 'pause'; readonly kind: PauseKind; readonly sinceMs: number }
  | { readonly at: 'leaving' };

export type Overlay =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'my-day'; readonly day?: MyDay; readonly problem?: Problem }
  | { readonly kind: 'quit' }
  | { readonly kind: 'pause-choice' };

export type NoticeTone = 'info' | 'refusal' | 'success' | 'alert';

/** One line at the bottom of the screen. `serial` tells the wake-up that ends it from a later notice. */
export interface Notice {
  readonly serial: number;
  readonly text: string;
  readonly tone: NoticeTone;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface WorkstationState {
  readonly size: Size;
  /** Colours may be used; never the only sign of anything. */
  readonly colours: boolean;
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
  /** Cards closed since the program started. */
  readonly closedCards: number;
}
