import type { LineWindow } from './line-settings.ts';

const DAY = 1440;
const WEEK_MINUTES = 7 * DAY;

/** Minutes since Monday 00:00 on the clock of the wall; `to` is exclusive. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

function minutesOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The parts of the week that a window holds; one that ends at or before its start runs into the next day. */
export function spansOf({ days, from, to }: LineWindow): readonly WeekSpan[] {
  const start = minutesOf(from);
  const end = minutesOf(to) > start ? minutesOf(to) : minutesOf(to) + DAY;
  return days.flatMap((day) => {
    const base = (day - 1) * DAY;
    const whole = { from: base + start, to: base + end };
    if (whole.to <= WEEK_MINUTES) return [whole];
    return [
      { from: whole.from, to: WEEK_MINUTES },
      { from: 0, to: whole.to - WEEK_MINUTES },
    ];
  });
}

/** The first part of the week that no span holds; undefined when all of it is held. */
export function firstGap(spans: readonly WeekSpan[]): WeekSpan | undefined {
  let reached = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > reached) return { from: reached, to: from };
    reached = Math.max(reached, to);
  }
  return reached < WEEK_MINUTES ? { from: reached, to: WEEK_MINUTES } : undefined;
}

const DAY_NAMES = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** « dimanche 23:30 ». */
export function saidMinute(minute: number): string {
  const at = minute % WEEK_MINUTES;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${DAY_NAMES[Math.floor(at / DAY)] ?? ''} ${two(Math.floor((at % DAY) / 60))}:${two(at % 60)}`;
}

/** « lundi à samedi », « dimanche », « lundi, mercredi ». */
export function saidDays(days: readonly number[]): string {
  const names = days.map((day) => DAY_NAMES[day - 1] ?? '');
  const isRow = days.length > 2 && days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1);
  return isRow ? `${names[0] ?? ''} à ${names.at(-1) ?? ''}` : names.join(', ');
}
