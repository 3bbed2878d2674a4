/** A remark on one cell or row of a contact file. The message is French and never repeats a personal value. */
export interface RowProblem {
  /** Column header, or '' for the row as a whole. */
  readonly column: string;
  readonly code: string;
  readonly message: string;
  /** `error` rejects the row. */
  readonly severity: 'error' | 'warning';
}

export type Remark = Omit<RowProblem, 'column'>;

/** What a cell says: a value (undefined when empty or refused) and remarks. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly remarks: readonly Remark[];
}

export function warning(code: string, message: string): Remark {
  return { code, message, severity: 'warning' };
}

export function failure(code: string, message: string): Remark {
  return { code, message, severity: 'error' };
}

const NONE: readonly Remark[] = [];

/** Most cells have nothing to remark: they share one empty list. */
export function accepted<T>(value: T, ...remarks: readonly (Remark | undefined)[]): Reading<T> {
  if (remarks.every((remark) => remark === undefined)) return { value, remarks: NONE };
  return { value, remarks: remarks.filter((remark) => remark !== undefined) };
}

export function refused<T>(code: string, message: string): Reading<T> {
  return { value: undefined, remarks: [failure(code, message)] };
}

export function withColumn(column: string, remarks: readonly Remark[]): readonly RowProblem[] {
  return remarks.map((remark) => ({ column, ...remark }));
}
