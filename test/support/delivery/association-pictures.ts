import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCharts } from '../../../server/charts/worker-charts.ts';
import { campaignCharts } from '../../../server/domain/report/campaign-week.ts';
import { readAbout } from '../../../server/domain/review/decision-about.ts';
import {
  type CharityReportDeps,
  deliverCharityReports,
} from '../../../server/steps/delivery/deliver-charity-report.ts';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { addDecision } from '../../../server/steps/review/add-decision.ts';
import { deliverReviews } from '../../../server/steps/review/build-review.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { fiveCampaigns, playFiveStories } from '../campaign/five-campaigns.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../campaign/reference-campaigns.ts';
import { STORY_NIGHT_MS, STORY_WEEK } from '../review/review-story.ts';
import { CHARITY } from '../store/store-campaign.ts';
import { accountRow } from '../store/store-rows.ts';
import { type DeliveryRoom, deliveryRoom } from './delivery-room.ts';

/**
 * Draws the pictures of server/campaigns/ce-que-recoit-l-association.md from the five campaigns of the story: the very files that a
 * charity would open, delivered, decrypted, then shown by LibreOffice and Chromium. Run by hand after a change of the report or of
 * the review, on a machine that has soffice, chromium and pdftoppm: `node test/support/delivery/association-pictures.ts`.
 */

const IMAGES = join(import.meta.dirname, '../../../server/campaigns/images');
/** Where the pictures lie on a printed page, in pixels at that resolution. */
interface Crop {
  readonly dpi: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Nothing but text: a third of the bytes. */
  readonly isGray?: true;
}
const SHEET: Crop = { dpi: 125, x: 40, y: 48, width: 1370, height: 760 };
/** The upper part of a page of the review. */
const REVIEW: Crop = { dpi: 130, x: 40, y: 40, width: 1000, height: 970 };

const FRENCH = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item></oor:items>`;

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'ignore' });
}

/** Pages of the workbook as a French computer prints them. */
function printed(home: string, file: string): string {
  const profile = join(home, 'soffice');
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), FRENCH);
  run('soffice', [
    `-env:UserInstallation=file://${profile}`,
    ...['--headless', '--convert-to', 'pdf', '--outdir', home, file],
  ]);
  return file.replace(/\.xlsx$/, '.pdf');
}

/** The review as it prints, one page a file. */
function printedPage(html: string): string {
  const pdf = html.replace(/\.html$/, '.pdf');
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer'];
  run('chromium', [...quiet, `--print-to-pdf=${pdf}`, `file://${html}`]);
  return pdf;
}

function pageToPng(
  pdf: string,
  page: number,
  { name, crop }: { readonly name: string; readonly crop: Crop },
): void {
  const only = ['-f', String(page), '-l', String(page), '-singlefile', '-png'];
  const place = ['-x', crop.x, '-y', crop.y, '-W', crop.width, '-H', crop.height].map(String);
  run('pdftoppm', [
    '-r',
    String(crop.dpi),
    ...(crop.isGray ? ['-gray'] : []),
    ...place,
    ...only,
    pdf,
    join(IMAGES, name),
  ]);
}

/** The story told, delivered and opened; two decisions of the first meeting in it. */
async function playAndDeliver(room: DeliveryRoom, deps: CharityReportDeps) {
  const campaigns = fiveCampaigns();
  for (const [at, campaign] of campaigns.entries())
    await room.addCampaign(campaign, loadedCampaign(CAMPAIGN_FOLDERS[at] ?? 'upgrade-fr').script);
  await playFiveStories(deps.store, campaigns);
  const account = accountRow({ id: 'lead-1', role: 'lead', campaigns: campaigns.map(({ code }) => code) });
  await deps.store.write((rows) => rows.accounts.insert(account));
  for (const [written, text] of [
    ['profil:S3', 'Ne plus appeler le profil S3 en premier'],
    ['creneau:soir', 'Appeler davantage le soir'],
  ] as const) {
    const about = readAbout(written);
    if (about) await addDecision(deps, { campaign: campaigns[0]?.code ?? '', about, text, account });
    room.clock.nowMs += 60_000;
  }
  room.clock.nowMs = STORY_NIGHT_MS;
  const request = { week: STORY_WEEK, actor: 'ops-1' };
  await deliverCharityReports(deps, request);
  await deliverReviews(deps, request);
  return campaigns;
}

async function drawAll(): Promise<void> {
  const room = await deliveryRoom(Date.parse('2026-11-16T12:00:00+01:00'));
  const charts = openCharts();
  const home = mkdtempSync(join(tmpdir(), 'plateau-pictures-'));
  const deps = { ...room.deps, charts };
  const open = async (name: string) => {
    const file = join(home, name);
    writeFileSync(file, await room.openDelivered(`${name}.pgp`));
    return file;
  };
  try {
    const [campaign] = await playAndDeliver(room, deps);
    const period = periodOfIsoWeek(STORY_WEEK);
    if (!campaign || !period) throw new Error('the story has a campaign and a week');
    const week = await deps.store.read((rows) =>
      readCampaignWeek(rows, { campaign, period, nowMs: STORY_NIGHT_MS }),
    );
    for (const spec of campaignCharts(week))
      writeFileSync(join(IMAGES, `${spec.key}.png`), await charts.png(spec));
    const pdf = printed(home, await open(`${CHARITY}_RAPPORT_2026-S47.xlsx`));
    pageToPng(pdf, 3, { name: 'rapport-indicateurs', crop: { ...SHEET, isGray: true } });
    pageToPng(pdf, 5, { name: 'rapport-campagne', crop: SHEET });
    const review = printedPage(await open(`${CHARITY}_REVUE_2026-S47.html`));
    pageToPng(review, 1, { name: 'revue-objectifs', crop: { ...REVIEW, isGray: true } });
    pageToPng(review, 2, { name: 'revue-campagne', crop: REVIEW });
  } finally {
    await charts.close();
    await room.close();
    rmSync(home, { recursive: true, force: true });
  }
}

await drawAll();
