import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells } from '../../../../shared/screen/cells.ts';
import { type Line, span } from '../../../../tui/screen/line.ts';
import { spelledLine, wordsInCharset } from '../../../../tui/term/spelled-signs.ts';

const written = (line: Line, width: number) =>
  spelledLine(line, { width, charset: 'ascii' })
    .map((piece) => piece.text)
    .join('');

describe('on a terminal without « € » nor « … »', () => {
  it('an amount says EUR, and what stands after it in its column stays there', () => {
    expect(written([span('10 €    prélevé'), span(' le 5')], 40)).toBe('10 EUR  prélevé le 5');
    expect(written([span('─ M1 15 € ──── M2 13 € ─────')], 40)).toBe('─ M1 15 EUR ── M2 13 EUR ───');
    expect(wordsInCharset('Accord : 15 €…', 'ascii')).toBe('Accord : 15 EUR...');
    expect(wordsInCharset('15 €…', 'utf-8')).toBe('15 €…');
  });

  it('a cut is told by three dots, not by one that ends a sentence', () => {
    expect(written([span('Exemplev…')], 20)).toBe('Exemplev...');
    expect(written([span('Un don de 15 € par mois')], 23)).toBe('Un don de 15 EUR par...');
  });

  it('is never wider than its place', () => {
    const text = fc.string({ unit: fc.constantFrom(...'a1 €…─'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 3, max: 60 }), (pieces, width) => {
        const line = written(
          pieces.map((piece) => span(piece)),
          width,
        );
        expect(cells(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/[€…]/);
      }),
    );
  });
});
