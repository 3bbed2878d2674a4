import { cells, graphemes } from './cells.ts';

/** Up to the last sign inside an address or a compound after which it may go on. */
const TO_JOINT = /^.*[@._/-](?=.)/u;

/** A word longer than the line, cut after a sign inside it where there is one, else where it must be. */
function cutWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const part of graphemes(word)) {
    if (cells(piece + part) > width) {
      const kept = TO_JOINT.exec(piece + part)?.[0] ?? piece;
      pieces.push(kept);
      piece = piece.slice(kept.length) + part;
    } else {
      piece += part;
    }
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/**
 * French typography: no line starts with « ? ! : ; » », none ends with « « »; the space before them does not break, nor
 * do those inside a number.
 */
function words(paragraph: string): string[] {
  return paragraph
    .replace(/ +([?!:;»€%])/g, '\u00a0$1')
    .replace(/« +/g, '«\u00a0')
    .replace(/(\d) (?=\d)/g, '$1\u00a0')
    .split(/ +/)
    .filter((word) => word !== '');
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words(paragraph)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cells(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cutWord(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  lines.push(line);
  return lines.map((one) => one.replaceAll('\u00a0', ' '));
}

/** The text on lines of at most `width` cells; its own line breaks are kept, empty lines too. */
export function wrapText(text: string, width: number): string[] {
  if (width < 2) return [];
  return text
    .trimEnd()
    .split('\n')
    .flatMap((paragraph) => wrapParagraph(paragraph, width));
}
