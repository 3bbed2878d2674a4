import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { kitPage } from '../../../server/domain/charity-kit/kit-page.ts';
import { kitTemplate } from '../../../server/domain/charity-kit/kit-template.ts';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { urgentFile } from '../../../server/domain/delivery/urgent-file.ts';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import { confirmationMail } from '../../../server/domain/email/confirmation.ts';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { callsSheet } from '../../../server/domain/report/report-workbook-sheets.ts';
import { previewCard } from '../../../server/domain/script/script-preview-card.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { dataLaw, lawsOf, lawText } from '../../../shared/data-law.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { DISPOSITIONS, pickableDispositions } from '../../../shared/dispositions.ts';
import { shortLabelOf, toldLabelOf } from '../../../tui/keys/disposition-keys.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { returnFacts, urgentFacts, weeklyFacts } from '../../support/campaign/country-facts.ts';
import { foreignWords } from '../../support/campaign/foreign-words.ts';
import { campaignFiles, loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { gatheredReturn } from '../../support/delivery/gathered-return.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';
import { MONDAY_EVENING_MS } from '../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../support/workstation/screen-text.ts';
import { press, startState, tell } from '../../support/workstation/workstation-driver.ts';

const ABROAD = ['upgrade-be', 'reactivation-be', 'upgrade-ch'] as const;
type Folder = (typeof ABROAD)[number];
const END_MS = Date.parse('2026-11-23T00:00:00+01:00');
const SIZE = { columns: 120, rows: 40 };
const countryOf = (folder: Folder) => (folder === 'upgrade-ch' ? 'CH' : 'BE');

function opened(folder: Folder): WorkstationState {
  const { settings, script } = loadedCampaign(folder);
  const donor = sampleDonors(settings)[0]?.donor;
  if (!donor) throw new Error('a campaign has samples');
  const card = previewCard({
    ...{ settings, donor },
    scriptVersion: script.version,
    rules: callingRules(),
    nowMs: MONDAY_EVENING_MS,
  });
  return { ...tell(startState(), { type: 'card-came', card, script }), size: SIZE };
}

/** Every step of the script, the list of endings, the form of coordinates. */
function screens(folder: Folder): string {
  const open = opened(folder);
  if (open.stage.at !== 'call') throw new Error('the card came');
  const { stage } = open;
  const steps = Object.keys(loadedCampaign(folder).script.nodes).map((node) => ({
    ...open,
    stage: { ...stage, call: { ...stage.call, path: [{ node }] } },
  }));
  const forms = [['tab'], ['ctrl-e'], ['f4']].map((keys) => press(open, ...keys));
  return [...steps, ...forms].map((state) => drawnScreen(state, SIZE).text).join('\n');
}

/** Files with every ending that one of them may hold. */
async function files(folder: Folder): Promise<string> {
  const { settings } = loadedCampaign(folder);
  const facts = weeklyFacts(folder);
  const week = { campaign: settings, week: '2026-W47', facts, agreements: agreementsOf(facts) };
  const urgent = { campaign: settings, day: '2026-11-18', facts: urgentFacts(folder) };
  const [first] = returnFacts(folder);
  if (!first) throw new Error('facts were made');
  const every = DISPOSITIONS.map(({ code }) => ({ ...first, disposition: code }));
  const whole = { campaign: settings.code, delivered: every.length, rejected: 0, createdAtMs: END_MS };
  const calls = new Map(DISPOSITIONS.map(({ code }) => [code, 1]));
  const sheet = callsSheet({ period: calls, cumulated: calls }, settings.country);
  return [
    workbookText(weeklyFile({ ...week, createdAtMs: END_MS }).spec),
    workbookText(urgentFile({ ...urgent, createdAtMs: END_MS })),
    workbookText(await gatheredReturn(every, whole)),
    workbookText({ title: '', createdAtMs: END_MS, sheets: [sheet] }),
    workbookText(kitTemplate(contactProfile(settings, '2026-11-23'), END_MS)),
  ].join('\n');
}

function kit(folder: Folder): string {
  const { settings } = loadedCampaign(folder);
  const key = { fileName: 'cle.asc', fingerprint: 'AAAA' };
  return documentMarkdown(
    kitPage({
      settings,
      today: '2026-11-23',
      createdAtMs: END_MS,
      campaignKey: key,
      houseKey: key,
      dropLine: undefined,
    }),
  );
}

function mails(folder: Folder): string {
  const { settings, emails } = loadedCampaign(folder);
  const donor = sampleDonors(settings)[0]?.donor;
  if (!donor) throw new Error('a campaign has samples');
  const call = {
    callId: '00000000-0000-4000-8000-000000000001',
    endedAtMs: MONDAY_EVENING_MS,
    currency: donor.gift.currency,
    ...{ oldMinor: null, newMinor: null, oldMonthlyMinor: null, newMonthlyMinor: null },
    oneOffMinor: 3000,
    firstDebitOn: null,
  };
  const template = emails.find(({ kind }) => kind === 'one-off');
  if (!template) throw new Error('a campaign has e-mails');
  return ['DP_LIEN', 'DP_COURRIER', 'DP_PRLV']
    .map((disposition) =>
      confirmationMail({ template, settings, donor, call: { ...call, disposition }, today: '2026-11-23' }),
    )
    .map(({ subject, text, html }) => [subject, text, html].join('\n'))
    .join('\n');
}

/** What agents read of the campaign’s own folder, without the remarks of its YAML. */
function notes(folder: Folder): string {
  return [...campaignFiles(folder)]
    .filter(([name]) => /^knowledge|^objections|^script/.test(name))
    .map(([, text]) => text.replace(/^\s*# .*$/gm, (line) => (line.startsWith('# ') ? line : '')))
    .join('\n');
}

describe.each(ABROAD)('R-08 what people of %s read holds no word of another country', (folder) => {
  const country = countryOf(folder);

  it('on the workstation, at each step and in its forms', () => {
    expect(foreignWords(screens(folder), country)).toEqual([]);
  });

  it('in the files of the week, of the day and of the end, in the report, in the template', async () => {
    expect(foreignWords(await files(folder), country)).toEqual([]);
  });

  it('in the launch kit', () => {
    expect(foreignWords(kit(folder), country)).toEqual([]);
  });

  it('in the e-mails of single gifts, however they are paid', () => {
    expect(foreignWords(mails(folder), country)).toEqual([]);
  });

  it('in its notes, objections and script', () => {
    expect(foreignWords(notes(folder), country)).toEqual([]);
  });
});

describe('R-08 labels by country', () => {
  it('have a whole, a short and a told form that no other country’s word enters', () => {
    for (const country of ['BE', 'CH'] as const) {
      const said = [...pickableDispositions('u'), ...pickableDispositions('r')].flatMap(({ code }) => [
        dispositionLabel(code, country),
        shortLabelOf(code, country),
        toldLabelOf(code, country),
      ]);
      expect(foreignWords(said.join('\n'), country)).toEqual([]);
    }
  });

  it('stand in neutral words where the country is not known', () => {
    const neutral = DISPOSITIONS.flatMap(({ code, neutralLabel }) => [neutralLabel, toldLabelOf(code)]);
    for (const country of ['BE', 'CH'] as const)
      expect(foreignWords(neutral.join('\n'), country)).toEqual([]);
  });

  it('are seen by the test when one slips in', () => {
    expect(foreignWords('Premier prélèvement de 12 €', 'CH')).toEqual(['prélèv', '€']);
    expect(foreignWords('JOUR_PRELEVEMENT', 'CH')).toEqual([]);
  });
});

describe('R-34 the law on data of each country', () => {
  it('is named for its own campaigns, each once, and the house’s own where there is none', () => {
    expect(lawText(lawsOf(['CH']), ({ processing }) => processing)).toBe('nLPD, article 9');
    expect(lawText(lawsOf(['FR', 'BE', 'CH', 'CH']), ({ name }) => name)).toBe('RGPD ; nLPD');
    expect(lawsOf([])).toEqual([dataLaw('FR')]);
  });

  it('tells the authority of the country, and a delay in hours only where the law writes one', () => {
    expect(dataLaw('CH').breach).toContain('PFPDT');
    expect(foreignWords(Object.values(dataLaw('CH')).join('\n'), 'CH')).toEqual([]);
    expect(foreignWords(Object.values(dataLaw('BE')).join('\n'), 'BE')).toEqual([]);
    expect(dataLaw('FR').breach).toContain('CNIL');
    expect([dataLaw('BE').authorityHours, dataLaw('CH').authorityHours]).toEqual([72, null]);
  });
});
