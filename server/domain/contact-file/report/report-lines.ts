import type { ReportLine } from './contact-report.ts';

const PAGE_LINES = 1024;

/** What many lines have in common: all but their row and their donor. */
type Kind = Pick<ReportLine, 'outcome' | 'column' | 'code' | 'message'>;

interface Page {
  readonly kinds: Uint32Array;
  readonly rows: Uint32Array;
  /** Joined by line breaks: one text of the engine for a thousand donors. */
  readonly donorIds: string;
}

/**
 * Lines of an import report, kept in a dozen bytes and a donor's id each; walked as often as one likes, in the order
 * they came.
 */
export class ReportLines implements Iterable<ReportLine> {
  readonly #kinds: Kind[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #pages: Page[] = [];
  #last: { readonly kind: number; readonly row: number; readonly donorId: string }[] = [];

  get length(): number {
    return this.#pages.length * PAGE_LINES + this.#last.length;
  }

  push(line: ReportLine): void {
    const { rowNumber: row, donorId } = line;
    this.#last.push({ kind: this.#kindOf(line), row, donorId });
    if (this.#last.length === PAGE_LINES) this.#turn();
  }

  *[Symbol.iterator](): Generator<ReportLine> {
    for (const { kinds, rows, donorIds } of this.#pages) {
      for (const [at, donorId] of donorIds.split('\n').entries())
        yield this.#line(kinds[at] ?? 0, rows[at] ?? 0, donorId);
    }
    for (const { kind, row, donorId } of this.#last) yield this.#line(kind, row, donorId);
  }

  #line(kind: number, rowNumber: number, donorId: string): ReportLine {
    const { outcome, column, code, message } = this.#kinds[kind] as Kind;
    return { outcome, rowNumber, donorId, column, code, message };
  }

  #kindOf({ outcome, column, code, message }: ReportLine): number {
    const key = `${outcome} ${column} ${code} ${message}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#kinds.push({ outcome, column, code, message }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  #turn(): void {
    const lines = this.#last;
    this.#last = [];
    this.#pages.push({
      kinds: Uint32Array.from(lines, (line) => line.kind),
      rows: Uint32Array.from(lines, (line) => line.row),
      donorIds: lines.map((line) => line.donorId.replaceAll('\n', ' ')).join('\n'),
    });
  }
}
