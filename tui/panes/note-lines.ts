import { graphemes } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { type TextFinding, textFinding } from '../../shared/text-rules.ts';
import { BLANK, type Line, line, type Span, span } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import type { NoteForm } from '../state/call/forms.ts';
import { FRENCH } from '../words/french.ts';

/** The note wraps like the rest; the cursor is the inverted cell, what may not be written is underlined and named. */
export function noteLines(form: NoteForm, width: number): Line[] {
  const { text, max } = form.field;
  const found = textFinding(text);
  const inner = Math.max(20, width - 4);
  const signs = graphemes(text);
  const left = FRENCH.note.left(max - signs.length);
  return [
    BLANK,
    ...wrapText(FRENCH.note.how, inner).map((one) => line(span(`  ${one}`, 'faint'))),
    BLANK,
    ...typedRows(form, found, inner),
    BLANK,
    ...(found === undefined
      ? // Plain like the text typed: it changes at every key, and a change of look would cost more than the figure.
        [line(`  ${left}`)]
      : wrapText(whyNot(text, found), inner).map((one) => line('  ', span(one, 'bad')))),
  ];
}

/** The words first: whoever does not see the underlining hears them. */
function whyNot(text: string, { problem, from, to }: TextFinding): string {
  const words = text.slice(from, to);
  return words === '' ? problem : FRENCH.note.found(words) + problem;
}

function typedRows({ field }: NoteForm, found: TextFinding | undefined, inner: number): Line[] {
  const signs = graphemes(field.text);
  let unit = 0;
  const pieces = signs.map((sign, at) => {
    const isFound = found !== undefined && unit >= found.from && unit < found.to;
    unit += sign.length;
    return span(sign, at === field.cursor ? 'cursor' : isFound ? 'refused' : 'plain');
  });
  if (field.cursor === signs.length) pieces.push(span(' ', 'cursor'));
  const rows: Line[] = [];
  for (let from = 0; from <= signs.length; from += inner)
    rows.push([span('  '), ...joined(pieces.slice(from, from + inner))]);
  return rows;
}

/** Neighbours in one tone as one piece. */
function joined(pieces: readonly Span[]): Span[] {
  const out: { text: string; readonly tone: Tone }[] = [];
  for (const { text, tone } of pieces) {
    const last = out.at(-1);
    if (last?.tone === tone) last.text += text;
    else out.push({ text, tone });
  }
  return out;
}
