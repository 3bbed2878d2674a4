import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  currentClasses,
  type Profiled,
  profileDimensions,
} from '../../../server/domain/campaign/profile-settings.ts';
import { donorClasses } from '../../../server/domain/contact-file/donor-classes.ts';
import { classWords, NOT_CLASSED, OTHER_CLASS } from '../../../shared/profile-classes.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';

const DECLARED: Profiled = {
  profiles: {
    canal: {
      column: 'CANAL_RECRUTEMENT',
      classes: { RUE: ['Street', 'Face à face'], COURRIER: ['MAILING'] },
    },
    age: { bands: [45, 65] },
    interet: { column: 'INFO_2', classes: { NATURE: ['Forêts'] } },
    segment: { column: 'SEGMENT', classes: { FIDELES: ['FIDELES'] } },
  },
};
const ON = '2026-11-30';
const classesOf = (change: Parameters<typeof fictitiousDonor>[1]) =>
  donorClasses(fictitiousDonor(1, change), DECLARED, ON);

describe('R-63 a donor is classed by the words of the campaign alone', () => {
  test('no value of a file becomes a class, whatever it is', () => {
    const known = new Map(profileDimensions(DECLARED).map(({ name, classes }) => [name, classes]));
    fc.assert(
      fc.property(
        fc.record({
          segment: fc.string({ unit: 'grapheme' }),
          recruitmentChannel: fc.oneof(
            fc.string(),
            fc.constantFrom('street', 'FACE A FACE', 'mailing ', 'RUE'),
          ),
          ageBand: fc.oneof(
            fc.string(),
            fc.nat(130).map(String),
            fc.constantFrom('75+', '30-80', 'moins de 45'),
          ),
          infos: fc.array(fc.string(), { minLength: 0, maxLength: 6 }),
        }),
        (change) => {
          for (const [name, code] of Object.entries(classesOf(change)))
            expect(known.get(name)).toContain(code);
        },
      ),
    );
  });

  test('case, accents and blanks do not count; what fits no class, and no value, is « autre »', () => {
    const canal = (recruitmentChannel?: string) =>
      classesOf(recruitmentChannel === undefined ? {} : { recruitmentChannel }).canal;
    expect([canal('STREET'), canal('face a face '), canal('Mailing'), canal('Radio'), canal()]).toEqual([
      'RUE',
      'RUE',
      'COURRIER',
      OTHER_CLASS,
      OTHER_CLASS,
    ]);
  });

  test.each([
    ['25-34', 'MOINS_DE_45'],
    ['45-54', '45_A_64'],
    ['45 à 54 ans', '45_A_64'],
    ['75+', '65_ET_PLUS'],
    ['65 et plus', '65_ET_PLUS'],
    ['plus de 64 ans', '65_ET_PLUS'],
    ['moins de 45 ans', 'MOINS_DE_45'],
    ['44', 'MOINS_DE_45'],
    ['45', '45_A_64'],
    // Across two classes: it fits neither.
    ['40-50', OTHER_CLASS],
    ['plus de 60', OTHER_CLASS],
    ['senior', OTHER_CLASS],
    ['', OTHER_CLASS],
  ])('a band of age « %s » is %s', (ageBand, expected) => {
    expect(classesOf({ ageBand }).age).toBe(expected);
  });

  test('a birth date is the surer one, to the day', () => {
    expect(classesOf({ birthDate: '1981-12-01', ageBand: '75+' }).age).toBe('MOINS_DE_45');
    expect(classesOf({ birthDate: '1981-11-30', ageBand: '25-34' }).age).toBe('45_A_64');
  });

  test('an INFO keeps its column; a record sealed before does not say which one it was', () => {
    expect(classesOf({ infos: ['', 'forets', '', '', ''] }).interet).toBe('NATURE');
    expect(classesOf({ infos: ['forets', '', '', '', ''] }).interet).toBe(OTHER_CLASS);
    expect(classesOf({ infos: ['forets'] }).interet).toBeUndefined();
  });

  test('a record of before, and a class that the campaign no longer has, are not classed', () => {
    expect(currentClasses(DECLARED, { canal: 'PARRAINAGE', age: '45_A_64' })).toEqual({
      canal: NOT_CLASSED,
      age: '45_A_64',
      interet: NOT_CLASSED,
      segment: NOT_CLASSED,
    });
    expect(currentClasses({ profiles: { constructor: { bands: [50] } } }, {})).toEqual({
      constructor: NOT_CLASSED,
    });
  });

  test('people read words', () => {
    expect(
      ['45_A_64', '65_ET_PLUS', 'MOINS_DE_45', 'FACE_A_FACE', OTHER_CLASS, NOT_CLASSED].map(classWords),
    ).toEqual(['45 à 64', '65 et plus', 'moins de 45', 'face a face', 'autre', 'non classé']);
  });
});
