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
export async function isAllTold(rows: StoreReader, callId: string): Promise<boolean> {
  if (!(await rows.deliveries.isLineSent(callId, 'N'))) return false;
  const corrections = await rows.corrections.ofCall(callId);
  return lastCarried(corrections, await sentLines(rows, callId)).length === corrections.length;
}

/** Another amount of a line that left, that nobody has verified yet, or that was rejected: its M line waits. */
export async function isChangeHeld(rows: StoreReader, callId: string): Promise<boolean> {
  if ((await isCallReleased(rows, callId)) || isCancelled(await rows.corrections.ofCall(callId)))
    return false;
  return await rows.deliveries.isLineSent(callId, 'N');
}

/**
 * What a file of the whole campaign may tell of a call: while a change of a line that left waits for a verifier, what was told,
 * which was verified; a cancelled agreement has nothing to verify any more.
 */
export async function verifiedChanges(
  rows: StoreReader,
  callId: string,
  state: CheckState | undefined,
): Promise<{ readonly corrections: readonly Correction[]; readonly check: CheckState | undefined }> {
  const corrections = await rows.corrections.ofCall(callId);
  if (await isChangeHeld(rows, callId))
    return { corrections: lastCarried(corrections, await sentLines(rows, callId)), check: 'approved' };
  const isMoot = state === 'to-check' && isCancelled(corrections);
  return { corrections, check: isMoot ? undefined : state };
}

async function sentLines(rows: StoreReader, callId: string): Promise<readonly LineSent[]> {
  return (await rows.deliveries.linesOfCall(callId)).filter(({ line }) => line !== 'U');
}
