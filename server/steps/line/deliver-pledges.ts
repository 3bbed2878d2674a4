import { AppError, isAppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { isCivilDate } from '../../domain/delivery/urgent-schedule.ts';
import { pledgeFileName } from '../../domain/files/delivery-names.ts';
import { isLetterOwed, type PledgeLine, pledgeFile } from '../../domain/line/pledge-file.ts';
import type { Log } from '../../ports/log.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { StoreWriter } from '../../ports/store.ts';
import {
  type DeliverWorkbookDeps,
  type DeliveryResult,
  deliverWorkbook,
  takeUpDelivery,
} from '../delivery/deliver-workbook.ts';
import { isErased, refuseErased, requireLine } from '../find-campaign.ts';
import { change } from './follow-pledge.ts';
import { type OpenPledgeDeps, openPledges } from './open-pledges.ts';

export interface DeliverPledgesDeps extends DeliverWorkbookDeps, OpenPledgeDeps {
  readonly log: Log;
}

interface DeliverPledgesRequest {
  readonly campaign: string;
  /** Absent: the last day that is over. */
  readonly day?: CivilDate | undefined;
  readonly actor: string;
}

export type PledgesDelivered =
  | { readonly kind: 'delivered'; readonly day: CivilDate; readonly delivery: DeliveryResult }
  /** Nothing happened that no file has told: no file leaves. */
  | { readonly kind: 'nothing'; readonly day: CivilDate };

const startOf = (day: CivilDate): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: HOUSE_ZONE }).epochMilliseconds;
const daysFrom = (day: CivilDate, days: number): CivilDate =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * The pledges of a day, sealed, to the charity's drop (docs/rules/layouts.md#pledges): each that something happened to until its
 * end and that no file has told, and the letters to post. A day without any sends nothing; twice for one day sends nothing.
 * Today’s is for a line that is closed. AppErrors `campaign-unknown`, `campaign-not-line`, `campaign-purged`, `day-unknown`,
 * `day-not-over`, and those of `deliverWorkbook`. /
 */
export async function deliverPledges(
  deps: DeliverPledgesDeps,
  { campaign, actor, day: asked }: DeliverPledgesRequest,
): Promise<PledgesDelivered> {
  const nowMs = deps.clock.nowMs();
  const line = await deps.store.read((rows) => requireLine(rows, campaign));
  refuseErased(line.state);
  const day = dayOf(line, asked, nowMs);
  const key = { campaign, kind: 'pledges', period: day, actor } as const;
  const known = await takeUpDelivery(deps, key);
  if (known) return { kind: 'delivered', day, delivery: known };
  const cutoffMs = Math.min(startOf(daysFrom(day, 1)), nowMs + 1);
  const lines = await linesOf(deps, { line, cutoffMs, actor, day });
  if (lines.length === 0) return { kind: 'nothing', day };
  const { settings, texts } = line;
  const delivery = await deliverWorkbook(deps, {
    ...key,
    campaign: { code: line.code, charity: line.charity, settings: {} },
    fileName: pledgeFileName(line, day),
    spec: pledgeFile({ settings, texts, day, lines, createdAtMs: cutoffMs }),
    rows: lines.length,
    lines: [],
    also: (rows) => markTold(rows, lines, { atMs: nowMs, author: actor }),
  });
  return { kind: 'delivered', day, delivery };
}

function dayOf({ state }: LineRow, asked: CivilDate | undefined, nowMs: number): CivilDate {
  const today = civilDate(nowMs);
  const day = asked ?? daysFrom(today, -1);
  if (!isCivilDate(day))
    throw new AppError({
      code: 'day-unknown',
      kind: 'invalid',
      message: 'Ce jour n’existe pas.',
      hint: 'Écrivez-le comme 2026-12-05.',
    });
  if (day < today || (day === today && state === 'closed')) return day;
  throw new AppError({
    code: 'day-not-over',
    kind: 'conflict',
    message: 'Ce jour n’est pas fini : son fichier serait incomplet.',
    hint: 'Il part tout seul après minuit, heure de Paris. Celui du jour même se demande une fois la ligne close.',
  });
}

interface Told extends PledgeLine {
  readonly events: number;
}

async function linesOf(
  deps: DeliverPledgesDeps,
  {
    line,
    cutoffMs,
    actor,
    day,
  }: { readonly line: LineRow; readonly cutoffMs: number; readonly actor: string; readonly day: CivilDate },
): Promise<readonly Told[]> {
  const untold = await deps.store.read((rows) => rows.pledges.untold(line.code, cutoffMs));
  const events = new Map(untold.map(({ row, events: count }) => [row.id, count]));
  const opening = { actor, reason: `Fichier des promesses ${day}`, pledges: untold.map(({ row }) => row) };
  const lines: Told[] = [];
  for await (const { row, content } of openPledges(deps, opening))
    lines.push({ row, content, events: events.get(row.id) ?? 0 });
  return lines;
}

/** In the transaction that records the file: what it tells is told, and the link of its letters has left. */
async function markTold(
  rows: StoreWriter,
  lines: readonly Told[],
  by: { readonly atMs: number; readonly author: string },
): Promise<void> {
  for (const line of lines) {
    const now = await rows.pledges.byId(line.row.id);
    if (!now) continue;
    const isLetter = isLetterOwed(line) && isLetterOwed({ row: now });
    if (isLetter) await change(rows, now, { event: { kind: 'sendLink' }, ...by });
    await rows.pledges.update(now.id, { told: line.events + (isLetter ? 1 : 0) });
  }
}

/** After each midnight: yesterday's file of each line that has something to tell. One that fails waits for the next turn. */
export async function deliverPledgesDue(
  deps: DeliverPledgesDeps,
  { actor }: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const beforeMs = startOf(civilDate(deps.clock.nowMs()));
  const counts = { delivered: 0, failed: 0 };
  for (const { code, state } of await deps.store.read((rows) => rows.lines.all())) {
    const isOwed =
      !isErased(state) && (await deps.store.read((rows) => rows.pledges.untold(code, beforeMs))).length > 0;
    if (!isOwed) continue;
    try {
      await deliverPledges(deps, { campaign: code, actor });
      counts.delivered += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      counts.failed += 1;
      deps.log.error('delivery.failed', { campaign: code, kind: 'pledges', code: error.code });
    }
  }
  return counts;
}
