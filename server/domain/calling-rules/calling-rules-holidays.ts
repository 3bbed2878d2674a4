import Holidays from 'date-holidays';
import type { CivilDate } from '../../../shared/time.ts';

/** Public holidays by calling area; names in French. Holds a cache, so one calendar serves the whole process. */
export interface HolidayCalendar {
  /** Name of the public holiday of that place on that date, or undefined on an ordinary day. */
  nameOf(area: string, date: CivilDate): string | undefined;
}

/** Overseas areas bear their own code: date-holidays knows them as regions of France, and falls back to France silently for an unknown key. */
const FRENCH_OVERSEAS = new Set(['RE', 'GP', 'MQ', 'GF', 'YT']);

/** Years × areas kept: five years of every canton and department with rules of its own. */
const MAX_YEARS = 500;

function placeOf(area: string): readonly [string, string?] {
  if (FRENCH_OVERSEAS.has(area)) return ['FR', area];
  const [country = area, region] = area.split('-');
  return region === undefined ? [country] : [country, region];
}

function holidaysOf(area: string, year: number): ReadonlyMap<CivilDate, string> {
  const [country, region] = placeOf(area);
  const options = { types: ['public' as const], languages: ['fr'] };
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
