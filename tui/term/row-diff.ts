import { isNarrow } from '../../shared/screen/cells.ts';
import { type CellRow, type Glyphs, RIGHT_HALF, SPACE, UNSEEN } from './glyphs.ts';
import { moveCost, type Pen } from './pen.ts';
import type { Styles } from './styles.ts';

/** Fewer blanks than this are written as spaces: EL costs three bytes. */
const WORTH_ERASING = 4;

export interface RowChange {
  readonly row: number;
  /** What the terminal shows; becomes `wanted`. */
  readonly seen: CellRow;
  readonly wanted: CellRow;
  /** Cells from this one on are never written (the last cell of the screen scrolls some terminals). */
  readonly end: number;
}

/** Brings one row of the terminal from what it shows to what is wanted, in as few bytes as it can. */
export class RowWriter {
  private readonly pen: Pen;
  private readonly glyphs: Glyphs;
  private readonly styles: Styles;

  constructor(pen: Pen, glyphs: Glyphs, styles: Styles) {
    this.pen = pen;
    this.glyphs = glyphs;
    this.styles = styles;
  }

  write({ row, seen, wanted, end }: RowChange): void {
    if (seen.signs[0] === UNSEEN) {
      this.pen.moveTo(row, 0);
      this.pen.eraseToEnd();
      seen.signs.fill(SPACE);
      seen.styles.fill(0);
    }
    const blankFrom = this.blankTail(wanted);
    const eraseFrom = this.eraseFrom(seen, blankFrom, end);
    let at = 0;
    while (at < Math.min(end, eraseFrom)) {
      if (this.isSame(seen, wanted, at)) {
        at += 1;
        continue;
      }
      // The left half is written again with its right half.
      while (at > 0 && wanted.signs[at] === RIGHT_HALF) at -= 1;
      this.reach({ row, seen, wanted, end }, at);
      at = this.putSign({ row, seen, wanted, end }, at);
    }
    if (eraseFrom < end) {
      this.pen.moveTo(row, eraseFrom);
      this.pen.eraseToEnd();
    }
    seen.signs.set(wanted.signs);
    seen.styles.set(wanted.styles);
  }

  /** A space looks the same in every style that paints no background. */
  private isSame(seen: CellRow, wanted: CellRow, at: number): boolean {
    if (seen.signs[at] !== wanted.signs[at]) return false;
    return seen.styles[at] === wanted.styles[at] || (this.isBlank(seen, at) && this.isBlank(wanted, at));
  }

  private isBlank(cells: CellRow, at: number): boolean {
    return cells.signs[at] === SPACE && this.styles.blank(cells.styles[at] ?? 0);
  }

  /** The column from which the row is blank to its end. */
  private blankTail(wanted: CellRow): number {
    let at = wanted.signs.length;
    while (at > 0 && this.isBlank(wanted, at - 1)) at -= 1;
    return at;
  }

  /** Where to erase from; `end` or more when it is not worth it. */
  private eraseFrom(seen: CellRow, blankFrom: number, end: number): number {
    let first = -1;
    let last = -1;
    for (let at = blankFrom; at < seen.signs.length; at += 1) {
      if (this.isBlank(seen, at)) continue;
      if (first < 0) first = at;
      last = at;
    }
    const isWorth = first >= 0 && (last - first + 1 >= WORTH_ERASING || last >= end);
    return isWorth ? first : seen.signs.length;
  }

  /** Gets the pen there: by writing again what stands between, where that is shorter than a move. */
  private reach(change: RowChange, at: number): void {
    const { row, wanted } = change;
    if (this.pen.isAt(row, at)) return;
    const cost = moveCost(row, at);
    for (let back = 1; back < cost && back <= at; back += 1) {
      const from = at - back;
      if (!this.isPlainSign(wanted, from) || !this.isSameInk(wanted, from, at)) break;
      if (!this.pen.isAt(row, from)) continue;
      for (let between = from; between < at; between += 1) this.putSign(change, between);
      return;
    }
    this.pen.moveTo(row, at);
  }

  /** Writing one after the other asks for no change of style. */
  private isSameInk(cells: CellRow, a: number, b: number): boolean {
    return (
      cells.styles[a] === cells.styles[b] ||
      (this.isBlank(cells, a) && this.styles.blank(cells.styles[b] ?? 0))
    );
  }

  /** One byte, so that its cost is known. */
  private isPlainSign(cells: CellRow, at: number): boolean {
    const sign = cells.signs[at] ?? 0;
    return sign >= SPACE && sign < 0x7f;
  }

  /** Gives the column after the sign. */
  private putSign({ wanted }: RowChange, at: number): number {
    const text = this.glyphs.text(wanted.signs[at] ?? SPACE);
    const style = wanted.styles[at] ?? 0;
    let next = at + 1;
    while (next < wanted.signs.length && wanted.signs[next] === RIGHT_HALF) next += 1;
    if (next > at + 1 || !isNarrow(text)) this.pen.putUnsure(text, style);
    else this.pen.put(text, style);
    if (next >= wanted.signs.length) this.pen.losePlace();
    return next;
  }
}
