import type { CallOutcomeInput, OutcomeReceipt } from '../../shared/call-outcome.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { Card, MyDay } from '../../shared/card.ts';
import type { LoggedIn, PauseKind } from '../../shared/desk.ts';
import type { Size } from '../screen/size.ts';
import type { KeyboardAgentMessage, KeyboardCommand, KeyboardWorldMessage } from './keyboard-messages.ts';
import type { ScreenAgentMessage, ScreenCommand, ScreenWorldMessage } from './screen-messages.ts';
import type { SteadyCommand, SteadyWorldMessage } from './steady-messages.ts';
import type { FieldEdit } from './text-field.ts';
import type { NoticeTone, Problem, WorkstationState } from './workstation-state.ts';

export type OpenableForm = 'dispositions' | 'correction' | 'note' | 'amount';

/** What the agent did, by key; each is reached through the table of actions or is text for a field. */
export type AgentMessage =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  /** Up, down: a line, a field, a choice. Left, right: the callback's quarter hours. */
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'shift'; readonly by: number }
  | { readonly type: 'answer'; readonly key: string }
  | { readonly type: 'disposition'; readonly code: string }
  | { readonly type: 'open'; readonly form: OpenableForm }
  | { readonly type: 'filter' }
  | { readonly type: 'accept' }
  | { readonly type: 'escape' }
  | { readonly type: 'yes' }
  | { readonly type: 'no' }
  | { readonly type: 'coordinates'; readonly answer: 'oui' | 'corrigees' | 'refus' }
  | { readonly type: 'step-back' }
  | { readonly type: 'next-number' }
  | { readonly type: 'help' }
  | { readonly type: 'my-day' }
  | { readonly type: 'ask-pause' }
  | { readonly type: 'pause'; readonly kind: PauseKind }
  /** What the list of messages shows was read. */
  | { readonly type: 'acknowledge' }
  | { readonly type: 'quit' }
  | { readonly type: 'repaint' }
  | { readonly type: 'refused'; readonly why: string }
  | ScreenAgentMessage
  | KeyboardAgentMessage;

/** What came from outside: the server, the terminal, a timer. */
export type WorldMessage =
  | { readonly type: 'started'; readonly loggedIn: boolean }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'logged-in'; readonly session: LoggedIn }
  | { readonly type: 'login-failed'; readonly problem: Problem }
  | { readonly type: 'card-came'; readonly card: Card; readonly script: CallScript }
  | {
      readonly type: 'no-card';
      readonly why: string;
      readonly retryAtMs: number;
      readonly toPractise?: boolean;
    }
  | { readonly type: 'card-failed'; readonly problem: Problem }
  | {
      readonly type: 'saved';
      readonly receipt: OutcomeReceipt;
      /** The card that came with the receipt. */
      readonly next?: { readonly card: Card; readonly script: CallScript };
    }
  | { readonly type: 'save-failed'; readonly problem: Problem }
  | { readonly type: 'lease-failed'; readonly callId: string; readonly problem: Problem }
  | { readonly type: 'paused'; readonly kind: PauseKind }
  | { readonly type: 'request-failed'; readonly problem: Problem }
  | { readonly type: 'day-came'; readonly day: MyDay }
  | { readonly type: 'day-failed'; readonly problem: Problem }
  | { readonly type: 'line'; readonly line: 'connected' | 'reconnecting' }
  | { readonly type: 'live'; readonly text: string; readonly lasting: boolean }
  | { readonly type: 'wake'; readonly wake: Wake };

/** Why a timer was set; a wake-up whose reason is past does nothing. */
export type Wake =
  | { readonly for: 'notice'; readonly serial: number }
  | { readonly for: 'lease'; readonly callId: string }
  | { readonly for: 'retry-save'; readonly callId: string }
  | { readonly for: 'next-card'; readonly retryAtMs: number };

export type Message =
  | AgentMessage
  | WorldMessage
  | ScreenWorldMessage
  | SteadyWorldMessage
  | KeyboardWorldMessage;

/** What the reducers want done; `conductor.ts` is the only one who does it. */
export type Command =
  | { readonly do: 'log-in'; readonly login: string; readonly password: string }
  | { readonly do: 'next-card' }
  | { readonly do: 'save'; readonly outcome: CallOutcomeInput }
  | { readonly do: 'keep-lease'; readonly callId: string }
  | { readonly do: 'pause'; readonly kind: PauseKind }
  | { readonly do: 'resume' }
  | { readonly do: 'my-day' }
  | { readonly do: 'leave'; readonly release?: string }
  | { readonly do: 'repaint' }
  | { readonly do: 'wake'; readonly afterMs: number; readonly wake: Wake }
  | ScreenCommand
  | KeyboardCommand
  | SteadyCommand;

export interface Update {
  readonly state: WorkstationState;
  readonly commands: readonly Command[];
}

export function update(state: WorkstationState, ...commands: Command[]): Update {
  return { state, commands };
}

/** A refusal stays two seconds; what matters stays long enough to be read. */
const NOTICE_MS: Record<NoticeTone, number> = { refusal: 2000, info: 6000, success: 6000, alert: 20_000 };

/** The same update with a line at the bottom of the screen. */
export function withNotice({ state, commands }: Update, text: string, tone: NoticeTone = 'refusal'): Update {
  const serial = state.noticeSerial + 1;
  const wake: Command = { do: 'wake', afterMs: NOTICE_MS[tone], wake: { for: 'notice', serial } };
  return {
    state: { ...state, notice: { serial, text, tone }, noticeSerial: serial },
    commands: [...commands, wake],
  };
}
