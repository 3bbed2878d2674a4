import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { contactReportFileName } from '../../domain/contact-file/contact-file-name.ts';
import { contactReport } from '../../domain/contact-file/report/contact-report.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from '../delivery/deliver-workbook.ts';
import { withDateDoubts } from './date-doubts.ts';
import { type Findings, judgeRows, newFindings } from './import-judge-rows.ts';
import { type ImportDeps, withContactFile } from './import-open-file.ts';

export interface ReportRequest {
  readonly campaign: CampaignRow;
  readonly file: Pick<ContactFileRow, 'name' | 'sha256' | 'startedAtMs'>;
  readonly findings: Findings;
  readonly actor: string;
}

/**
 * Builds the import report and delivers it to the charity's drop; twice for one file sends nothing. AppErrors of
 * `deliverWorkbook`.
 */
export function deliverImportReport(deps: ImportDeps, request: ReportRequest): Promise<DeliveryResult> {
  const { campaign, file, findings, actor } = request;
  return deliverWorkbook(deps, {
    campaign,
    kind: 'import-report',
    period: file.sha256,
    fileName: contactReportFileName(file.name),
    spec: contactReport({
      fileName: file.name,
      sha256: file.sha256,
      campaign: campaign.code,
      createdAtMs: file.startedAtMs,
      sheetRemarks: findings.sheetRemarks,
      counts: findings.counts,
      lines: findings.reportLines,
      sharedNumbers: findings.sharedNumbers,
    }),
    rows: findings.counts.rows,
    lines: [],
    actor,
  });
}

/**
 * The findings of an imported file, fetched and judged as of the day of its import; nothing is imported. AppErrors of
 * `withContactFile`.
 */
export function judgedAgain(
  deps: ImportDeps,
  { campaign, file }: { readonly campaign: CampaignRow; readonly file: ContactFileRow },
): Promise<Findings> {
  return withDateDoubts(async (doubted) => {
    const found = newFindings();
    await withContactFile(deps, { campaign, request: { fileName: file.name } }, async ({ sheet }) => {
      const today = civilDate(file.startedAtMs);
      const judged = judgeRows(deps, { campaign, sheet, today, doubted, contactFileId: file.id }, found);
      while (!(await judged.next()).done);
    });
    return found;
  });
}

/**
 * Delivers the report of an imported file whose own was never built (a crash, or the drop failed before its bytes were
 * sealed): the file is fetched and judged again as of the day of its import, nothing is imported. A report that exists is
 * taken up as it is. AppErrors of `withContactFile` (the charity may have taken its file back) and `deliverWorkbook`.
 */
export async function resumeImportReport(
  deps: ImportDeps,
  request: { readonly campaign: CampaignRow; readonly file: ContactFileRow; readonly actor: string },
): Promise<DeliveryResult> {
  const { campaign, file, actor } = request;
  const key = { campaign: campaign.code, kind: 'import-report', period: file.sha256, actor } as const;
  const known = await takeUpDelivery(deps, key);
  if (known) return known;
  const findings = await judgedAgain(deps, { campaign, file });
  return deliverImportReport(deps, { campaign, file, findings, actor });
}

/**
 * Every imported file of the open campaigns whose report is not on the drop. One that fails is logged with its code and
 * waits for the next turn.
 */
export async function resumeImportReports(
  deps: ImportDeps,
  request: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const waiting = await deps.store.read(
    async (rows) =>
      await inTurn.filter(
        await inTurn.flatMap(
          (await rows.campaigns.all()).filter((campaign) => campaign.state === 'open'),
          async (campaign) =>
            (await rows.records.contactFiles(campaign.code)).map((file) => ({ campaign, file })),
        ),
        async ({ campaign, file }) => {
          const report = await rows.deliveries.find(campaign.code, 'import-report', file.sha256);
          return file.state === 'imported' && report?.state !== 'delivered';
        },
      ),
  );
  let failed = 0;
  for (const one of waiting) {
    try {
      await resumeImportReport(deps, { ...one, actor: request.actor });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.warn('import.report-waiting', { campaign: one.campaign.code, code: error.code });
    }
  }
  return { delivered: waiting.length - failed, failed };
}
