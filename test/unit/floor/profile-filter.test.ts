import { describe, expect, test } from 'vitest';
import { profileDimensions } from '../../../server/domain/campaign/profile-settings.ts';
import { type FilteredRecord, parseProfileFilter } from '../../../server/domain/floor/profile-filter.ts';
import { filterPlace } from '../../../server/domain/floor/profile-filter-words.ts';

const record: FilteredRecord = {
  segment: 'S1',
  country: 'FR',
  canton: '',
  area: 'FR-57',
  queue: 'retry',
  attempts: 3,
  disposition: 'NJ_NRP',
  giftMinor: 3600,
  monthlyMinor: 1200,
  frequency: 'T',
  classes: { canal: 'RUE', age: 'NON_CLASSE' },
};

const PROFILES = profileDimensions({
  profiles: {
    canal: { label: 'canal', column: 'CANAL_RECRUTEMENT', classes: { RUE: ['street'], WEB: ['web'] } },
    age: { bands: [45, 65] },
    segment: { column: 'SEGMENT', classes: { FIDELES: ['S1'] } },
  },
});

test.each([
  ['segment=s1', true],
  ['segment=S1 and attempts>=4', false],
  ['segment=S2 or attempts>=3 and country=FR', true],
  ['(segment=S2 or attempts>=3) and country=BE', false],
  ['not segment=S2 and not (attempts<3)', true],
  ['profil=S1 et état=relance et tentatives=2-4', true],
  ['state in (nouvelle, rappel)', false],
  ['monthly=8-12 and monthly!=12.01-20 and gift=36', true],
  ['monthly<12', false],
  ['gift_band in (1,2) and frequency=T', true],
  ['disposition=aucune', false],
  ['area="fr-57"', true],
])('%s: %s', (text, expected) => {
  expect(parseProfileFilter(text, []).filter(record)).toBe(expected);
});

describe('R-63 a filter reads the classes of the campaign', () => {
  test.each([
    ['canal=rue', true, ['canal RUE']],
    ['profil.canal in (web, autre)', false, ['canal WEB', 'canal AUTRE']],
    ['Canal!=WEB and segment=S1', true, ['canal WEB']],
    ['age="65_ET_PLUS" or age=non_classe', true, ['age 65_ET_PLUS', 'age NON_CLASSE']],
    // A column goes before a profile of the same name.
    ['segment=S1 and not profil.segment=FIDELES', true, ['segment FIDELES']],
  ])('%s: %s', (text, expected, classes) => {
    const read = parseProfileFilter(text, PROFILES);
    expect(read.filter(record)).toBe(expected);
    expect(read.classes.map(({ profile, code }) => `${profile} ${code}`)).toEqual(classes);
  });

  test.each([
    ['canal=RUES', 6, 'Vouliez-vous dire « RUE » ? Valeurs : RUE, WEB, AUTRE, NON_CLASSE.'],
    ['profil.cannal=RUE', 0, 'Vouliez-vous dire « profil.canal » ? Champs : segment, '],
    ['cannal=RUE', 0, 'Vouliez-vous dire « canal » ? Champs : segment, '],
    ['canal>RUE', 5, 'profil.canal, profil.age'],
    ['age_band=65', 0, 'Déclarez un profil qui le classe'],
  ])('%s is refused with what may be meant', (text, at, hint) => {
    expect(() => parseProfileFilter(text, PROFILES)).toThrow(
      expect.objectContaining({ code: 'filter-invalid', at, hint: expect.stringContaining(hint) }),
    );
  });

  test('the place of a fault is read from its sentence, where only the sentence comes', () => {
    expect(() => parseProfileFilter('canal=RUES', PROFILES)).toThrow(
      expect.toSatisfy((error: Error) => filterPlace(error.message) === 6),
    );
    expect(filterPlace('Aucune fiche.')).toBeUndefined();
  });
});

test.each([
  ['segment=S1 and age_band=18-25', 15, 'scellé'],
  ['segment', 7, 'il faut ='],
  ['segment=', 8, 'il manque une valeur'],
  ['', 0, 'il manque une condition'],
  ['segment>S1', 7, 'par = ou != seulement'],
  ['couleur=bleu', 0, 'n’existe pas'],
  ['(segment=S1', 11, 'signe 1 n’est pas refermée'],
  ['segment=S1 segment=S2', 11, 'de trop'],
  ['attempts<beaucoup', 9, 'pas un nombre'],
  ['monthly>8-13', 8, 'pas un nombre'],
  ['state=close', 6, 'pas une valeur'],
  ['segment="S1', 8, 'pas refermé'],
  [`${'('.repeat(25)}segment=S1`, 20, 'trop de parenthèses'],
])('%s is refused at its place', (text, at, said) => {
  expect(() => parseProfileFilter(text, [])).toThrow(
    expect.objectContaining({ code: 'filter-invalid', at, message: expect.stringContaining(said) }),
  );
});
