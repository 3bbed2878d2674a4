import assert from 'node:assert/strict';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { formatMoney } from '../../../shared/money.ts';

/**
 * What a scaled integer of a figure means: `count` one, `percent` a tenth of a percent, `per-hour` a tenth, `hours` a
 * tenth of an hour, `amount` a minor unit.
 */
type FigureUnit = 'count' | 'percent' | 'per-hour' | 'hours' | 'amount';

/**
 * One value of an indicator. `scaled` is an integer (see FigureUnit), or null where the denominator is not positive: «
 * n. d. ».
 */
export interface Figure {
  readonly unit: FigureUnit;
  readonly scaled: number | null;
  readonly numerator: number;
  /** 1 for a plain count or sum. */
  readonly denominator: number;
}

/** What a zero denominator prints (docs/rules/indicators.md: never « 0 % »). */
export const NOT_AVAILABLE = 'n. d.';

/** `numerator ÷ denominator` rounded half-up to an integer, in integer arithmetic: no binary fraction ever decides a digit. */
export function divideHalfUp(numerator: number, denominator: number): number {
  assert(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator > 0);
  const span = 2n * BigInt(denominator);
  const doubled = 2n * BigInt(numerator) + BigInt(denominator);
  const rest = ((doubled % span) + span) % span;
  return Number((doubled - rest) / span);
}

export function countFigure(value: number): Figure {
  return { unit: 'count', scaled: value, numerator: value, denominator: 1 };
}

export function sumFigure(minor: number): Figure {
  return { unit: 'amount', scaled: minor, numerator: minor, denominator: 1 };
}

/** A rate, one decimal of a percent, half-up. */
export function percentFigure(numerator: number, denominator: number): Figure {
  return quotient('percent', 1000, { numerator, denominator });
}

/** A mean amount in minor units, half-up. */
export function meanFigure(sumMinor: number, count: number): Figure {
  return quotient('amount', 1, { numerator: sumMinor, denominator: count });
}

/** A count per hour, one decimal, half-up; the denominator is in seconds. */
export function perHourFigure(count: number, seconds: number): Figure {
  return quotient('per-hour', 36_000, { numerator: count, denominator: seconds });
}

export function hoursFigure(seconds: number): Figure {
  return quotient('hours', 10, { numerator: seconds, denominator: 3600 });
}

interface Quotient {
  readonly numerator: number;
  readonly denominator: number;
}

function quotient(unit: FigureUnit, scale: number, { numerator, denominator }: Quotient): Figure {
  // Negative too: a week with more cancellations than agreements has no mean.
  const scaled = denominator <= 0 ? null : divideHalfUp(numerator * scale, denominator);
  return { unit, scaled, numerator, denominator };
}

/** Where amounts are read: their currency and the reader's country. */
export interface FigurePlace {
  readonly currency: Currency;
  readonly country: Country;
}

/** As a French reader sees it: « 28,9 % », « 5,6 », « 4,36 € », « n. d. ». */
export function figureText(figure: Pick<Figure, 'unit' | 'scaled'>, place: FigurePlace): string {
  const { scaled, unit } = figure;
  if (scaled === null) return NOT_AVAILABLE;
  switch (unit) {
    case 'count':
      return String(scaled);
    case 'percent':
      return `${tenths(scaled)} %`;
    case 'per-hour':
      return tenths(scaled);
    case 'hours':
      return `${tenths(scaled)} h`;
    case 'amount':
      return formatMoney({ minor: scaled, currency: place.currency }, place.country);
  }
}

/** A distance to target, always signed, with a true minus: « +2,0 pts », « −1,1 pts », « +0,36 € ». */
export function distanceText(figure: Pick<Figure, 'unit' | 'scaled'>, place: FigurePlace): string {
  const { scaled, unit } = figure;
  if (scaled === null) return NOT_AVAILABLE;
  const sign = scaled >= 0 ? '+' : '';
  const text = unit === 'percent' ? `${tenths(scaled)} pts` : figureText(figure, place);
  return `${sign}${text}`.replace(/^-/, '−');
}

function tenths(scaled: number): string {
  const size = Math.abs(scaled);
  return `${scaled < 0 ? '-' : ''}${Math.floor(size / 10)},${size % 10}`;
}
