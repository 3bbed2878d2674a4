import type { Card } from '../../../shared/card.ts';
import { zoned } from '../../../shared/time.ts';
import { FRENCH } from '../../words/french.ts';

interface Asked {
  readonly card: Pick<Card, 'callbackSpans' | 'holidays' | 'donor'>;
  readonly nowMs: number;
  /** An hour was said, not only a day or a part of it. */
  readonly isHour: boolean;
}

/** How far a card tells when its donor may be called back. */
const DAYS_TOLD = 14;

/** Why that moment is not allowed, in French: past, too far, a holiday by its name, a Sunday, too early, too late. */
export function whyNotAllowed(wantedMs: number, { card, nowMs, isHour }: Asked): string {
  const text = FRENCH.callback;
  const { zone } = card.donor;
  const day = zoned(wantedMs, zone).toPlainDate();
  const today = zoned(nowMs, zone).toPlainDate();
  if (wantedMs <= nowMs && (isHour || Temporal.PlainDate.compare(day, today) < 0)) return text.past;
  if (today.until(day).days > DAYS_TOLD) return text.tooFar(DAYS_TOLD);
  const holiday = card.holidays?.find(({ date }) => date === day.toString());
  if (holiday) return text.holiday(holiday.name);
  const spans = card.callbackSpans.filter(({ fromMs }) => zoned(fromMs, zone).toPlainDate().equals(day));
  const hourOf = (atMs: number) => zoned(atMs, zone).toPlainTime().toString().slice(0, 5);
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return day.dayOfWeek === 7 ? text.sunday : text.closedDay;
  if (!isHour) return text.partOver;
  if (wantedMs < first.fromMs) return text.tooEarly(hourOf(first.fromMs));
  return wantedMs >= last.toMs ? text.tooLate(hourOf(last.toMs)) : text.notAllowed;
}
