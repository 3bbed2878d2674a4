import type { WorkbookLimits } from '../ports/workbook.ts';
import { packCell, type SheetCell } from './cell-values.ts';
import { type PackedCell, type PackedRow, textLength } from './packed-rows.ts';
import type { SharedStrings } from './shared-strings.ts';
import { TextBudget } from './text-budget.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { attribute, type XmlHandler } from './xml-scanner.ts';

/** What the cells of a sheet lean on. */
export interface SheetTables {
  readonly strings: SharedStrings | undefined;
  /** By style number. */
  readonly dates: readonly boolean[];
  readonly date1904: boolean;
}

/** Excel's own last row and column. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

const isTrue = (value: string | undefined) => value === '1' || value === 'true';
const damaged = (detail: string) => new WorkbookRefusal('workbook-damaged', detail);

/** `AB12` → 28; undefined for what is no reference. */
function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > LAST_COLUMN) return undefined;
  }
  return column === 0 ? undefined : column;
}

/**
 * Makes rows of the tags of a worksheet as they pass: `take` gives those complete since the last time. Rows without content
 * are left out, cells without content inside a row are null; all that is not `<sheetData>` is passed over.
 */
export class SheetRows implements XmlHandler {
  wantsText = false;
  /** Last row that the sheet announces, for a progress bar only; 0 when it says none. */
  announcedRows = 0;
  readonly #tables: SheetTables;
  readonly #limits: WorkbookLimits;
  readonly #budget: TextBudget;
  #rows: PackedRow[] = [];
  #kept = 0;
  #place: 'before' | 'data' | 'row' | 'cell' | 'after' = 'before';
  #number = 0;
  #isHidden = false;
  readonly #hiddenSpans: (readonly [from: number, to: number])[] = [];
  #cells: PackedCell[] = [];
  #column = 0;
  #cell: SheetCell = { type: '', text: '', formula: false, valued: false, date: false };
  #hint = 0;

  constructor(tables: SheetTables, limits: WorkbookLimits) {
    this.#tables = tables;
    this.#limits = limits;
    this.#budget = new TextBudget(limits);
  }

  take(): readonly PackedRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Whether the column does not show; known once the rows begin. */
  isHiddenColumn(column: number): boolean {
    return this.#hiddenSpans.some(([from, to]) => column >= from && column <= to);
  }

  /** A sheet that stops in the middle is no sheet. */
  end(): void {
    if (this.#place !== 'before' && this.#place !== 'after') throw damaged('feuille tronquée');
  }

  open(name: string, attributes: string, selfClosed: boolean): void {
    if (this.#place === 'cell') this.#openInCell(name, attributes, selfClosed);
    else if (name === 'c' && this.#place === 'row') this.#openCell(attributes, selfClosed);
    else if (name === 'row' && this.#place === 'data') this.#openRow(attributes, selfClosed);
    else if (name === 'sheetData' && this.#place === 'before') this.#place = selfClosed ? 'after' : 'data';
    else if (name === 'col') this.#seeColumns(attributes);
    else if (name === 'dimension')
      this.announcedRows = Number(/(\d+)$/.exec(attribute(attributes, 'ref') ?? '')?.[1] ?? 0);
    else if (this.#place === 'row' || name === 'c' || name === 'row') this.#stray(name);
  }

  close(name: string): void {
    if (this.#place === 'cell') this.#closeInCell(name);
    else if (name === 'row') this.#closeRow();
    else if (name === 'sheetData') {
      if (this.#place !== 'data') throw damaged('feuille mal formée');
      this.#place = 'after';
    }
  }

  text(text: string): void {
    const cell = this.#cell;
    cell.text = cell.text === '' ? text : cell.text + text;
  }

  /** Extensions may stand in a row; rows and cells out of place mean that the tags do not pair. */
  #stray(name: string): void {
    if (this.#place !== 'after' && this.#place !== 'before' && (name === 'c' || name === 'row'))
      throw damaged('feuille mal formée');
  }

  #seeColumns(attributes: string): void {
    if (!isTrue(attribute(attributes, 'hidden')) && attribute(attributes, 'width') !== '0') return;
    if (this.#hiddenSpans.length === LAST_COLUMN) throw damaged('colonnes sans fin');
    this.#hiddenSpans.push([Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))]);
  }

  #openRow(attributes: string, selfClosed: boolean): void {
    const said = attribute(attributes, 'r');
    const number = said === undefined ? this.#number + 1 : Number(said);
    if (!(Number.isInteger(number) && number > this.#number && number <= LAST_ROW))
      throw damaged('lignes en désordre');
    this.#number = number;
    this.#column = 0;
    this.#cells = [];
    this.#isHidden =
      isTrue(attribute(attributes, 'hidden')) || Number(attribute(attributes, 'ht') ?? 1) === 0;
    if (!selfClosed) this.#place = 'row';
  }

  #closeRow(): void {
    if (this.#place !== 'row') throw damaged('feuille mal formée');
    this.#place = 'data';
    if (this.#cells.length === 0) return;
    this.#kept += 1;
    // The header row is not counted.
    if (this.#kept > this.#limits.maxRows + 1)
      throw new WorkbookRefusal('workbook-too-large', `plus de ${this.#limits.maxRows} lignes`);
    this.#budget.cells(this.#cells.length, this.#kept);
    const row = { n: this.#number, c: this.#cells };
    this.#rows.push(this.#isHidden ? { ...row, h: true } : row);
  }

  #openCell(attributes: string, selfClosed: boolean): void {
    const reference = attribute(attributes, 'r');
    const column = reference === undefined ? this.#column + 1 : columnOf(reference);
    if (column === undefined) throw damaged('cellule sans place');
    // A second cell of one place would take the place of the first.
    if (column <= this.#column) throw damaged(`cellules en désordre, ligne ${this.#number}`);
    this.#column = column;
    if (selfClosed) return;
    const style = attribute(attributes, 's');
    this.#cell = {
      type: attribute(attributes, 't') ?? '',
      text: '',
      formula: false,
      valued: false,
      date: style !== undefined && this.#tables.dates[Number.parseInt(style, 10)] === true,
    };
    this.#place = 'cell';
  }

  #openInCell(name: string, attributes: string, selfClosed: boolean): void {
    if (name === 'c' || name === 'row') throw damaged('feuille mal formée');
    if (name === 'f') this.#cell.formula ||= !selfClosed || attribute(attributes, 't') !== undefined;
    else if (name === 'rPh' && !selfClosed) this.#hint += 1;
    else if (name === 'v' || name === 't') {
      this.#cell.valued = true;
      this.wantsText = !selfClosed && this.#hint === 0;
    }
  }

  #closeInCell(name: string): void {
    if (name === 'v' || name === 't') this.wantsText = false;
    else if (name === 'rPh') this.#hint -= 1;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' || name === 'sheetData') throw damaged('feuille mal formée');
  }

  #closeCell(): void {
    this.#place = 'row';
    this.#hint = 0;
    const packed = packCell(this.#cell, this.#tables);
    if (packed === null) return;
    const { maxColumns, maxCellCharacters } = this.#limits;
    if (this.#column > maxColumns)
      throw new WorkbookRefusal('workbook-too-large', `plus de ${maxColumns} colonnes`);
    const characters = Math.max(this.#cell.text.length, textLength(packed));
    if (characters > maxCellCharacters)
      throw new WorkbookRefusal(
        'workbook-too-large',
        `texte trop long, ligne ${this.#number}, colonne ${this.#column}`,
      );
    this.#budget.text(characters, this.#kept + 1);
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells[this.#column - 1] = packed;
  }
}
