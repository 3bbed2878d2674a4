import type { Line } from '../screen/line.ts';
import type { Size } from '../screen/size.ts';
import { FrameSender, type Sent } from './frame-sender.ts';
import { type CellRow, cellRow, Glyphs, RIGHT_HALF, SPACE, UNSEEN } from './glyphs.ts';
import { layLine, type Typesetting } from './lay-line.ts';
import { Pen } from './pen.ts';
import type { Capabilities } from './probe.ts';
import { RowWriter } from './row-diff.ts';
import { type Styles, stylesOf } from './styles.ts';
import {
  isSameLine,
  isSameRect,
  type Rect,
  type Screen,
  type Surface,
  type SurfaceState,
} from './surface.ts';

const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';

interface Place {
  readonly row: number;
  readonly column: number;
}

export interface CompositorOptions {
  readonly output: NodeJS.WritableStream;
  readonly capabilities: Capabilities;
  readonly size: Size;
}

/**
 * The screen as cells. Panes show lines on surfaces; at the end of a turn each row that changed is laid out again from
 * the surfaces that cross it, compared with what the terminal shows, and the difference goes out in one write.
 */
export class Compositor implements Screen {
  private readonly capabilities: Capabilities;
  private readonly glyphs = new Glyphs();
  private readonly styles: Styles;
  private readonly pen: Pen;
  private readonly writer: RowWriter;
  private readonly sender: FrameSender;
  private readonly surfaces: SurfaceState[] = [];
  private readonly damaged = new Set<number>();
  /** Columns of text cursors, by row: there is one at most, the highest if ever there were two. */
  private readonly cursors = new Map<number, number>();
  private cursorShown: boolean | undefined;
  private size: Size;
  private seen: CellRow[] = [];
  private wanted: CellRow;

  constructor({ output, capabilities, size }: CompositorOptions) {
    this.capabilities = capabilities;
    this.styles = stylesOf(capabilities.palette);
    this.pen = new Pen(this.styles);
    this.writer = new RowWriter(this.pen, this.glyphs, this.styles);
    this.sender = new FrameSender(output, () => this.compose());
    this.size = size;
    this.wanted = cellRow(size.columns);
    this.resize(size);
  }

  get sent(): Readonly<Sent> {
    return this.sender.sent;
  }

  /** The terminal has this size now: nothing of what it shows is relied upon. */
  resize(size: Size): void {
    this.size = size;
    this.wanted = cellRow(size.columns);
    this.seen = Array.from({ length: size.rows }, () => cellRow(size.columns));
    this.repaint();
  }

  /** Every cell anew. */
  repaint(): void {
    this.pen.forget();
    this.glyphs.clear();
    this.cursorShown = undefined;
    this.cursors.clear();
    for (const row of this.seen) row.signs.fill(UNSEEN);
    this.damage(0, this.size.rows);
  }

  surface({ z = 0, aside = false } = {}): Surface {
    const state: SurfaceState = { z, aside, rect: undefined, lines: [] };
    const above = this.surfaces.findIndex((one) => one.z > z);
    this.surfaces.splice(above < 0 ? this.surfaces.length : above, 0, state);
    return {
      show: (at, lines) => this.show(state, at, lines),
      dispose: () => {
        this.show(state, undefined, []);
        this.surfaces.splice(this.surfaces.indexOf(state), 1);
      },
    };
  }

  close(): void {
    this.sender.close();
  }

  private show(state: SurfaceState, at: Rect | undefined, lines: readonly Line[]): void {
    const { rect: before, lines: old } = state;
    state.rect = at;
    state.lines = lines;
    if (!isSameRect(before, at)) {
      if (before) this.damage(before.top, before.top + before.height);
      if (at) this.damage(at.top, at.top + at.height);
      return;
    }
    if (!at || old === lines) return;
    for (let row = 0; row < at.height; row += 1)
      if (!isSameLine(old[row], lines[row])) this.damage(at.top + row, at.top + row + 1);
  }

  private damage(from: number, to: number): void {
    for (let row = Math.max(0, from); row < Math.min(to, this.size.rows); row += 1) this.damaged.add(row);
    if (this.damaged.size > 0) this.sender.ask();
  }

  private compose(): string | Uint8Array {
    for (const row of [...this.damaged].sort((a, b) => a - b)) this.composeRow(row);
    this.damaged.clear();
    const text = this.placeCursor();
    return this.capabilities.charset === 'latin-1' ? Buffer.from(text, 'latin1') : text;
  }

  private composeRow(row: number): void {
    const wanted = this.wanted;
    const size = this.size;
    const seen = this.seen[row];
    if (!seen) return;
    this.lay(row);
    const isLast = row === size.rows - 1;
    if (isLast) leaveLastCell(wanted);
    this.writer.write({ row, seen, wanted, end: isLast ? size.columns - 1 : size.columns });
  }

  /** The row as its surfaces want it, the higher ones over the lower ones. */
  private lay(row: number): void {
    const wanted = this.wanted;
    const { glyphs, styles, size } = this;
    const { charset } = this.capabilities;
    const setting: Typesetting = { glyphs, styles, charset };
    wanted.signs.fill(SPACE);
    wanted.styles.fill(0);
    this.cursors.delete(row);
    for (const { rect, lines } of this.surfaces) {
      if (!rect || row < rect.top || row >= rect.top + rect.height || rect.left >= size.columns) continue;
      const { left } = rect;
      const width = Math.min(rect.width, size.columns - left);
      mendHalves(wanted, left, left + width);
      const cursor = layLine(wanted, lines[row - rect.top] ?? [], { ...setting, left, width });
      const old = this.cursors.get(row);
      if (cursor !== undefined) this.cursors.set(row, cursor);
      else if (old !== undefined && old >= left && old < left + width) this.cursors.delete(row);
    }
  }

  /** The terminal's own cursor stands in the text field that has the focus; without one it is hidden. */
  private placeCursor(): string {
    const place = this.cursorPlace();
    const show = place !== undefined;
    if (show) this.pen.moveTo(place.row, place.column);
    const text = this.pen.take();
    if (this.cursorShown === show || !this.capabilities.privateModes) return text;
    this.cursorShown = show;
    return text + (show ? SHOW_CURSOR : HIDE_CURSOR);
  }

  private cursorPlace(): Place | undefined {
    const row = Math.min(...this.cursors.keys());
    const column = this.cursors.get(row);
    return column === undefined ? undefined : { row, column };
  }
}

/** The last cell of the last row stays empty: some terminals scroll when it is written. */
function leaveLastCell({ signs, styles }: CellRow): void {
  const last = signs.length - 1;
  if (signs[last] === RIGHT_HALF) signs[last - 1] = SPACE;
  signs[last] = SPACE;
  styles[last] = 0;
}

/** An overlay that covers half of a wide sign: the other half becomes a space. */
function mendHalves({ signs }: CellRow, from: number, to: number): void {
  if (from > 0 && signs[from] === RIGHT_HALF) signs[from - 1] = SPACE;
  if (signs[to] === RIGHT_HALF) signs[to] = SPACE;
}
