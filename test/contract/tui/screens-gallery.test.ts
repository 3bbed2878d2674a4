import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { linearLines } from '../../../tui/linear/linear-lines.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../tui/words/french.ts';
import { FRENCH_LINE } from '../../../tui/words/french-line.ts';
import { PAGES } from '../../../tui/words/french-pages.ts';
import { PRACTICE } from '../../../tui/words/french-practice.ts';
import { GALLERY } from '../../support/workstation/screen-gallery.ts';
import { drawnScreen } from '../../support/workstation/screen-text.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;
const SMALL = SIZES[0];

/** Words that a French screen has no reason to show. */
const ENGLISH =
  /\b(the|and|with|your|you|error|failed|loading|save|saved|cancel|back|next|previous|search|help|quit|press|enter|close|open|done|none|call|card|note:|offline|online|retry|unknown|undefined|null|NaN|object)\b/i;
/** Codes of the table of dispositions and field names: a label stands for each. */
const CODES = new RegExp(
  `\\b(${[...DISPOSITIONS.map(({ code }) => code), 'ADR_L[2-5]', 'TEL_[A-Z]+'].join('|')})\\b`,
);

const names = Object.keys(GALLERY);

function reviewed(text: string): void {
  expect(text.match(ENGLISH)?.[0]).toBeUndefined();
  expect(text.match(CODES)?.[0]).toBeUndefined();
}

/** Everything that may be shown whole. */
function wholeTexts(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(wholeTexts).join('\n');
}
const FIXED = wholeTexts([FRENCH, FRENCH_LINE, PAGES, PRACTICE]);

/** Words followed by « … » that nobody wrote so: a label was cut there. */
function cutIn(text: string, state: WorkstationState): readonly string[] {
  const whole = `${FIXED}\n${wholeTexts(state)}`;
  return [...text.matchAll(/\S*…/g)].map(([found]) => found).filter((found) => !whole.includes(found));
}

describe.each(names)('%s', (name) => {
  const state = GALLERY[name]!;

  it.each(SIZES)('at $columns×$rows', async (size) => {
    const { text, overflows } = drawnScreen(state, size);
    expect(overflows).toEqual([]);
    for (const row of text.split('\n')) expect([...row].length).toBeLessThanOrEqual(size.columns);
    expect(cutIn(text, state)).toEqual([]);
    reviewed(text);
    await expect(text).toMatchFileSnapshot(`../../golden/screens/${size.columns}x${size.rows}/${name}.txt`);
  });

  it('in monochrome', async () => {
    const { text } = drawnScreen(state, SMALL, { mono: true });
    await expect(text).toMatchFileSnapshot(`../../golden/screens/mono/${name}.txt`);
  });

  it('in linear mode', async () => {
    const lines = linearLines(undefined, state);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).not.toMatch(/[─│┬┴├┤▸]|^\s|\s$/u);
    reviewed(lines.join('\n'));
    expect(linearLines(state, state)).toEqual([]);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../golden/screens/linear/${name}.txt`);
  });
});
