import { isAppError } from '../../../shared/errors.ts';
import { deliverReport } from './deliver-report.ts';
import { deliverUrgentDue } from './deliver-urgent.ts';
import { type DeliverDeps, deliverWeekly } from './deliver-weekly.ts';
import { resumeDeliveries } from './resume-deliveries.ts';
import { weeklyDue } from './weekly-due.ts';

/**
 * The schedule's evenings (20:45: urgent files) and Tuesday nights: first finishes what a crash or a dead line left
 * half-way, then the urgent files, then the weekly file and report of every campaign that owes them. Twice delivers
 * nothing twice. A campaign that fails is logged with its code and tried again at the next turn; the others go on.
 */
export async function deliverDue(
  deps: DeliverDeps,
  request: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  await resumeDeliveries(deps, request);
  const urgent = await deliverUrgentDue(deps, request);
  const due = await deps.store.read(
    async (rows) => await weeklyDue(rows, await rows.campaigns.all(), deps.clock.nowMs()),
  );
  let failed = 0;
  for (const one of due) {
    try {
      const deliver = one.kind === 'weekly' ? deliverWeekly : deliverReport;
      await deliver(deps, { campaign: one.campaign, week: one.week, actor: request.actor });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', {
        campaign: one.campaign,
        kind: one.kind,
        week: one.week,
        code: error.code,
      });
    }
  }
  return { delivered: urgent.delivered + due.length - failed, failed: urgent.failed + failed };
}
