import { isoWithOffset } from '../../shared/time.ts';
import { RETURN_COLUMNS, returnRow } from './return-file-columns.ts';
import type { ReturnFact } from './return-file-facts.ts';
import type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from './sheets.ts';

export interface ReturnFacts {
  readonly campaign: string;
  readonly facts: readonly ReturnFact[];
  /** Lines of the accepted contact files, and those refused at import: they have no record and stand in the import report. */
  readonly delivered: number;
  readonly rejected: number;
  readonly createdAtMs: number;
}

/**
 * The final return file (R-23, domain/07 §7.3): one row per record, called or not, the charity's own extra columns after
 * ours, then every attempt. Rows are made one at a time while the workbook is written.
 */
export function returnFile({ campaign, facts, delivered, rejected, createdAtMs }: ReturnFacts): WorkbookSpec {
  const attempts = facts.reduce((sum, fact) => sum + fact.calls.length, 0);
  return {
    title: `Retour ${campaign}`,
    createdAtMs,
    sheets: [
      recordSheet(facts),
      attemptSheet(facts),
      controlSheet([facts.length, delivered, rejected, attempts]),
    ],
  };
}

/** An iterable that may be walked again, unlike a generator. */
function lazily<T>(walk: () => Iterator<T>): Iterable<T> {
  return { [Symbol.iterator]: walk };
}

function recordSheet(facts: readonly ReturnFact[]): SheetSpec {
  const extras = extraHeaders(facts);
  const taken = new Set(RETURN_COLUMNS.map((column) => column.header));
  const columns: ColumnSpec[] = [
    ...RETURN_COLUMNS.map(({ header, width, kind }) => ({ header, width, kind })),
    // The charity may use one of our names for something of its own: both are kept.
    ...extras.map(
      (key): ColumnSpec => ({ header: taken.has(key) ? `${key}_ORIGINE` : key, width: 16, kind: 'text' }),
    ),
  ];
  return {
    name: 'RETOUR',
    columns,
    rows: lazily(function* (): Generator<readonly CellValue[]> {
      for (const fact of facts) {
        const row = returnRow(fact);
        yield [
          ...RETURN_COLUMNS.map((column) => column.cell(row)),
          ...extras.map((key) => fact.content.donor.extra[key] ?? ''),
        ];
      }
    }),
  };
}

/** In the order first met. */
function extraHeaders(facts: readonly ReturnFact[]): string[] {
  return [...new Set(facts.flatMap((fact) => Object.keys(fact.content.donor.extra)))];
}

const ATTEMPT_COLUMNS: readonly ColumnSpec[] = [
  { header: 'ID_DONATEUR', width: 16, kind: 'text' },
  { header: 'RANG', width: 8, kind: 'integer' },
  { header: 'DATE_HEURE', width: 26, kind: 'text' },
  { header: 'TRANCHE', width: 9, kind: 'text' },
  { header: 'TYPE_NUMERO', width: 14, kind: 'text' },
  { header: 'CODE', width: 16, kind: 'text' },
];

/** RANG is blank for a try that does not count (busy, technical failure). */
function attemptSheet(facts: readonly ReturnFact[]): SheetSpec {
  return {
    name: 'TENTATIVES',
    columns: ATTEMPT_COLUMNS,
    rows: lazily(function* (): Generator<readonly CellValue[]> {
      for (const { content, calls } of facts) {
        for (const call of calls) {
          yield [
            content.donor.donorId,
            call.attemptRank,
            isoWithOffset(call.startedAtMs),
            call.dayPart,
            call.phoneSlot ?? '',
            call.disposition,
          ];
        }
      }
    }),
  };
}

function controlSheet(counts: readonly number[]): SheetSpec {
  const headers = ['FICHES', 'LIGNES_LIVREES', 'LIGNES_REFUSEES_A_L_IMPORT', 'TENTATIVES'];
  return {
    name: 'CONTROLE',
    columns: headers.map((header) => ({ header, width: 28, kind: 'integer' })),
    rows: [counts],
  };
}
