/** What a piece of text means; how it looks follows. Never colour alone: each tone reads without it too. */
export const TONES = [
  'plain',
  'strong',
  'faint',
  'rule',
  'title',
  'key',
  'amount',
  'good',
  'warn',
  'bad',
  'refused',
  'selected',
  'cursor',
] as const;
export type Tone = (typeof TONES)[number];

/**
 * `colour`: the terminal's own sixteen, which are made for a dark ground. `light`: dark colours, for a light one. `contrast`: no
 * colour of its own, so that text has the contrast of the terminal's own text, on a dark ground as on a light one. `mono`: bold
 * and inverse. `bare`: text only.
 */
export type Palette = 'colour' | 'light' | 'contrast' | 'mono' | 'bare';

/**
 * How a tone looks: parameters of SGR. Bold, inverse and the terminal's own eight colours, so that its palette decides; what none
 * of them lets read well (WCAG 1.4.3, 4.5:1) has one of the 256, which are the same everywhere. The cursor is the terminal's own,
 * put on the cell.
 */
type Looks = Readonly<Record<Tone, string>>;

const COLOUR: Looks = {
  plain: '',
  strong: '1',
  // Dim is half of the way to the ground: 3.7:1.
  faint: '38;5;246',
  rule: '2',
  title: '1',
  key: '1;36',
  amount: '1;32',
  good: '32',
  warn: '1;33',
  bad: '1;31',
  refused: '4;1;31',
  selected: '7',
  cursor: '',
};

const MONO: Looks = {
  plain: '',
  strong: '1',
  faint: '',
  rule: '',
  title: '1',
  key: '1',
  amount: '1',
  good: '',
  warn: '1',
  bad: '1',
  refused: '4;1',
  selected: '7',
  cursor: '',
};

/** On white the terminal's own green, yellow and cyan have 1 to 2:1. */
const LIGHT: Looks = {
  ...COLOUR,
  faint: '38;5;240',
  key: '1;38;5;25',
  amount: '1;38;5;22',
  good: '38;5;22',
  warn: '1;38;5;94',
  bad: '1;38;5;124',
  refused: '4;1;38;5;124',
};

const nothing = Object.fromEntries(TONES.map((tone) => [tone, ''])) as unknown as Looks;

export const LOOKS: Readonly<Record<Palette, Looks>> = {
  colour: COLOUR,
  light: LIGHT,
  // Yellow on white is 1:1, red on black 3.5:1: what a colour says is said by weight, underline and inverse (WCAG 1.4.3).
  contrast: { ...MONO, key: '1;7', good: '1', bad: '1;4', refused: '4;1;7' },
  mono: MONO,
  bare: nothing,
};
