import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { notAwaited, waitingCall } from './awaited-mandate.ts';

export interface RemindDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'blind'>;
}

export interface RemindedMandate {
  readonly callId: string;
  /** How many reminders are noted, this one included. */
  readonly reminders: number;
}

/**
 * Notes that a donor was reminded to sign, by a letter or a message of the charity's own: nothing is sent from here. Each
 * call notes one more. AppErrors `campaign-unknown`, `campaign-purged`, `donor-unknown`, `mandate-not-awaited`,
 * `mandate-already-signed`, `final-delivered`.
 */
export async function remindMandate(
  deps: RemindDeps,
  request: { readonly campaign: string; readonly donorId: string; readonly actor: string },
): Promise<RemindedMandate> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  const donorBlind = await deps.vault.blind(campaign.charity, 'donor', request.donorId);
  const atMs = deps.clock.nowMs();
  const { actor } = request;
  return await deps.store.write(async (rows) => {
    const { callId, recordId, disposition } = await waitingCall(rows, campaign, donorBlind);
    const row = dispositionOf(disposition);
    if (!row || !isAwaitingSignature(row)) throw notAwaited();
    await rows.mandates.remind({ callId, campaign: campaign.code, remindedAtMs: atMs, remindedBy: actor });
    const reminders = (await rows.mandates.reminders(campaign.code)).filter(
      (one) => one.callId === callId,
    ).length;
    await trail(rows, { actor, atMs })('mandate.remind', callId, {
      campaign: campaign.code,
      detail: { recordId, reminders },
    });
    return { callId, reminders };
  });
}
