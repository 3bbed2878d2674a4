import { fill } from '../../shared/screen/cells.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import type { Call } from '../state/call/call.ts';
import { fieldProblem, fieldRemark } from '../state/call/correction-form.ts';
import type { CorrectionForm } from '../state/call/forms.ts';
import { fieldLabel, isRetyped } from '../state/call/typed-fields.ts';
import { FRENCH } from '../words/french.ts';
import { fieldLine } from './field-line.ts';

const text = FRENCH.correction;
const LABEL = 14;

function isChanged(form: CorrectionForm, at: number, call: Call): boolean {
  const name = form.names[at];
  return name !== undefined && isRetyped(form, name, call);
}

function fieldRow(call: Call, form: CorrectionForm, { at, width }: { at: number; width: number }): Line {
  const [name, field] = [form.names[at], form.fields[at]];
  if (name === undefined || !field) return BLANK;
  const focused = at === form.index;
  const wrong = fieldProblem(form, at, call) !== undefined;
  const mark = wrong ? span(' ! ', 'bad') : isChanged(form, at, call) ? span(' ✓ ', 'good') : span('   ');
  return [
    span(focused ? ' ▸ ' : '   ', 'key'),
    span(fill(fieldLabel(name, call), LABEL), focused ? 'strong' : 'faint'),
    mark,
    ...fieldLine(field, { width: width - LABEL - 8, focused }),
  ];
}

/** Under the fields: what is wrong with the one being typed, how it is read, what it was. */
function remarks(call: Call, form: CorrectionForm): Line {
  const name = form.names[form.index];
  const problem = fieldProblem(form, form.index, call);
  if (problem !== undefined) return line(span(`   ${problem}`, 'bad'));
  const before = isChanged(form, form.index, call) && name ? text.before(call.card.donor.fields[name]) : '';
  const parts = [fieldRemark(form, form.index, call) ?? '', before].filter((part) => part !== '');
  return line(span(`   ${parts.join(' · ')}`, 'faint'));
}

export function correctionLines(call: Call, form: CorrectionForm, region: Region): readonly Line[] {
  const rows = form.names.map((_, at) => fieldRow(call, form, { at, width: region.width }));
  const roomy = region.height >= rows.length + 3;
  const head = roomy ? [BLANK] : [];
  const shown = windowed(rows, {
    focus: form.index,
    height: region.height - 1 - head.length - (roomy ? 1 : 0),
  });
  return [...head, ...shown, ...(roomy ? [BLANK] : []), remarks(call, form)];
}
