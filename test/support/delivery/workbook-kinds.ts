import { ratesSchema } from '../../../server/domain/campaign/rates.ts';
import { kitTemplate } from '../../../server/domain/charity-kit/kit-template.ts';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { contactReport, type ReportLine } from '../../../server/domain/contact-file/report/contact-report.ts';
import { SharedNumbers } from '../../../server/domain/contact-file/report/shared-numbers.ts';
import { costOf } from '../../../server/domain/cost/cost-of-work.ts';
import { costWorkbook } from '../../../server/domain/cost/cost-workbook.ts';
import { thanksFile } from '../../../server/domain/delivery/thanks-file.ts';
import { urgentFile } from '../../../server/domain/delivery/urgent-file.ts';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import type { WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import { forecast } from '../../../server/domain/indicators/indicator-forecast.ts';
import { enrichmentRequest } from '../../../server/domain/lists/enrichment-request.ts';
import { listReport, unreadable } from '../../../server/domain/lists/list-report.ts';
import { charityReport } from '../../../server/domain/report/charity-report.ts';
import { reportWorkbook } from '../../../server/domain/report/report-workbook.ts';
import { reviewOf } from '../../../server/domain/review/review-facts.ts';
import { reviewWorkbook } from '../../../server/domain/review/review-workbook.ts';
import { returnFacts, urgentFacts, weeklyFacts } from '../campaign/country-facts.ts';
import { type CampaignFolder, loadedCampaign } from '../campaign/reference-campaigns.ts';
import { talkFacts } from '../campaign/thanks-facts.ts';
import { fiveWeeks } from '../report/five-weeks.ts';
import { agreementsOf } from '../review/agreement-fact.ts';
import { STORY_WEEK } from '../review/review-story.ts';
import { workedExample } from '../review/worked-example.ts';
import { CHARITY } from '../store/store-campaign.ts';
import { gatheredReturn } from './gathered-return.ts';

const WEEK = '2026-W47';
const DAY = '2026-11-18';
const END_MS = Date.parse('2026-11-23T00:00:00+01:00');

const settingsOf = (folder: CampaignFolder) => loadedCampaign(folder).settings;

function weekly(folder: CampaignFolder, facts = weeklyFacts(folder)): WorkbookSpec {
  const campaign = settingsOf(folder);
  const agreements = agreementsOf(facts);
  return weeklyFile({ campaign, week: WEEK, facts, agreements, createdAtMs: END_MS }).spec;
}

function thanks(): WorkbookSpec {
  const campaign = settingsOf('thanks-fr');
  return thanksFile({ campaign, week: WEEK, facts: talkFacts(), createdAtMs: END_MS }).spec;
}

function urgent(folder: CampaignFolder): WorkbookSpec {
  const campaign = settingsOf(folder);
  return urgentFile({ campaign, day: DAY, facts: urgentFacts(folder), createdAtMs: END_MS });
}

function returned(folder: CampaignFolder): Promise<WorkbookSpec> {
  const campaign = settingsOf(folder).code;
  return gatheredReturn(returnFacts(folder), { campaign, delivered: 5, rejected: 1, createdAtMs: END_MS });
}

function indicators(): WorkbookSpec {
  const campaign = settingsOf('upgrade-fr');
  const input = workedExample();
  const dates = { starts: '2026-11-02', ends: '2026-11-29', asOf: '2026-11-16' };
  const calls = { period: input.period.closed, cumulated: input.cumulated.closed };
  const told = { campaign, week: WEEK, input, forecast: forecast(input, dates), calls } as const;
  return reportWorkbook({ ...told, createdAtMs: END_MS });
}

function imported(lines: readonly ReportLine[]): WorkbookSpec {
  const of = (outcome: ReportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const [warned, excluded, rejected] = [of('warned'), of('excluded'), of('rejected')];
  return contactReport({
    fileName: 'TESTORG_UPG_FR_20261109.xlsx.pgp',
    sha256: 'a1'.repeat(32),
    campaign: 'UPG-FR-2026',
    createdAtMs: END_MS,
    sheetRemarks: ['Deux colonnes inconnues ont été gardées : COULEUR, SIGNE.'],
    counts: { rows: 7300, accepted: 7300 - excluded - rejected, warned, excluded, rejected },
    lines,
    sharedNumbers: new SharedNumbers(),
  });
}

const REMARKS: readonly ReportLine[] = [
  ['rejected', 12, 'RUM', 'rum-missing', 'Absente : le mandat ne peut pas être retrouvé.'],
  [
    'warned',
    40,
    'TEL_FIXE',
    'phone-invalid',
    'Numéro illisible ; le mobile sera appelé à sa place, dans l’ordre que votre fichier donne aux numéros d’une même personne.',
  ],
  ['excluded', 41, '', 'no-phone', 'Aucun numéro à appeler.'],
].map(([outcome, rowNumber, column, code, message]) => {
  return { outcome, rowNumber, donorId: `0000${rowNumber}`, column, code, message } as ReportLine;
});

function list(): WorkbookSpec {
  return listReport({
    title: 'Rapport de liste',
    fileName: 'TESTORG_OPPOSITIONS_20261118.xlsx.pgp',
    sha256: 'b2'.repeat(32),
    createdAtMs: END_MS,
    outcomes: [
      { rowNumber: 2, id: '00001', result: 'BLOQUEE', message: 'Close : plus appelée.', effect: 'done' },
      unreadable(4, '', 'TEL : numéro trop court.'),
    ],
  });
}

function enrichment(): WorkbookSpec {
  const donors = returnFacts('upgrade-fr').map(({ content }) => content.donor);
  return enrichmentRequest(
    donors.map((donor, at) => ({ lineId: `0000000${at}-0000-4000-8000-000000000000`, donor })),
    END_MS,
  );
}

function cost(): WorkbookSpec {
  const rates = { vatPercent: 20, hourMinor: 3250, usefulContactMinor: 150, agreementMinor: 400 };
  const parsed = ratesSchema.parse({ ...rates, fixed: [{ label: 'Mise en place', amountMinor: 150_000 }] });
  const work = { seconds: 19_800, usefulContacts: 38, agreements: 11 };
  const { code: campaign, name } = settingsOf('upgrade-fr');
  const named = { campaign, name, currency: 'EUR', vatPercent: 20, week: WEEK, isRunning: false } as const;
  const [period, cumulated] = [costOf(parsed, work, 'without-fixed'), costOf(parsed, work, 'with-fixed')];
  return costWorkbook({ ...named, period, cumulated, plan: null }, END_MS);
}

let played: Awaited<ReturnType<typeof fiveWeeks>> | undefined;
/** The story, told once for all that is built from it. */
async function story() {
  played ??= await fiveWeeks();
  return played;
}

/** Without its pictures, which no look concerns. */
async function charity(): Promise<WorkbookSpec> {
  const { weeks, endMs } = await story();
  const campaigns = weeks.map((week) => ({ ...week, charts: [] }));
  return charityReport({ charity: CHARITY, week: STORY_WEEK, campaigns, createdAtMs: endMs });
}

async function review(): Promise<WorkbookSpec> {
  const { weeks, endMs } = await story();
  const campaigns = weeks.map((week) => reviewOf(week, []));
  const told = { charity: { code: CHARITY, name: 'Association Fictive' }, week: STORY_WEEK, campaigns };
  return reviewWorkbook({ ...told, createdAtMs: endMs }, []);
}

/** Every kind of workbook that leaves the house, each as its own builder makes it. */
export const WORKBOOK_KINDS: Readonly<Record<string, () => WorkbookSpec | Promise<WorkbookSpec>>> = {
  'the weekly mandates of France': () => weekly('upgrade-fr'),
  'the weekly mandates of Switzerland': () => weekly('upgrade-ch'),
  'the weekly mandates of a reactivation': () => weekly('reactivation-fr'),
  'the weekly mandates of an empty week': () => weekly('upgrade-fr', []),
  'the weekly thanks': thanks,
  'the daily urgent file': () => urgent('upgrade-fr'),
  'the final return': () => returned('upgrade-fr'),
  'the 14 indicators': indicators,
  'the report of an import': () => imported(REMARKS),
  'the report of an import without a remark': () => imported([]),
  'the report of a list': list,
  'the request for numbers': enrichment,
  'the weekly cost': cost,
  'the weekly report of a charity': charity,
  'the figures of a review': review,
  'the kit of France': () => kitTemplate(contactProfile(settingsOf('upgrade-fr'), DAY), END_MS),
  'the kit of Switzerland': () => kitTemplate(contactProfile(settingsOf('upgrade-ch'), DAY), END_MS),
};
