import type { DialKey } from '../../ports/rows/dials.ts';
import type { LineCallId } from '../../ports/telephony.ts';

/** What the line calls a dialled number: known from the base alone, whichever process hears of it. */
export function lineCallOf({ callId, turn }: DialKey): LineCallId {
  return `${callId}-${turn}`;
}

const NAME = /^([0-9a-f-]{36})-([1-9]\d{0,3})$/;

/** Undefined for a call that no workstation dialled. */
export function dialOfLineCall(call: LineCallId): DialKey | undefined {
  const [, callId, turn] = NAME.exec(call) ?? [];
  return callId === undefined ? undefined : { callId, turn: Number(turn) };
}
