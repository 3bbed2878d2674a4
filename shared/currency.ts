/** What a currency is; amounts are integers of its minor unit, a hundredth. */
interface CurrencyFacts {
  /** Beside a figure that is no amount of a donor's, e.g. an average. */
  readonly sign: string;
  /** Locale that writes an amount where no country is known: sums of several campaigns, tables of the command line. */
  readonly locale: string;
  /** How people write it beside a figure, whatever the case: a pattern. */
  readonly written: string;
  /** Least step that is in use, minor units: no coin of one centime exists in francs. */
  readonly stepMinor: number;
}

/** THE table of currencies. They are never added up nor converted, but for a rate frozen in a campaign's file. */
const ROWS = {
  EUR: { sign: '€', locale: 'fr-FR', written: '€|EUROS?|EUR', stepMinor: 1 },
  CHF: { sign: 'CHF', locale: 'fr-CH', written: 'CHF|FRANCS?|S?FR\\.?', stepMinor: 5 },
} satisfies Record<string, CurrencyFacts>;

export type Currency = keyof typeof ROWS;
export const CURRENCIES = Object.keys(ROWS) as readonly Currency[];

/** The currency of reports: the others stand beside it, with an indication in it when their campaign froze a rate. */
export const REPORT_CURRENCY: Currency = 'EUR';

export function currencyFacts(currency: Currency): CurrencyFacts {
  return ROWS[currency];
}
