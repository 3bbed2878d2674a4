import { cells } from '../../shared/screen/cells.ts';
import { clipLine, type Line, type Span } from '../screen/line.ts';
import { inCharset } from './charset.ts';
import type { Charset } from './probe.ts';

/** Signs that one cell cannot stand for without another meaning: « 10 E » is no amount, « Exemplev. » no mark of a cut. */
const SPELLED: Readonly<Record<string, string>> = { '€': 'EUR', '…': '...' };
const SIGNS = /[€…]/g;
/** Signs to spell, and room that nobody misses. */
const SIGN_OR_ROOM = /[€…]| {3,}|─{3,}/g;
const LEAST_ROOM = 2;

function spelled(text: string): string {
  return text.replace(SIGNS, (sign) => SPELLED[sign] ?? sign);
}

/** A text whose width does not matter, in the signs that the terminal has. */
export function wordsInCharset(text: string, charset: Charset): string {
  return charset === 'utf-8' ? text : inCharset(spelled(text), charset);
}

/**
 * The line with those signs spelled out, for a terminal that lacks them: the cells that it takes more are given up by the
 * next wide gap or rule, so that what stands after it stays in its column. Cut at `width` where none is left.
 */
export function spelledLine(line: Line, { width, charset }: { width: number; charset: Charset }): Line {
  if (charset === 'utf-8') return clipLine(line, width);
  let owed = 0;
  const written = line.map((piece): Span => {
    const text = piece.text.replace(SIGN_OR_ROOM, (found) => {
      const sign = SPELLED[found];
      if (sign !== undefined) {
        owed += cells(sign) - cells(found);
        return sign;
      }
      const given = Math.min(owed, found.length - LEAST_ROOM);
      owed -= given;
      return found.slice(given);
    });
    return { ...piece, text };
  });
  const size = written.reduce((sum, { text }) => sum + cells(text), 0);
  if (size <= width) return written;
  return clipLine(written, Math.max(0, width - 2)).map((piece) => ({ ...piece, text: spelled(piece.text) }));
}
