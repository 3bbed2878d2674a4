import type { PauseKind } from './breaks.ts';
import type { CallOutcomeInput, OutcomeReceipt } from './call-outcome.ts';
import type { CallScript } from './call-script.ts';
import type { LiveEvent, MyDay, NextCard } from './card.ts';
import type { KeyboardDesk } from './keyboard.ts';
import type { Role } from './roles.ts';
import type { ScreensDesk } from './screens-desk.ts';
import type { SteadyDesk } from './steady-desk.ts';

export interface LoggedIn {
  readonly token: string;
  readonly account: string;
  readonly displayName: string;
  readonly role: Role;
  readonly expiresAtMs: number;
  /** The role demands a one-time code and none is enrolled: nothing but the enrolment is open. */
  readonly enrol?: true;
}

export { PAUSE_KINDS, type PauseKind } from './breaks.ts';

/**
 * All that a workstation asks of the server. `tui/client.ts` implements it over tRPC; tests of small components
 * use a scripted desk. Every method rejects with an AppError (French sentence, hint).
 */
export interface Desk extends KeyboardDesk, ScreensDesk, SteadyDesk {
  logIn(login: string, password: string): Promise<LoggedIn>;
  /** Ends the session and returns any card; a second call does nothing. */
  logOut(): Promise<void>;
  /** The agent's current card if one is leased (reconnection), else the next one. */
  nextCard(): Promise<NextCard>;
  script(campaign: string, version: string): Promise<CallScript>;
  /** Sign of life of the screen that shows the card; AppError `lease-lost` when it ran out. */
  keepLease(callId: string): Promise<{ readonly leaseUntilMs: number }>;
  /** Recorded exactly once per callId; a replay answers the first receipt. */
  saveOutcome(outcome: CallOutcomeInput): Promise<OutcomeReceipt>;
  /** Gives the card back to the queue, undialled. */
  releaseCard(callId: string): Promise<void>;
  /** Refused (`card-open`) while a card is on screen. */
  pause(kind: PauseKind): Promise<void>;
  resume(): Promise<void>;
  myDay(): Promise<MyDay>;
  /** Live events; returns the function that stops them. */
  onLive(listener: (event: LiveEvent) => void): () => void;
  /** Line state, for the banner. */
  onLine(listener: (line: 'connected' | 'reconnecting') => void): () => void;
  close(): Promise<void>;
}
