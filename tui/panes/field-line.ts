import { clip, fill } from '../../shared/screen/cells.ts';
import { type Line, span } from '../screen/line.ts';
import { type TextField, viewField } from '../state/text-field.ts';

const HIDDEN = '•';

interface FieldLook {
  readonly width: number;
  readonly focused: boolean;
  /** A password: its characters are not shown. */
  readonly masked?: boolean;
}

/** A text field on one line: the cursor is the inverted cell, a proposed value is inverted whole. */
export function fieldLine(field: TextField, { width, focused, masked }: FieldLook): Line {
  const shown = masked ? { ...field, text: field.text.replace(/./gsu, HIDDEN) } : field;
  if (!focused)
    return [span(fill(shown.text === '' ? '·' : shown.text, width), shown.text === '' ? 'faint' : 'plain')];
  if (field.proposed && field.text !== '') return [span(clip(shown.text, width), 'selected'), span('  ')];
  const view = viewField(shown, width);
  return [span(view.before), span(view.under, 'cursor'), span(view.after)];
}
