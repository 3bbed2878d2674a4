import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords, listenerOf } from '../../../shared/amount-words.ts';
import type { Card } from '../../../shared/card.ts';
import { formatMoney, monthlyMinor } from '../../../shared/money.ts';
import { cells, clip } from '../../../shared/screen/cells.ts';
import { fitRow, fitSides, item } from '../../../tui/screen/fit.ts';
import { cellsOf, clipLine, type Line, span } from '../../../tui/screen/line.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../tui/words/french.ts';
import { fictitiousCard } from '../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../support/workstation/screen-text.ts';
import { callState, press } from '../../support/workstation/workstation-driver.ts';

/** A number as it is read: one of its parts would be another number. */
const NUMBERS = /\d\d(?: \d\d){4}|\d+(?: \d{3}(?!\d))*(?:[.,:/]\d+)*/g;
const WORDS = /[\p{L}\d]+/gu;
/** What is drawn, and the counts of what is out of sight. */
const DRAWN = /[─│┬┴├┤]|[↑↓] \d+ (?:lignes? )?de plus|↓ Page suivante \(\d+ lignes\)/gu;

/** Words and numbers that stand somewhere without being one of the source; what « … » follows says so itself. */
function cutIn(rows: readonly string[], source: string): string[] {
  const words = new Set(source.match(WORDS));
  const numbers = new Set(source.match(NUMBERS));
  return rows
    .flatMap((row) => row.split(DRAWN))
    .flatMap((text) => [
      ...[...text.matchAll(WORDS)]
        .filter(({ 0: word, index }) => !words.has(word) && text[index + word.length] !== '…')
        .map(([word]) => word),
      ...(text.match(NUMBERS) ?? []).filter((number) => !numbers.has(number)),
    ]);
}

const word = fc
  .string({ unit: fc.constantFrom(...'aeéioubcdlmnrstv'), minLength: 1, maxLength: 22 })
  .map((text) => text.charAt(0).toUpperCase() + text.slice(1));
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((all) => all.join(' '));
const house = fc.tuple(fc.integer({ min: 1, max: 9999 }), words(3)).map(([at, name]) => `${at} rue ${name}`);
const minor = fc.integer({ min: 100, max: 9_999_999 });
const email = fc
  .tuple(word, word, fc.integer({ min: 0, max: 9999 }), word)
  .map(([a, b, year, domain]) => `${a}.${b}${year}@${domain}.invalid`.toLowerCase());

const card: fc.Arbitrary<Card> = fc
  .record({
    civility: fc.constantFrom('M', 'MME', ''),
    firstName: words(2),
    lastName: words(3),
    city: words(3),
    postcode: fc.integer({ min: 10_000, max: 98_999 }).map(String),
    street: house,
    more: fc.constantFrom('', 'Bâtiment C12', 'Appartement 4, escalier 2'),
    email: fc.oneof(email, fc.constant('')),
    origin: fc.option(words(3), { nil: undefined }),
    phones: fc.integer({ min: 0, max: 3 }),
    npai: fc.boolean(),
    frequency: fc.constantFrom('M', 'T', 'S', 'A'),
    amounts: fc.tuple(minor, minor, minor, minor, minor),
    giftCount: fc.integer({ min: 1, max: 4000 }),
    debitDay: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
    since: fc.integer({ min: 1970, max: 2025 }).map((year) => `${year}-09-15`),
    attempts: fc.integer({ min: 0, max: 12 }),
    label: words(4),
    why: words(14),
    rule: fc
      .tuple(minor, minor)
      .map(([a, b]) => `palier ${a}–${b} : +5 €, plafond 1,6 ×, arrondi au multiple de 5 €`),
    tax: fc.constantFrom('', 'Un don de 100 € vous revient à 34 € après la réduction d’impôt de 66 %.'),
  })
  .map((one): Card => {
    const base = fictitiousCard();
    const [now, first, second, gift, sum] = one.amounts.map((value) => ({
      minor: value,
      currency: 'EUR' as const,
    }));
    const slots = ['TEL_MOBILE', 'TEL_FIXE', 'TEL_AUTRE'] as const;
    const offer = (level: '1' | '2' | 'ONE_OFF', amount: typeof now) => ({
      level,
      amount: amount ?? base.gift.amount,
      words: amountInWords(amount ?? base.gift.amount, listenerOf(base)),
      rule: one.rule,
    });
    return {
      ...base,
      donor: {
        ...base.donor,
        civility: one.civility,
        firstName: one.firstName,
        lastName: one.lastName,
        npai: one.npai,
        fields: {
          ...base.donor.fields,
          ADR_L2: one.more,
          ADR_L4: one.street,
          CP: one.postcode,
          VILLE: one.city,
          EMAIL: one.email,
        },
        phones: slots.slice(0, one.phones).map((slot, at) => ({
          slot,
          national: `0${at + 1} 99 00 12 ${at}7`,
          validity: 'VALIDE' as const,
          ...(one.origin === undefined ? {} : { origin: one.origin, toConfirm: true as const }),
        })),
      },
      gift: {
        amount: now ?? base.gift.amount,
        frequency: one.frequency as Card['gift']['frequency'],
        scheme: 'SEPA',
        monthly: { minor: monthlyMinor(now?.minor ?? 0, one.frequency as 'M'), currency: 'EUR' },
        since: one.since as NonNullable<Card['gift']['since']>,
        cumulated: sum ?? base.gift.amount,
        giftCount: one.giftCount,
        ...(one.debitDay === undefined ? {} : { debitDay: one.debitDay }),
      },
      asks: [offer('1', first), offer('2', second), offer('ONE_OFF', gift)],
      tax: { sentence: one.tax, fromYearlyMinor: 0 },
      attempts: one.attempts,
      lastCall: { atMs: base.nowMs, label: one.label },
      elsewhere: [{ atMs: base.nowMs, name: 'Réactivation France 2026', label: one.label }],
      why: one.why,
    };
  });

/** Where the agent stands: keys from the first screen of the reference script. */
const PLACES = [
  [],
  ['o', 'o', 's', 's'],
  ['o', 'o', 's', 's', 'o'],
  ['o', 'o', 's', 's', 'o', 'o', 'o', 'f'],
  ['tab'],
  ['o', 'x', 't', 'o'],
  ['?'],
  ['ctrl-o'],
  [':'],
  ['ctrl-q'],
] as const;

function standing(donor: Card, keys: readonly string[], notice: string): WorkstationState {
  const state = press(callState(donor), ...keys);
  return { ...state, notice: { serial: 1, text: notice, tone: 'success' } };
}

/** Everything that may be written of a state, on a screen where nothing lacks room, and as it came. */
function sourceOf(state: WorkstationState): string {
  const { overlay: _, ...under } = state;
  // A small window shows the words of the step whatever covers it.
  const bare: WorkstationState =
    under.stage.at === 'call' ? { ...under, stage: { at: 'call', call: under.stage.call } } : under;
  const text = [state, bare].map((one) => drawnScreen(one, { columns: 320, rows: 100 }).text).join('\n');
  const { stage } = state;
  const donor = stage.at === 'call' ? stage.call.card : undefined;
  const money = donor
    ? [donor.gift.amount, donor.gift.cumulated, ...donor.asks.map((one) => one.amount)]
    : [];
  const all = JSON.stringify(state).replace(/"/g, ' ');
  const written = money.map((one) => (one ? formatMoney(one, 'FR') : '')).join(' | ');
  const names = donor ? `${donor.donor.lastName.toUpperCase()} | (+1) | (+2) | n° ${donor.attempts + 1}` : '';
  const small = FRENCH.tooSmall(state.size.columns, state.size.rows).join(' ');
  return [text, all, written, names, small, state.notice?.text ?? ''].join('\n');
}

describe('on a screen of any size', () => {
  const size = fc.record({
    columns: fc.integer({ min: 60, max: 200 }),
    rows: fc.integer({ min: 20, max: 60 }),
  });
  const notice = fc.tuple(words(6), fc.integer({ min: 1, max: 28 })).map(([label, day]) => {
    const date = `${String(day).padStart(2, '0')}/11 14:00`;
    return `« ${label} » enregistré, reviendra ${date}, e-mail sous 48 h · U annule`;
  });

  it('every word and every number is a whole one, or « … » says that it was cut', () => {
    fc.assert(
      fc.property(card, fc.constantFrom(...PLACES), size, notice, (donor, keys, at, said) => {
        const state = standing(donor, keys, said);
        const { text } = drawnScreen(state, at);
        expect(cutIn(text.split('\n'), sourceOf({ ...state, size: at }))).toEqual([]);
        expect(text).not.toMatch(/agrandissez/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a row of items', () => {
  const items = fc.array(fc.tuple(words(3), fc.nat(9)), { minLength: 1, maxLength: 6 });

  it('is never wider than its place, keeps what is worth most, and says that something is missing', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 5, max: 120 }), (given, width) => {
        const row = fitRow(
          given.map(([text, worth]) => item(text, worth)),
          width,
        );
        const text = row.map((piece) => piece.text).join('');
        expect(cellsOf(row)).toBeLessThanOrEqual(width);
        const shown = text.split(' · ');
        const missing = given.filter(([one]) => !shown.includes(one));
        expect(shown.at(-1) === '…').toBe(missing.length > 0);
        const most = Math.max(...missing.map(([, worth]) => worth), -1);
        for (const [one, worth] of given) if (worth > most) expect(shown).toContain(one);
      }),
    );
  });

  it.each([
    [80, 'M. Exemple  Exempleville  01 99 00 00 01  fixe'],
    [44, 'M. Exemple  …  01 99 00 00 01  fixe'],
    [30, 'M. Exemple  …  01 99 00 00 01'],
    [22, '…  01 99 00 00 01'],
  ])('in %i cells gives up place and kind before the number', (width, wanted) => {
    const left = [item('M. Exemple', 5), item('Exempleville', 1)];
    const right = [item('01 99 00 00 01', 9), item('fixe', 2)];
    const row = fitSides({ left, right, between: '  ' }, width);
    const text = row.map((piece) => piece.text).join('');
    expect(text.replace(/ {2,}/g, '  ')).toBe(wanted);
  });
});

describe('a text cut at a width', () => {
  it.each([
    ['prélevé le 15', 12, 'prélevé le…'],
    ['prélevé le 15', 13, 'prélevé le 15'],
    ['Cumul 1 234,50 €', 15, 'Cumul…'],
    ['appeler le 06 39 98 00 01', 20, 'appeler le…'],
    ['Exempleville', 6, 'Exemp…'],
    ['rappel 12/11 18:00 à Paris', 20, 'rappel 12/11 18:00…'],
  ])('%j in %i cells reads %j', (text, width, wanted) => {
    expect(clip(text, width)).toBe(wanted);
  });

  it('says so where its pieces end, as anywhere else', () => {
    const line: Line = [span('cinq', 'strong'), span('cents')];
    expect(clipLine(line, 4)).toEqual([span('cin…', 'strong')]);
    expect(clipLine(line, 5)).toEqual([span('cinq…', 'strong')]);
    expect(clipLine([span('cinq  ')], 4)).toEqual([span('cinq')]);
    fc.assert(
      fc.property(fc.array(words(2), { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (pieces, width) => {
        const all = pieces.map((text) => span(text));
        const text = clipLine(all, width)
          .map((piece) => piece.text)
          .join('');
        expect(cells(text)).toBeLessThanOrEqual(width);
        const whole = pieces.join('');
        expect(text === whole || text.endsWith('…')).toBe(true);
      }),
    );
  });
});
