import { type Line, line, span } from '../screen/line.ts';

/** Figures of three rows: rules and corners, which a screen told aloud passes over (tui/term/linear-screen.ts). */
const FIGURES: Readonly<Record<string, readonly [string, string, string]>> = {
  '0': ['┌─┐', '│ │', '└─┘'],
  '1': ['─┐ ', ' │ ', '─┴─'],
  '2': ['──┐', '┌─┘', '└──'],
  '3': ['──┐', ' ─┤', '──┘'],
  '4': ['│ │', '└─┤', '  │'],
  '5': ['┌──', '└─┐', '──┘'],
  '6': ['┌──', '├─┐', '└─┘'],
  '7': ['──┐', '  │', '  │'],
  '8': ['┌─┐', '├─┤', '└─┘'],
  '9': ['┌─┐', '└─┤', '──┘'],
};

/** A number to be read aloud from afar, in three rows; what is no figure is a space. */
export function largeNumber(number: string): readonly Line[] {
  return [0, 1, 2].map((row) =>
    line('    ', span([...number].map((sign) => FIGURES[sign]?.[row] ?? ' ').join(' '), 'strong')),
  );
}
