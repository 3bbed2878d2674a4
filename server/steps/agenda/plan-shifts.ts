import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, HOUSE_ZONE, type Period, zoned } from '../../../shared/time.ts';
import type { AgendaSlotRow } from '../../ports/rows/agenda.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { refuseFewSeats } from '../seats/slots.ts';
import { trail } from '../trail.ts';
import { eventFor, refuseCancelled, refuseOutside } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';

/** Hours to open at an event. */
export interface ShiftPlan extends Period {
  readonly role: string;
  readonly needs: string;
  readonly capacity: number;
  /** Absent: at once. */
  readonly opensAtMs?: number | undefined;
  /** Absent: until it begins. */
  readonly withdrawUntilMs?: number | undefined;
  readonly longestHours: number;
  /** Where it is one of a pledge line. */
  readonly line?: { readonly campaign: string; readonly site: string } | undefined;
  /** Other days, at the same hours on the clock: copied, each then lives its own life. */
  readonly days: readonly CivilDate[];
}

/** The same hours on the clock of that day, whatever the change of time between. */
function onDay(atMs: number, day: CivilDate): number {
  const time = zoned(atMs).toPlainTime();
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: HOUSE_ZONE, plainTime: time })
    .epochMilliseconds;
}

/** AppError `site-not-yours` of a line that is none of the asker's campaigns, `slot-capacity`. */
async function refuseLine(
  rows: StoreReader,
  asked: AskedPeople,
  { line, capacity }: ShiftPlan,
): Promise<void> {
  if (!line) return;
  const isTheirs = asked.account.campaigns.includes(line.campaign);
  const site = (await rows.seats.sites(line.campaign)).find(({ code }) => code === line.site);
  if (isTheirs && site) return await refuseFewSeats(rows, line.site, capacity);
  throw new AppError({
    code: 'site-not-yours',
    kind: 'not-found',
    message: 'Cette ligne n’a pas ce site, ou elle n’est pas de vos campagnes.',
    hint: 'L’exploitation pose les postes (plateau seat plan) et vous ouvre la campagne.',
  });
}

/**
 * Opens hours at an event: one slot, and its copies on other days. A slot of a pledge line is the very one that its leads
 * fill and print badges for. AppErrors of `eventFor`, `event-cancelled`, `slot-outside`, `site-not-yours`, `slot-capacity`.
 */
export async function planShifts(
  { store, clock }: AgendaDeps,
  { event: id, plan, ...asked }: AskedPeople & { readonly event: string; readonly plan: ShiftPlan },
): Promise<{ readonly slots: readonly number[] }> {
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { event } = await eventFor(rows, { ...asked, event: id, verb: 'plan' });
    refuseCancelled(event);
    await refuseLine(rows, asked, plan);
    const { fromMs, toMs, role, needs, capacity, opensAtMs = 0, line } = plan;
    const lead = plan.withdrawUntilMs === undefined ? 0 : fromMs - plan.withdrawUntilMs;
    const hours = [
      { fromMs, toMs },
      ...plan.days.map((day) => ({ fromMs: onDay(fromMs, day), toMs: onDay(fromMs, day) + (toMs - fromMs) })),
    ];
    const slots = await inTurn.map(hours, async (one) => {
      refuseOutside(one, event);
      const row: Omit<AgendaSlotRow, 'id' | 'taken' | 'cancelledAtMs'> = {
        ...{ campaign: line?.campaign ?? null, site: line?.site ?? null, event: event.id },
        ...{ role, needs, ...one, capacity, opensAtMs, withdrawUntilMs: one.fromMs - lead },
        ...{ longestMs: plan.longestHours * 3_600_000, author: asked.account.id, atMs },
      };
      const slot = await rows.agenda.addSlot(row);
      const detail = { capacity, fromMs: one.fromMs, toMs: one.toMs };
      const noted = { campaign: line?.campaign ?? '', detail };
      await trail(rows, { actor: asked.account.id, atMs })('slot.add', String(slot), noted);
      return slot;
    });
    return { slots };
  });
}
