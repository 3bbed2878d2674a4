import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { previewHead, previewText } from '../../../server/domain/script/script-preview.ts';
import { previewCard } from '../../../server/domain/script/script-preview-card.ts';
import { PREVIEW_PATHS, pathsOf, pathTo } from '../../../server/domain/script/script-preview-paths.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { foreignWordsIn } from '../../../server/domain/wording/country-words.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { renderSay, scriptVariables } from '../../../shared/script-variables.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import {
  CAMPAIGN_FOLDERS,
  campaignFiles,
  loadedCampaign,
  THANKS_FOLDER,
} from '../../support/campaign/reference-campaigns.ts';

const rules = callingRules();
const cardOf = (folder: (typeof CAMPAIGN_FOLDERS)[number], name: string) => {
  const { settings, script } = loadedCampaign(folder);
  const sample = sampleDonors(settings).find((one) => one.name === name)!;
  return previewCard({ settings, scriptVersion: script.version, donor: sample.donor, rules });
};
function callText(folder: (typeof CAMPAIGN_FOLDERS)[number], path: string, donor = 'sample'): string {
  const { settings, script } = loadedCampaign(folder);
  const sample = sampleDonors(settings).find((one) => one.name === donor)!;
  const wanted = PREVIEW_PATHS.find((one) => one.name === path)!;
  const walk = pathTo(script, wanted)!;
  const card = cardOf(folder, donor);
  const head = previewHead({ settings, script, sample, wanted, classes: card.classes ?? {} });
  const call = previewText({ script, card, ...walk, agentFirstName: 'Camille' });
  return `${head}\n\n${call}\n`;
}

it('the folders are all the campaigns shipped', () => {
  const folders = readdirSync(join(REFERENCE_CAMPAIGN, '..'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['fiches', 'images', 'codes-postaux'].includes(entry.name))
    .map((entry) => entry.name);
  expect(folders.toSorted()).toEqual([...CAMPAIGN_FOLDERS, THANKS_FOLDER, 'pledge-line'].toSorted());
});

describe.each(CAMPAIGN_FOLDERS)('%s', (folder) => {
  it('passes plateau campaign check', () => {
    expect(checkCampaign(campaignFiles(folder)).problems.map(problemLine)).toEqual([]);
  });

  it('R-10 its name, country and targets; the tax sentence is there and off', () => {
    const { settings, script } = loadedCampaign(folder);
    const [kind = '', country = ''] = folder.split('-');
    expect(settings).toMatchObject({ kind, country: country.toUpperCase() });
    expect(script.version).toBe(`${kind === 'upgrade' ? 'upg' : 'rea'}-${country}-3`);
    expect(settings.code).toBe(`${kind === 'upgrade' ? 'UPG' : 'REA'}-${country.toUpperCase()}-2026`);
    const agreements = kind === 'upgrade' ? 30 : 10;
    const averageMinor = kind === 'upgrade' ? 400 : 1000;
    expect(settings.targets).toEqual({ processed: 75, useful: 50, agreements, averageMinor });
    expect(settings.tax?.enabled).toBe(false);
    expect(settings.charity.code).toBe('UNION');
  });

  it('every sample reads every step well, in the words of the country', () => {
    const { settings, script } = loadedCampaign(folder);
    for (const { name } of sampleDonors(settings)) {
      const variables = scriptVariables(cardOf(folder, name), { agentFirstName: 'Camille' });
      for (const [id, node] of Object.entries(script.nodes)) {
        const said = renderSay(node.say, variables);
        expect(said, `${name} ${id}`).not.toMatch(/ [,.]|,,|\.\.(?!\.)|undefined|\{\{|\{%|\S {2}/);
        expect(foreignWordsIn(said, settings), `${name} ${id}`).toEqual([]);
      }
    }
  });

  it('its main call, to the last byte', async () => {
    await expect(callText(folder, 'accord')).toMatchFileSnapshot(`../../golden/campaigns/${folder}.txt`);
  });

  it('every call it can show is honest', () => {
    const { script } = loadedCampaign(folder);
    const shown = pathsOf(script);
    expect(shown.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['accord', 'objection', 'refus', 'entretien', 'opposition']),
    );
    for (const wanted of shown) {
      const { path, code } = pathTo(script, wanted)!;
      expect(contractBreaches(script, path, code), wanted.name).toEqual([]);
    }
  });

  it('has notes to answer questions, none longer than a screen', () => {
    const notes = [...campaignFiles(folder)].filter(([file]) => file.startsWith('knowledge/'));
    expect(notes.length).toBeGreaterThanOrEqual(6);
    for (const [file, text] of notes) {
      expect(text, file).toMatch(/^# .+\n/);
      expect(text.split('\n').length, file).toBeLessThan(24);
    }
  });
});

it('R-08 amounts are said as in the country, huitante in Vaud and not in Geneva', () => {
  expect(callText('upgrade-fr', 'accord', 'grand-don')).toContain('87 €, quatre-vingt-sept euros');
  expect(callText('upgrade-be', 'objection', 'grand-don')).toContain('82 €, quatre-vingt-deux euros');
  expect(callText('reactivation-be', 'accord', 'grand-don')).toContain('72 €, septante-deux euros');
  expect(callText('upgrade-ch', 'accord', 'grand-don')).toContain('quatre-vingt-sept francs');
  expect(callText('upgrade-ch', 'accord', 'vaud')).toContain('81 CHF, huitante et un francs');
});

it('R-08 an amount named on the spot follows the canton too', () => {
  const words = (donor: string) =>
    scriptVariables(cardOf('upgrade-ch', donor), { agentFirstName: 'Camille', freeMinor: 8050 })
      .montant_retenu_lettres;
  expect(words('vaud')).toBe('huitante francs cinquante');
  expect(words('sample')).toBe('quatre-vingts francs cinquante');
});

describe('R-06 a reactivation', () => {
  it('a stop by the bank takes the practical way: one question, a mandate to sign', () => {
    const said = callText('reactivation-fr', 'banque', 'banque').replace(/\s+/g, ' ');
    expect(said).toContain('la banque ne l’a plus accepté');
    expect(said).toContain('Rien n’est prélevé avant votre signature');
    expect(said).toContain('Qualification : AC_RE_SIGN');
    expect(said.match(/Proposition :/g)).toHaveLength(1);
  });

  it('says whether the old mandate can serve again', () => {
    expect(callText('reactivation-fr', 'accord')).toContain('Le premier prélèvement aura lieu le');
    const signing = callText('reactivation-fr', 'signature', 'mandat-a-signer');
    expect(signing).toContain('signé un nouveau mandat');
    expect(signing).not.toContain('premier prélèvement');
  });

  it('offers a one-off gift only where the campaign opens it', () => {
    const names = (folder: 'reactivation-fr' | 'reactivation-be') =>
      pathsOf(loadedCampaign(folder).script).map(({ name }) => name);
    expect(names('reactivation-fr')).toContain('ponctuel');
    expect(names('reactivation-be')).not.toContain('ponctuel');
  });
});
