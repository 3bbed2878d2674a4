import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ProfileSettings } from '../../../server/domain/campaign/profile-settings.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { checkProfiles } from '../../../server/domain/campaign-check/campaign-check-profiles.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { campaignFiles } from '../../support/campaign/reference-campaigns.ts';

const found = (profiles: Readonly<Record<string, ProfileSettings>>) =>
  checkProfiles({ profiles }).map(({ at, code }) => [at.slice(1).join('.'), code]);
const channel = (classes: Readonly<Record<string, string[]>>) =>
  ({ column: 'CANAL_RECRUTEMENT', classes }) satisfies ProfileSettings;

describe('R-63 the profiles of a campaign are checked', () => {
  test('names and classes are words that filters and scripts can read', () => {
    expect(found({ Canal: channel({ RUE: ['street'] }) })).toEqual([['Canal', 'profile-name']]);
    expect(found({ canton: channel({ RUE: ['street'] }), size: { bands: [50] } })).toEqual([
      ['canton', 'profile-name'],
      ['size', 'profile-name'],
    ]);
    expect(found({ canal: channel({ rue: ['a'], AUTRE: ['b'], NON_CLASSE: ['c'], '1ER': ['d'] }) })).toEqual([
      ['canal.classes.rue', 'profile-class'],
      ['canal.classes.AUTRE', 'profile-class'],
      ['canal.classes.NON_CLASSE', 'profile-class'],
      ['canal.classes.1ER', 'profile-class'],
    ]);
    expect(found({ canal: channel({ RUE: ['street'] }), age: { bands: [45, 65] } })).toEqual([]);
  });

  test('what is never written of a person is neither a class, nor a value, nor a name', () => {
    expect(found({ canal: channel({ CANCER: ['a'], DIABETIQUE: ['b'] }) })).toEqual([
      ['canal.classes.CANCER', 'profile-sensitive'],
      ['canal.classes.DIABETIQUE', 'profile-sensitive'],
    ]);
    expect(found({ canal: channel({ A: ['séropositif'] }) })).toEqual([
      ['canal.classes.A.0', 'profile-sensitive'],
    ]);
    expect(found({ religion_musulmane: { bands: [50] } })).toEqual([['religion_musulmane', 'profile-name']]);
    expect(found({ musulman: { bands: [50] } })).toEqual([['musulman', 'profile-sensitive']]);
    expect(found({ age: { bands: [50], label: 'malade du cancer' } })).toEqual([
      ['age.label', 'profile-sensitive'],
    ]);
  });

  test('a value is in one class, ages climb, and a profile is of one form', () => {
    expect(found({ canal: channel({ RUE: ['Street'], WEB: ['web', 'STREET'] }) })).toEqual([
      ['canal.classes.WEB.1', 'profile-value-twice'],
    ]);
    expect(found({ age: { bands: [65, 45] } })).toEqual([['age.bands', 'profile-bands']]);
    expect(found({ age: { bands: [45], column: 'INFO_1' } })).toEqual([['age', 'profile-form']]);
    expect(found({ canal: { column: 'INFO_1' } })).toEqual([['canal', 'profile-form']]);
    expect(found({ canal: channel({}) })).toEqual([['canal.classes', 'profile-classes']]);
  });

  test('a fault is placed on its line of campaign.yaml', () => {
    const names = readdirSync(REFERENCE_CAMPAIGN, { recursive: true, encoding: 'utf8' });
    const files = new Map(
      names
        .filter((name) => /\.(yaml|liquid|md)$/.test(name))
        .map((name) => [name, readFileSync(join(REFERENCE_CAMPAIGN, name), 'utf8')]),
    );
    const text = (files.get('campaign.yaml') ?? '').replace('WEB: [WEB, INTERNET]', 'WEB: [WEB, STREET]');
    const line = text.split('\n').findIndex((one) => one.includes('[WEB, STREET]')) + 1;
    expect(checkCampaign(files.set('campaign.yaml', text)).problems).toMatchObject([
      { file: 'campaign.yaml', line, code: 'profile-value-twice' },
    ]);
  });

  test.each([
    ['for: { canal: [RUES] }', ['unknown-class', 'vouliez-vous dire « RUE » ?']],
    ['for: { cannal: [RUE] }', ['unknown-profile', 'vouliez-vous dire « canal » ?']],
    ['for: {}', ['theme-for-nobody', 'il est alors pour tous']],
    ['for: { canal: [RUE, PORTE], age: [65_ET_PLUS] }', undefined],
  ])('a theme is for classes of the campaign: %s', (line, fault) => {
    const [problem] = themeProblems((text) =>
      text.replace('- code: DEPISTAGE', `- code: DEPISTAGE\n    ${line}`),
    );
    expect(problem && [problem.code, problem.hint]).toEqual(
      fault && [fault[0], expect.stringContaining(fault[1] ?? '')],
    );
  });

  test('a campaign keeps a theme for everybody', () => {
    const everyFor = (text: string) =>
      text.replace(/( {2}- code: [A-Z]+)\n(?! {4}for:)/g, '$1\n    for: { canal: [RUE] }\n');
    expect(themeProblems(everyFor).map(({ code }) => code)).toEqual(['no-theme-for-all']);
  });
});

/** What is wrong with the reference campaign when its settings are changed so. */
function themeProblems(change: (text: string) => string) {
  const files = campaignFiles('upgrade-fr');
  const text = files.get('campaign.yaml') ?? '';
  expect(change(text)).not.toBe(text);
  return checkCampaign(files.set('campaign.yaml', change(text))).problems;
}
