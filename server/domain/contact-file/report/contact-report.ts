import type { ColumnSpec, SheetSpec, WorkbookSpec } from '../../files/sheets.ts';
import type { Exclusion } from '../contact-exclusions.ts';
import type { ContactRow } from '../contact-row.ts';
import { frenchCode } from './problem-codes.ts';
import type { SharedNumbers } from './shared-numbers.ts';

/** What the charity is told of one row: its line and its donor identifier, never another value of it. */
export interface ReportLine {
  readonly outcome: 'rejected' | 'excluded' | 'warned';
  readonly rowNumber: number;
  readonly donorId: string;
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

/** `rows` = accepted + excluded + rejected; `warned` are among the accepted. */
export interface ContactCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly warned: number;
  readonly excluded: number;
  readonly rejected: number;
}

export interface ContactReportFacts {
  readonly fileName: string;
  readonly sha256: string;
  readonly campaign: string;
  readonly createdAtMs: number;
  /** What of the workbook was read and what was not: French sentences. */
  readonly sheetRemarks: readonly string[];
  readonly counts: ContactCounts;
  /** Walked several times. */
  readonly lines: Iterable<ReportLine>;
  readonly sharedNumbers: Pick<SharedNumbers, 'numbers' | 'lines' | 'sentence'>;
}

/** The report lines of one judged row; `exclusion` is the final one, which the step may have found (duplicate, suppression). */
export function reportLines(row: ContactRow, exclusion: Exclusion | undefined): readonly ReportLine[] {
  const donorId = (row.kind === 'donor' ? row.donor.donorId : row.donorId) ?? '';
  const { rowNumber } = row;
  // Of a rejected row, the reasons alone: what was mended in it is no reason.
  const reasons = row.kind === 'rejected' ? row.problems.filter((one) => one.severity === 'error') : [];
  const problems = row.kind === 'donor' ? row.warnings : reasons;
  const outcome = row.kind === 'rejected' ? 'rejected' : 'warned';
  const lines = problems.map(
    ({ column, code, message }): ReportLine => ({ outcome, rowNumber, donorId, column, code, message }),
  );
  if (exclusion === undefined) return lines;
  const { code, reason } = exclusion;
  const why: ReportLine = { outcome: 'excluded', rowNumber, donorId, column: '', code, message: reason };
  return [why, ...lines.map((line) => ({ ...line, outcome: 'excluded' as const }))];
}

const LINE_COLUMNS: readonly ColumnSpec[] = [
  { header: 'LIGNE', width: 9, kind: 'integer' },
  { header: 'ID_DONATEUR', width: 20, kind: 'text' },
  { header: 'COLONNE', width: 26, kind: 'text' },
  { header: 'CODE', width: 24, kind: 'text' },
  { header: 'MOTIF', width: 90, kind: 'text' },
];

/** Rows are made as they are written. */
function lineSheet(name: string, lines: Iterable<ReportLine>, outcome: ReportLine['outcome']): SheetSpec {
  const rows = {
    *[Symbol.iterator]() {
      for (const line of lines) {
        if (line.outcome !== outcome) continue;
        yield [line.rowNumber, line.donorId, line.column, frenchCode(line.code), line.message];
      }
    },
  };
  return { name, columns: LINE_COLUMNS, rows };
}

/** Rows that bear a number of an earlier one. */
function sharedSheet({ lines }: Pick<SharedNumbers, 'lines'>): SheetSpec {
  return {
    name: 'NUMEROS_PARTAGES',
    columns: [
      { header: 'LIGNE', width: 9, kind: 'integer' },
      { header: 'ID_DONATEUR', width: 20, kind: 'text' },
      { header: 'PREMIERE_LIGNE', width: 18, kind: 'integer' },
    ],
    rows: lines.map((one) => [one.rowNumber, one.donorId, one.withRow]),
  };
}

/** One kind of remark and how many lines bear it. */
export interface ProblemCount extends Pick<ReportLine, 'outcome' | 'column' | 'code' | 'message'> {
  readonly rows: number;
}

/** Counts by outcome, column and message, the most frequent first. */
export function countProblems(lines: Iterable<ReportLine>): readonly ProblemCount[] {
  const counts = new Map<string, ProblemCount>();
  for (const { outcome, column, code, message } of lines) {
    const key = `${outcome} ${column} ${message}`;
    counts.set(key, { outcome, column, code, message, rows: (counts.get(key)?.rows ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows);
}

const OUTCOME: Record<ReportLine['outcome'], string> = {
  rejected: 'rejetées',
  excluded: 'exclues',
  warned: 'acceptées avec avertissement',
};

/** A remark on a row that its exclusion alone leaves out is no reason of it. */
function problemTitle({ outcome, column }: ProblemCount): string {
  if (column === '') return `Lignes ${OUTCOME[outcome]}`;
  return outcome === 'excluded'
    ? `Remarque sur des lignes exclues : ${column}`
    : `Lignes ${OUTCOME[outcome]} : ${column}`;
}

/** Where those lines stand. A sheet without one keeps its header alone, for whoever loads it: this line says so. */
function seen(count: number, sheet: string, said: string): string {
  return count > 0 ? `${said} la feuille ${sheet}.` : `Aucune : la feuille ${sheet} n’a que son en-tête.`;
}

function summarySheet(facts: ContactReportFacts): SheetSpec {
  const { fileName, sha256, campaign, sheetRemarks, counts, lines, sharedNumbers } = facts;
  return {
    name: 'SYNTHESE',
    columns: [
      { header: 'RUBRIQUE', width: 44, kind: 'text' },
      { header: 'VALEUR', width: 12, kind: 'integer' },
      { header: 'PRECISION', width: 90, kind: 'text' },
    ],
    rows: [
      ['Fichier reçu', null, fileName],
      ['Empreinte SHA-256 du classeur reçu', null, sha256],
      ['Campagne', null, campaign],
      [
        'Format attendu',
        null,
        'Dossier de lancement : a-lire.html dit chaque colonne et chaque refus ; partez du modèle.',
      ],
      ...sheetRemarks.map((remark) => ['Classeur', null, remark] as const),
      ['Lignes lues', counts.rows, ''],
      ['Acceptées', counts.accepted, 'Seront appelées.'],
      ['dont avec avertissement', counts.warned, seen(counts.warned, 'AVERTISSEMENTS', 'Voir')],
      [
        'Exclues des appels',
        counts.excluded,
        seen(counts.excluded, 'EXCLUES', 'Gardées sans être appelées ; voir'),
      ],
      ['Rejetées', counts.rejected, seen(counts.rejected, 'REJETEES', 'À corriger puis à renvoyer ; voir')],
      ...(sharedNumbers.numbers > 0
        ? [['Numéros partagés', sharedNumbers.numbers, sharedNumbers.sentence() ?? ''] as const]
        : []),
      ...countProblems(lines).map(
        (one) => [problemTitle(one), one.rows, `${frenchCode(one.code)} — ${one.message}`] as const,
      ),
    ],
  };
}

/**
 * The import report that goes back to the charity (docs/rules/layouts.md): summary, rejected, accepted with a warning,
 * excluded, rows that share a number.
 */
export function contactReport(facts: ContactReportFacts): WorkbookSpec {
  return {
    title: `Rapport d’import ${facts.fileName}`,
    createdAtMs: facts.createdAtMs,
    sheets: [
      summarySheet(facts),
      lineSheet('REJETEES', facts.lines, 'rejected'),
      lineSheet('AVERTISSEMENTS', facts.lines, 'warned'),
      lineSheet('EXCLUES', facts.lines, 'excluded'),
      ...(facts.sharedNumbers.numbers > 0 ? [sharedSheet(facts.sharedNumbers)] : []),
    ],
  };
}
