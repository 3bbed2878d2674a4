import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import { profileOf, readCell } from '../contact-file/contact-cells.ts';
import type { ContactColumn } from '../contact-file/contact-columns.ts';
import { headerKey, layoutError } from '../contact-file/contact-header.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';
import { failure, type RowProblem, withColumn } from '../contact-file/contact-remarks.ts';
import { saysSomething } from '../contact-file/contact-texts.ts';
import { DateOrders } from '../contact-file/dates/date-orders.ts';
import { theirName } from '../contact-file/mapping/their-names.ts';
import type { RawCell, RawSheet, SheetFacts } from '../contact-file/raw-sheet.ts';

/** Columns of a list by name; read with the same readers as a contact file. `value`: every row fills it. */
export type ListColumns = Readonly<
  Record<string, Pick<ContactColumn<unknown>, 'read'> & { readonly need: 'value' | 'optional' }>
>;

type ValueOf<C> = C extends { read: ContactColumn<infer T>['read'] } ? T : never;

/** One filled row of a list. Its values are personal data: memory only. */
export interface ListRow<C extends ListColumns> {
  readonly rowNumber: number;
  readonly values: { readonly [Name in keyof C]: ValueOf<C[Name]> | undefined };
  /** Errors only: such a row is reported and left aside. */
  readonly problems: readonly RowProblem[];
}

export interface ListLayout<C extends ListColumns> {
  readonly columns: C;
  /** One of them at least must be in the header, and filled on each row. */
  readonly anyOf?: readonly (keyof C & string)[];
}

const EMPTY: RawCell = { kind: 'empty' };
const REQUIRED = failure('required', 'Valeur obligatoire absente.');

function places<C extends ListColumns>(
  sheet: SheetFacts,
  { columns, anyOf = [] }: ListLayout<C>,
  mapping: ColumnMapping | undefined,
): ReadonlyMap<string, number> {
  // A list may come from the program whose names were agreed, or be made by hand with ours.
  const names = Object.keys(columns);
  const headers = new Map([
    ...names.map((name) => [headerKey(theirName(mapping, name)), name] as const),
    ...names.map((name) => [name, name] as const),
  ]);
  const found = new Map<string, number>();
  const twice: string[] = [];
  for (const [at, text] of sheet.header.entries()) {
    const key = headers.get(headerKey(text));
    if (key === undefined) continue;
    if (found.has(key)) twice.push(key);
    else found.set(key, at);
  }
  const missing = names.filter((name) => columns[name]?.need === 'value' && !found.has(name));
  if (anyOf.length > 0 && !anyOf.some((name) => found.has(name))) missing.push(anyOf.join(' ou '));
  if (missing.length > 0)
    throw layoutError(
      'layout-missing-columns',
      `Colonnes obligatoires absentes : ${missing.join(', ')}`,
      sheet,
    );
  if (twice.length > 0)
    throw layoutError(
      'layout-duplicate-columns',
      `Colonnes présentes deux fois : ${twice.join(', ')}`,
      sheet,
    );
  return found;
}

/**
 * The rows of a list that say something, were it in a column that nobody knows: such a row names somebody whom we cannot find.
 * Columns in any order, unknown ones left alone. AppErrors `layout-missing-columns`,
 * `layout-duplicate-columns`, at once; faults of a row stand on the row.
 */
export function readListSheet<C extends ListColumns>(
  sheet: RawSheet,
  layout: ListLayout<C>,
  profile: ContactProfile,
): readonly ListRow<C>[] {
  const found = places(sheet, layout, profile.settings.mapping);
  const inItsCalendar = { ...profile, date1904: sheet.date1904 };
  const orders = new DateOrders();
  const rows = rowsOf({ sheet, layout, found, orders }, inItsCalendar);
  const doubted = new Set(orders.mixed());
  return doubted.size === 0 ? rows : rowsOf({ sheet, layout, found, orders }, { ...inItsCalendar, doubted });
}

interface Found<C extends ListColumns> {
  readonly sheet: RawSheet;
  readonly layout: ListLayout<C>;
  readonly found: ReadonlyMap<string, number>;
  readonly orders: DateOrders;
}

function rowsOf<C extends ListColumns>(
  { sheet, layout, found, orders }: Found<C>,
  profile: ContactProfile,
): readonly ListRow<C>[] {
  return sheet.rows.filter(saysSomething).flatMap((row) => {
    const values: Record<string, unknown> = {};
    const problems: RowProblem[] = [];
    for (const [name, at] of found) {
      const column = layout.columns[name];
      const cell = row.cells[at] ?? EMPTY;
      if (column === undefined) continue;
      const { value, remarks } = readCell(cell, column, profileOf(name, profile));
      orders.note(withColumn(name, remarks));
      const errors = remarks.filter((remark) => remark.severity === 'error');
      const isMissing = value === undefined && column.need === 'value' && errors.length === 0;
      values[name] = value;
      problems.push(...withColumn(name, isMissing ? [REQUIRED] : errors));
    }
    const { anyOf = [] } = layout;
    const lacksAll = anyOf.length > 0 && anyOf.every((name) => values[name] === undefined);
    if (lacksAll && problems.length === 0) problems.push(...withColumn(anyOf.join(' ou '), [REQUIRED]));
    return [{ rowNumber: row.number, values: values as ListRow<C>['values'], problems }];
  });
}
