import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import {
  earlierThatCount,
  isReleased,
  isVerified,
  standingAtRecording,
  verificationOf,
} from '../../domain/agreement/agreement-check.ts';
import { outOfSample } from '../../domain/audit/product-reasons.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow } from '../../ports/rows/checks.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

const AGREEMENTS = DISPOSITIONS.map(({ code }) => code).filter(isVerified);

export interface RecordedCall {
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly disposition: string;
  readonly agent: string;
  readonly atMs: number;
}

/** What becomes of an agreement just recorded; undefined for what nobody verifies. */
export async function standingOf(
  rows: StoreReader,
  call: RecordedCall,
): Promise<'to-check' | 'by-rule' | undefined> {
  if (!isVerified(call.disposition)) return undefined;
  const settings = (await rows.campaigns.byCode(call.campaign))?.settings;
  if (!settings) return undefined;
  const verification = verificationOf(settings);
  const { callId, agent, atMs } = call;
  const most = earlierThatCount(verification, callId);
  // In every campaign: who is new is new everywhere. The call of this very instant is not among them.
  const earlier =
    most > 0 ? await rows.calls.countOfAgent({ agent, beforeMs: atMs, codes: AGREEMENTS, most }) : 0;
  return standingAtRecording(verification, { callId, earlier });
}

/**
 * By its standing (`standingOf`), an agreement just recorded waits for a verifier, or is approved by the campaign's rule,
 * which the audit log then says (F-05). In the recording transaction.
 */
export async function openCheck(
  rows: StoreWriter,
  call: RecordedCall,
  state: 'to-check' | 'by-rule' | undefined,
): Promise<void> {
  const { callId, campaign, recordId, atMs } = call;
  const settings = state && (await rows.campaigns.byCode(campaign))?.settings;
  if (!state || !settings) return;
  const { ratePercent } = verificationOf(settings);
  const reason = state === 'by-rule' ? outOfSample(ratePercent) : '';
  await rows.checks.open({ callId, campaign, recordId, state, atMs, author: 'system', reason });
  if (state === 'by-rule')
    await trail(rows, { actor: 'system', atMs })('agreement.by-rule', callId, {
      campaign,
      reason,
      detail: { recordId, ratePercent },
    });
}

/** May the agreement's line leave? True for a call that nobody is to verify. */
export async function isCallReleased(rows: StoreReader, callId: string): Promise<boolean> {
  return isReleased((await rows.checks.lastOf(callId))?.state);
}

/** Other amounts of an agreement that is verified have to be looked at again, whether or not the charity has its line. */
export async function isCheckedAgain(rows: StoreReader, callId: string, kind: 'M' | 'X'): Promise<boolean> {
  return kind === 'M' && (await rows.checks.lastOf(callId)) !== undefined;
}

/**
 * Opens the verification of the new amounts; the line that tells them waits for it. A rejected agreement is no task any more
 * once it was corrected or cancelled. In the transaction of the correction.
 */
export async function checkAgain(
  rows: StoreWriter,
  call: CallRow,
  correction: { readonly kind: 'M' | 'X'; readonly author: string; readonly atMs: number },
): Promise<void> {
  const { callId, campaign, recordId } = call;
  const last = await rows.checks.lastOf(callId);
  if (!last) return;
  const { author, atMs, kind } = correction;
  if ((await rows.followUps.byId(rejectedTask(last)))?.closedAtMs === null)
    await rows.followUps.close(rejectedTask(last), atMs, author);
  if (!(await isCheckedAgain(rows, callId, kind)) || last.state === 'to-check') return;
  const isSent = await rows.deliveries.isLineSent(callId, 'N');
  const reason = isSent ? 'Montant corrigé après remise : une ligne M attend' : 'Montant corrigé';
  await rows.checks.add({ callId, campaign, recordId, state: 'to-check', atMs, author, reason });
}

/** Id of the task that a rejection opens: one for each rejection. */
export function rejectedTask({ callId, rank }: Pick<CheckRow, 'callId' | 'rank'>): string {
  return `${callId}/verification-${rank}`;
}
