import type { CellValue, FedRows, SheetSpec, WorkbookSpec } from './sheets.ts';

/** What a sheet held: its rows, and the sum of each column of amounts, in minor units. */
export interface SheetTally {
  readonly name: string;
  readonly rows: number;
  readonly sumsMinor: Readonly<Record<string, number>>;
}

/**
 * The same workbook, counted while it is written: rows are walked once, whatever their number. `tally` is read after the
 * writing; a sheet walked again is counted afresh.
 */
export function tallied(spec: WorkbookSpec): {
  readonly spec: WorkbookSpec;
  readonly tally: () => readonly SheetTally[];
} {
  const counts = spec.sheets.map((sheet) => new SheetCount(sheet));
  const sheets = spec.sheets.map((sheet, at) => ({ ...sheet, rows: counts[at]?.counted(sheet.rows) ?? [] }));
  const feed = spec.feed && fedAndCounted(spec.feed, counts);
  return {
    spec: { ...spec, sheets, ...(feed && { feed }) },
    tally: () => counts.map((count) => count.tally()),
  };
}

async function* fedAndCounted(
  feed: AsyncIterable<FedRows>,
  counts: readonly SheetCount[],
): AsyncGenerator<FedRows> {
  for await (const fed of feed) {
    const count = counts.find((one) => one.name === fed.sheet);
    for (const row of fed.rows) count?.add(row);
    yield fed;
  }
}

class SheetCount {
  readonly name: string;
  readonly #amounts: readonly { readonly header: string; readonly at: number }[];
  #sums: number[];
  #rows = 0;

  constructor({ name, columns }: SheetSpec) {
    this.name = name;
    this.#amounts = columns.flatMap(({ header, kind }, at) => (kind === 'amount' ? [{ header, at }] : []));
    this.#sums = this.#amounts.map(() => 0);
  }

  add(row: readonly CellValue[]): void {
    this.#rows += 1;
    for (const [place, { at }] of this.#amounts.entries())
      this.#sums[place] = (this.#sums[place] ?? 0) + minorOf(row[at]);
  }

  counted(rows: Iterable<readonly CellValue[]>): Iterable<readonly CellValue[]> {
    const restart = () => {
      this.#rows = 0;
      this.#sums = this.#amounts.map(() => 0);
    };
    const add = (row: readonly CellValue[]) => this.add(row);
    return {
      *[Symbol.iterator]() {
        restart();
        for (const row of rows) {
          add(row);
          yield row;
        }
      },
    };
  }

  tally(): SheetTally {
    const sumsMinor = Object.fromEntries(
      this.#amounts.map(({ header }, place) => [header, this.#sums[place] ?? 0]),
    );
    return { name: this.name, rows: this.#rows, sumsMinor };
  }
}

function minorOf(cell: CellValue | undefined): number {
  return typeof cell === 'object' && cell !== null && 'minor' in cell ? cell.minor : 0;
}
