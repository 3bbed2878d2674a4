import { describe, expect, it } from 'vitest';
import { heardIdentity, proposedAfter } from '../../../server/domain/call/identity-proposals.ts';
import { readIdentity } from '../../../shared/identity.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';

const NOW_MS = Date.parse('2026-11-23T17:05:00+01:00');

describe('an identity heard on the phone', () => {
  it.each([
    ['NOM', '  Testeur   d’Essai-Élise ', 'Testeur d’Essai-Élise'],
    ['PRENOM', 'J. P.', 'J. P.'],
    ['DATE_NAISSANCE', '2/1/1950', '1950-01-02'],
    ['DATE_NAISSANCE', '1950-01-02', '1950-01-02'],
  ] as const)('%s « %s » is kept as « %s »', (field, typed, text) => {
    expect(readIdentity(field, typed, NOW_MS)).toEqual({ text });
  });

  it.each([
    ['NOM', ''],
    ['NOM', 'Testeur 2'],
    ['NOM', '=Testeur'],
    ['PRENOM', 'x'.repeat(51)],
    ['DATE_NAISSANCE', ''],
    ['DATE_NAISSANCE', '30/02/1950'],
    ['DATE_NAISSANCE', '24/11/2026'],
    ['DATE_NAISSANCE', '01/01/1899'],
  ] as const)('%s « %s » is refused, without repeating it', (field, typed) => {
    const read = readIdentity(field, typed, NOW_MS);
    expect(read).toHaveProperty('problem');
    if (typed !== '') expect(JSON.stringify(read)).not.toContain(typed);
  });

  it('the last word on a field stands, and what only confirms the file is no proposal', () => {
    const donor = fictitiousDonor(1, { birthDate: '1961-03-12' });
    const said = (typed: object) => heardIdentity(donor, typed, NOW_MS);
    const proposed = proposedAfter(undefined, said({ NOM: 'Autre', DATE_NAISSANCE: '13/03/1961' }));
    const second = said({ NOM: donor.lastName, PRENOM: 'Fictif', DATE_NAISSANCE: '12/03/1961' });
    expect(second).toEqual({
      proposals: [{ field: 'PRENOM', before: 'Fictive', after: 'Fictif' }],
      problems: [],
    });
    const third = proposedAfter(proposed, said({ NOM: 'Encore' }));
    expect(third).toEqual({ NOM: 'Encore', DATE_NAISSANCE: '1961-03-13' });
  });
});
