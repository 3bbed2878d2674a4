import type { Country } from '../../../shared/country.ts';
import type { Donor } from '../donor.ts';

/** Belgian postcodes by first of each range, ascending: the province that goes up to the next one. */
const BELGIAN: readonly (readonly [number, string])[] = [
  [1000, 'Bruxelles'],
  [1300, 'Brabant wallon'],
  [1500, 'Brabant flamand'],
  [2000, 'Anvers'],
  [3000, 'Brabant flamand'],
  [3500, 'Limbourg'],
  [4000, 'Liège'],
  [5000, 'Namur'],
  [6000, 'Hainaut'],
  [6600, 'Luxembourg'],
  [7000, 'Hainaut'],
  [8000, 'Flandre occidentale'],
  [9000, 'Flandre orientale'],
];

type Placed = Pick<Donor, 'country' | 'postcode' | 'canton'>;

/** A department in France, a province in Belgium, a canton in Switzerland: nothing smaller, since it is shown masked. */
const REGION: Readonly<Record<Country, (donor: Placed) => string>> = {
  FR: ({ postcode }) => /^\d{2}/.exec(postcode)?.[0] ?? '',
  BE: ({ postcode }) => BELGIAN.findLast(([from]) => Number(postcode) >= from)?.[1] ?? '',
  CH: ({ canton }) => canton ?? '',
};

/** '' where it is not known. */
export function regionOf(donor: Placed): string {
  return REGION[donor.country](donor);
}
