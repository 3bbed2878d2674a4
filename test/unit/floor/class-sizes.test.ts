import { describe, expect, test } from 'vitest';
import type { Profiled } from '../../../server/domain/campaign/profile-settings.ts';
import { shownProfiles, smallClasses } from '../../../server/domain/floor/class-sizes.ts';

const DECLARED: Profiled = {
  profiles: {
    canal: {
      label: 'canal de recrutement',
      column: 'CANAL_RECRUTEMENT',
      classes: { RUE: ['a'], WEB: ['b'], TV: ['c'] },
    },
  },
};
const donors = (sizes: Readonly<Record<string, number>>) =>
  Object.entries(sizes).map(([canal, count]) => ({ classes: { canal }, donors: count }));
const shown = (sizes: Readonly<Record<string, number>>, settings = DECLARED) =>
  shownProfiles(settings, donors(sizes)).map(({ classes, small }) => ({
    classes: classes.map((one) => `${one.code} ${one.donors}`),
    small,
  }));

describe('R-63 small classes are not shown', () => {
  test('one below the least number counts in « autre »; one that nobody bears tells of nobody', () => {
    expect(shown({ RUE: 12, WEB: 4, AUTRE: 2 })).toEqual([
      { classes: ['RUE 12', 'TV 0', 'AUTRE 6'], small: ['WEB'] },
    ]);
    expect([...smallClasses(DECLARED, donors({ RUE: 12, WEB: 4, AUTRE: 2 }))]).toEqual([
      'canal WEB',
      'canal AUTRE',
    ]);
  });

  test('« autre » is without its number while it is small, even with the small ones in it', () => {
    expect(shown({ RUE: 5, WEB: 1 })).toEqual([{ classes: ['RUE 5', 'TV 0', 'AUTRE null'], small: ['WEB'] }]);
  });

  test('the campaign may ask for more', () => {
    expect(shown({ RUE: 12, WEB: 30 }, { ...DECLARED, smallestClass: 20 })).toEqual([
      { classes: ['WEB 30', 'TV 0', 'AUTRE null'], small: ['RUE'] },
    ]);
  });

  test('records of before the profile, and of a class that is gone, are « non classé »', () => {
    expect(
      shownProfiles(DECLARED, [
        { classes: {}, donors: 4 },
        { classes: { canal: 'RADIO' }, donors: 4 },
        { classes: { canal: 'RUE' }, donors: 9 },
      ])[0]?.classes.map((one) => [one.words, one.donors]),
    ).toEqual([
      ['rue', 9],
      ['web', 0],
      ['tv', 0],
      ['autre', 0],
      ['non classé', 8],
    ]);
  });
});
