import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, HOUSE_ZONE, type Period } from '../../../shared/time.ts';
import { daysOf, type HoursDay, hoursDay } from '../../domain/floor/hours-day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/** Staff data: two months at once is more than a lead needs. */
const MAX_DAYS = 62;

export interface HoursLine extends HoursDay {
  readonly login: string;
  readonly displayName: string;
  /** Calls ended that day; those taken back are left out. */
  readonly calls: number;
}

export interface HoursRequest {
  readonly lead: Pick<AccountRow, 'campaigns'>;
  readonly agent?: string | undefined;
  /** Production and calls of that campaign only; shifts and breaks are of the person. */
  readonly campaign?: string | undefined;
  /** Both included; default: today. */
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/**
 * Hours of the lead's own people, a line per person and day of work, in order of day then name. AppErrors `hours-period`,
 * `hours-nobody`.
 */
export async function readHours(
  deps: { readonly store: Store; readonly clock: Clock },
  request: HoursRequest,
): Promise<readonly HoursLine[]> {
  const nowMs = deps.clock.nowMs();
  const days = daysOf(periodOf(request));
  if (days.length === 0 || days.length > MAX_DAYS) throw wrongPeriod();
  return await deps.store.read(async (rows) => {
    const people = await peopleOf(rows, request);
    if (people.length === 0) throw nobody();
    return await inTurn.flatMap(days, (day) =>
      inTurn.flatMap(people, async ({ id, login, displayName }): Promise<HoursLine[]> => {
        const spans = (await rows.shifts.spansOf(id, day)).filter(
          (span) => span.kind === 'pause' || isWanted(request, span.campaign),
        );
        const hours = hoursDay(day, { shifts: await rows.shifts.ofAgent(id, day), spans, nowMs });
        const calls = await rows.shifts.callsOf(id, day, request.campaign);
        return hours ? [{ login, displayName, ...hours, calls }] : [];
      }),
    );
  });
}

function isWanted({ campaign }: HoursRequest, of: string): boolean {
  return campaign === undefined || campaign === of;
}

function periodOf({ from, to }: HoursRequest): Period {
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
  try {
    const last = Temporal.PlainDate.from(to).add({ days: 1 });
    return { fromMs: start(Temporal.PlainDate.from(from)), toMs: start(last) };
  } catch (error) {
    if (error instanceof RangeError) throw wrongPeriod();
    throw error;
  }
}

/** Those who still may work and those who left: hours are asked for after the end of a contract too. */
async function peopleOf(
  rows: StoreReader,
  { lead, agent, campaign }: HoursRequest,
): Promise<readonly AccountRow[]> {
  return (await rows.accounts.all())
    .filter(
      (one) =>
        one.role === 'agent' &&
        one.campaigns.some((code) => lead.campaigns.includes(code) && (campaign ?? code) === code) &&
        (agent ?? one.login) === one.login,
    )
    .toSorted((a, b) => (a.login < b.login ? -1 : 1));
}

function wrongPeriod(): AppError {
  return new AppError({
    code: 'hours-period',
    kind: 'invalid',
    message: `La période va d’un jour au suivant, ${MAX_DAYS} jours au plus.`,
    hint: 'Donnez --from et --to, par exemple 2026-11-01 et 2026-11-30.',
  });
}

function nobody(): AppError {
  return new AppError({
    code: 'hours-nobody',
    kind: 'not-found',
    message: 'Aucun de vos téléacteurs ne répond à cette demande.',
    hint: 'Vérifiez l’identifiant et la campagne : « plateau floor ».',
  });
}
