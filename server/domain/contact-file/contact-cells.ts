import {
  COLUMN_NAMES,
  CONTACT_COLUMNS,
  type ColumnName,
  type ContactColumn,
  type ContactValues,
  KEPT_ASIDE,
  needOf,
} from './contact-columns.ts';
import { DEAD_REMARK, saysDead, saysDeadElsewhere } from './contact-death.ts';
import type { ContactLayout } from './contact-header.ts';
import { asItCame } from './contact-identifiers.ts';
import { cellHoldsCard, cellHoldsIban } from './contact-payment-numbers.ts';
import type { ContactProfile } from './contact-profile.ts';
import {
  failure,
  type Reading,
  type Remark,
  type RowProblem,
  warning,
  withColumn,
} from './contact-remarks.ts';
import { cleanText, EXACT_BELOW } from './contact-texts.ts';
import type { RawCell, RawRow } from './raw-sheet.ts';

export interface CellsRead {
  readonly values: ContactValues;
  readonly extra: Readonly<Record<string, string>>;
  readonly problems: readonly RowProblem[];
}

const EMPTY: RawCell = { kind: 'empty' };
const NOTHING: Reading<unknown> = { value: undefined, remarks: [] };
/** Every column, so that rows have one shape whatever the file's columns. */
const NO_VALUES = Object.fromEntries(COLUMN_NAMES.map((name) => [name, undefined])) as Record<
  ColumnName,
  unknown
>;
const REQUIRED = failure('required', 'Valeur obligatoire absente.');
const FORMULA = warning('formula', 'Formule : sa dernière valeur calculée a été lue.');
const FORMULA_EMPTY = failure('formula-without-result', 'Formule sans valeur calculée : collez les valeurs.');
const MALFORMED = failure(
  'cell-malformed',
  'Nombre, date ou booléen mal écrit dans le fichier (virgule, texte à la suite…) : enregistrez-le depuis Excel.',
);
const CELL_ERROR = failure('cell-error', 'La cellule contient une erreur d’Excel.');
const IBAN = failure('iban-in-clear', 'IBAN complet en clair : il ne doit jamais figurer dans le fichier.');

const CARD = warning(
  'card-number',
  'Numéro de carte bancaire : cellule écartée ; il ne doit jamais figurer dans le fichier.',
);

/** The same, knowing that the dates of that column are in doubt. */
export function profileOf(column: string, profile: ContactProfile): ContactProfile {
  return profile.doubted.has(column) ? { ...profile, isOrderInDoubt: true } : profile;
}

/** Resolves formulas and errors, then asks the column. */
export function readCell(
  cell: RawCell,
  column: Pick<ContactColumn<unknown>, 'read'>,
  profile: ContactProfile,
): Reading<unknown> {
  if (cell.kind === 'empty') return NOTHING;
  if (cell.kind === 'error') return { value: undefined, remarks: [CELL_ERROR] };
  if (cell.kind === 'malformed') return { value: undefined, remarks: [MALFORMED] };
  if (cell.kind !== 'formula') return column.read(cell, profile);
  if (cell.result.kind === 'empty') return { value: undefined, remarks: [FORMULA_EMPTY] };
  const reading = readCell(cell.result, column, profile);
  return { value: reading.value, remarks: [FORMULA, ...reading.remarks] };
}

/** A column whose bad values are left out warns where another would reject. */
function softened(remarks: readonly Remark[], column: ContactColumn<unknown>): readonly Remark[] {
  return column.whenUnreadable === 'reject' || remarks.length === 0
    ? remarks
    : remarks.map((remark) => ({ ...remark, severity: 'warning' as const }));
}

function readKnown(name: ColumnName, cell: RawCell, profile: ContactProfile): Reading<unknown> {
  const column: ContactColumn<unknown> = CONTACT_COLUMNS[name];
  const { value, remarks } = readCell(cell, column, profileOf(name, profile));
  const isMissing =
    value === undefined &&
    needOf(name, profile) === 'value' &&
    !remarks.some((one) => one.severity === 'error');
  return { value, remarks: isMissing ? [...remarks, REQUIRED] : softened(remarks, column) };
}

const MAX_EXTRA = 1000;
const ROUNDED = warning(
  'altered-number',
  'Nombre trop long : Excel l’a arrondi, et c’est lui qui reviendra.',
);

/** A number of more digits than Excel keeps, in a column that we only give back. */
function isRounded(cell: RawCell): boolean {
  if (cell.kind === 'formula') return isRounded(cell.result);
  return cell.kind === 'number' && Math.abs(cell.value) >= EXACT_BELOW;
}

/** A text that is only given back: on one line and without what shows nowhere, else as it came, inner spaces included. */
function keptText(text: string): string {
  const { text: clean, stripped } = cleanText(text);
  return stripped ? clean : asItCame(text).replace(/[\t\n\r]+/g, ' ');
}

/** A kept-aside cell as text. */
function textOfCell(cell: RawCell): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
    case 'error':
    case 'malformed':
      return keptText(cell.text).slice(0, MAX_EXTRA);
    case 'number':
      return String(cell.value);
    case 'date':
      return cell.date;
    case 'boolean':
      return cell.value ? 'O' : 'N';
    case 'formula':
      return textOfCell(cell.result);
  }
}

/**
 * Reads every cell of a row by the table. Anywhere, unknown columns included, an IBAN in clear rejects the row, and a cell with a
 * card's number is left out.
 */
export function readCells(row: RawRow, layout: ContactLayout, profile: ContactProfile): CellsRead {
  const problems: RowProblem[] = [];
  const values: Record<ColumnName, unknown> = { ...NO_VALUES };
  const extra: Record<string, string> = {};
  const look = (column: string, at: number): RawCell => {
    const cell = row.cells[at] ?? EMPTY;
    const holds = cellHoldsIban(cell) ? IBAN : cellHoldsCard(column, cell) ? CARD : undefined;
    if (holds === undefined) return cell;
    problems.push(...withColumn(column, [holds]));
    return EMPTY;
  };
  for (const [name, at] of layout.known) {
    const cell = look(name, at);
    const { value, remarks } = readKnown(name, cell, profile);
    values[name] = value;
    if (remarks.length > 0) problems.push(...withColumn(name, remarks));
    if (saysDead(name, cell)) problems.push(...withColumn(name, [DEAD_REMARK]));
    if (KEPT_ASIDE.includes(name)) extra[name] = typeof value === 'string' ? value : textOfCell(cell);
  }
  for (const [name, at] of layout.unknown) {
    const cell = look(name, at);
    extra[name] = textOfCell(cell);
    if (saysDeadElsewhere(name, cell)) problems.push(...withColumn(name, [DEAD_REMARK]));
    if (isRounded(cell)) problems.push(...withColumn(name, [ROUNDED]));
  }
  return { values: values as unknown as ContactValues, extra, problems };
}
