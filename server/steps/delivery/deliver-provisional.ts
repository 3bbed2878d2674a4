import { AppError, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { provisionalsDue } from '../../domain/delivery/provisional-schedule.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { deliverFinal } from './deliver-final.ts';
import type { DeliverDeps } from './deliver-weekly.ts';
import type { DeliveryResult } from './deliver-workbook.ts';

/**
 * Every record as it stands, in the middle of a campaign, sealed to the charity and dropped like the final return, which
 * is still owed. Twice on one day sends nothing. AppErrors `campaign-ended` and those of `deliverFinal`.
 */
export async function deliverProvisional(
  deps: DeliverDeps,
  request: { readonly campaign: string; readonly actor: string; readonly reason: string },
): Promise<DeliveryResult> {
  const { campaign, actor, reason } = request;
  if ((await campaignToDeliver(deps, campaign)).state !== 'open') throw campaignEnded();
  return deliverFinal(deps, { campaign, actor, early: { reason } });
}

/** The schedule’s turn: returns that a campaign has leave by themselves; one that fails is logged and tried again. */
export async function deliverProvisionalsDue(
  deps: DeliverDeps,
  { actor }: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const due = await deps.store.read(async (rows) => {
    const campaigns = await rows.campaigns.all();
    const delivered = await inTurn.flatMap(campaigns, ({ code }) => rows.deliveries.all(code));
    return provisionalsDue({ campaigns, delivered, nowMs: deps.clock.nowMs() });
  });
  let failed = 0;
  for (const campaign of due) {
    try {
      await deliverProvisional(deps, { campaign, actor, reason: 'calendrier de la campagne' });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', { kind: 'final', campaign, code: error.code });
    }
  }
  return { delivered: due.length - failed, failed };
}

function campaignEnded(): AppError {
  return new AppError({
    code: 'campaign-ended',
    kind: 'conflict',
    message: 'La campagne est close : son retour est définitif, plus provisoire.',
    hint: 'Remettez le fichier retour : plateau deliver final CAMPAGNE.',
  });
}
