import { AppError } from '../../shared/errors.ts';
import { type IsoWeek, isoWeekOf, type Period, periodOfIsoWeek, previousIsoWeek } from '../../shared/time.ts';
import { weeklyFileName } from '../domain/delivery-names.ts';
import type { Donor } from '../domain/donor.ts';
import { type WeeklyFile, weeklyFile } from '../domain/weekly-file.ts';
import { WEEKLY_CODES } from '../domain/weekly-file-lines.ts';
import type { Log } from '../ports/log.ts';
import type { CallRow } from '../ports/rows/calls.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { StoreReader } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import { unknownCampaign } from './close-campaign.ts';
import {
  type DeliverWorkbookDeps,
  type DeliveryResult,
  deliverWorkbook,
  takeUpDelivery,
} from './deliver-workbook.ts';
import { openRecordsInBulk } from './open-record.ts';

export interface DeliverDeps extends DeliverWorkbookDeps {
  readonly vault: Vault;
  readonly log: Log;
}

export interface WeekRequest {
  /** Campaign code. */
  readonly campaign: string;
  /** Default: the week before the present one. */
  readonly week?: IsoWeek | undefined;
  readonly actor: string;
  /** Delivers the running week as it stands; what comes later in it leaves with the next file. */
  readonly allowRunning?: boolean | undefined;
}

export interface WeekToDeliver {
  readonly campaign: CampaignRow;
  readonly week: IsoWeek;
  readonly period: Period;
}

/**
 * The weekly mandates file, to the charity's drop: the agreements and one-off gifts of the week that were never sent,
 * and the late ones of weeks already delivered. Twice for one week sends nothing. AppErrors `campaign-unknown`,
 * `campaign-purged`, `week-unknown`, `week-not-over`, and those of `deliverWorkbook`.
 */
export async function deliverWeekly(deps: DeliverDeps, request: WeekRequest): Promise<DeliveryResult> {
  const target = weekToDeliver(deps, request);
  const { campaign, week } = target;
  const { actor } = request;
  const known = await takeUpDelivery(deps, { campaign: campaign.code, kind: 'weekly', period: week, actor });
  if (known) return known;
  const file = await buildWeeklyFile(deps, target, actor);
  const lines = [...file.mandates, ...file.oneOffs];
  return deliverWorkbook(deps, {
    campaign,
    kind: 'weekly',
    period: week,
    fileName: weeklyFileName({ ...campaign, charity: campaign.settings.charity.code }, week),
    spec: file.spec,
    rows: lines.length,
    lines: lines.map(({ callId, line }) => ({ callId, line })),
    actor,
  });
}

/** The campaign and week of a request, or the reason why nothing can leave. */
export function weekToDeliver(deps: DeliverDeps, request: WeekRequest): WeekToDeliver {
  const campaign = campaignToDeliver(deps, request.campaign);
  const nowMs = deps.clock.nowMs();
  const week = request.week ?? previousIsoWeek(nowMs);
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  const readyAtMs = request.allowRunning ? period.fromMs : period.toMs;
  if (nowMs < readyAtMs) throw weekNotOver();
  return { campaign, week, period };
}

/** AppErrors `campaign-unknown`, `campaign-purged`. */
export function campaignToDeliver(deps: Pick<DeliverDeps, 'store'>, code: string): CampaignRow {
  const campaign = deps.store.read((rows) => rows.campaigns.byCode(code));
  if (!campaign) throw unknownCampaign();
  if (campaign.state === 'purging' || campaign.state === 'purged') throw campaignPurged();
  return campaign;
}

async function buildWeeklyFile(deps: DeliverDeps, target: WeekToDeliver, actor: string): Promise<WeeklyFile> {
  const { campaign, week, period } = target;
  const calls = deps.store.read((rows) => callsToSend(rows, campaign.code, period));
  const donors = new Map<number, Donor>();
  const recordIds = [...new Set(calls.map((call) => call.recordId))];
  const reason = `Fichier hebdomadaire ${week}`;
  for await (const { row, content } of openRecordsInBulk(deps, { recordIds, actor, reason })) {
    donors.set(row.id, content.donor);
  }
  const facts = deps.store.read((rows) =>
    calls.flatMap((call) => {
      const donor = donors.get(call.recordId);
      return donor ? [{ call, donor, confirmation: rows.emails.ofCall(call.callId) }] : [];
    }),
  );
  return weeklyFile({ campaign, week, facts, createdAtMs: period.toMs });
}

/** The week's own calls, and those of earlier weeks that came after their file had left. */
function callsToSend(rows: StoreReader, campaign: string, period: Period): readonly CallRow[] {
  const earlier = rows.calls.ended(campaign, { fromMs: 0, toMs: period.fromMs }, WEEKLY_CODES);
  const late = earlier.filter(
    (call) => rows.deliveries.find(campaign, 'weekly', isoWeekOf(call.endedAtMs)) !== undefined,
  );
  return [...late, ...rows.calls.ended(campaign, period, WEEKLY_CODES)].filter(
    (call) => !rows.deliveries.isLineSent(call.callId, 'N'),
  );
}

function campaignPurged(): AppError {
  return new AppError({
    code: 'campaign-purged',
    kind: 'conflict',
    message: 'Les données de cette campagne sont effacées ou en cours d’effacement.',
    hint: 'Les accusés des livraisons passées restent dans « plateau status ».',
  });
}

function weekUnknown(): AppError {
  return new AppError({
    code: 'week-unknown',
    kind: 'invalid',
    message: 'Cette semaine n’existe pas.',
    hint: 'Écrivez-la comme 2026-W47.',
  });
}

function weekNotOver(): AppError {
  return new AppError({
    code: 'week-not-over',
    kind: 'conflict',
    message: 'Cette semaine n’est pas finie : son fichier serait incomplet.',
    hint: 'Attendez lundi, ou demandez une semaine passée.',
  });
}
