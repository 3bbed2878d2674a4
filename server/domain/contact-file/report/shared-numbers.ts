import { inNumber } from '../../../../shared/french-plural.ts';
import { BlindSet } from './blind-set.ts';

/** A row that bears a number met before. */
export interface SharedLine {
  readonly rowNumber: number;
  readonly donorId: string;
  /** The first row that bore it. */
  readonly withRow: number;
}

/** More is no household: the file has a number of its own in that column, and the count says it. */
const MAX_LINES = 1_000;
const MAX_NAMED = 10;

/**
 * Numbers that several rows of a file bear, by their blind indexes: 20 bytes a number in flat memory. Such rows are never
 * called on one day (docs/rules/cadence.md), and the charity is told: a couple, or a number that stands for none.
 */
export class SharedNumbers {
  readonly #met = new BlindSet();
  readonly #shared = new BlindSet();
  readonly #lines: SharedLine[] = [];
  #count = 0;

  /** How many numbers are borne by more than one row. */
  get numbers(): number {
    return this.#shared.size;
  }

  /** The rows after the first of each, at most a thousand. */
  get lines(): readonly SharedLine[] {
    return this.#lines;
  }

  note(rowNumber: number, donorId: string, blinds: readonly string[]): void {
    const firstRows = blinds.flatMap((blind) => {
      const withRow = this.#met.firstRow(blind, rowNumber);
      if (withRow !== undefined) this.#shared.addAgain(blind);
      return withRow ?? [];
    });
    for (const withRow of new Set(firstRows)) {
      this.#count += 1;
      if (this.#lines.length < MAX_LINES) this.#lines.push({ rowNumber, donorId, withRow });
    }
  }

  /** In French, with the first rows; undefined when no number is shared. */
  sentence(): string | undefined {
    if (this.numbers === 0) return undefined;
    const named = this.#lines.slice(0, MAX_NAMED).map((one) => `${one.rowNumber} avec ${one.withRow}`);
    const more = this.#count > MAX_NAMED ? '…' : '';
    return `${inNumber(this.numbers, 'numéro(s) porté(s)')} par plusieurs lignes, jamais appelées le même jour : ${named.join(', ')}${more}`;
  }
}
