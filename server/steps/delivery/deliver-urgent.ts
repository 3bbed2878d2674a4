import { AppError, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { URGENT_CODES, type UrgentFact, urgentFile } from '../../domain/delivery/urgent-file.ts';
import {
  dayAfter,
  isCivilDate,
  lastUrgentDay,
  urgentCutoffMs,
  urgentDayOf,
} from '../../domain/delivery/urgent-schedule.ts';
import type { Donor } from '../../domain/donor.ts';
import { urgentFileName } from '../../domain/files/delivery-names.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { PersonRequestRow } from '../../ports/rows/persons.ts';
import type { StoreReader } from '../../ports/store.ts';
import { heldAmong, isHeldByDifference, noteHeld } from '../agreement/agreed-hold.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { openCallsInBulk, openRecordsInBulk } from '../records/open-record.ts';
import { isHeldByDamage } from './damage-hold.ts';
import type { DeliverDeps } from './deliver-weekly.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from './deliver-workbook.ts';
import { personFacts } from './tell-charity.ts';

export interface UrgentRequest {
  /** Campaign code. */
  readonly campaign: string;
  /** Default: the last day whose file is due. */
  readonly day?: CivilDate | undefined;
  readonly actor: string;
}

export type UrgentResult =
  | { readonly kind: 'delivered'; readonly day: CivilDate; readonly delivery: DeliveryResult }
  /** Nothing urgent that day: no file leaves. */
  | { readonly kind: 'nothing'; readonly day: CivilDate };

/**
 * The urgent file of a day, to the charity's drop (docs/rules/layouts.md: a stop must not wait for Wednesday): the
 * day's calls up to 20:45, and earlier ones that no file carried. A day without any sends nothing; twice for one day
 * sends nothing. AppErrors `campaign-unknown`, `campaign-purged`, `day-unknown`, `day-not-over`, and those of
 * `deliverWorkbook`.
 */
export async function deliverUrgent(deps: DeliverDeps, request: UrgentRequest): Promise<UrgentResult> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  const { actor } = request;
  const day = dayToDeliver(request.day, deps.clock.nowMs());
  const key = { campaign: campaign.code, kind: 'urgent', period: day, actor } as const;
  const known = await takeUpDelivery(deps, key);
  if (known) return { kind: 'delivered', day, delivery: known };
  const cutoffMs = urgentCutoffMs(day);
  const held = await deps.store.survey(
    async (rows) => await heldAmong(rows, await unsentUrgent(rows, campaign.code, cutoffMs)),
  );
  await noteHeld(deps, { held, actor });
  const { calls, asked } = await deps.store.survey((rows) => sayable(rows, campaign.code, cutoffMs));
  const why = { actor, reason: `Fichier urgent ${day}` };
  const facts = [...(await openFacts(deps, calls, why)), ...(await personFacts(deps, asked, why))];
  // What does not open is told once a backup gives it back: it counts as not sent.
  const told = new Set(facts.map(({ call }) => call.callId));
  if (told.size === 0) return { kind: 'nothing', day };
  const delivery = await deliverWorkbook(deps, {
    ...key,
    campaign,
    fileName: urgentFileName({ ...campaign, charity: campaign.settings.charity.code }, day),
    spec: urgentFile({ campaign, day, facts, createdAtMs: cutoffMs }),
    rows: facts.length,
    lines: calls.flatMap(({ callId }) => (told.has(callId) ? [{ callId, line: 'U' as const }] : [])),
    also: (rows, deliveryId) =>
      rows.persons.markTold(
        asked.flatMap(({ id }) => (told.has(id) ? [id] : [])),
        deliveryId,
      ),
  });
  return { kind: 'delivered', day, delivery };
}

/**
 * Every evening at 20:45: the urgent file of each campaign that has something to say, one a day of calls, oldest first:
 * after a night without a server nothing is lost. A campaign that fails is logged and tried again at the next turn.
 */
export async function deliverUrgentDue(
  deps: DeliverDeps,
  request: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const nowMs = deps.clock.nowMs();
  const due = await deps.store.read(
    async (rows) =>
      await inTurn.flatMap(
        (await rows.campaigns.all()).filter(({ state }) => state === 'open' || state === 'closed'),
        async ({ code }) => (await daysDue(rows, code, nowMs)).map((day) => ({ campaign: code, day })),
      ),
  );
  let failed = 0;
  for (const one of due) {
    try {
      await deliverUrgent(deps, { ...one, actor: request.actor });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', { campaign: one.campaign, kind: 'urgent', code: error.code });
    }
  }
  return { delivered: due.length - failed, failed };
}

interface Sayable {
  readonly calls: readonly CallRow[];
  readonly asked: readonly PersonRequestRow[];
}

/** What a file owes the charity and may be told: nothing of it is known to be damaged, or otherwise than was said. */
async function sayable(rows: StoreReader, campaign: string, beforeMs: number): Promise<Sayable> {
  const asked = await rows.persons.untold(campaign, beforeMs);
  return {
    calls: await inTurn.filter(
      await unsentUrgent(rows, campaign, beforeMs),
      async (call) => !(await isHeldByDamage(rows, call)) && !(await isHeldByDifference(rows, call)),
    ),
    asked: await inTurn.filter(
      asked,
      async ({ id }) =>
        !(await inTurn.some(await rows.persons.recordsOf(id), (recordId) =>
          isHeldByDamage(rows, { recordId }),
        )),
    ),
  };
}

/** Urgent calls ended before that instant that no urgent file has carried. */
export async function unsentUrgent(
  rows: StoreReader,
  campaign: string,
  beforeMs: number,
): Promise<readonly CallRow[]> {
  return await rows.calls.unsent(campaign, beforeMs, { codes: URGENT_CODES, line: 'U' });
}

/** Days whose file is owed. A call written at the very moment its day's file was built goes with the next free day. */
async function daysDue(rows: StoreReader, campaign: string, nowMs: number): Promise<readonly CivilDate[]> {
  const last = lastUrgentDay(nowMs);
  const days = new Set<CivilDate>();
  const { calls, asked } = await sayable(rows, campaign, urgentCutoffMs(last));
  const atMs = [...calls.map((call) => call.endedAtMs), ...asked.map((request) => request.openedAtMs)];
  for (const one of atMs) {
    let day = urgentDayOf(one);
    while (await rows.deliveries.find(campaign, 'urgent', day)) day = dayAfter(day);
    if (day <= last) days.add(day);
  }
  return [...days].sort();
}

interface Why {
  readonly actor: string;
  readonly reason: string;
}

async function openFacts(
  deps: DeliverDeps,
  calls: readonly CallRow[],
  why: Why,
): Promise<readonly UrgentFact[]> {
  const donors = new Map<number, Donor>();
  const recordIds = [...new Set(calls.map((call) => call.recordId))];
  const damaged = 'leave-out';
  for await (const { row, content } of openRecordsInBulk(deps, { recordIds, damaged, ...why }))
    donors.set(row.id, content.donor);
  const facts: UrgentFact[] = [];
  const callIds = calls.map((call) => call.callId);
  for await (const { call, content } of openCallsInBulk(deps, { callIds, damaged, ...why })) {
    const donor = donors.get(call.recordId);
    if (donor) facts.push({ call, donor, note: content.note });
  }
  return facts;
}

function dayToDeliver(asked: CivilDate | undefined, nowMs: number): CivilDate {
  const day = asked ?? lastUrgentDay(nowMs);
  if (!isCivilDate(day)) {
    throw new AppError({
      code: 'day-unknown',
      kind: 'invalid',
      message: 'Ce jour n’existe pas.',
      hint: 'Écrivez-le comme 2026-11-23.',
    });
  }
  if (nowMs >= urgentCutoffMs(day)) return day;
  throw new AppError({
    code: 'day-not-over',
    kind: 'conflict',
    message: 'Le fichier urgent de ce jour n’est pas encore dû : il serait incomplet.',
    hint: 'Il part tout seul à 20:45, heure de Paris ; demandez-le ensuite, ou demandez un jour passé.',
  });
}
