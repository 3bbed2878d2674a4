import { type Frequency, yearlyMinor } from './money.ts';

/** The dated sentence of a campaign, in force on the day; it holds from a sum given in a year (docs/rules/tax.md). */
export interface TaxSentence {
  readonly sentence: string;
  readonly fromYearlyMinor: number;
}

/** A gift proposed or agreed, minor units: regular with its periodicity, or a single one. */
export interface ProposedGift {
  readonly minor: number;
  readonly frequency: Frequency | 'once';
}

/**
 * The sentence that may be said of that gift, '' when it does not reach the sum: judged on the amount proposed, the same in
 * the script and in the e-mail.
 */
export function taxSentenceOf(tax: TaxSentence | undefined, { minor, frequency }: ProposedGift): string {
  if (tax === undefined) return '';
  const yearly = frequency === 'once' ? minor : yearlyMinor(minor, frequency);
  return yearly >= tax.fromYearlyMinor ? tax.sentence : '';
}
