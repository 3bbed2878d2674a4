import type { WorkbookLimits } from '../ports/workbook.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';

/** What a cell takes in memory beside its text, in characters. */
const CELL_WEIGHT = 32;
/** Spent before rows are asked to be of an ordinary length: some thousand full ones. */
const SPARE_CHARACTERS = 4 * 2 ** 20;

/**
 * How much text a sheet may give out once its shared strings stand in every cell that names them: a file of a hundred kilobytes
 * can name one long text a million times. Rows may be long, not all of them; a sheet that is held whole has a ceiling.
 */
export class TextBudget {
  readonly #limits: Pick<WorkbookLimits, 'maxMeanRowCharacters' | 'maxHeldCharacters'>;
  #characters = 0;
  #cells = 0;

  constructor(limits: Pick<WorkbookLimits, 'maxMeanRowCharacters' | 'maxHeldCharacters'>) {
    this.#limits = limits;
  }

  /** One text of a cell of that row. WorkbookRefusal `workbook-too-large`. */
  text(characters: number, row: number): void {
    this.#characters += characters;
    const ordinary = SPARE_CHARACTERS + this.#limits.maxMeanRowCharacters * row;
    if (this.#characters > ordinary)
      throw new WorkbookRefusal('workbook-too-large', `textes trop longs, vers la ligne ${row}`);
    this.#hold(row);
  }

  /** The cells of a row, those that are empty included. WorkbookRefusal `workbook-too-large`. */
  cells(count: number, row: number): void {
    this.#cells += count;
    this.#hold(row);
  }

  #hold(row: number): void {
    if (this.#characters + this.#cells * CELL_WEIGHT > this.#limits.maxHeldCharacters)
      throw new WorkbookRefusal('workbook-too-large', `trop de texte pour une liste, vers la ligne ${row}`);
  }
}
