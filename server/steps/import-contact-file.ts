import { AppError, isAppError } from '../../shared/errors.ts';
import { civilDate } from '../../shared/time.ts';
import { type ContactCounts, countProblems, type ProblemCount } from '../domain/contact-report.ts';
import type { Log } from '../ports/log.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { ContactFileRow, NewRecord } from '../ports/rows/records.ts';
import type { Store, StoreWriter } from '../ports/store.ts';
import { type Findings, judgeRows, newFindings } from './import-judge-rows.ts';
import {
  campaignToFill,
  type ImportDeps,
  type ImportRequest,
  type OpenedContactFile,
  openContactFile,
} from './import-open-file.ts';
import { deliverImportReport, resumeImportReport } from './import-report.ts';
import { sealRecords } from './import-seal-records.ts';

export interface ImportSummary extends ContactCounts {
  readonly fileName: string;
  readonly sha256: string;
  /** Delivery of the report; absent when nothing was imported, or when the report still waits for the drop. */
  readonly reportDeliveryId?: string;
  /** AppError code that keeps the report waiting: the import itself is done. */
  readonly reportWaits?: string;
  /** Kinds of remark, the most frequent first; never a personal value. */
  readonly problemsByColumn: readonly ProblemCount[];
}

/** Fewer and each commit's disk flush costs more than its rows; more and agents wait for the writer (stack.md §2). */
const RECORDS_PER_TRANSACTION = 300;

type Running = Omit<ContactFileRow, 'finishedAtMs' | 'state'>;

/** An import that has not ended after this was cut (the process was killed); a younger one may be running elsewhere. */
const CUT_AFTER_MS = 15 * 60_000;

/**
 * Brings a contact file of the drop into a campaign (R-02, domain/07 §7.1): fetch, decrypt, verify, read, check every row,
 * seal, store, and give the report back. All or nothing: until the last transaction its records are staged, and what a
 * failure or a kill leaves is dropped. The same file a second time is refused (`file-already-imported`), after delivering
 * its report if that is still owed. AppErrors also: `campaign-unknown`, `campaign-not-open`, `import-running`, and those of
 * `openContactFile` and `readContactSheet`. A report that cannot leave does not undo the import.
 */
export async function importContactFile(deps: ImportDeps, request: ImportRequest): Promise<ImportSummary> {
  const campaign = campaignToFill(deps, request.campaign);
  const opened = await openContactFile(deps, campaign, request);
  await refuseKnown(deps, { campaign, sha256: opened.sha256, actor: request.actor });
  const file = begin(deps, { campaign, opened, request });
  const findings = newFindings();
  try {
    await fill(deps, { campaign, opened, request, file, findings });
  } catch (error) {
    deps.store.write((rows) => abandon(rows, file, deps.clock.nowMs()));
    throw error;
  }
  deps.log.info('import.finish', { campaign: campaign.code, ...findings.counts });
  const report = await tryReport(deps, { campaign, file, findings, actor: request.actor });
  const { rows } = findings.counts;
  request.onProgress?.({ phase: 'done', done: rows, total: rows });
  return { ...summary(request.fileName, opened, findings), ...report };
}

/** Judges a file without importing it: the same summary, nothing stored, no report delivered. Errors as for the import; a file already imported is judged all the same. */
export async function checkContactFile(deps: ImportDeps, request: ImportRequest): Promise<ImportSummary> {
  const campaign = campaignToFill(deps, request.campaign);
  const opened = await openContactFile(deps, campaign, request);
  const known = deps.store.read((rows) => rows.records.contactFileBySha(campaign.code, opened.sha256));
  const findings = newFindings();
  const judge = {
    campaign,
    sheet: opened.sheet,
    today: civilDate(deps.clock.nowMs()),
    ...(known && { contactFileId: known.id }),
  };
  const total = opened.sheet.rows.length;
  for await (const { done } of judgeRows(deps, judge, findings)) {
    request.onProgress?.({ phase: 'check', done, total });
  }
  deps.store.write((rows) =>
    rows.audit.append({
      atMs: deps.clock.nowMs(),
      actor: request.actor,
      action: 'import.check',
      campaign: campaign.code,
      subject: request.fileName,
      reason: '',
      detail: { sha256: opened.sha256, ...findings.counts },
    }),
  );
  return summary(request.fileName, opened, findings);
}

/**
 * Drops every import that a kill left unfinished, with its staged records: the base is as before. Called when the server
 * starts, when none can be running. Twice: the second call finds nothing. Returns how many files were dropped.
 */
export function recoverImports(deps: {
  readonly store: Store;
  readonly clock: ImportDeps['clock'];
  readonly log: Log;
}): number {
  return deps.store.write((rows) => {
    const cut = rows.records.unfinishedContactFiles();
    for (const file of cut) {
      const dropped = abandon(rows, file, deps.clock.nowMs());
      deps.log.warn('import.abandoned', { campaign: file.campaign, dropped });
    }
    return cut.length;
  });
}

function abandon(
  rows: StoreWriter,
  file: Pick<ContactFileRow, 'id' | 'campaign' | 'name'>,
  atMs: number,
): number {
  const dropped = rows.records.abandonContactFile(file.id);
  rows.audit.append({
    atMs,
    actor: 'system',
    action: 'import.abandon',
    campaign: file.campaign,
    subject: file.name,
    reason: 'Import interrompu : rien n’est gardé.',
    detail: { dropped },
  });
  return dropped;
}

interface Known {
  readonly campaign: CampaignRow;
  readonly sha256: string;
  readonly actor: string;
}

async function refuseKnown(deps: ImportDeps, { campaign, sha256, actor }: Known): Promise<void> {
  const file = deps.store.read((rows) => rows.records.contactFileBySha(campaign.code, sha256));
  if (!file) return;
  if (file.state === 'importing') {
    if (deps.clock.nowMs() - file.startedAtMs < CUT_AFTER_MS) throw importRunning();
    deps.store.write((rows) => abandon(rows, file, deps.clock.nowMs()));
    return;
  }
  await resumeImportReport(deps, { campaign, file, actor });
  throw alreadyImported(file);
}

interface Import {
  readonly campaign: CampaignRow;
  readonly opened: OpenedContactFile;
  readonly request: ImportRequest;
}

function begin(deps: ImportDeps, { campaign, opened, request }: Import): Running {
  const started = {
    campaign: campaign.code,
    name: request.fileName,
    sha256: opened.sha256,
    startedAtMs: deps.clock.nowMs(),
    rows: opened.sheet.rows.length,
    accepted: 0,
    warned: 0,
    rejected: 0,
    excluded: 0,
  };
  const id = deps.store.write((rows) => {
    rows.audit.append({
      atMs: started.startedAtMs,
      actor: request.actor,
      action: 'import.begin',
      campaign: campaign.code,
      subject: request.fileName,
      reason: '',
      detail: { sha256: opened.sha256, rows: started.rows },
    });
    return rows.records.beginContactFile(started);
  });
  return { ...started, id };
}

/** Judges, seals and stages slice by slice; the last transaction lets the whole file into the queue. */
async function fill(
  deps: ImportDeps,
  {
    campaign,
    opened,
    request,
    file,
    findings,
  }: Import & { readonly file: Running; readonly findings: Findings },
): Promise<void> {
  const nowMs = file.startedAtMs;
  const judge = { campaign, sheet: opened.sheet, today: civilDate(nowMs), contactFileId: file.id };
  let sealed: NewRecord[] = [];
  const stage = () => {
    const records = sealed;
    sealed = [];
    deps.store.write((rows) => rows.records.addStaged(records));
  };
  for await (const { lines, done } of judgeRows(deps, judge, findings)) {
    sealed.push(...(await sealRecords(deps.vault, lines, { campaign, contactFileId: file.id, nowMs })));
    if (sealed.length >= RECORDS_PER_TRANSACTION) stage();
    request.onProgress?.({ phase: 'seal', done, total: opened.sheet.rows.length });
  }
  stage();
  const finishedAtMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    rows.records.finishContactFile(file.id, { ...findings.counts, finishedAtMs });
    rows.audit.append({
      atMs: finishedAtMs,
      actor: request.actor,
      action: 'import.finish',
      campaign: campaign.code,
      subject: request.fileName,
      reason: '',
      detail: { sha256: opened.sha256, ...findings.counts },
    });
  });
}

/** The import stands whatever happens to its report: what keeps it waiting is logged and said in the summary. */
async function tryReport(
  deps: ImportDeps,
  request: Parameters<typeof deliverImportReport>[1],
): Promise<Pick<ImportSummary, 'reportDeliveryId' | 'reportWaits'>> {
  try {
    return { reportDeliveryId: (await deliverImportReport(deps, request)).id };
  } catch (error) {
    if (!isAppError(error)) throw error;
    deps.log.warn('import.report-waiting', { campaign: request.campaign.code, code: error.code });
    return { reportWaits: error.code };
  }
}

function summary(fileName: string, { sha256 }: OpenedContactFile, findings: Findings): ImportSummary {
  return { fileName, sha256, ...findings.counts, problemsByColumn: countProblems(findings.reportLines) };
}

function alreadyImported(file: ContactFileRow): AppError {
  const on = civilDate(file.finishedAtMs ?? file.startedAtMs)
    .split('-')
    .reverse()
    .join('/');
  return new AppError({
    code: 'file-already-imported',
    kind: 'conflict',
    message: `Ce fichier a déjà été importé dans la campagne le ${on}.`,
    hint: 'Rien à refaire : son rapport est dans le dépôt, dossier out/. Pour d’autres fiches, déposez un nouveau fichier.',
  });
}

function importRunning(): AppError {
  return new AppError({
    code: 'import-running',
    kind: 'conflict',
    message: 'Ce fichier est en cours d’import.',
    hint: 'Attendez sa fin (« plateau status »), ou recommencez dans un quart d’heure s’il a été interrompu.',
  });
}
