import type { Desk } from '../../shared/desk.ts';
import type { Message } from '../state/messages.ts';
import type { ChosenKeys, WorkstationState } from '../state/workstation-state.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import type { Timers } from './conductor.ts';

/** What an agent's session is made of, apart from the terminal that shows it. */
export interface SessionOptions {
  readonly desk: Desk;
  /** The desk was connected with this token: no login screen. */
  readonly token?: string | undefined;
  readonly agentFirstName?: string;
  /** Shown beside the clock, e.g. « heure simulée ». */
  readonly clockNote?: string;
  /** Keys that this person chose. */
  readonly chosenKeys?: ChosenKeys | undefined;
  /** How long a fresh card accepts no ending (1.5 s unless told); 0: no guard, for trials. */
  readonly cardGuardMs?: number;
  readonly now: () => number;
  /** Timers, for tests with a clock of their own. */
  readonly timers?: Timers;
}

/** Why a terminal shows the session no more. */
export type AttachmentEnd =
  /** The agent has quit and the desk's session is closed. */
  | 'left'
  /** `detach`, `close`, another terminal, or the end of the terminal's own streams. */
  | 'detached';

/** A terminal that shows a session. */
export interface Attachment {
  /** Gives the terminal back as it was; the session goes on without one. Doing it twice does nothing more. */
  detach(): void;
  /** Lends the terminal to somebody else (a stopped job, a shell) as it was before, until `takeBack`. */
  lend(): void;
  /** The terminal is ours again, in whatever mode and whatever it shows. Without `lend` before: repaints. */
  takeBack(): void;
  /** Resolves once the terminal is given back; rejects with the error of a pane that failed (a bug). */
  readonly ended: Promise<AttachmentEnd>;
  /** What was sent to this terminal so far. */
  readonly sent: {
    readonly bytes: number;
    readonly frames: number;
    /** Frames that a slow reader never saw: a newer one took their place. */
    readonly skipped: number;
  };
}

/**
 * An agent's session: state, requests, timers. It lives without a terminal (a cut line) and finds the same screen, the
 * same timer and the same half-typed field on the next one.
 */
export interface WorkstationSession {
  /** Shows the session on that terminal. It has one at a time: the terminal before is detached first. */
  attach(terminal: TerminalStreams): Promise<Attachment>;
  /** Tells the session something, e.g. `{ type: 'live', text, lasting: true }` before the server stops. */
  send(message: Message): void;
  readonly state: () => WorkstationState;
  /** Resolves when the agent has quit and the desk's session is closed. */
  readonly left: Promise<void>;
  /** Resolves once no outcome is on its way to the desk; at once where none is. */
  sent(): Promise<void>;
  /** Forgets timers, stops listening, detaches; the open card stays leased. The desk is the caller's to close. */
  close(): void;
}

/** `openSession` of `session.ts`: does not touch any terminal until `attach`. */
export type OpenSession = (options: SessionOptions) => WorkstationSession;
