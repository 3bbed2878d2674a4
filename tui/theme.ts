/** What a piece of text means; how it looks follows. Never colour alone: each tone reads without it too. */
export type Tone =
  | 'plain'
  | 'strong'
  | 'faint'
  | 'rule'
  | 'title'
  | 'key'
  | 'amount'
  | 'good'
  | 'warn'
  | 'bad'
  | 'selected'
  | 'cursor';

/** Properties of Ink's `Text` that we use; colours are the terminal's own sixteen, so its palette decides. */
export interface Look {
  readonly color?: 'cyan' | 'green' | 'yellow' | 'red' | 'gray';
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

const WITH_COLOURS: Record<Tone, Look> = {
  plain: {},
  strong: { bold: true },
  faint: { dimColor: true },
  rule: { dimColor: true },
  title: { bold: true },
  key: { color: 'cyan', bold: true },
  amount: { color: 'green', bold: true },
  good: { color: 'green' },
  warn: { color: 'yellow', bold: true },
  bad: { color: 'red', bold: true },
  selected: { inverse: true },
  cursor: { inverse: true },
};

const WITHOUT_COLOURS: Record<Tone, Look> = {
  plain: {},
  strong: { bold: true },
  faint: {},
  rule: {},
  title: { bold: true },
  key: { bold: true },
  amount: { bold: true },
  good: {},
  warn: { bold: true },
  bad: { bold: true },
  selected: { inverse: true },
  cursor: { inverse: true },
};

export function lookOf(tone: Tone, colours: boolean): Look {
  return (colours ? WITH_COLOURS : WITHOUT_COLOURS)[tone];
}
