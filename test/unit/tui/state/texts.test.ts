import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, clip, fill } from '../../../../shared/screen/cells.ts';
import { wrapText } from '../../../../shared/screen/wrap-text.ts';
import { cleanDeep, cleanLine } from '../../../../tui/screen/terminal-text.ts';
import { parseAmount } from '../../../../tui/state/call/amount-form.ts';
import { callbackText, shiftQuarter } from '../../../../tui/state/call/callback-time.ts';
import { meaningOf } from '../../../../tui/state/call/callback-words.ts';
import { editField, textField, typeInto, viewField } from '../../../../tui/state/text-field.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';

describe('foreign text at the edge of the terminal', () => {
  it.each([
    ['\u001b[31mRouge\u001b[0m', 'Rouge'],
    ['\u001b]0;titre\u0007Nom', 'Nom'],
    ['a\u202eb\u200bc\u00ad', 'abc'],
    ['Rene\u0301', 'René'],
    ['Zoé 👩‍👩‍👧 🇫🇷', 'Zoé □□□ □□'],
    ['une\r\nligne\t!', 'une ligne !'],
    ['\u009b2J', ''],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanLine(given)).toBe(clean);
  });

  it('never leaves a control, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const clean = cleanLine(text);
        expect(clean).not.toMatch(/\p{Cc}|\p{Cf}/u);
        expect(cleanLine(clean)).toBe(clean);
      }),
    );
  });

  it('reaches every text of a card', () => {
    expect(cleanDeep({ a: ['\u001b[2J', 3], b: { c: 'x\u0007' } })).toEqual({ a: ['', 3], b: { c: 'x' } });
  });

  it('fills and clips to the cell, wide characters too', () => {
    expect(clip('Exempleville', 6)).toBe('Exemp…');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          expect(cells(fill(cleanLine(text), width))).toBe(width);
        },
      ),
    );
  });
});

describe('wrapping', () => {
  it('breaks no number and no French punctuation', () => {
    expect(wrapText('Appelez le 06 39 98 00 01 ou pas ?', 14)).toEqual([
      'Appelez le',
      '06 39 98 00 01',
      'ou pas ?',
    ]);
  });

  it('keeps every line within the width and every word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé]{1,30}$/)),
        fc.integer({ min: 2, max: 40 }),
        (words, width) => {
          const lines = wrapText(words.join(' '), width);
          for (const one of lines) expect(cells(one)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        },
      ),
    );
  });
});

describe('a text field', () => {
  it('types, moves and erases by character as a reader counts', () => {
    const typed = typeInto(textField('e'), '\u0301a');
    expect(typed).toMatchObject({ text: 'éa', cursor: 2 });
    expect(editField(editField(typed, 'left'), 'backspace')).toMatchObject({ text: 'a', cursor: 0 });
    expect(editField(textField('un deux'), 'delete-word').text).toBe('un ');
  });

  it('a proposed value is replaced by the first character', () => {
    expect(typeInto(textField('15', { proposed: true }), '2').text).toBe('2');
    expect(editField(textField('15', { proposed: true }), 'backspace').text).toBe('');
  });

  it('never holds more than its limit, and shows its cursor within its width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.integer({ min: 4, max: 60 }), (text, width) => {
        const field = typeInto(textField('', { max: 250 }), text);
        expect([...new Intl.Segmenter().segment(field.text)].length).toBeLessThanOrEqual(250);
        const { before, under, after } = viewField(field, width);
        expect(cells(before + under + after)).toBeLessThanOrEqual(width + 1);
      }),
    );
  });
});

describe('what agents type', () => {
  it.each([
    ['15', 1500],
    ['12,5', 1250],
    ['12.50 €', 1250],
    ['1 234', 123_400],
    ['0', 0],
    ['quinze', undefined],
    ['-5', undefined],
    ['1,234', undefined],
  ])('amount %s', (text, minor) => {
    expect(parseAmount(text)).toBe(minor);
  });

  const zone = 'Europe/Paris';
  const instantOf = (text: string, of = zone) => {
    const meaning = meaningOf(text, { nowMs: MONDAY_EVENING_MS, zone: of });
    return meaning?.kind === 'at' ? meaning.atMs : undefined;
  };
  it.each([
    ['24/11 18:00', '24/11 18:00'],
    ['24/11 18h', '24/11 18:00'],
    ['24.11 18h30', '24/11 18:30'],
    ['demain 9:15', '24/11 09:15'],
    ['18h30', '23/11 18:30'],
    ['9h', '24/11 09:00'],
    ['05/01 10:00', '05/01 10:00'],
    ['32/11 10:00', undefined],
    ['24/11', undefined],
    ['24/11 25:00', undefined],
    ['24/11/2025 18h', undefined],
    ['22/11/2026 18h', undefined],
    ['2 décembre 2025 18h', undefined],
    ['02/12/2026 18h', '02/12 18:00'],
    ['02/12/26 18h', '02/12 18:00'],
    ['2 décembre 2026 18h', '02/12 18:00'],
    ['mercredi 02/12 18h', '02/12 18:00'],
    ['mer. 2/12 à 18h', '02/12 18:00'],
    ['mercredi 2 décembre 2026 18h', '02/12 18:00'],
    ['le 02/12 mercredi 18h', '02/12 18:00'],
    ['jeudi 02/12 18h', undefined],
    ['jeudi 2 décembre 18h', undefined],
    ['mercredi 32/12 18h', undefined],
  ])('callback %s', (text, meant) => {
    const atMs = instantOf(text);
    expect(atMs === undefined ? undefined : callbackText(atMs, zone)).toBe(meant);
  });

  it('a date of the year to come, and the donor’s own hour', () => {
    const january = instantOf('05/01 10:00');
    expect(new Date(january ?? 0).toISOString()).toBe('2027-01-05T09:00:00.000Z');
    const reunion = instantOf('24/11 10:00', 'Indian/Reunion');
    expect(new Date(reunion ?? 0).toISOString()).toBe('2026-11-24T06:00:00.000Z');
  });

  it('quarters of an hour jump over what is not allowed', () => {
    const hour = 3_600_000;
    const now = Date.UTC(2026, 10, 23, 16);
    const spans = [
      { fromMs: now - hour, toMs: now + hour },
      { fromMs: now + 10 * hour, toMs: now + 12 * hour },
    ];
    const last = now + hour - 900_000;
    expect(shiftQuarter(spans, last, { quarters: 1, nowMs: now })).toBe(now + 10 * hour);
    expect(shiftQuarter(spans, now + 10 * hour, { quarters: -1, nowMs: now })).toBe(last);
  });
});
