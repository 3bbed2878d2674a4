import type { CellValue, ColumnSpec } from '../../server/domain/files/sheets.ts';
import type { WorkbookWriter } from '../../server/ports/workbook.ts';
import type { CampaignKind } from '../../shared/campaign-kind.ts';
import type { Country } from '../../shared/country.ts';
import { type CivilDate, civilDate } from '../../shared/time.ts';
import { DEMO_START_MS } from './demo-time.ts';
import { type FictitiousRow, fictitiousDonors } from './fictitious-donors.ts';

export interface ContactWorkbookRequest {
  /** Code written in CODE_CAMPAGNE. */
  readonly campaign: string;
  readonly count: number;
  readonly seed: number;
  readonly kind?: CampaignKind;
  readonly country?: Country;
  readonly firstRank?: number;
  /** Default: the first day of the demo. */
  readonly todayIso?: CivilDate;
}

/** By what the first rows hold: every column is uniform. */
function kindOf(value: CellValue): ColumnSpec['kind'] {
  if (typeof value === 'number') return 'integer';
  if (typeof value !== 'object' || value === null) return 'text';
  return 'minor' in value ? 'amount' : 'date';
}

function columnsOf(rows: readonly FictitiousRow[]): readonly ColumnSpec[] {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return headers.map((header) => {
    const sample = rows.map((row) => row[header] ?? null).find((value) => value !== null) ?? null;
    return { header, width: Math.max(10, header.length + 2), kind: kindOf(sample) };
  });
}

/** The .xlsx that a charity would make of these donors, one sheet, in clear. Equal requests give equal bytes. */
export async function contactWorkbook(
  writer: WorkbookWriter,
  request: ContactWorkbookRequest,
): Promise<Uint8Array> {
  const { kind = 'upgrade', country = 'FR', todayIso = civilDate(DEMO_START_MS), ...rest } = request;
  const rows = [...fictitiousDonors({ country, kind, todayIso, ...rest })];
  const columns = columnsOf(rows);
  return writer.write({
    title: 'Fiches fictives',
    createdAtMs: Date.parse(`${todayIso}T00:00:00Z`),
    sheets: [
      { name: 'FICHES', columns, rows: rows.map((row) => columns.map(({ header }) => row[header] ?? null)) },
    ],
  });
}
