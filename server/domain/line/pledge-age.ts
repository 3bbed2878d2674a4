import { civilDate } from '../../../shared/time.ts';

/** Days of the house's calendar since a pledge: one of 23:50 is a day old ten minutes later. */
export function ageDays(pledgedAtMs: number, nowMs: number): number {
  const from = Temporal.PlainDate.from(civilDate(pledgedAtMs));
  return from.until(Temporal.PlainDate.from(civilDate(nowMs)), { largestUnit: 'days' }).days;
}
