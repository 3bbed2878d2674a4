import type { Line } from '../screen/line.ts';
import type { Size } from '../screen/size.ts';
import type { Sent } from './frame-sender.ts';

/** A rectangle of the screen, in cells, from 0. */
export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Where a pane shows its lines. A surface keeps its lines, not its cells: what an overlay hid comes back from them. */
export interface Surface {
  /** Shows the lines there, clipped; undefined hides. Doing it twice with the same lines costs nothing. */
  show(at: Rect | undefined, lines: readonly Line[]): void;
  /** Hides for good. */
  dispose(): void;
}

/** What panes are shown on: a screen of cells, or lines told one after the other. */
export interface Stage {
  /** A higher `z` covers a lower one. `aside`: changes by itself (the clock); nobody is told line by line. */
  surface(options?: { readonly z?: number; readonly aside?: boolean }): Surface;
}

/** A stage on one terminal. */
export interface Screen extends Stage {
  /** The terminal has this size now. */
  resize(size: Size): void;
  /** Everything anew. */
  repaint(): void;
  /** Writes nothing more. */
  close(): void;
  readonly sent: Readonly<Sent>;
}

export interface SurfaceState {
  readonly z: number;
  readonly aside: boolean;
  rect: Rect | undefined;
  lines: readonly Line[];
}

export function isSameLine(a: Line | undefined, b: Line | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  return a.every((piece, at) => piece.text === b[at]?.text && piece.tone === b[at]?.tone);
}

export function isSameRect(a: Rect | undefined, b: Rect | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height;
}
