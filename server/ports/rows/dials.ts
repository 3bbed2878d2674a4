import type { DialEnd } from '../../../shared/dial.ts';
import type { PhoneSlot } from '../../../shared/phone-slots.ts';

/** Which call, and which of the numbers dialled in it, from 1. */
export interface DialKey {
  readonly callId: string;
  readonly turn: number;
}

/** A number dialled by a key: what the line said, and when. Never the number. Instants as the line was heard. */
export interface DialRow extends DialKey {
  readonly campaign: string;
  readonly recordId: number;
  readonly agent: string;
  readonly phoneSlot: PhoneSlot;
  readonly askedAtMs: number;
  readonly ringingAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number | null;
  /** How it ended; null while it is on the line. */
  readonly ending: DialEnd | null;
}

export interface DialReader {
  of(key: DialKey): Promise<DialRow | undefined>;
  /** In the order in which they were dialled. */
  ofCall(callId: string): Promise<readonly DialRow[]>;
  /** Of every call of that record, oldest first. */
  ofRecord(recordId: number): Promise<readonly DialRow[]>;
  /** Not over yet, as far as was heard, asked before that instant. */
  underWay(beforeMs: number): Promise<readonly DialRow[]>;
}

export interface DialWriter extends DialReader {
  add(row: DialRow): Promise<void>;
  /** The PBX did not take it: nothing rang. */
  drop(key: DialKey): Promise<void>;
  update(
    key: DialKey,
    change: Partial<Pick<DialRow, 'ringingAtMs' | 'answeredAtMs' | 'endedAtMs' | 'ending'>>,
  ): Promise<void>;
}
