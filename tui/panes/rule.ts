import { cells, clip } from '../../shared/screen/cells.ts';
import { type Line, line, span } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';

/** A horizontal rule with its title: `─ Remerciement ─────`. */
export function rule(width: number, title = '', tone: Tone = 'title'): Line {
  if (title === '') return [span('─'.repeat(width), 'rule')];
  const shown = clip(title, width - 4);
  return line(
    span('─ ', 'rule'),
    span(shown, tone),
    span(` ${'─'.repeat(width - cells(shown) - 3)}`, 'rule'),
  );
}
