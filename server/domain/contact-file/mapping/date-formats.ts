import type { CivilDate } from '../../../../shared/time.ts';
import type { DateFormat } from '../../campaign/mapping-settings.ts';

const SIGNS = /AAAA|MM|JJ/g;
const DIGITS: Readonly<Record<string, string>> = {
  AAAA: '(?<y>\\d{4})',
  MM: '(?<m>\\d{1,2})',
  JJ: '(?<d>\\d{1,2})',
};

/** A day as the agreed format writes it; undefined for any other text, and for a day that does not exist. */
export function dayWritten(text: string, format: DateFormat): CivilDate | undefined {
  const digits = format === 'AAAAMMJJ' ? { ...DIGITS, MM: '(?<m>\\d{2})', JJ: '(?<d>\\d{2})' } : DIGITS;
  const pattern = format.replace(/[.]/g, '\\.').replace(SIGNS, (sign) => digits[sign] ?? sign);
  const { y = '', m = '', d = '' } = new RegExp(`^${pattern}$`).exec(text.trim())?.groups ?? {};
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    // No such day, or no such text: the caller says so.
    return undefined;
  }
}

export function writtenDay(day: CivilDate, format: DateFormat): string {
  const [AAAA = '', MM = '', JJ = ''] = day.split('-');
  const parts: Readonly<Record<string, string>> = { AAAA, MM, JJ };
  return format.replace(SIGNS, (sign) => parts[sign] ?? sign);
}
