import { describe, expect, it } from 'vitest';
import { LOOKS, TONES, type Tone } from '../../../../tui/screen/theme.ts';

/** Text, grounds and the colours 1 to 7 of terminals as they are shipped, then the same bright. */
const TERMINALS = {
  xterm: [
    'cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5',
    'ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff',
  ],
  'Linux console': [
    'aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa',
    'ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
  ],
  PuTTY: [
    'bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb',
    'ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
  ],
  Windows: [
    'c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc',
    'e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2',
  ],
  GNOME: [
    'cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf',
    'ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec',
  ],
} as const;
const GROUNDS = {
  dark: { ground: '000000', text: 'cccccc' },
  light: { ground: 'ffffff', text: '333333' },
  cream: { ground: 'fdf6e3', text: '333333' },
} as const;
/** WCAG 2.2, 1.4.3. */
const LEAST = 4.5;

/** Relative luminance of `rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Half of the way to the ground, as terminals dim. */
const dimmed = (text: string, ground: string): string =>
  [0, 2, 4]
    .map(
      (at) =>
        (Number.parseInt(text.slice(at, at + 2), 16) + Number.parseInt(ground.slice(at, at + 2), 16)) >> 1,
    )
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('');

/** Of the 256, those that no terminal changes: a cube of six levels, then greys. */
function fixedColour(index: number): string {
  const levels = [0, 95, 135, 175, 215, 255];
  const at = index - 16;
  const parts =
    index >= 232
      ? Array<number>(3).fill(8 + (index - 232) * 10)
      : [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((one) => levels[one] ?? 0);
  return parts.map((part) => part.toString(16).padStart(2, '0')).join('');
}

/** Of a look on that ground, where bold makes a colour bright; inverse swaps both, and changes nothing. */
function contrastOf(look: string, terminal: keyof typeof TERMINALS, side: keyof typeof GROUNDS): number {
  const parts = look.split(';');
  const { ground, text: own } = GROUNDS[side];
  const [plain, bright] = TERMINALS[terminal];
  const fixed = /38;5;(\d+)/.exec(look)?.[1];
  if (fixed !== undefined) return contrast(fixedColour(Number(fixed)), ground);
  const at = Number(parts.find((part) => /^3[1-7]$/.test(part)) ?? 0) - 31;
  const text = at < 0 ? own : ((parts.includes('1') ? bright : plain).split(' ')[at] ?? own);
  return contrast(parts.includes('2') ? dimmed(text, ground) : text, ground);
}

const each = Object.keys(TERMINALS) as (keyof typeof TERMINALS)[];
const short = (palette: 'colour' | 'light' | 'contrast', side: keyof typeof GROUNDS): Tone[] =>
  TONES.filter((tone) => each.some((one) => contrastOf(LOOKS[palette][tone], one, side) < LEAST));

describe('the contrast of what is read (WCAG 1.4.3, 4.5:1)', () => {
  it('measures as the standard does', () => {
    expect(contrast('000000', 'ffffff')).toBeCloseTo(21, 5);
    expect(contrast('777777', 'ffffff')).toBeCloseTo(4.48, 2);
  });

  it('is enough for every tone of the palette « contrast », on a dark ground and on a light one', () => {
    expect([short('contrast', 'dark'), short('contrast', 'light')]).toEqual([[], []]);
  });

  it('is enough for every tone of the usual palette on a dark ground but for rules, and of that for light ones on these', () => {
    expect(short('colour', 'dark').filter((tone) => tone !== 'rule')).toEqual([]);
    for (const side of ['light', 'cream'] as const)
      expect(short('light', side).filter((tone) => tone !== 'rule')).toEqual([]);
  });

  it('of one palette never says by colour alone what another tone says: they differ by weight, underline or inverse', () => {
    const { contrast: looks } = LOOKS;
    expect(new Set([looks.plain, looks.good, looks.bad, looks.refused, looks.key, looks.selected]).size).toBe(
      6,
    );
  });
});
