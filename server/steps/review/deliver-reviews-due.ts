import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { reviewsDue } from '../../domain/delivery/charity-schedule.ts';
import type { CharityReportDeps } from '../delivery/deliver-charity-report.ts';
import { deliverReview } from './build-review.ts';

/**
 * The schedule's turn: the review packs whose hour has come leave for the drop, each once a week. One that fails is
 * logged and tried again at the next turn.
 */
export async function deliverReviewsDue(
  deps: CharityReportDeps,
  request: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const due = await deps.store.read(async (rows) => {
    const campaigns = await rows.campaigns.all();
    const delivered = await inTurn.flatMap(campaigns, ({ code }) => rows.deliveries.all(code));
    return reviewsDue({ campaigns, delivered, nowMs: deps.clock.nowMs() });
  });
  let failed = 0;
  for (const one of due) {
    try {
      await deliverReview(deps, { ...one, actor: request.actor });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', { kind: 'review', week: one.week, code: error.code });
    }
  }
  return { delivered: due.length - failed, failed };
}
