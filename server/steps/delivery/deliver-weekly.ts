import { asksSomething } from '../../../shared/campaign-kind.ts';
import { AppError } from '../../../shared/errors.ts';
import { type IsoWeek, type Period, periodOfIsoWeek, previousIsoWeek } from '../../../shared/time.ts';
import { thanksFile } from '../../domain/delivery/thanks-file.ts';
import { weeklyFile } from '../../domain/delivery/weekly-file.ts';
import type { RecordContent } from '../../domain/donor.ts';
import { weeklyFileName } from '../../domain/files/delivery-names.ts';
import type { WorkbookSpec } from '../../domain/files/sheets.ts';
import type { AgreementFact } from '../../domain/indicators/agreement-facts.ts';
import type { Log } from '../../ports/log.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Vault } from '../../ports/vault.ts';
import { heldPending, noteHeld } from '../agreement/agreed-hold.ts';
import { type HeldMandates, heldMandates } from '../agreement/list-mandates.ts';
import { type HeldBack, heldBack } from '../agreement/waiting-checks.ts';
import { campaignToDeliver, weekUnknown } from '../find-campaign.ts';
import { openRecordsInBulk, openSignaturesInBulk } from '../records/open-record.ts';
import { damagedRecords } from './damage-hold.ts';
import {
  type DeliverWorkbookDeps,
  type DeliveryResult,
  deliverWorkbook,
  takeUpDelivery,
} from './deliver-workbook.ts';
import { type OwedLine, owedLines } from './weekly-facts.ts';

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

/** The delivery, the agreements left for a verifier or a correction, and what waits: damaged, not as agreed, or its mandate. */
export type WeeklyDelivery = DeliveryResult &
  HeldBack &
  HeldMandates & { readonly damaged: number; readonly differing: number };

/**
 * The weekly mandates file, to the charity's drop: the agreements and one-off gifts of the week that were never sent,
 * the late ones of weeks already delivered, and what changed since a line left; of a campaign that asks nothing, its talks
 * . Twice for one week sends nothing.
 * AppErrors `campaign-unknown`, `campaign-purged`, `week-unknown`, `week-not-over`, and those of `deliverWorkbook`.
 */
export async function deliverWeekly(deps: DeliverDeps, request: WeekRequest): Promise<WeeklyDelivery> {
  const target = await weekToDeliver(deps, request);
  const { campaign, week } = target;
  const differing = await deps.store.survey((rows) => heldPending(rows, campaign.code));
  await noteHeld(deps, { held: differing, actor: request.actor });
  const delivery = await deliverWeek(deps, target, request);
  const held = await deps.store.survey((rows) => heldBack(rows, target.campaign.code, target.period.toMs));
  if (held.waiting > 0) deps.log.warn('weekly.unverified', { campaign: campaign.code, week, ...held });
  const damaged = (await deps.store.read((rows) => damagedRecords(rows, campaign.code))).length;
  if (damaged > 0) deps.log.warn('weekly.damaged', { campaign: campaign.code, week, damaged });
  if (differing.length > 0)
    deps.log.error('weekly.differing', { campaign: campaign.code, week, differing: differing.length });
  const mandates = await deps.store.survey((rows) => heldMandates(rows, campaign.code, deps.clock.nowMs()));
  return { ...delivery, ...held, ...mandates, damaged, differing: differing.length };
}

async function deliverWeek(
  deps: DeliverDeps,
  target: WeekToDeliver,
  request: WeekRequest,
): Promise<DeliveryResult> {
  const { campaign, week } = target;
  const { actor } = request;
  const known = await takeUpDelivery(deps, { campaign: campaign.code, kind: 'weekly', period: week, actor });
  if (known) return known;
  const { owed, agreements } = await deps.store.survey(async (rows) => ({
    owed: await owedLines(rows, campaign, target.period),
    agreements: await rows.agreements.ofCampaign(campaign.code),
  }));
  const file = await buildWeeklyFile(deps, target, { owed, agreements, actor });
  const owedOf = new Map(owed.map((one) => [one.fact.call.callId, one.owed]));
  return deliverWorkbook(deps, {
    campaign,
    kind: 'weekly',
    period: week,
    fileName: weeklyFileName({ ...campaign, charity: campaign.settings.charity.code }, week),
    spec: file.spec,
    rows: file.lines.length,
    lines: file.lines.map(({ callId, line }) => ({ ...owedOf.get(callId), callId, line })),
    actor,
  });
}

/** The campaign and week of a request, or the reason why nothing can leave. */
export async function weekToDeliver(deps: DeliverDeps, request: WeekRequest): Promise<WeekToDeliver> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  return { campaign, ...weekOfRequest(deps, request) };
}

/** The week asked for, over unless a running one is allowed. AppErrors `week-unknown`, `week-not-over`. */
export function weekOfRequest(
  deps: Pick<DeliverDeps, 'clock'>,
  request: Pick<WeekRequest, 'week' | 'allowRunning'>,
): Omit<WeekToDeliver, 'campaign'> {
  const nowMs = deps.clock.nowMs();
  const week = request.week ?? previousIsoWeek(nowMs);
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  const readyAtMs = request.allowRunning ? period.fromMs : period.toMs;
  if (nowMs < readyAtMs) throw weekNotOver();
  return { week, period };
}

interface Build {
  readonly owed: readonly OwedLine[];
  readonly agreements: readonly AgreementFact[];
  readonly actor: string;
}

interface BuiltFile {
  readonly spec: WorkbookSpec;
  readonly lines: readonly { readonly callId: string; readonly line: 'N' | 'M' | 'X' }[];
}

async function buildWeeklyFile(
  deps: DeliverDeps,
  target: WeekToDeliver,
  { owed, agreements, actor }: Build,
): Promise<BuiltFile> {
  const { campaign, week, period } = target;
  const contents = new Map<number, RecordContent>();
  const recordIds = [...new Set(owed.map(({ recordId }) => recordId))];
  // A line that cannot be written is not counted as sent: a later file takes it.
  const why = { actor, reason: `Fichier hebdomadaire ${week}`, damaged: 'leave-out' } as const;
  for await (const { row, content } of openRecordsInBulk(deps, { recordIds, ...why })) {
    contents.set(row.id, content);
  }
  const createdAtMs = period.toMs;
  if (!asksSomething(campaign.kind)) {
    const facts = owed.flatMap(({ recordId, fact: { call } }) => {
      const content = contents.get(recordId);
      return content ? [{ call, content }] : [];
    });
    return thanksFile({ campaign, week, facts, createdAtMs });
  }
  const references = await signedReferences(deps, { owed, campaign: campaign.code, ...why });
  const facts = owed.flatMap(({ recordId, fact, signature }) => {
    const donor = contents.get(recordId)?.donor;
    const reference = signature && references.get(signature.callId);
    if (!donor || (signature && reference === undefined)) return [];
    const sign =
      signature && reference !== undefined
        ? { signature: { kind: signature.kind, signedOn: signature.signedOn, reference } }
        : {};
    return [{ ...fact, ...sign, donor }];
  });
  const { spec, mandates, oneOffs } = weeklyFile({ campaign, week, facts, agreements, createdAtMs });
  return { spec, lines: [...mandates, ...oneOffs] };
}

/** By call: the references of the mandates signed since. */
async function signedReferences(
  deps: DeliverDeps,
  {
    owed,
    ...why
  }: { readonly owed: readonly OwedLine[] } & Omit<Parameters<typeof openSignaturesInBulk>[1], 'signatures'>,
): Promise<ReadonlyMap<string, string>> {
  const references = new Map<string, string>();
  const signatures = owed.flatMap(({ signature }) => signature ?? []);
  for await (const one of openSignaturesInBulk(deps, { signatures, ...why }))
    references.set(one.callId, one.reference);
  return references;
}

function weekNotOver(): AppError {
  return new AppError({
    code: 'week-not-over',
    kind: 'conflict',
    message: 'Cette semaine n’est pas finie : son fichier serait incomplet.',
    hint: 'Attendez lundi, ou demandez une semaine passée.',
  });
}
