import { createHash } from 'node:crypto';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** As `CheckState` of server/ports/rows/checks.ts. */
export type CheckStanding = 'to-check' | 'by-rule' | 'approved' | 'observed' | 'rejected' | 'acknowledged';

/** What a verifier may answer. */
export const CHECK_DECISIONS = ['approved', 'observed', 'rejected'] as const;
export type CheckDecision = (typeof CHECK_DECISIONS)[number];

export type Verification = NonNullable<CampaignSettings['verification']>;

/** A campaign that says nothing has every agreement verified: what was never asked for must not be the lax way. */
const DEFAULT_VERIFICATION: Verification = { mode: 'all', ratePercent: 100, firstAgreements: 0 };

export function verificationOf(settings: Pick<CampaignSettings, 'verification'>): Verification {
  return settings.verification ?? DEFAULT_VERIFICATION;
}

/** Only a yes to a monthly amount is verified; a one-off gift has its own payment to prove it. */
export function isVerified(disposition: string): boolean {
  return dispositionOf(disposition)?.form === 'agreement';
}

/**
 * Where a call falls in the draw, from 0 to 100 (exclusive): its id alone decides, so that asking again answers the same.
 *
 * @internal for tests
 */
export function drawnPercent(callId: string): number {
  const first = createHash('sha256').update(callId).digest().readUInt32BE(0);
  return (100 * first) / 2 ** 32;
}

export interface RecordedAgreement {
  readonly callId: string;
  /** How many agreements the agent had recorded before, counted up to `earlierThatCount`. */
  readonly earlier: number;
}

/** How many earlier agreements of the agent are worth counting: those of the rule outside the draw, else none. */
export function earlierThatCount(verification: Verification, callId: string): number {
  return isOutsideDraw(verification, callId) ? verification.firstAgreements : 0;
}

function isOutsideDraw({ mode, ratePercent }: Verification, callId: string): boolean {
  return mode === 'sample' && drawnPercent(callId) >= ratePercent;
}

/** What becomes of an agreement when it is recorded; undefined: this campaign verifies none. */
export function standingAtRecording(
  verification: Verification,
  { callId, earlier }: RecordedAgreement,
): 'to-check' | 'by-rule' | undefined {
  if (verification.mode === 'none') return undefined;
  if (!isOutsideDraw(verification, callId)) return 'to-check';
  return earlier < verification.firstAgreements ? 'to-check' : 'by-rule';
}

/** May its line go into the weekly file? An agreement that is not to be verified has no standing. */
export function isReleased(standing: CheckStanding | undefined): boolean {
  return standing !== 'to-check' && standing !== 'rejected';
}

/** The decision that a standing stands for: an observation that was read is still one. */
export function decisionOf(standing: CheckStanding): CheckDecision | undefined {
  if (standing === 'acknowledged') return 'observed';
  return CHECK_DECISIONS.find((one) => one === standing);
}

/** Column VERIFICATION_ACCORD of the return file. */
export const CHECK_COLUMN: Record<CheckStanding, string> = {
  'to-check': 'A_VERIFIER',
  'by-rule': 'PAR_REGLE',
  approved: 'APPROUVE',
  observed: 'OBSERVE',
  acknowledged: 'OBSERVE',
  rejected: 'REJETE',
};
