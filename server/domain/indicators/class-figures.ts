import type { CrossCell, CrossTable } from './cross-table.ts';

/** The classes of one declared profile, each with the same question. */
export interface ClassFigures {
  /** What the charity calls it: « canal de recrutement ». */
  readonly profile: string;
  /** « accords sur contacts utiles ». */
  readonly measure: string;
  /** Null: of too few donors to be told, or what would give such a class away. */
  readonly classes: readonly { readonly name: string; readonly cell: CrossCell }[];
  readonly whole: CrossCell;
}

/** A crossing read by its lines alone. */
export function classFigures({ titles, measure, rows, whole }: CrossTable): ClassFigures {
  return {
    profile: titles.rows,
    measure: measure.title,
    classes: rows.map((row) => ({ name: row.name, cell: row.whole })),
    whole,
  };
}
