import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { incidentReportFileName } from '../../domain/files/delivery-names.ts';
import { type IncidentFigures, incidentReport } from '../../domain/quality/incident-report.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { campaignInView } from '../find-campaign.ts';
import { type DeliverWorkbookDeps, type DeliveryResult, deliverWorkbook } from './deliver-workbook.ts';

export type IncidentReportDeps = DeliverWorkbookDeps & { readonly documents: DocumentWriter };

export interface IncidentReportRequest {
  readonly account: AccountRow;
  readonly campaign: string;
  /** Both included, and over: a report does not change after it left. */
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/**
 * Incidents opened in the period, and what came of them until now. AppErrors `campaign-unknown`, `campaign-purged`,
 * `report-period`.
 */
export async function incidentFigures(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { account, campaign: code, from, to }: IncidentReportRequest,
): Promise<IncidentFigures> {
  const period = periodOf({ from, to }, clock.nowMs());
  return await store.read(async (rows) => {
    const campaign = await campaignInView(rows, code, account);
    const opened = (await rows.incidents.of([campaign.code])).filter(
      ({ openedAtMs }) => openedAtMs >= period.fromMs && openedAtMs < period.toMs,
    );
    const notes = await rows.listening.notes([campaign.code], period);
    const sum = notes.reduce((total, { score }) => total + score, 0);
    return {
      ...{ campaign: campaign.code, campaignName: campaign.name, from, to },
      calls: (await rows.calls.sums(campaign.code, period)).calls,
      incidents: opened.map(({ kind, origin, measure }) => ({ kind, origin, measure })),
      listening: {
        sheets: notes.length,
        withFail: notes.filter(({ fails }) => fails.length > 0).length,
        meanScore: notes.length === 0 ? null : Math.round(sum / notes.length),
      },
    };
  });
}

/**
 * The same as a PDF in the charity's drop, sealed and signed for as every delivery. The same period twice sends
 * nothing the second time. AppErrors of `incidentFigures` and `deliverWorkbook`.
 */
export async function deliverIncidentReport(
  deps: IncidentReportDeps,
  request: IncidentReportRequest,
): Promise<DeliveryResult> {
  const { account, from, to } = request;
  const figures = await incidentFigures(deps, request);
  const campaign = await deps.store.read((rows) => campaignInView(rows, request.campaign, account));
  const { toMs } = periodOf(request, deps.clock.nowMs());
  const fileName = incidentReportFileName(
    { ...campaign, charity: campaign.settings.charity.code },
    { from, to },
  );
  return deliverWorkbook(deps, {
    campaign,
    kind: 'incident-report',
    period: `${from}..${to}`,
    fileName,
    spec: { title: fileName, createdAtMs: 0, sheets: [] },
    page: await deps.documents.pdf(incidentReport(figures, toMs)),
    rows: figures.incidents.length,
    lines: [],
    actor: account.id,
  });
}

function periodOf(
  { from, to }: Pick<IncidentReportRequest, 'from' | 'to'>,
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  if (to < from || to >= civilDate(nowMs)) throw wrongPeriod();
  try {
    const start = (date: Temporal.PlainDate) => date.toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
    const last = Temporal.PlainDate.from(to).add({ days: 1 });
    return { fromMs: start(Temporal.PlainDate.from(from)), toMs: start(last) };
  } catch (error) {
    if (error instanceof RangeError) throw wrongPeriod();
    throw error;
  }
}

function wrongPeriod(): AppError {
  return new AppError({
    code: 'report-period',
    kind: 'invalid',
    message: 'La période du rapport va d’un jour au suivant, et elle est finie.',
    hint: 'Donnez --from et --to, au plus tard hier : un rapport remis ne change plus.',
  });
}
