import {
  type Correction,
  isCancelled,
  type LineSent,
  lastCarried,
} from '../../domain/call/corrected-call.ts';
import type { CheckState } from '../../ports/rows/checks.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isCallReleased } from './open-check.ts';

/** A line of the agreement left, and no correction came after it: its verification changes nothing any more. */
export function isAllTold(rows: StoreReader, callId: string): boolean {
  if (!rows.deliveries.isLineSent(callId, 'N')) return false;
  const corrections = rows.corrections.ofCall(callId);
  return lastCarried(corrections, sentLines(rows, callId)).length === corrections.length;
}

/** Another amount of a line that left, that nobody has verified yet, or that was rejected: its M line waits. */
export function isChangeHeld(rows: StoreReader, callId: string): boolean {
  if (isCallReleased(rows, callId) || isCancelled(rows.corrections.ofCall(callId))) return false;
  return rows.deliveries.isLineSent(callId, 'N');
}

/**
 * What a file of the whole campaign may tell of a call: while a change of a line that left waits for a verifier, what was told,
 * which was verified; a cancelled agreement has nothing to verify any more.
 */
export function verifiedChanges(
  rows: StoreReader,
  callId: string,
  state: CheckState | undefined,
): { readonly corrections: readonly Correction[]; readonly check: CheckState | undefined } {
  const corrections = rows.corrections.ofCall(callId);
  if (isChangeHeld(rows, callId))
    return { corrections: lastCarried(corrections, sentLines(rows, callId)), check: 'approved' };
  const isMoot = state === 'to-check' && isCancelled(corrections);
  return { corrections, check: isMoot ? undefined : state };
}

function sentLines(rows: StoreReader, callId: string): readonly LineSent[] {
  return rows.deliveries.linesOfCall(callId).filter(({ line }) => line !== 'U');
}
