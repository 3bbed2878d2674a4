import { AppError, isAppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import {
  type ContactCounts,
  countProblems,
  type ProblemCount,
} from '../../domain/contact-file/report/contact-report.ts';
import type { Log } from '../../ports/log.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import type { NewRecord } from '../../ports/rows/records.ts';
import type { Store } from '../../ports/store.ts';
import { campaignToFill } from '../find-campaign.ts';
import { requireEverywhere } from '../keys/rings-lacking.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { withDateDoubts } from './date-doubts.ts';
import { abandonCut, abandonImport, releaseCut, releaseRecords } from './import-ending.ts';
import { type Findings, judgeRows, newFindings } from './import-judge-rows.ts';
import {
  type ImportDeps,
  type ImportRequest,
  type OpenedContactFile,
  withContactFile,
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
  /** French sentences: the sheet read, those that were not. */
  readonly sheetRemarks: readonly string[];
  /** French sentence: numbers that several accepted rows bear; absent without one. */
  readonly sharedNumbers?: string;
}

/** Fewer and each commit's disk flush costs more than its rows; more and agents wait for the writer. */
const RECORDS_PER_TRANSACTION = 300;

type Running = Omit<ContactFileRow, 'finishedAtMs' | 'state'>;

/** An import that has not ended after this was cut (the process was killed); a younger one may be running elsewhere. */
const CUT_AFTER_MS = 15 * 60_000;
/** What a row may take in a long file, several times the usual. */
const ROW_MS = 3;

/**
 * Brings a contact file of the drop into a campaign (R-02, docs/rules/layouts.md#contact-file): fetch, decrypt, verify,
 * read, check every row, seal, store, and give the report back; rows pass through, none is kept in clear. All or
 * nothing: until the file is said imported its records are staged, and what a failure or a kill leaves is dropped; from
 * then on all of them enter the queue. The same file a second time is refused (`file-already-imported`), after
 * delivering its report if that is still owed. AppErrors also: `campaign-unknown`, `campaign-not-open`,
 * `import-running`, `key-not-everywhere`, and those of `withContactFile` and `contactReader`. A report that cannot leave does
 * not undo the import.
 */
export async function importContactFile(deps: ImportDeps, request: ImportRequest): Promise<ImportSummary> {
  const campaign = await campaignToFill(deps, request.campaign);
  if ((await deps.store.read((rows) => rows.records.contactFiles(campaign.code))).length === 0)
    await requireEverywhere(deps.store, campaign.code);
  const { file, findings } = await withDateDoubts(async (doubted) => {
    const findings = newFindings();
    const file = await withContactFile(deps, { campaign, request }, async (opened) => {
      await refuseKnown(deps, { campaign, sha256: opened.sha256, actor: request.actor });
      const running = await begin(deps, { campaign, opened, request });
      try {
        await fill(deps, { campaign, opened, request, file: running, findings, doubted });
      } catch (error) {
        await abandonImport(deps, running);
        throw error;
      }
      return running;
    });
    return { file, findings };
  });
  await releaseRecords(deps, file.id);
  deps.log.info('import.finish', { campaign: campaign.code, ...findings.counts });
  const report = await tryReport(deps, { campaign, file, findings, actor: request.actor });
  const { rows } = findings.counts;
  request.onProgress?.({ phase: 'done', done: rows, total: rows });
  return { ...summary(request.fileName, file, findings), ...report };
}

/**
 * Judges a file without importing it: the same summary, nothing stored, no report delivered. Errors as for the import;
 * a file already imported is judged all the same.
 */
export async function checkContactFile(deps: ImportDeps, request: ImportRequest): Promise<ImportSummary> {
  const campaign = await campaignToFill(deps, request.campaign);
  return withDateDoubts((doubted) => judgeOnly(deps, { campaign, request, doubted }));
}

interface Judging {
  readonly campaign: CampaignRow;
  readonly request: ImportRequest;
  readonly doubted: ReadonlySet<string>;
}

function judgeOnly(deps: ImportDeps, { campaign, request, doubted }: Judging): Promise<ImportSummary> {
  const findings = newFindings();
  return withContactFile(deps, { campaign, request }, async ({ sheet, sha256, expectedRows }) => {
    const known = await deps.store.read((rows) => rows.records.contactFileBySha(campaign.code, sha256));
    const today = civilDate(deps.clock.nowMs());
    const judge = { campaign, sheet, today, doubted, ...(known && { contactFileId: known.id }) };
    for await (const { done } of judgeRows(deps, judge, findings)) {
      request.onProgress?.({ phase: 'check', done, total: Math.max(done, expectedRows) });
    }
    await deps.store.write((rows) =>
      trail(rows, { actor: request.actor, atMs: deps.clock.nowMs() })('import.check', request.fileName, {
        campaign: campaign.code,
        detail: { sha256, ...findings.counts },
      }),
    );
    return summary(request.fileName, { sha256 }, findings);
  });
}

/**
 * Ends every import that a kill left half-way: a file already said imported lets its last records into the queue, one that was
 * not is dropped with its staged records, and the base is as before. Those of living servers go on: none, for a house of one that
 * starts. Twice: the second call finds nothing. Returns how many files were dropped.
 */
export async function recoverImports(
  deps: { readonly store: Store; readonly clock: ImportDeps['clock']; readonly log: Log },
  living: readonly string[] = [],
): Promise<number> {
  await releaseCut(deps);
  const cut = await deps.store.write((rows) => rows.records.leftContactFiles(living));
  for (const file of cut) {
    const dropped = await abandonCut(deps, file);
    deps.log.warn('import.abandoned', { campaign: file.campaign, dropped });
  }
  return cut.length;
}

interface Known {
  readonly campaign: CampaignRow;
  readonly sha256: string;
  readonly actor: string;
}

async function refuseKnown(deps: ImportDeps, { campaign, sha256, actor }: Known): Promise<void> {
  const file = await deps.store.read((rows) => rows.records.contactFileBySha(campaign.code, sha256));
  if (!file) return;
  if (file.state === 'importing') {
    if (deps.clock.nowMs() - file.startedAtMs < CUT_AFTER_MS + ROW_MS * file.rows) throw importRunning();
    await abandonImport(deps, file);
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

async function begin(deps: ImportDeps, { campaign, opened, request }: Import): Promise<Running> {
  const started = {
    campaign: campaign.code,
    name: request.fileName,
    sha256: opened.sha256,
    startedAtMs: deps.clock.nowMs(),
    // Until the last row has come: what the deadline of a cut import is reckoned from.
    rows: opened.expectedRows,
    accepted: 0,
    warned: 0,
    rejected: 0,
    excluded: 0,
  };
  const id = await deps.store.write(async (rows) => {
    await trail(rows, { actor: request.actor, atMs: started.startedAtMs })('import.begin', request.fileName, {
      campaign: campaign.code,
      detail: { sha256: opened.sha256, rows: started.rows },
    });
    return await rows.records.beginContactFile(started);
  });
  return { ...started, id };
}

interface Filling extends Import, Pick<Judging, 'doubted'> {
  readonly file: Running;
  readonly findings: Findings;
}

/** Judges, seals and stages slice by slice; the last transaction says the file imported. */
async function fill(
  deps: ImportDeps,
  { campaign, opened, request, file, findings, doubted }: Filling,
): Promise<void> {
  const nowMs = file.startedAtMs;
  const judge = { campaign, sheet: opened.sheet, today: civilDate(nowMs), doubted, contactFileId: file.id };
  let sealed: NewRecord[] = [];
  const stage = async () => {
    const records = sealed;
    sealed = [];
    await writeWhenFree(deps, async (rows) => {
      // Another server may have given up this one, which stood still for too long.
      if ((await rows.records.contactFile(file.id))?.state !== 'importing') throw importGivenUp();
      await rows.records.addStaged(records);
    });
  };
  for await (const { lines, done } of judgeRows(deps, judge, findings)) {
    sealed.push(...(await sealRecords(deps.vault, lines, { campaign, contactFileId: file.id, nowMs })));
    if (sealed.length >= RECORDS_PER_TRANSACTION) await stage();
    request.onProgress?.({ phase: 'seal', done, total: Math.max(done, opened.expectedRows) });
  }
  await stage();
  const finishedAtMs = deps.clock.nowMs();
  await writeWhenFree(deps, async (rows) => {
    await rows.records.finishContactFile(file.id, { ...findings.counts, finishedAtMs });
    await rows.towns.keep(file, findings.towns.lines());
    await trail(rows, { actor: request.actor, atMs: finishedAtMs })('import.finish', request.fileName, {
      campaign: campaign.code,
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

function summary(
  fileName: string,
  { sha256 }: Pick<OpenedContactFile, 'sha256'>,
  findings: Findings,
): ImportSummary {
  const { counts, reportLines, sheetRemarks } = findings;
  const sharedNumbers = findings.sharedNumbers.sentence();
  const problemsByColumn = countProblems(reportLines);
  return {
    fileName,
    sha256,
    ...counts,
    problemsByColumn,
    sheetRemarks,
    ...(sharedNumbers && { sharedNumbers }),
  };
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

function importGivenUp(): AppError {
  return new AppError({
    code: 'import-given-up',
    kind: 'conflict',
    message:
      'Ce serveur est resté immobile trop longtemps : un autre a abandonné l’import, rien n’est gardé.',
    hint: 'Relancez l’import.',
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
