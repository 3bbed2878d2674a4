import { COUNTRIES, type Country, countryFacts } from '../../../shared/country.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { zoned } from '../../../shared/time.ts';
import type { LineSettings } from './line-settings.ts';
import type { PledgeContent } from './stored-pledge.ts';

/** Who hung up and is rung back is at home: hours of the line's country, the last one excluded (ours). */
const RINGS_H = { from: 9, to: 22 } as const;

/** Whether somebody may be rung back at that instant. */
export function mayRingBack({ country }: Pick<LineSettings, 'country'>, nowMs: number): boolean {
  const { hour } = zoned(nowMs, countryFacts(country).zone);
  return hour >= RINGS_H.from && hour < RINGS_H.to;
}

const PREFIXES = COUNTRIES.map((one) => countryFacts(one).dialling.prefix);

/**
 * A number that shows, as it may be rung back: E.164 of a country that the house calls, of a person. Whoever calls chooses what
 * shows: a premium, service or far number would make the house pay. Undefined for any other.
 */
export function numberToRing(shown: string, country: Country): string | undefined {
  const read = parsePhone(shown, country);
  if (!read.ok || read.type === 'other') return undefined;
  return PREFIXES.some((prefix) => read.e164.startsWith(prefix)) ? read.e164 : undefined;
}

/** Numbers given up before that instant are kept no more; null: the line keeps none. */
export function keptSince({ callBack }: Pick<LineSettings, 'callBack'>, nowMs: number): number | null {
  return callBack === undefined ? null : nowMs - callBack.withinHours * 3_600_000;
}

/** What is sealed of somebody who promised nothing: where they are reached. */
export function callbackContent(number: string): PledgeContent {
  return { ...{ lastName: '', firstName: '', street: '', postcode: '', town: '' }, to: number, token: '' };
}
