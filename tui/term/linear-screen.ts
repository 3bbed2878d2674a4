import type { Line } from '../screen/line.ts';
import { cleanLine } from '../screen/terminal-text.ts';
import { inCharset } from './charset.ts';
import { FrameSender, type Sent } from './frame-sender.ts';
import type { Capabilities } from './probe.ts';
import type { Screen, Surface, SurfaceState } from './surface.ts';

/** Rules and bars tell nothing to somebody who listens. */
const BOXES = /[─│┬┴├┤┼┌┐└┘]+/g;
/** While somebody types, the line being typed is told when the fingers rest. */
const REST_MS = 250;

/** What an empty field shows. */
const EMPTY = / · *$/;

/** Before the line where what is typed or chosen goes: the cursor is not seen. */
const HERE = '> ';

function wordsOf(line: Line): string {
  const text = line.map((piece) => piece.text).join('');
  const words = cleanLine(text.replace(BOXES, ' ').replace(EMPTY, '')).replace(/ {3,}/g, '  ').trim();
  const isHere = line.some(({ tone }) => tone === 'cursor' || tone === 'selected');
  return isHere && words !== '' ? HERE + words : words;
}

/**
 * The screen told as lines, one after the other, without a single escape sequence: for terminals that cannot be
 * addressed (TERM=dumb) and for screen readers (PLATEAU_LINEAR). Each time, only the lines that were not there before.
 */
export class LinearScreen implements Screen {
  private readonly charset: Capabilities['charset'];
  private readonly sender: FrameSender;
  private readonly surfaces = new Set<SurfaceState>();
  private told: readonly string[] = [];
  private resting: NodeJS.Timeout | undefined;

  constructor(output: NodeJS.WritableStream, { charset }: Capabilities) {
    this.charset = charset;
    this.sender = new FrameSender(output, () => this.compose());
  }

  get sent(): Readonly<Sent> {
    return this.sender.sent;
  }

  surface({ z = 0, aside = false } = {}): Surface {
    const state: SurfaceState = { z, aside, rect: undefined, lines: [] };
    if (!aside) this.surfaces.add(state);
    return {
      show: (at, lines) => {
        if (aside) return;
        state.rect = at;
        state.lines = lines;
        this.wait();
      },
      dispose: () => {
        this.surfaces.delete(state);
      },
    };
  }

  /** A size changes nothing to what is told. */
  resize(): void {}

  /** Everything again. */
  repaint(): void {
    this.told = [];
    this.wait();
  }

  close(): void {
    clearTimeout(this.resting);
    this.sender.close();
  }

  private wait(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.sender.ask(), REST_MS).unref();
  }

  private compose(): string | Uint8Array {
    const now = [...this.surfaces]
      .flatMap(({ rect, lines }) => (rect ? [{ rect, lines }] : []))
      .sort((a, b) => a.rect.top - b.rect.top || a.rect.left - b.rect.left)
      .flatMap(({ rect, lines }) => lines.slice(0, rect.height).map(wordsOf))
      .filter((words) => words !== '');
    // A field that is left says nothing new; one that is reached is told, though it was read before.
    const before = new Set(this.told.flatMap((words) => [words, words.replace(HERE, '')]));
    const news = now.filter((words) => !before.has(words));
    this.told = now;
    const text = news.map((words) => `${inCharset(words, this.charset)}\r\n`).join('');
    return this.charset === 'latin-1' ? Buffer.from(text, 'latin1') : text;
  }
}
