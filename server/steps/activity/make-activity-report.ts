import { countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, civilDate, type Period } from '../../../shared/time.ts';
import { activityPage } from '../../domain/line/activity-page.ts';
import { activityWorkbook } from '../../domain/line/activity-workbook.ts';
import { callsChart, staffingChart } from '../../domain/line/charts-line.ts';
import {
  type ActivitySlot,
  DAY_BEGINS_H,
  type LineActivity,
  lastDay,
  lineActivity,
} from '../../domain/line/line-activity.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { DrawnChart } from '../../domain/report/campaign-week.ts';
import type { Charts } from '../../ports/charts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { mayView, refuseErased, requireLine, unknownCampaign } from '../find-campaign.ts';
import { lineSight, seesSite } from '../line/line-sight.ts';
import { type MadeFile, madeFile } from '../papers/paper-files.ts';

export interface ActivityDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly charts: Charts;
  readonly documents: DocumentWriter;
  readonly workbooks: { readonly writer: WorkbookWriter };
}

export interface ActivityRequest {
  readonly account: AccountRow;
  readonly campaign: string;
  /** Days of the line, from four in the morning; absent: from its first day to today. */
  readonly from?: CivilDate | undefined;
  readonly until?: CivilDate | undefined;
  /** One site's calls alone, as its partner may read them. */
  readonly site?: string | undefined;
}

/** Pictures of so many days at most: the tables have them all. */
const MOST_DAYS_DRAWN = 7;

/**
 * What a line did, read from its calls (R-44). AppErrors `campaign-unknown`, `campaign-not-line`, `campaign-purged`,
 * `day-unknown`, `site-unknown`, `site-asked` (a lead of several sites names one), `line-no-calls`.
 *
 * @internal for tests
 */
export async function readActivity(
  { store, clock }: Pick<ActivityDeps, 'store' | 'clock'>,
  { account, campaign, from, until, site }: ActivityRequest,
): Promise<LineActivity> {
  return await store.read(async (rows) => {
    const { settings, state } = await requireLine(rows, campaign);
    if (!mayView(account, campaign)) throw unknownCampaign();
    refuseErased(state);
    const sight = await lineSight(rows, account, campaign);
    const known = settings.sites.flatMap(({ code }) => (seesSite(sight, code) ? [code] : []));
    if (site !== undefined && !known.includes(site)) throw siteUnknown(known);
    // Whoever is held to one site reads that one; to several, each in turn.
    const [only] = known;
    const read = site ?? (sight !== null && known.length === 1 ? only : undefined);
    if (read === undefined && sight !== null) throw siteAsked(known);
    const period = periodOf(settings, { from, until, today: civilDate(clock.nowMs()) });
    const calls = await rows.lineCalls.ofPeriod(campaign, period);
    const activity = lineActivity({
      settings,
      period,
      site: read ?? null,
      calls,
      pledges: await rows.pledges.sums(campaign, period),
      quiet: await rows.lineCalls.quietSpans(campaign, period),
      slots: await slotsOf(rows, campaign, period),
      limits: await rows.lines.limitChanges(campaign),
    });
    if (activity.total.came === 0) throw noCalls();
    return activity;
  });
}

/** Slots that have an hour in the period, oldest first. */
async function slotsOf(
  rows: StoreReader,
  campaign: string,
  { fromMs, toMs }: Period,
): Promise<readonly ActivitySlot[]> {
  const slots = (await rows.slots.ofCampaign(campaign)).filter(
    (one) => one.fromMs < toMs && one.toMs > fromMs,
  );
  return await inTurn.map(slots, async (one) => {
    const { site, capacity, taken } = one;
    const trained = (await rows.slots.signups(one.id)).filter(
      ({ trainedAtMs }) => trainedAtMs !== null,
    ).length;
    return { site, fromMs: one.fromMs, toMs: one.toMs, capacity, taken, trained };
  });
}

interface ActivityLook {
  readonly charts: readonly DrawnChart[];
  readonly createdAtMs: number;
}

/** With its pictures. AppErrors of `readActivity`. */
export async function drawActivity(
  deps: Pick<ActivityDeps, 'store' | 'clock' | 'charts'>,
  request: ActivityRequest,
): Promise<{ readonly activity: LineActivity; readonly look: ActivityLook }> {
  const activity = await readActivity(deps, request);
  const { goal, period } = activity;
  const specs = activity.days
    .slice(-MOST_DAYS_DRAWN)
    .flatMap((day) => [callsChart(day), staffingChart(day, goal)]);
  const charts: readonly DrawnChart[] = await Promise.all(
    specs.map(async (spec) => ({ spec, png: await deps.charts.png(spec) })),
  );
  return { activity, look: { charts, createdAtMs: Math.min(period.toMs, deps.clock.nowMs()) } };
}

/** The same as a document; the same activity gives the same bytes. */
export async function activityPdf(
  { documents }: Pick<ActivityDeps, 'documents'>,
  activity: LineActivity,
  look: ActivityLook,
): Promise<Uint8Array> {
  return await documents.pdf(activityPage(activity, look));
}

/** The same as a workbook with pictures and a document; twice for days that are over gives the same bytes. AppErrors too. */
export async function makeActivityReport(
  deps: ActivityDeps,
  request: ActivityRequest,
): Promise<readonly MadeFile[]> {
  const { activity, look } = await drawActivity(deps, request);
  const name = activityName(activity);
  return [
    madeFile(`${name}.xlsx`, await deps.workbooks.writer.write(activityWorkbook(activity, look))),
    madeFile(`${name}.pdf`, await activityPdf(deps, activity, look)),
  ];
}

/** `{ORG}_ACTIVITE_{CODE}_{AAAAMMJJ}-{AAAAMMJJ}`, the site at the end. */
export function activityName({ charity, campaign, period, site }: LineActivity): string {
  const days = [civilDate(period.fromMs), lastDay(period)].map((day) => day.replaceAll('-', '')).join('-');
  return `${charity}_ACTIVITE_${campaign}_${days}${site === null ? '' : `_${site}`}`;
}

interface Days {
  readonly from: CivilDate | undefined;
  readonly until: CivilDate | undefined;
  readonly today: CivilDate;
}

function periodOf(settings: LineSettings, { from, until, today }: Days): Period {
  const { zone } = countryFacts(settings.country);
  const last = today < settings.ends ? today : settings.ends;
  const first = from ?? settings.starts;
  const end = until ?? (last < first ? first : last);
  const start = (day: CivilDate, days: number): number => {
    try {
      return Temporal.PlainDate.from(day)
        .add({ days })
        .toZonedDateTime({ timeZone: zone, plainTime: { hour: DAY_BEGINS_H } }).epochMilliseconds;
    } catch {
      throw dayUnknown();
    }
  };
  const period = { fromMs: start(first, 0), toMs: start(end, 1) };
  if (period.toMs <= period.fromMs) throw dayUnknown();
  return period;
}

function dayUnknown(): AppError {
  return new AppError({
    code: 'day-unknown',
    kind: 'invalid',
    message: 'Ces jours n’existent pas, ou finissent avant de commencer.',
    hint: 'Écrivez-les comme 2026-12-05, le premier d’abord.',
  });
}

function siteUnknown(known: readonly string[]): AppError {
  return new AppError({
    code: 'site-unknown',
    kind: 'not-found',
    message: 'Cette ligne n’a pas de site de ce nom, ou il n’est pas des vôtres.',
    hint: `Les vôtres : ${known.join(', ')}.`,
  });
}

function siteAsked(known: readonly string[]): AppError {
  return new AppError({
    code: 'site-asked',
    kind: 'invalid',
    message: 'Plusieurs sites sont les vôtres : le rapport est celui d’un seul.',
    hint: `Dites lequel avec --site : ${known.join(', ')}.`,
  });
}

function noCalls(): AppError {
  return new AppError({
    code: 'line-no-calls',
    kind: 'not-found',
    message: 'Aucun appel n’est venu sur ces jours : il n’y a rien à dire.',
    hint: 'Donnez d’autres jours (--from, --until), ou voyez la ligne : plateau line board.',
  });
}
