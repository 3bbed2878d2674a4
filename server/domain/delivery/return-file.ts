import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import { isoWithOffset } from '../../../shared/time.ts';
import type { CellValue, ColumnSpec, FedRows, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { returnColumns, returnRow } from './return-file-columns.ts';
import type { ReturnFact } from './return-file-facts.ts';

/** A line of a contact file that was refused at import: it has no record. */
export interface RejectedLine {
  readonly fileName: string;
  readonly rowNumber: number;
  /** '' when the line had none that could be read. */
  readonly donorId: string;
}

export interface ReturnFeed {
  readonly campaign: string;
  readonly kind: CampaignKind;
  /** In id order, a few at a time; walked once, while the workbook is written. */
  readonly facts: AsyncIterable<readonly ReturnFact[]>;
  /** The charity's own columns, in order. */
  readonly extras: readonly string[];
  /** Lines of the accepted contact files, and those refused at import: they have no record and stand in the import report. */
  readonly delivered: number;
  readonly rejected: number;
  /** Where the charity wants a row for them too, after those of the records; absent: it does not. */
  readonly rejectedLines?: readonly RejectedLine[];
  readonly createdAtMs: number;
}

/** A record bears a column of the charity's that was not announced: the file would lose it. */
export class UnannouncedColumn extends Error {}

/**
 * The final return file (R-23, docs/rules/layouts.md#return-file): one row per record, called or not, then one per line refused
 * at import where the charity wants them; its own extra columns after ours, and every attempt. Of any length: rows are made
 * as they are written, and none is kept. Its feed rejects with `UnannouncedColumn`.
 */
export function returnFile(request: ReturnFeed): WorkbookSpec {
  return { ...emptyReturn(request), feed: feedOf(request) };
}

const RECORDS = 'RETOUR';
const ATTEMPTS = 'TENTATIVES';
const CONTROL = 'CONTROLE';

async function* feedOf(request: ReturnFeed): AsyncGenerator<FedRows> {
  const { facts, extras, delivered, rejected, rejectedLines = [] } = request;
  const announced = new Set(extras);
  let records = 0;
  let attempts = 0;
  for await (const some of facts) {
    const isUnannounced = (fact: ReturnFact) =>
      Object.keys(fact.content.donor.extra).some((key) => !announced.has(key));
    if (some.some(isUnannounced)) throw new UnannouncedColumn();
    const rows = some.map((fact) => returnRows(fact, extras));
    const tries = rows.flatMap((one) => one.attempts);
    records += rows.length;
    attempts += tries.length;
    yield { sheet: RECORDS, rows: rows.map((one) => one.record) };
    yield { sheet: ATTEMPTS, rows: tries };
  }
  yield { sheet: RECORDS, rows: rejectedLines.map((line) => rejectedRow(line, request)) };
  yield { sheet: CONTROL, rows: [[records, delivered, rejected, attempts]] };
}

/** Columns that the charity gave and we do not know, in the order first met. */
export function extraHeaders(facts: readonly Pick<ReturnFact, 'content'>[]): string[] {
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

const CONTROL_HEADERS = ['FICHES', 'LIGNES_LIVREES', 'LIGNES_REFUSEES_A_L_IMPORT', 'TENTATIVES'];

type Empty = Pick<ReturnFeed, 'campaign' | 'kind' | 'extras' | 'createdAtMs'>;

function emptyReturn({ campaign, kind, extras, createdAtMs }: Empty): WorkbookSpec {
  const control = CONTROL_HEADERS.map((header): ColumnSpec => ({ header, width: 28, kind: 'integer' }));
  const sheet = (name: string, columns: readonly ColumnSpec[]): SheetSpec => ({ name, columns, rows: [] });
  return {
    title: `Retour ${campaign}`,
    createdAtMs,
    sheets: [
      sheet(RECORDS, recordColumns(kind, extras)),
      sheet(ATTEMPTS, ATTEMPT_COLUMNS),
      sheet(CONTROL, control),
    ],
  };
}

function recordColumns(kind: CampaignKind, extras: readonly string[]): readonly ColumnSpec[] {
  const own = returnColumns(kind);
  const taken = new Set(own.map((column) => column.header));
  return [
    ...own.map(({ header, width, kind }) => ({ header, width, kind })),
    // The charity may use one of our names for something of its own: both are kept.
    ...extras.map(
      (key): ColumnSpec => ({ header: taken.has(key) ? `${key}_ORIGINE` : key, width: 16, kind: 'text' }),
    ),
  ];
}

interface ReturnRows {
  readonly record: readonly CellValue[];
  readonly attempts: readonly (readonly CellValue[])[];
}

/** What a refused line may say, by header; every other cell is blank. */
function rejectedRow(
  { fileName, rowNumber, donorId }: RejectedLine,
  { campaign, kind }: Pick<ReturnFeed, 'campaign' | 'kind'>,
): readonly CellValue[] {
  const said: Readonly<Record<string, string>> = {
    ID_DONATEUR: donorId,
    CODE_CAMPAGNE: campaign,
    STATUT_FINAL: 'REJET_IMPORT',
    LIBELLE_STATUT: `Refusée à l’import : ligne ${rowNumber} de ${fileName}`,
    ...Object.fromEntries(['TRAITEE', 'CU', 'CA', 'ACCORD'].map((flag) => [flag, 'N'])),
  };
  return returnColumns(kind).map(({ header }) => said[header] ?? null);
}

/** RANG is blank for a try that does not count (busy, technical failure). */
function returnRows(fact: ReturnFact, extras: readonly string[]): ReturnRows {
  const { donor } = fact.content;
  const row = returnRow(fact);
  return {
    record: [
      ...returnColumns(fact.kind).map((column) => column.cell(row)),
      ...extras.map((key) => donor.extra[key] ?? ''),
    ],
    attempts: fact.calls.map((call) => [
      donor.donorId,
      call.attemptRank,
      isoWithOffset(call.startedAtMs),
      call.dayPart,
      call.phoneSlot ?? '',
      call.disposition,
    ]),
  };
}
