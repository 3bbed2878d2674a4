import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { activityWorkbook } from '../../domain/line/activity-workbook.ts';
import { lastDay } from '../../domain/line/line-activity.ts';
import { type DeliverWorkbookDeps, deliverWorkbook } from '../delivery/deliver-workbook.ts';
import {
  type ActivityDeps,
  type ActivityRequest,
  activityName,
  activityPdf,
  drawActivity,
} from './make-activity-report.ts';

interface DeliverRequest extends ActivityRequest {
  /** A partner whose key was registered as a supplier's: its own site, sealed to it, on the charity's drop. */
  readonly partner?: string | undefined;
}

/**
 * The activity of days that are over, on the charity's drop, workbook and document, sealed to the charity or to a site's partner
 * . The same days for the same reader again send nothing. AppErrors of `readActivity`, `day-not-over`,
 * `site-asked` for a partner without its site, those of the exchange and of the drop.
 */
export async function deliverActivity(
  deps: ActivityDeps & DeliverWorkbookDeps,
  request: DeliverRequest,
): Promise<readonly { readonly fileName: string; readonly alreadyDelivered: boolean }[]> {
  const { partner, account } = request;
  if (partner !== undefined && request.site === undefined) throw siteOfPartner();
  const { activity, look } = await drawActivity(deps, request);
  const { period, campaign: code, charity, site } = activity;
  if (period.toMs > deps.clock.nowMs()) throw notOver();
  const days = `${civilDate(period.fromMs)}..${lastDay(period)}`;
  const common = {
    campaign: { code, charity, settings: {} },
    period: [days, site, partner].filter((part) => part !== null && part !== undefined).join(' '),
    rows: activity.total.came,
    lines: [],
    actor: account.id,
    ...(partner !== undefined && { supplier: partner }),
  };
  const name = activityName(activity);
  const none = { title: name, createdAtMs: 0, sheets: [] };
  const sheet = await deliverWorkbook(deps, {
    ...common,
    ...{ kind: 'activity', fileName: `${name}.xlsx`, spec: activityWorkbook(activity, look) },
  });
  const page = await deliverWorkbook(deps, {
    ...common,
    ...{ kind: 'activity-page', fileName: `${name}.pdf`, spec: none },
    page: await activityPdf(deps, activity, look),
  });
  return [sheet, page].map(({ fileName, alreadyDelivered }) => ({ fileName, alreadyDelivered }));
}

function notOver(): AppError {
  return new AppError({
    code: 'day-not-over',
    kind: 'conflict',
    message: 'Ces jours ne sont pas finis : le rapport serait incomplet.',
    hint: 'Une journée de la ligne finit à 4 h du matin ; en attendant : plateau line report --out.',
  });
}

function siteOfPartner(): AppError {
  return new AppError({
    code: 'site-asked',
    kind: 'invalid',
    message: 'Un partenaire ne reçoit que l’activité de son site.',
    hint: 'Dites lequel avec --site.',
  });
}
