import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import { CONTACT_COLUMNS } from '../contact-file/contact-columns.ts';
import { writtenDay } from '../contact-file/mapping/date-formats.ts';
import { columnOfHeader, theirName, theirSpellings } from '../contact-file/mapping/their-names.ts';
import type { SheetTally } from '../files/sheet-tally.ts';
import type { CellValue, ColumnSpec, FedRows, SheetSpec, WorkbookSpec } from '../files/sheets.ts';

type Say = (cell: CellValue) => CellValue;

/** How one column goes back: its name, its kind, each of its cells. */
interface Mapped {
  readonly column: ColumnSpec;
  readonly say: Say;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function isDay(column: string): boolean {
  const known = Object.hasOwn(CONTACT_COLUMNS, column)
    ? CONTACT_COLUMNS[column as keyof typeof CONTACT_COLUMNS]
    : undefined;
  return known?.form.kind === 'date';
}

function sayOf({ header, kind }: ColumnSpec, mapping: ColumnMapping): Say {
  const column = columnOfHeader(header);
  const { dates, amounts } = mapping.formats;
  return (cell) => {
    if (typeof cell === 'string') {
      if (dates && isDay(column) && ISO_DAY.test(cell)) return writtenDay(cell, dates);
      return theirSpellings(mapping, column, cell)[0] ?? cell;
    }
    if (cell === null || typeof cell !== 'object') return cell;
    if (dates && kind === 'date' && 'date' in cell) return writtenDay(cell.date, dates);
    return amounts === 'cents' && 'minor' in cell ? cell.minor : cell;
  };
}

function kindOf(kind: ColumnSpec['kind'], { dates, amounts }: ColumnMapping['formats']): ColumnSpec['kind'] {
  if (kind === 'date' && dates) return 'text';
  return kind === 'amount' && amounts === 'cents' ? 'integer' : kind;
}

/** A column of the charity’s own that bears a name of the mapping by chance comes apart, as everywhere. */
function mappedColumns(columns: readonly ColumnSpec[], mapping: ColumnMapping): readonly Mapped[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const named = theirName(mapping, column.header);
    const header = taken.has(named) ? `${named}_ORIGINE` : named;
    taken.add(header);
    const kind = kindOf(column.kind, mapping.formats);
    return { column: { ...column, header, kind }, say: sayOf(column, mapping) };
  });
}

function* saidRows(
  rows: Iterable<readonly CellValue[]>,
  columns: readonly Mapped[],
): Generator<readonly CellValue[]> {
  for (const row of rows) yield row.map((cell, at) => columns[at]?.say(cell) ?? cell);
}

function mappedSheet(sheet: SheetSpec, columns: readonly Mapped[]): SheetSpec {
  const rows = { [Symbol.iterator]: () => saidRows(sheet.rows, columns) };
  return { ...sheet, columns: columns.map(({ column }) => column), rows };
}

async function* mappedFeed(
  feed: AsyncIterable<FedRows>,
  columnsOf: ReadonlyMap<string, readonly Mapped[]>,
): AsyncGenerator<FedRows> {
  for await (const { sheet, rows } of feed)
    yield { sheet, rows: [...saidRows(rows, columnsOf.get(sheet) ?? [])] };
}

/** The sums of a manifest under the headers that the file bears. */
export function mappedTally(tally: SheetTally, mapping: ColumnMapping | undefined): SheetTally {
  const sums = Object.entries(tally.sumsMinor).map(([header, sum]) => [theirName(mapping, header), sum]);
  return { ...tally, sumsMinor: Object.fromEntries(sums) };
}

/**
 * A workbook for the charity in its own names, values and formats; the very same one without a mapping. Rows are still
 * made as they are written.
 */
export function mappedWorkbook(spec: WorkbookSpec, mapping: ColumnMapping | undefined): WorkbookSpec {
  if (mapping === undefined) return spec;
  const columnsOf = new Map(spec.sheets.map(({ name, columns }) => [name, mappedColumns(columns, mapping)]));
  return {
    ...spec,
    sheets: spec.sheets.map((sheet) => mappedSheet(sheet, columnsOf.get(sheet.name) ?? [])),
    ...(spec.feed && { feed: mappedFeed(spec.feed, columnsOf) }),
  };
}
