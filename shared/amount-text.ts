import { CURRENCIES, type Currency, currencyFacts } from './currency.ts';

/** An amount as written; the currency only when the text names it. */
export interface WrittenAmount {
  readonly minor: number;
  readonly currency: Currency | undefined;
}

const MARKS = CURRENCIES.map(
  (currency) =>
    [currency, new RegExp(`(?<!\\p{L})(?:${currencyFacts(currency).written})(?!\\p{L})`, 'giu')] as const,
);

/** Stands for a currency already found; no writing holds it. */
const FOUND = '\u0000';

/**
 * Units whose thousands, if grouped, are groups of three behind one sign; then a decimal mark with one or two digits,
 * or the Swiss « .- » for no cents.
 */
const BESIDE =
  /^\0? ?(?<units>\d+|[1-9]\d{0,2}(?:(?<group>[ .,'’])\d{3})(?:\k<group>\d{3})*)(?:(?<mark>[.,])(?:(?<cents>\d{1,2})|[-–—]{1,2}))? ?\0?$/;
/** `5€50`: two digits, for one would say neither five nor fifty. */
const BETWEEN = /^(?<units>\d+) ?\0 ?(?<cents>\d\d)$/;

/**
 * The amount that a text says without any doubt, in minor units: `12,50 €`, `12.5`, `1 234,50`, `1’234.50 CHF`, `5€50`,
 * `CHF 10.-`. Undefined for all that could be read two ways: one sign before three digits (`1.234`), groups that are no groups
 * (`12 50`, `5'50`), a currency named twice, words around it, a sign. No float in between (R-02).
 */
export function readAmountText(text: string): WrittenAmount | undefined {
  const { bare, currencies } = withoutCurrency(text.replace(/\s+/g, ' ').trim());
  if (currencies.length > 1) return undefined;
  const found = (BESIDE.exec(bare) ?? BETWEEN.exec(bare))?.groups;
  if (found === undefined) return undefined;
  const { units = '', cents = '', group, mark } = found;
  const isGroupOrDecimal = group === '.' || group === ',';
  if (isGroupOrDecimal && (mark === undefined || mark === group)) return undefined;
  const minor = Number(units.replace(/\D/g, '')) * 100 + Number(cents.padEnd(2, '0'));
  return Number.isSafeInteger(minor) ? { minor, currency: currencies[0] } : undefined;
}

function withoutCurrency(text: string): { readonly bare: string; readonly currencies: readonly Currency[] } {
  const currencies: Currency[] = [];
  let bare = text.replaceAll(FOUND, '?');
  for (const [currency, pattern] of MARKS) {
    bare = bare.replace(pattern, () => {
      currencies.push(currency);
      return FOUND;
    });
  }
  return { bare, currencies };
}
