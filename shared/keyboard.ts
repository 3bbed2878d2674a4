import type { Card } from './card.ts';
import type { FloorMessage } from './floor-message.ts';

/** What the workstation asks of the server beside calls: a disposition taken back, the agent's own records, messages. */

/** What became of the disposition taken back. */
export interface UndoReceipt {
  readonly callId: string;
  readonly recordId: number;
  /** One French sentence. */
  readonly summary: string;
}

/** A record that the agent may look for: a callback of theirs, or one they called today. Personal: memory only. */
export interface OwnRecord {
  readonly recordId: number;
  readonly campaign: string;
  readonly name: string;
  readonly city: string;
  readonly kind: 'callback' | 'today';
  /** When it is to be called back, or when it was called. */
  readonly atMs: number;
  /** The donor's place. */
  readonly zone: string;
  /** How the last call ended; '' when never called. */
  readonly label: string;
  /** Why it cannot be opened now, in French; '' when it can be tried. */
  readonly whyNot: string;
}

/** The part of a desk that serves the keyboard beside calls. Rejects with AppErrors as the rest does. */
export interface KeyboardDesk {
  /** Takes back the agent's last disposition; twice answers the same. */
  undo(callId: string): Promise<UndoReceipt>;
  /** The agent's own callbacks and records of the day: opens names, audited. */
  ownRecords(): Promise<readonly OwnRecord[]>;
  /** Opens one of them; no other card may be open. */
  openRecord(recordId: number): Promise<Card>;
  /** The ethics key: the card on screen is set aside for the lead. Twice is once. */
  freezeCard(callId: string): Promise<void>;
  /** The lead's words of the day, and feedback that waits to be acknowledged; oldest first. */
  messages(): Promise<readonly FloorMessage[]>;
  /** The agent has read that feedback; twice keeps the first time. */
  acknowledge(id: string): Promise<void>;
}
