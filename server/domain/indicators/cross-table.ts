import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import { type Interval, type Share, wilson } from './confidence.ts';
import type { CrossAxis, CrossContext } from './cross-axes.ts';
import { hiddenCells } from './small-cells.ts';

/** Calls of a span that share two dimensions and an ending; an agreement is a row of its own, since it may not count. */
export interface CrossCount {
  readonly row: string | null;
  readonly column: string | null;
  readonly disposition: string;
  readonly callId: string | null;
  readonly calls: number;
}

/** A question: what a case is, and what a success is. */
export interface CrossMeasure {
  readonly key: string;
  readonly title: string;
  readonly isCase: (row: Disposition) => boolean;
  /** Absent: an agreement that counts. */
  readonly isSuccess?: (row: Disposition) => boolean;
}

const isUseful = (row: Disposition) => row.isFinal && row.useful;

/** THE table of what may be crossed; the first is asked by default. */
export const CROSS_MEASURES: readonly CrossMeasure[] = [
  { key: 'accords', title: 'accords sur contacts utiles', isCase: isUseful },
  {
    key: 'joints',
    title: 'donateurs joints sur appels comptés',
    isCase: (row) => row.countsAttempt,
    isSuccess: (row) => row.rightPerson,
  },
  {
    key: 'argumentes',
    title: 'contacts argumentés sur contacts utiles',
    isCase: isUseful,
    isSuccess: (row) => row.pitched,
  },
  {
    key: 'dons',
    title: 'dons ponctuels sur contacts utiles',
    isCase: isUseful,
    isSuccess: (row) => row.oneOff,
  },
];

/** Null: of too few people to be told, or what would give another cell away. */
export type CrossCell = { readonly share: Share; readonly interval: Interval } | null;

export interface CrossTable {
  readonly titles: { readonly rows: string; readonly columns: string };
  readonly measure: Pick<CrossMeasure, 'key' | 'title'>;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly CrossCell[];
    readonly whole: CrossCell;
  }[];
  /** Of each column, then of everything. */
  readonly wholes: readonly CrossCell[];
  readonly whole: CrossCell;
}

export interface CrossQuestion {
  readonly rows: CrossAxis;
  readonly columns: CrossAxis;
  readonly measure: CrossMeasure;
  readonly context: CrossContext;
  /** Calls of the agreements that count. */
  readonly agreed: ReadonlySet<string>;
  /** Fewest cases of a cell that is told. */
  readonly least: number;
}

const NONE: Share = { successes: 0, cases: 0 };

/**
 * A table of two dimensions: one walk over the counts, then one over its cells. Groups without a case are left out;
 * cells of too few cases are not told, nor those that a total would give away with them.
 */
export function crossTable(counts: readonly CrossCount[], question: CrossQuestion): CrossTable {
  const { rows, columns, measure, context } = question;
  const sums = new Map<string, Map<string, Share>>();
  for (const count of counts) {
    const share = shareOf(count, question);
    if (share.cases === 0) continue;
    const row = rows.nameOf(count.row, context);
    const column = columns.nameOf(count.column, context);
    const line = sums.get(row) ?? new Map<string, Share>();
    line.set(column, plus(line.get(column) ?? NONE, share));
    sums.set(row, line);
  }
  const byRow = new Map([...sums].map(([name, line]) => [name, summed([...line.values()])]));
  const byColumn = new Map<string, Share>();
  for (const line of sums.values())
    for (const [name, share] of line) byColumn.set(name, plus(byColumn.get(name) ?? NONE, share));
  const rowNames = ordered(byRow, rows);
  const columnNames = ordered(byColumn, columns);
  const shares = rowNames.map((row) => columnNames.map((column) => sums.get(row)?.get(column) ?? NONE));
  const hidden = hiddenCells(
    shares.map((line) => line.map(({ cases }) => cases)),
    question.least,
  );
  const totalsOf = (names: readonly string[], of: ReadonlyMap<string, Share>) =>
    totalCells(
      names.map((name) => of.get(name) ?? NONE),
      question.least,
    );
  const rowTotals = totalsOf(rowNames, byRow);
  return {
    titles: { rows: rows.title, columns: columns.title },
    measure: { key: measure.key, title: measure.title },
    columns: columnNames,
    rows: rowNames.map((name, y) => ({
      name,
      cells: (shares[y] ?? []).map((share, x) => cellOf(share, hidden[y]?.[x] === true)),
      whole: rowTotals[y] ?? null,
    })),
    wholes: totalsOf(columnNames, byColumn),
    whole: totalCells([summed([...byRow.values()])], question.least)[0] ?? null,
  };
}

function shareOf({ disposition, callId, calls }: CrossCount, { measure, agreed }: CrossQuestion): Share {
  const row = dispositionOf(disposition);
  if (!row || !measure.isCase(row)) return NONE;
  const isSuccess = measure.isSuccess ? measure.isSuccess(row) : callId !== null && agreed.has(callId);
  return { successes: isSuccess ? calls : 0, cases: calls };
}

const plus = (a: Share, b: Share): Share => ({
  successes: a.successes + b.successes,
  cases: a.cases + b.cases,
});

const summed = (shares: readonly Share[]) => shares.reduce(plus, NONE);

function cellOf(share: Share, isHidden: boolean): CrossCell {
  return isHidden ? null : { share, interval: wilson(share) };
}

/** Totals are hidden as the cells of a line are: the smallest group alone would be what the others leave of the whole. */
function totalCells(totals: readonly Share[], least: number): readonly CrossCell[] {
  const [hidden = []] = hiddenCells([totals.map(({ cases }) => cases)], least);
  return totals.map((share, at) => cellOf(share, hidden[at] === true));
}

function ordered(groups: ReadonlyMap<string, Share>, { order }: CrossAxis): readonly string[] {
  const ranks = new Map(order?.map((name, rank) => [name, rank]));
  const rankOf = (name: string) => ranks.get(name) ?? ranks.size;
  return [...groups]
    .sort(([a, m], [b, n]) => rankOf(a) - rankOf(b) || n.cases - m.cases || (a < b ? -1 : 1))
    .map(([name]) => name);
}
