import { inNumber } from '../../../shared/french-plural.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';

/** Days left at which the house is reminded, then alarmed: days 20 and 28 of the 30. */
const REMINDER_LEFT = 10;
const ALARM_LEFT = 2;

type CountdownLevel = 'before-end' | 'calm' | 'reminder' | 'alarm' | 'overdue' | 'done';

export interface PurgeCountdown {
  readonly endedOn: CivilDate;
  /** Last day on which the destruction is in time. */
  readonly dueOn: CivilDate;
  /** Negative once it is late. */
  readonly daysLeft: number;
  readonly level: CountdownLevel;
}

/** What says when the service of a campaign ended. */
export interface ServiceEnd {
  /** `ends` of campaign.yaml: the last day of the contract. */
  readonly ends: CivilDate;
  /** Null while the campaign is open, or when nobody knows. */
  readonly closedAtMs: number | null;
}

/** The last day of the service: the contract's, or the day of the close where that came first. */
export function serviceEndedOn({ ends, closedAtMs }: ServiceEnd): CivilDate {
  const closedOn = closedAtMs === null ? ends : civilDate(closedAtMs);
  return closedOn < ends ? closedOn : ends;
}

/** The last day on which the data may still be here. */
export function purgeDueOn(end: ServiceEnd, retentionDays: number): CivilDate {
  return Temporal.PlainDate.from(serviceEndedOn(end)).add({ days: retentionDays }).toString();
}

/** Counts from the last day of the service, in civil days of the house; a purged campaign owes nothing. */
export function purgeCountdown(
  campaign: ServiceEnd & { readonly retentionDays: number; readonly isPurged: boolean },
  nowMs: number,
): PurgeCountdown {
  const { retentionDays, isPurged } = campaign;
  const endedOn = serviceEndedOn(campaign);
  const due = Temporal.PlainDate.from(purgeDueOn(campaign, retentionDays));
  const today = Temporal.PlainDate.from(civilDate(nowMs));
  const daysLeft = today.until(due, { largestUnit: 'days' }).days;
  const level = (): CountdownLevel => {
    if (isPurged) return 'done';
    if (daysLeft < 0) return 'overdue';
    if (today.toString() <= endedOn) return 'before-end';
    if (daysLeft <= ALARM_LEFT) return 'alarm';
    return daysLeft <= REMINDER_LEFT ? 'reminder' : 'calm';
  };
  return { endedOn, dueOn: due.toString(), daysLeft, level: level() };
}

/** One French line for the plan and the status; '' when there is nothing to say. */
export function countdownText({ endedOn, dueOn, daysLeft, level }: PurgeCountdown): string {
  if (level === 'done' || level === 'before-end') return '';
  if (level === 'overdue')
    return `destruction en RETARD de ${inNumber(-daysLeft, 'jour(s)')} : elle était due le ${dueOn}`;
  const left =
    daysLeft === 0 ? 'c’est aujourd’hui le dernier jour' : `il reste ${inNumber(daysLeft, 'jour(s)')}`;
  return `fin le ${endedOn}, destruction due le ${dueOn} : ${left}`;
}
