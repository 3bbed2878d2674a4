import { describe, expect, it } from 'vitest';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { campaignFiles } from '../../support/campaign/reference-campaigns.ts';

/** What the check says of the French upgrade with that mapping.yaml beside it. */
function checked(lines: readonly string[]) {
  const files = campaignFiles('upgrade-fr').set('mapping.yaml', `${lines.join('\n')}\n`);
  const { settings, problems } = checkCampaign(files);
  return { settings, said: problems.map(({ file, line, code }) => `${file}:${line} ${code}`), problems };
}

const GOOD = [
  'columns:',
  '  ID_DONATEUR: N° contact',
  '  NOM: Nom du contact',
  '  PERIODICITE: Fréquence',
  'returned: { NOUVEAU_MONTANT: Nouveau don, ID_APPEL: Réf. appel }',
  'values:',
  '  PERIODICITE: { M: "12", T: ["4", trimestre], S: "2", A: "1" }',
  '  TYPE_LIGNE: { N: Nouveau }',
  'fixed: { CODE_CAMPAGNE: UPG-FR-2026, PAYS: FR, DEVISE: EUR }',
  'formats: { dates: JJ/MM/AAAA, amounts: units, decimal: "," }',
];

describe('R-72 mapping.yaml', () => {
  it('is taken with the settings; without it nothing is', () => {
    const { settings, said } = checked(GOOD);
    expect(said).toEqual([]);
    expect(settings?.mapping?.columns.NOM).toBe('Nom du contact');
    expect(checkCampaign(campaignFiles('upgrade-fr')).settings).not.toHaveProperty('mapping');
  });

  it.each<[string, readonly string[], string]>([
    ['a column we do not have', ['columns:', '  NOMS: Nom'], 'mapping.yaml:2 mapping-unknown-column'],
    [
      'one that only comes back, under « columns »',
      ['columns:', '  NOUVEAU_MONTANT: Don'],
      'mapping.yaml:2 mapping-unknown-column',
    ],
    [
      'a part of a sent one, under « returned »',
      ['columns: {}', 'returned:', '  CP_AVANT: Code'],
      'mapping.yaml:3 mapping-unknown-column',
    ],
    [
      'two of ours under one of theirs, signs and accents aside',
      ['columns:', '  NOM: Identité', '  PRENOM: IDENTITE *'],
      'mapping.yaml:3 mapping-two-to-one',
    ],
    [
      'a name that a returned column bears already',
      ['columns:', '  SEGMENT: Famille'],
      'mapping.yaml:2 mapping-two-to-one',
    ],
    [
      'a returned one under the name of a sent one',
      ['columns:', '  EMAIL: Courriel', 'returned:', '  STATUT_EMAIL: courriel'],
      'mapping.yaml:4 mapping-two-to-one',
    ],
    [
      'a needed column whose name goes to another',
      ['columns:', '  PRENOM: Nom'],
      'mapping.yaml:2 mapping-loses-column',
    ],
    [
      'all three numbers',
      ['columns:', '  INFO_1: TEL_FIXE', '  INFO_2: TEL_MOBILE', '  INFO_3: TEL_AUTRE'],
      'mapping.yaml:2 mapping-loses-column',
    ],
    [
      'values of a column that is no choice',
      ['columns: {}', 'values:', '  NOM: { X: y }'],
      'mapping.yaml:3 mapping-values-not-a-choice',
    ],
    [
      'a value we do not have',
      ['columns: {}', 'values:', '  PERIODICITE: { Q: "5" }'],
      'mapping.yaml:3 mapping-unknown-value',
    ],
    [
      'one of their values for two of ours',
      ['columns: {}', 'values:', '  PERIODICITE:', '    M: t', '    A: "1"'],
      'mapping.yaml:4 mapping-two-to-one',
    ],
    [
      'a column that has a name and a value',
      ['columns:', '  PAYS: Pays', 'fixed: { PAYS: FR }'],
      'mapping.yaml:3 mapping-two-to-one',
    ],
    [
      'one value for every person’s number',
      ['columns: {}', 'fixed: { ID_DONATEUR: "1" }'],
      'mapping.yaml:2 mapping-loses-column',
    ],
    [
      'a format of dates that nobody writes',
      ['columns: {}', 'formats: { dates: AA }'],
      'mapping.yaml:2 invalid-value',
    ],
    ['a key that is none', ['columns: {}', 'colonnes: {}'], 'mapping.yaml:2 unknown-key'],
    ['the same name twice', ['columns:', '  NOM: a', '  NOM: b'], 'mapping.yaml:3 yaml-syntax'],
  ])('refuses %s, with its line', (_, lines, expected) => {
    const { said, problems } = checked(lines);
    expect(said).toContain(expected);
    for (const { message, hint } of problems) {
      expect(message).toMatch(/^[\p{Lu}«].*\.$/su);
      expect(hint).not.toBe('');
    }
  });

  it('stands in its own file, never in campaign.yaml', () => {
    const files = campaignFiles('upgrade-fr');
    files.set('campaign.yaml', `${files.get('campaign.yaml')}mapping: { columns: {} }\n`);
    const [problem] = checkCampaign(files).problems;
    expect([problem?.file, problem?.code]).toEqual(['campaign.yaml', 'mapping-in-campaign']);
  });
});
