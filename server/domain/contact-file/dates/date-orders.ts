import type { RowProblem } from '../contact-remarks.ts';

/** Code of a date that may be day/month or month/day, taken for the first. */
export const ASSUMED = 'date-order-assumed';
/** Code of a date whose numbers make a day as month/day only. */
export const MONTH_FIRST = 'date-month-first';

/**
 * What the dates of each column say of their writer. A value that is month/day for sure puts in doubt all of its column that
 * could be either: those were taken for day/month.
 */
export class DateOrders {
  readonly #assumed = new Set<string>();
  readonly #monthFirst = new Set<string>();

  note(problems: readonly RowProblem[]): void {
    for (const { column, code } of problems) {
      if (code === ASSUMED) this.#assumed.add(column);
      else if (code === MONTH_FIRST) this.#monthFirst.add(column);
    }
  }

  /** The columns whose dates were read in both orders. */
  mixed(): readonly string[] {
    return [...this.#assumed].filter((column) => this.#monthFirst.has(column));
  }
}

/** The rows were read before the last of them put some in doubt: they are to be read again, those columns in doubt. */
export class MixedDateOrders extends Error {
  readonly columns: readonly string[];

  constructor(columns: readonly string[]) {
    super(`both orders of day and month in ${columns.join(', ')}`);
    this.name = 'MixedDateOrders';
    this.columns = columns;
  }
}
