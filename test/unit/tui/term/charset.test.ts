import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cells } from '../../../../shared/screen/cells.ts';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { keyLabel } from '../../../../tui/keys/key-labels.ts';
import { cleanLine } from '../../../../tui/screen/terminal-text.ts';
import { inCharset } from '../../../../tui/term/charset.ts';
import { drawnSize } from '../../../../tui/term/probe.ts';
import { FRENCH } from '../../../../tui/words/french.ts';

it('every text keeps its width, so that nothing moves', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('ascii' as const, 'latin-1' as const),
      (text, charset) => {
        const clean = cleanLine(text);
        expect(cells(inCharset(clean, charset))).toBe(cells(clean));
      },
    ),
  );
});

it('what comes out can be sent: one byte a sign, no control', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(inCharset(text, 'ascii')).toMatch(/^[ -~]*$/);
      expect(inCharset(text, 'latin-1')).toMatch(/^[ -~\u00a0-\u00ff]*$/);
    }),
  );
});

/** Every French text of the workstation. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

it('every sign of our own French has a stand-in in ASCII', () => {
  const labels = ACTIONS.flatMap((one) => one.bindings.map((binding) => keyLabel(binding.key)));
  expect(
    [...texts(FRENCH), ...labels].filter(
      (text) => !text.includes('?') && inCharset(text, 'ascii').includes('?'),
    ),
  ).toEqual([]);
});

it('an absurd size is drawn within limits, a missing one as 80×24', () => {
  expect(drawnSize({ columns: 4_000_000_000, rows: 70_000 })).toEqual({ columns: 500, rows: 200 });
  expect(drawnSize({ columns: 0, rows: Number.NaN })).toEqual({ columns: 80, rows: 24 });
  expect(drawnSize({ columns: 132, rows: 43 })).toEqual({ columns: 132, rows: 43 });
});
