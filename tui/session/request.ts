import type { Desk } from '../../shared/desk.ts';
import type { Message } from '../state/messages.ts';
import type { Problem } from '../state/problem.ts';
import type { VersionedContent } from './versioned-content.ts';

/** What a command asked of the desk brings, and what its failure is called; undefined: nothing to tell. */
interface Request {
  readonly answer: Promise<Message | undefined>;
  readonly failed: (problem: Problem) => Message | undefined;
}

/** What requests need. */
export interface Asking {
  readonly desk: Desk;
  readonly content: VersionedContent;
  /** What the line still says is of the past, until `listenAnew`. */
  readonly stopListening: () => void;
  /** The line was opened anew: its events are asked for again. */
  readonly listenAnew: () => void;
}

/** How each command of a subject is asked, one each. */
export type RequestRows<C extends { readonly do: string }> = {
  readonly [D in C['do']]: (asking: Asking, command: Extract<C, { readonly do: D }>) => Request;
};

/** The failure of a request is said at the bottom of the screen, nothing else changes. */
export function saidBelow(problem: Problem): Message {
  return { type: 'request-failed', problem };
}
