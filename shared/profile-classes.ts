/** Class of a donor in each profile of the campaign, by the profile's name: `{ canal: 'RUE' }`. */
export type ProfileClasses = Readonly<Record<string, string>>;

/** A value that fits no class, and no value at all. */
export const OTHER_CLASS = 'AUTRE';
/** The record came in before the campaign had that profile. */
export const NOT_CLASSED = 'NON_CLASSE';
/** What stands before a profile's name where columns and variables have names of their own: `profil.canal`. */
export const PROFILE_PREFIX = 'profil.';

/** A class as people read it: « 45 à 64 », « non classé ». */
export function classWords(code: string): string {
  if (code === NOT_CLASSED) return 'non classé';
  return code
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/^(\d+) a (\d+)$/, '$1 à $2');
}
