import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmountText } from '../../../shared/amount-text.ts';

interface Run {
  readonly digits: string;
  /** What stands before it, spaces aside: nothing, a separator, or a currency. */
  readonly before: string;
}

const CURRENCY = /^(?:€|eur|euros?|chf|francs?|s?fr\.?)$/i;

/**
 * An amount read by somebody who knows no grammar: runs of digits from left to right, and what stands between them. The last
 * run is cents when a comma, a point or a currency comes before it and it is short; every other run but the first is three
 * digits long. In cents, as a text: `550`.
 */
function readRunByRun(text: string): string | undefined {
  const runs: Run[] = [];
  let before = '';
  let digits = '';
  for (const sign of `${text} `) {
    if (sign >= '0' && sign <= '9') {
      digits += sign;
      continue;
    }
    if (digits !== '') {
      runs.push({ digits, before: before.trim() });
      digits = '';
      before = '';
    }
    before += sign;
  }
  const [first, ...others] = runs;
  if (first === undefined) return undefined;
  const last = others.at(-1);
  const isCents = last !== undefined && last.digits.length <= 2 && /[.,]$|[^'’.,\s\d]/.test(last.before);
  const groups = isCents ? others.slice(0, -1) : others;
  if (groups.some((run) => run.digits.length !== 3)) return undefined;
  const units = [first, ...groups].map((run) => run.digits).join('');
  const cents = isCents ? last.digits.padEnd(2, '0') : '00';
  return `${units}${cents}`.replace(/^0+(?=.)/, '');
}

const piece = fc.constantFrom(
  ...['0', '1', '5', '12', '50', '123', '500', '1234'],
  ...[' ', '.', ',', '’', "'", '-', '.-', '\u00a0', '\u202f'],
  ...['€', 'EUR', 'euros', 'CHF', 'Fr.', 'SFr. ', 'francs', '+', '/'],
);

test('every writing that we accept is the amount that an independent reader finds', () => {
  let acceptedOnes = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), (pieces) => {
      const text = pieces.join('');
      const amount = readAmountText(text);
      if (amount === undefined) return;
      acceptedOnes += 1;
      expect([text, String(amount.minor)]).toEqual([text, readRunByRun(text)]);
    }),
    { numRuns: 40_000 },
  );
  expect(acceptedOnes).toBeGreaterThan(1000);
});

const cents = fc.integer({ min: 0, max: 99_999_999 });

function written(minor: number, [group, mark]: readonly [string, string]): string {
  const units = String(Math.floor(minor / 100)).replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${units}${mark}${String(minor % 100).padStart(2, '0')}`;
}

test('an amount written as the three countries write it comes back, wherever its currency stands', () => {
  const styles = fc.constantFrom(
    ...[' ', '\u202f', '\u00a0', '.', ''].map((group) => [group, ','] as const),
    ...[' ', '’', "'", ',', ''].map((group) => [group, '.'] as const),
  );
  const names = fc.constantFrom('€', 'EUR', 'euros', 'CHF', 'Fr.', 'francs', '');
  fc.assert(
    fc.property(cents, styles, names, fc.boolean(), (minor, style, name, isFirst) => {
      const figure = written(minor, style);
      const text = isFirst ? `${name} ${figure}` : `${figure} ${name}`;
      const currency = name === '' ? undefined : /[€e]/i.test(name[0] ?? '') ? 'EUR' : 'CHF';
      expect([text, readAmountText(text)]).toEqual([text, { minor, currency }]);
    }),
  );
  fc.assert(
    fc.property(cents, names, (minor, name) => {
      if (name === '') return;
      const text = `${Math.floor(minor / 100)}${name}${String(minor % 100).padStart(2, '0')}`;
      expect([text, readAmountText(text)?.minor]).toEqual([text, minor]);
    }),
  );
});

test('a currency is a word of its own, or nothing is read', () => {
  for (const name of ['€', 'EUR', 'chf', 'Fr.', 'SFR']) expect(CURRENCY.test(name)).toBe(true);
  for (const text of ['5 eurs', '5 frs', 'afr 5', '5 Frs.', 'neur 5'])
    expect(readAmountText(text)).toBeUndefined();
});
