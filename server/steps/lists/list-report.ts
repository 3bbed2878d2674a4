import { isAppError } from '../../../shared/errors.ts';
import { listReportFileName } from '../../domain/lists/list-file-name.ts';
import {
  countResults,
  type ListOutcome,
  listReport,
  type UnreadLine,
  unreadLines,
} from '../../domain/lists/list-report.ts';
import { type DeliveredCampaign, deliverWorkbook, takeUpDelivery } from '../delivery/deliver-workbook.ts';
import type { ListDeps, OpenedList } from './list-open.ts';

/** What a list did, for the person who gave it: counts and codes, never a personal value. */
export interface ListSummary {
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: number;
  /** Rows by result. */
  readonly results: Readonly<Record<string, number>>;
  /** Rows that this run has changed something for. */
  readonly done: number;
  /** Rows to be taken up again with the same file: the record is on a screen. */
  readonly retry: number;
  /** Rows that could not be read, whole or in part: to be mended and sent again. */
  readonly unread: readonly UnreadLine[];
  readonly reportDeliveryId?: string;
  /** AppError code that keeps the report waiting: what the list did stands. */
  readonly reportWaits?: string;
}

export interface ListEnd {
  readonly title: string;
  readonly fileName: string;
  readonly opened: Pick<OpenedList, 'sha256'> & { readonly campaign: DeliveredCampaign };
  readonly outcomes: readonly ListOutcome[];
  readonly atMs: number;
  readonly actor: string;
}

/**
 * Gives the report of a list back to the charity, and tells what it did. The same file again sends a report of its own
 * only when it changed something more. What keeps the report waiting is said, and undoes nothing.
 */
export async function finishList(deps: ListDeps, end: ListEnd): Promise<ListSummary> {
  const { opened, outcomes, fileName } = end;
  const count = (effect: ListOutcome['effect']) => outcomes.filter((one) => one.effect === effect).length;
  const summary: ListSummary = {
    fileName,
    sha256: opened.sha256,
    rows: outcomes.length,
    results: countResults(outcomes),
    done: count('done'),
    retry: count('retry'),
    unread: unreadLines(outcomes),
  };
  try {
    return { ...summary, reportDeliveryId: await deliverReport(deps, end, summary.done > 0) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    deps.log.warn('list.report-waiting', { campaign: opened.campaign.code, code: error.code });
    return { ...summary, reportWaits: error.code };
  }
}

async function deliverReport(deps: ListDeps, end: ListEnd, changed: boolean): Promise<string> {
  const { opened, fileName, outcomes, title, atMs, actor } = end;
  const { campaign, sha256 } = opened;
  const earlier = await deps.store.read(async (rows) =>
    (await rows.deliveries.all(campaign.code)).filter(
      (row) => row.kind === 'list-report' && row.period.startsWith(sha256),
    ),
  );
  const last = earlier.at(-1);
  const key = { campaign: campaign.code, kind: 'list-report', actor } as const;
  if (last && (last.state === 'built' || !changed)) {
    const known = await takeUpDelivery(deps, { ...key, period: last.period });
    if (known && !changed) return known.id;
  }
  const run = earlier.length + 1;
  const delivered = await deliverWorkbook(deps, {
    campaign,
    kind: 'list-report',
    period: `${sha256}:${run}`,
    fileName: listReportFileName(fileName, run),
    spec: listReport({ title, fileName, sha256, createdAtMs: atMs, outcomes }),
    rows: outcomes.length,
    lines: [],
    actor,
  });
  return delivered.id;
}
