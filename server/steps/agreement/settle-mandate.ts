import { type CivilDate, type IsoWeek, isoWeekOf } from '../../../shared/time.ts';
import { firstDebitFor } from '../../domain/agreement/first-debit.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../domain/donor.ts';
import { signaturePlace } from '../../domain/next-card/record-place.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { MandateSignatureRow } from '../../ports/rows/mandates.ts';
import type { Vault } from '../../ports/vault.ts';
import { type OpenDeps, openRecord } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import { waitingCall } from './awaited-mandate.ts';

export interface SettleDeps extends OpenDeps {
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'sealCall' | 'blind'>;
  readonly rules: CallingRules;
}

export interface SettledMandate {
  readonly callId: string;
  /** The weekly file that carries the agreement. */
  readonly week: IsoWeek;
  readonly firstDebitOn: CivilDate | null;
}

/** What a donor's agreement waits for, with the donor open. */
export interface AwaitedMandate {
  readonly campaign: CampaignRow;
  readonly call: CallRow;
  readonly donor: Donor;
  readonly nowMs: number;
  /** Of a debit told now. */
  readonly firstDebitOn: CivilDate;
}

/** How it is settled. */
type Settlement = Pick<MandateSignatureRow, 'kind' | 'signedOn'> & { readonly reference: string };

interface SettleRequest {
  readonly campaign: CampaignRow;
  readonly donorId: string;
  readonly actor: string;
  readonly reason: string;
  /** Judged before the donor is opened: an AppError, or nothing. */
  readonly refuse?: (call: CallRow, nowMs: number) => void;
  /** Throws an AppError when nothing may be settled so. */
  readonly decide: (awaited: AwaitedMandate) => Settlement;
}

const SEAL_VERSION = 1;

/**
 * Settles the mandate that a donor's last agreement waits for, as an event of its own: the call is never rewritten. From now
 * on the agreement counts, in the week of this recording, and enters that week's file. Twice is refused
 * (`mandate-already-signed`). AppErrors also: `donor-unknown`, `mandate-not-awaited`, `final-delivered`, those of `decide`.
 */
export async function settleMandate(deps: SettleDeps, request: SettleRequest): Promise<SettledMandate> {
  const { campaign, donorId, actor, reason } = request;
  const donorBlind = await deps.vault.blind(campaign.charity, 'donor', donorId);
  const call = await deps.store.read((rows) => waitingCall(rows, campaign, donorBlind));
  const recordedAtMs = deps.clock.nowMs();
  request.refuse?.(call, recordedAtMs);
  const { content } = await openRecord(deps, { recordId: call.recordId, actor, reason });
  const { donor } = content;
  const firstDebitOn = firstDebitFor({ donor, campaign, toldAtMs: recordedAtMs, rules: deps.rules });
  const { kind, signedOn, reference } = request.decide({
    ...{ campaign, call, donor, firstDebitOn },
    nowMs: recordedAtMs,
  });
  const place = { campaign: campaign.code, callId: call.callId, sealVersion: SEAL_VERSION };
  const sealedContent = { changes: [], note: '', mandateReference: reference };
  const sealed = await deps.vault.sealCall(signaturePlace(place), sealedContent);
  await deps.store.write(async (rows) => {
    // Somebody may have settled or cancelled it meanwhile.
    const { oldMonthlyMinor, newMonthlyMinor } = await waitingCall(rows, campaign, donorBlind);
    await rows.mandates.add({
      ...place,
      ...{ kind, signedOn, recordedAtMs, firstDebitOn, sealed },
      recordId: call.recordId,
      recordedBy: actor,
      oldMonthlyMinor: oldMonthlyMinor ?? 0,
      newMonthlyMinor: newMonthlyMinor ?? 0,
    });
    await trail(rows, { actor, atMs: recordedAtMs })('mandate.signed', call.callId, {
      campaign: campaign.code,
      detail: { recordId: call.recordId, kind, signedOn, firstDebitOn },
    });
  });
  return { callId: call.callId, week: isoWeekOf(recordedAtMs), firstDebitOn };
}
