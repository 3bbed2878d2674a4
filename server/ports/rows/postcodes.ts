import type { Country } from '../../../shared/country.ts';

export interface PostcodeReader {
  /** In the order in which they are proposed; none for a code that is not known. */
  towns(country: Country, postcode: string): Promise<readonly string[]>;
  /** Every code known, in no order. */
  codes(country: Country): Promise<readonly string[]>;
  /** Codes known. */
  count(country: Country): Promise<number>;
}

export interface PostcodeWriter extends PostcodeReader {
  /** In place of all that was known of that country. */
  replace(country: Country, towns: ReadonlyMap<string, readonly string[]>): Promise<void>;
}
