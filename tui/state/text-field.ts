import { cells, graphemes } from '../../shared/screen/cells.ts';
import { cleanLine } from '../screen/terminal-text.ts';

/** One line of text being typed. `cursor` counts characters (graphemes) before it. */
export interface TextField {
  readonly text: string;
  readonly cursor: number;
  /** Most characters kept; the rest of a paste is dropped. */
  readonly max: number;
  /** A proposed value: the first character typed replaces it whole. */
  readonly proposed: boolean;
}

export type FieldEdit = 'backspace' | 'delete' | 'left' | 'right' | 'home' | 'end' | 'clear' | 'delete-word';

export function textField(text = '', options: { max?: number; proposed?: boolean } = {}): TextField {
  const kept = cleanLine(text);
  return {
    text: kept,
    cursor: graphemes(kept).length,
    max: options.max ?? 254,
    proposed: options.proposed ?? false,
  };
}

/** Puts the text at the cursor, made safe and cut to the room left. */
export function typeInto(field: TextField, text: string): TextField {
  const typed = graphemes(cleanLine(text));
  if (typed.length === 0) return field;
  const old = field.proposed ? [] : graphemes(field.text);
  const cursor = field.proposed ? 0 : field.cursor;
  const room = Math.max(0, field.max - old.length);
  const added = typed.slice(0, room);
  // Composed again as a whole: a combining accent typed after its letter joins it.
  const joined = [...old.slice(0, cursor), ...added, ...old.slice(cursor)].join('').normalize('NFC');
  const before = [...old.slice(0, cursor), ...added].join('').normalize('NFC');
  return { ...field, text: joined, cursor: graphemes(before).length, proposed: false };
}

function wordStart(parts: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && parts[at - 1] === ' ') at -= 1;
  while (at > 0 && parts[at - 1] !== ' ') at -= 1;
  return at;
}

function cut(field: TextField, from: number, to: number): TextField {
  const parts = graphemes(field.text);
  return { ...field, text: [...parts.slice(0, from), ...parts.slice(to)].join(''), cursor: from };
}

/** Moves the cursor or removes characters; beyond the ends it does nothing. */
export function editField(field: TextField, edit: FieldEdit): TextField {
  const parts = graphemes(field.text);
  const settled = { ...field, proposed: false };
  const { cursor } = field;
  switch (edit) {
    case 'left':
      return { ...settled, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...settled, cursor: Math.min(parts.length, cursor + 1) };
    case 'home':
      return { ...settled, cursor: 0 };
    case 'end':
      return { ...settled, cursor: parts.length };
    case 'backspace':
      return field.proposed ? cut(settled, 0, parts.length) : cut(settled, Math.max(0, cursor - 1), cursor);
    case 'delete':
      return cut(settled, cursor, cursor + 1);
    case 'delete-word':
      return cut(settled, wordStart(parts, cursor), cursor);
    case 'clear':
      return cut(settled, 0, parts.length);
  }
}

/** The part of the field to show in `width` cells: text before, under and after the cursor. */
export interface FieldView {
  readonly before: string;
  readonly under: string;
  readonly after: string;
}

/** Scrolls by half a field so that a key in a long text does not redraw the whole line each time. */
export function viewField(field: TextField, width: number): FieldView {
  const parts = graphemes(field.text);
  const room = Math.max(2, width - 1);
  const step = Math.max(1, Math.floor(room / 2));
  let from = 0;
  while (cells(parts.slice(from, field.cursor).join('')) > room) from += step;
  const before = parts.slice(from, field.cursor).join('');
  const under = parts[field.cursor] ?? ' ';
  let after = '';
  for (const part of parts.slice(field.cursor + 1)) {
    if (cells(before + under + after + part) > width) break;
    after += part;
  }
  return { before, under, after };
}
