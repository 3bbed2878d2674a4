import { describe, expect, it } from 'vitest';
import type { Donor } from '../../../server/domain/donor.ts';
import { type Address, postalLines, writtenLines } from '../../../server/domain/postal/postal-lines.ts';
import { townKey } from '../../../shared/town-key.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';

const NONE = { addressL2: '', addressL3: '', addressL5: '' };
const at = (change: Partial<Donor>) => writtenLines({ ...fictitiousDonor(1), ...NONE, ...change } as Address);
const stateOf = (change: Partial<Donor>) => postalLines(fictitiousContent(fictitiousDonor(1, change))).state;

describe('R-77 a French envelope (NF Z10-011)', () => {
  it.each([
    ['12bis, rue de l’Église', '12 BIS RUE DE L EGLISE'],
    ['n° 4, avenue Jean-Moulin.', '4 AVENUE JEAN MOULIN'],
    ['12/14 cours de l’Œuvre', '12 14 COURS DE L OEUVRE'],
    // Short enough: nothing is shortened.
    ['3 avenue des Fleurs', '3 AVENUE DES FLEURS'],
    ['112 boulevard du Général de l’Exemple Imaginaire', '112 BOULEVARD DU GAL DE L EXEMPLE IMAGINAIRE'],
  ])('writes the street « %s »', (street, written) => {
    const [, , line] = at({ addressL4: street });
    expect(line).toBe(written.length <= 38 ? written : '112 BD DU GAL DE L EXEMPLE IMAGINAIRE');
  });

  it.each([
    ['Saint-Étienne', '01000 ST ETIENNE'],
    ['L’Haÿ-les-Roses', '01000 L HAY LES ROSES'],
    ['Sainte-Foy cedex 2', '01000 STE FOY CEDEX 2'],
  ])('writes the town « %s » as mail is sorted', (city, written) => {
    expect(at({ city })[4]).toBe(written);
  });

  it('keeps hyphens before the street, puts each part on its line, and leaves an empty one empty', () => {
    const lines = at({
      addressL2: 'Appt 12, esc. B',
      addressL3: 'Résidence Les Érables-Bleus',
      addressL5: 'Lieu-dit Le Moulin',
    });
    expect(lines.slice(0, 2)).toEqual(['APPT 12 ESC. B', 'RESIDENCE LES ERABLES-BLEUS']);
    expect(lines[3]).toBe('LIEU DIT LE MOULIN');
    expect(at({})[1]).toBe('');
  });

  it('cuts nothing: what cannot fit is said', () => {
    const street = `12 rue ${'Imaginaire '.repeat(5)}`;
    expect(stateOf({ addressL4: street })).toBe('TROP_LONGUE');
    expect(at({ addressL4: street })[2]).toContain('IMAGINAIRE IMAGINAIRE IMAGINAIRE IMAGINAIRE IMAGINAIRE');
  });
});

describe('R-77 a Belgian and a Swiss envelope', () => {
  const belgian = (change: Partial<Donor>) =>
    at({ country: 'BE', postcode: '1000', city: 'Bruxelles', ...change });

  it.each([
    ['12, rue de l’Exemple', '', 'Rue de l’Exemple 12'],
    ['Rue de l’Exemple 32/20', '', 'Rue de l’Exemple 32 bte 20'],
    ['Rue de l’Exemple, 32 boîte 20', '', 'Rue de l’Exemple 32 bte 20'],
    ['Rue de l’Exemple 32', 'Boîte 3', 'Rue de l’Exemple 32 bte 3'],
    ['Rue du 4 Août 7C', 'bte 5', 'Rue du 4 Août 7C bte 5'],
  ])('« %s », « %s »: the number after the street, then the box', (addressL4, addressL3, street) => {
    const lines = belgian({ addressL4, addressL3 });
    expect(lines[2]).toBe(street);
    expect(lines[1]).toBe('');
    expect(lines[4]).toBe('1000 Bruxelles');
  });

  it('keeps a building that is no box on its own line', () => {
    expect(belgian({ addressL3: 'Bloc A, étage 4' })[1]).toBe('Bloc A étage 4');
  });

  it('keeps case and accents in Switzerland, the number after the street, the post-office box apart', () => {
    const lines = at({
      ...{ country: 'CH', postcode: '1207', city: 'Genève' },
      ...{ addressL4: '4 rue de l’Exemple', addressL5: 'Case postale 12' },
    });
    expect(lines).toEqual(['', '', 'Rue de l’Exemple 4', 'Case postale 12', '1207 Genève']);
  });
});

describe('R-77 whether an envelope may be posted', () => {
  it.each<[Partial<Donor>, string]>([
    [{}, 'PRETE'],
    [{ addressL4: '12 boulevard du Maréchal de l’Exemple Long' }, 'ABREGEE'],
    [{ addressL4: '' }, 'INCOMPLETE'],
    [{ city: '' }, 'INCOMPLETE'],
    [{ npai: true }, 'NPAI'],
  ])('%o is %s', (change, state) => {
    expect(stateOf(change)).toBe(state);
  });

  it('is told again once an address was given in the place of the one that mail came back from', () => {
    const before = fictitiousContent(fictitiousDonor(1, { npai: true }));
    const donor = { ...before.donor, addressL4: '2 RUE FICTIVE' };
    expect(postalLines({ ...before, donor }).state).toBe('NPAI_CORRIGE');
  });
});

describe('a town under two spellings', () => {
  it.each([
    ['SAINT-ÉTIENNE', 'St Etienne'],
    ['Paris 11e', 'PARIS'],
    ['Braine-l’Alleud', 'BRAINE L ALLEUD'],
    ['Lyon CEDEX 03', 'Lyon'],
  ])('« %s » and « %s » are one', (one, other) => {
    expect(townKey(one)).toBe(townKey(other));
  });

  it('two towns stay two', () => {
    expect(townKey('Saint-Denis')).not.toBe(townKey('Sainte-Denise'));
  });
});
