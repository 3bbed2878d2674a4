import type { RowProblem } from '../contact-file/contact-remarks.ts';
import type { ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';

/** What became of one row of a list. `retry`: nothing was done, the same file is to be given again later. */
export interface ListOutcome {
  readonly rowNumber: number;
  /** The identifier the sender joins by (donor id, line id), '' without one; never another value of the row. */
  readonly id: string;
  /** One French word, counted: RETIREE, INCONNUE… */
  readonly result: string;
  /** French sentence; never a personal value. */
  readonly message: string;
  readonly effect: 'done' | 'none' | 'retry' | 'refused';
  /** What of the row could not be read, as a French sentence; the rest of it counts all the same. */
  readonly unread?: string;
}

/** A row of which a part could not be read: whoever it names may still be called. */
export type UnreadLine = Pick<ListOutcome, 'rowNumber' | 'id'> & { readonly message: string };

export interface ListReportFacts {
  readonly title: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly createdAtMs: number;
  readonly outcomes: readonly ListOutcome[];
}

/** What the remarks on a row say, in a sentence or more. */
export function problemsText(problems: readonly RowProblem[]): string {
  return problems.map((one) => `${one.column} : ${one.message}`).join(' ');
}

/** A row that could not be read at all, as an outcome; `message` says why. */
export function unreadable(rowNumber: number, id: string, message: string): ListOutcome {
  return { rowNumber, id, result: 'ILLISIBLE', message, effect: 'refused', unread: message };
}

/** The rows that could not be read, whole or in part, in the order of the file. */
export function unreadLines(outcomes: readonly ListOutcome[]): readonly UnreadLine[] {
  return outcomes.flatMap(({ rowNumber, id, unread }) =>
    unread === undefined ? [] : [{ rowNumber, id, message: unread }],
  );
}

/** Rows by result, in the order first met. */
export function countResults(outcomes: readonly ListOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { result } of outcomes) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

const LINES: readonly ColumnSpec[] = [
  { header: 'LIGNE', width: 9, kind: 'integer' },
  { header: 'IDENTIFIANT', width: 40, kind: 'text' },
  { header: 'RESULTAT', width: 22, kind: 'text' },
  { header: 'PRECISION', width: 90, kind: 'text' },
];

function summary({ fileName, sha256, outcomes }: ListReportFacts): SheetSpec {
  const retry = outcomes.filter((one) => one.effect === 'retry').length;
  const unread = unreadLines(outcomes).length;
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
      [
        'Lignes illisibles',
        unread,
        unread > 0 ? 'À corriger et à renvoyer ; elles viennent en tête de LIGNES.' : '',
      ],
      ['Lignes reçues', outcomes.length, ''],
      ...Object.entries(countResults(outcomes)).map(([result, count]) => [result, count, ''] as const),
      ['À reprendre', retry, retry > 0 ? 'Fiches à l’écran : le même fichier sera repassé.' : ''],
    ],
  };
}

/**
 * The report of a list that goes back to the charity, as an import report does: counts, then every row with what became of it,
 * those that could not be read first, for nobody but the charity can mend them.
 */
export function listReport(facts: ListReportFacts): WorkbookSpec {
  const isUnread = (one: ListOutcome) => one.unread !== undefined;
  const lines = [...facts.outcomes.filter(isUnread), ...facts.outcomes.filter((one) => !isUnread(one))];
  return {
    title: facts.title,
    createdAtMs: facts.createdAtMs,
    sheets: [
      summary(facts),
      {
        name: 'LIGNES',
        columns: LINES,
        rows: lines.map((one) => [one.rowNumber, one.id, one.result, one.message]),
      },
    ],
  };
}
