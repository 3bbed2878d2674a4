import Holidays from 'date-holidays';
import { HOUSE_LANGUAGE, languagePack } from '../../../shared/language/languages.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { placeOfArea } from './calling-area.ts';

/**
 * Public holidays by calling area; names in the language of the house. Holds a cache, so one calendar serves the whole
 * process.
 */
export interface HolidayCalendar {
  /** Name of the public holiday of that place on that date, or undefined on an ordinary day. */
  nameOf(area: string, date: CivilDate): string | undefined;
}

/** Years × areas kept: five years of every canton and department with rules of its own. */
const MAX_YEARS = 500;

/**
 * Country and region as date-holidays knows them: a territory, whose area bears its own code, is a region of its
 * country. It falls back to the country silently for an unknown region.
 */
function placeOf(area: string): readonly [string, string?] {
  const [start = area, region = start] = area.split('-');
  const country = placeOfArea(area)?.country ?? start;
  return region === country ? [country] : [country, region];
}

function holidaysOf(area: string, year: number): ReadonlyMap<CivilDate, string> {
  const [country, region] = placeOf(area);
  const options = { types: ['public' as const], languages: [languagePack(HOUSE_LANGUAGE).holidayNames] };
  const place =
    region === undefined ? new Holidays(country, options) : new Holidays(country, region, options);
  return new Map(place.getHolidays(year).map((day) => [day.date.slice(0, 10), day.name]));
}

/** Data of date-holidays (ISC and CC-BY-3.0), type « public » (docs/rules/law.md#zones-and-holidays). */
export function holidayCalendar(): HolidayCalendar {
  const years = new Map<string, ReadonlyMap<CivilDate, string>>();
  return {
    nameOf(area, date) {
      const key = `${area} ${date.slice(0, 4)}`;
      let days = years.get(key);
      if (!days) {
        if (years.size >= MAX_YEARS) years.clear();
        days = holidaysOf(area, Number(date.slice(0, 4)));
        years.set(key, days);
      }
      return days.get(date);
    },
  };
}
