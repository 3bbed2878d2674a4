import { COUNTRIES, type Country, countryFacts, knownCountry, territoryOf } from '../../../shared/country.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import type { Donor } from '../donor.ts';

/** Where the calling rules of a donor's place apply: `FR`, `FR-57`, `RE`, `BE`, `CH-VD`; `CH` when the canton is unknown. */
export function callingArea({
  country,
  postcode,
  canton,
}: Pick<Donor, 'country' | 'postcode' | 'canton'>): string {
  const overseas = territoryOf(country, postcode)?.area;
  if (overseas) return overseas.code;
  const { hasCantons, holidayPostcodes } = countryFacts(country);
  const region = hasCantons ? canton : holidayPostcodes.find((start) => postcode.startsWith(start));
  return region ? `${country}-${region}` : country;
}

interface Place {
  readonly country: Country;
  readonly zone: string;
}

const OVERSEAS: ReadonlyMap<string, Place> = new Map(
  COUNTRIES.flatMap((country) =>
    countryFacts(country).territories.flatMap(({ area }) =>
      area ? [[area.code, { country, zone: area.zone }] as const] : [],
    ),
  ),
);

/** The country an area is in, and its IANA zone; undefined for an area that `callingArea` cannot give. */
export function placeOfArea(area: string): Place | undefined {
  const overseas = OVERSEAS.get(area);
  if (overseas) return overseas;
  const country = knownCountry(area.slice(0, 2));
  return country && { country, zone: countryFacts(country).zone };
}

/** IANA zone of an area; that of the house for one that `callingArea` cannot give. */
export function zoneOfArea(area: string): string {
  return placeOfArea(area)?.zone ?? HOUSE_ZONE;
}

/** False for the territories whose hours and holidays are in no rule of ours (975, Pacific): their donors are not called. */
export function hasCallingRules({ country, postcode }: Pick<Donor, 'country' | 'postcode'>): boolean {
  return territoryOf(country, postcode)?.area !== null;
}
