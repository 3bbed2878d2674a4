import type { Palette } from '../screen/theme.ts';
import { LOOKS, TONES, type Tone } from '../screen/theme.ts';

/** Looks of a palette, interned: two tones that look the same are one style, and 0 is plain text. */
export interface Styles {
  readonly of: Readonly<Record<Tone, number>>;
  /** SGR that goes from one style to another; '' when there is nothing to do. */
  change(from: number, to: number): string;
  /** A space in this style looks like a plain space. */
  readonly blank: (style: number) => boolean;
}

/** Any style that the terminal was left in by somebody else. */
export const UNKNOWN_STYLE = -1;

export function stylesOf(palette: Palette): Styles {
  const looks = [''];
  const of = {} as Record<Tone, number>;
  for (const tone of TONES) {
    const look = LOOKS[palette][tone];
    if (!looks.includes(look)) looks.push(look);
    of[tone] = looks.indexOf(look);
  }
  const inverse = looks.map((look) => look.split(';').includes('7'));
  return {
    of,
    blank: (style) => !inverse[style],
    change(from, to) {
      // Without any style there is nothing to change, nor to reset: not one escape sequence is written.
      if (from === to || looks.length === 1) return '';
      const look = looks[to] ?? '';
      if (look === '') return '\u001b[m';
      return from === 0 ? `\u001b[${look}m` : `\u001b[0;${look}m`;
    },
  };
}
