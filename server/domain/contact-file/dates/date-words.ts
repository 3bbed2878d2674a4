/** Months in French, Dutch, German and English, upper case without accents: names, and what they are shortened to. */
const MONTHS = [
  'JANVIER JANV JAN JANUARI JANUAR JANNER JANUARY',
  'FEVRIER FEVR FEV FEB FEBRUARI FEBRUAR FEBRUARY',
  'MARS MAR MAART MRT MARZ MAERZ MRZ MARCH',
  'AVRIL AVR APRIL APR',
  'MAI MEI MAY',
  'JUIN JUNI JUN JUNE',
  'JUILLET JUILL JUIL JULI JUL JULY',
  'AOUT AUGUSTUS AUGUST AUG',
  'SEPTEMBRE SEPTEMBER SEPT SEP',
  'OCTOBRE OKTOBER OCTOBER OCT OKT',
  'NOVEMBRE NOVEMBER NOV',
  'DECEMBRE DECEMBER DEZEMBER DEC DEZ',
].map((names) => names.split(' '));

/** Shorter forms are left out: DI is a Sunday in one language and a Tuesday in two. */
const WEEKDAYS = [
  'LUNDI LUN MAANDAG MONTAG MONDAY MON',
  'MARDI MAR DINSDAG DIENSTAG TUESDAY TUE',
  'MERCREDI MER WOENSDAG MITTWOCH WEDNESDAY WED',
  'JEUDI JEU DONDERDAG DONNERSTAG THURSDAY THU',
  'VENDREDI VEN VRIJDAG FREITAG FRIDAY FRI',
  'SAMEDI SAM ZATERDAG SAMSTAG SATURDAY SAT',
  'DIMANCHE DIM ZONDAG SONNTAG SUNDAY SUN',
].map((names) => names.split(' '));

/** 1 to 12; undefined for a word that is no month. */
export function monthNamed(word: string): number | undefined {
  const at = MONTHS.findIndex((names) => names.includes(word));
  return at < 0 ? undefined : at + 1;
}

/** Monday is 1; undefined for a word that is no day of the week. */
export function weekdayNamed(word: string): number | undefined {
  const at = WEEKDAYS.findIndex((names) => names.includes(word));
  return at < 0 ? undefined : at + 1;
}
