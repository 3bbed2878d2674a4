/** A terminal, or the part of it that is drawn on, in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
