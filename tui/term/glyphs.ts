/** Not yet known what the terminal shows there. */
export const UNSEEN = -1;
/** The right half of a wide sign. */
export const RIGHT_HALF = 0;
export const SPACE = 0x20;
const FIRST_CLUSTER = 0x11_0000;
/** Distinct clusters (a letter with combining marks) kept; a screen has far fewer. */
const MOST_CLUSTERS = 4096;
/** A letter under a tower of marks is cut here. */
const MOST_MARKS = 4;

/**
 * Signs as numbers: a code point is itself, a cluster of several gets a number of its own. Bounded: when the table is
 * full, a letter is shown without its marks, until the next whole repaint empties it.
 */
export class Glyphs {
  private readonly numbers = new Map<string, number>();
  private texts: string[] = [];

  number(grapheme: string): number {
    const code = grapheme.codePointAt(0) ?? SPACE;
    if (grapheme.length === (code > 0xffff ? 2 : 1)) return code;
    const kept = [...grapheme].slice(0, 1 + MOST_MARKS).join('');
    const known = this.numbers.get(kept);
    if (known !== undefined) return known;
    if (this.texts.length >= MOST_CLUSTERS) return code;
    const number = FIRST_CLUSTER + this.texts.length;
    this.texts.push(kept);
    this.numbers.set(kept, number);
    return number;
  }

  /** Forgets every cluster: the numbers given so far mean nothing any more. */
  clear(): void {
    this.numbers.clear();
    this.texts = [];
  }

  text(number: number): string {
    if (number >= FIRST_CLUSTER) return this.texts[number - FIRST_CLUSTER] ?? ' ';
    return String.fromCodePoint(number);
  }
}

/** One row of cells: a sign and a style each. */
export interface CellRow {
  readonly signs: Int32Array;
  readonly styles: Uint8Array;
}

export function cellRow(columns: number): CellRow {
  return { signs: new Int32Array(columns).fill(SPACE), styles: new Uint8Array(columns) };
}
