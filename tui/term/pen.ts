import { type Styles, UNKNOWN_STYLE } from './styles.ts';

const UNKNOWN_PLACE = -1;

/**
 * Where the terminal's cursor is and how it writes, followed through every byte sent, so that nothing is said twice.
 * Writes only signs, CUP, EL and SGR: the same bytes for every terminal since the VT100.
 */
export class Pen {
  private readonly styles: Styles;
  private text = '';
  private row = UNKNOWN_PLACE;
  private column = UNKNOWN_PLACE;
  private style = UNKNOWN_STYLE;

  constructor(styles: Styles) {
    this.styles = styles;
  }

  /** Everything written since the last call. */
  take(): string {
    const written = this.text;
    this.text = '';
    return written;
  }

  /** Somebody else wrote to the terminal, or nobody knows. */
  forget(): void {
    this.row = UNKNOWN_PLACE;
    this.column = UNKNOWN_PLACE;
    this.style = UNKNOWN_STYLE;
  }

  isAt(row: number, column: number): boolean {
    return this.row === row && this.column === column;
  }

  /** Rows and columns from 0. */
  moveTo(row: number, column: number): void {
    if (this.isAt(row, column)) return;
    this.text += cup(row, column);
    this.row = row;
    this.column = column;
  }

  /** A sign of one cell that every terminal draws in one cell. */
  put(sign: string, style: number): void {
    const anyPenWill =
      sign === ' ' &&
      this.style !== UNKNOWN_STYLE &&
      this.styles.blank(style) &&
      this.styles.blank(this.style);
    if (!anyPenWill) this.use(style);
    this.text += sign;
    this.column += 1;
  }

  /** A sign about whose width terminals may disagree: where the cursor is then is not relied upon. */
  putUnsure(sign: string, style: number): void {
    this.use(style);
    this.text += sign;
    this.column = UNKNOWN_PLACE;
  }

  /** After the last column terminals differ: some wait before they wrap, some do not. */
  losePlace(): void {
    this.column = UNKNOWN_PLACE;
  }

  /** Blanks from here to the end of the row; the cursor stays. */
  eraseToEnd(): void {
    if (this.style === UNKNOWN_STYLE || !this.styles.blank(this.style)) this.use(0);
    this.text += '\u001b[K';
  }

  private use(style: number): void {
    if (this.style === UNKNOWN_STYLE) this.text += this.styles.change(1, 0) + this.styles.change(0, style);
    else this.text += this.styles.change(this.style, style);
    this.style = style;
  }
}

function cup(row: number, column: number): string {
  if (column > 0) return `\u001b[${row + 1};${column + 1}H`;
  return row > 0 ? `\u001b[${row + 1}H` : '\u001b[H';
}

/** Bytes of a move to there. */
export function moveCost(row: number, column: number): number {
  return cup(row, column).length;
}
