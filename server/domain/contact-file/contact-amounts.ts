import type { Currency } from '../../../shared/money.ts';
import { accepted, type Reading, refused } from './contact-remarks.ts';
import { type FilledCell, readText } from './contact-texts.ts';

/** An amount as written; the currency only when the cell names it. */
export interface WrittenAmount {
  readonly minor: number;
  readonly currency: Currency | undefined;
}

const MAX_MINOR = 1_000_000_000;
const EXACTNESS = 1e-6;

const SIGNS: readonly (readonly [RegExp, Currency])[] = [
  [/€|\bEUROS?\b|\bEUR\b/i, 'EUR'],
  [/\bCHF\b|\bFRANCS?\b|\bFR\.?(?=\s|$)/i, 'CHF'],
];

function fromNumber(value: number): number | undefined {
  const minor = Math.round(value * 100);
  return Math.abs(value * 100 - minor) < EXACTNESS ? minor : undefined;
}

/**
 * Digits to minor units without a float in between. The last of « , » and « . » is the decimal mark; the other one, spaces
 * and apostrophes group thousands. One separator followed by three digits (`1.234`) says neither, and is refused.
 */
function fromDigits(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '');
  const match = /^(\d{1,3}(?:([.,])\d{3})*|\d+)(?:([.,])(\d{1,2}))?$/.exec(bare);
  if (!match) return undefined;
  const [, whole = '', group, decimal, cents = ''] = match;
  if (group !== undefined && (decimal === undefined || group === decimal)) return undefined;
  return Number(whole.replace(/[.,]/g, '')) * 100 + Number(cents.padEnd(2, '0'));
}

function fromText(text: string): WrittenAmount | undefined {
  const sign = SIGNS.find(([pattern]) => pattern.test(text));
  const digits = sign ? text.replace(sign[0], '').trim() : text;
  const minor = fromDigits(digits);
  return minor === undefined ? undefined : { minor, currency: sign?.[1] };
}

/** An amount in minor units, exactly: numbers with at most two decimals, `12,50 €`, `12.50`, `1 234,50`, `1’234.50 CHF`. Negative, ambiguous or unreadable ones are refused; 0 is left to the column's own rule. */
export function readAmount(cell: FilledCell): Reading<WrittenAmount> {
  const text = cell.kind === 'text' ? readText(cell).value : undefined;
  if (text === '') return { value: undefined, remarks: [] };
  const amount =
    cell.kind === 'number'
      ? { minor: fromNumber(cell.value) ?? Number.NaN, currency: undefined }
      : fromText(text ?? '');
  if (amount === undefined || !(amount.minor >= 0 && amount.minor < MAX_MINOR))
    return refused(
      'wrong-amount',
      'Montant illisible ; attendu : un nombre à deux décimales au plus, comme 12,50.',
    );
  return accepted(amount);
}
