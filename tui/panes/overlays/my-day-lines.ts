import type { MyDay } from '../../../shared/card.ts';
import { formatHomeMoney } from '../../../shared/money.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { PAGES } from '../../words/french-pages.ts';
import { hoursText } from '../dates.ts';
import { prose } from './page-text.ts';

const text = PAGES.myDay;
const LABEL = 34;

function row(label: string, value: string): Line {
  return line(span(label.padEnd(LABEL), 'faint'), span(value, 'strong'));
}

/** Agreements ÷ useful contacts, in per cent; a dash while there is nothing to divide by (docs/rules/indicators.md). */
function rate(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1).replace('.', ',')} %`;
}

function perHour(day: MyDay): string {
  return day.productionSeconds === 0
    ? '–'
    : ((day.pitched * 3600) / day.productionSeconds).toFixed(1).replace('.', ',');
}

/** One figure a line; amounts of two currencies stand side by side, never added. */
export function myDayFigures(day: MyDay): Line[] {
  const { rows } = text;
  const uplift = day.uplifts.map(formatHomeMoney).join(' · ');
  return [
    row(rows.calls, String(day.calls)),
    row(rows.useful, String(day.useful)),
    row(rows.pitched, String(day.pitched)),
    row(rows.agreements, String(day.agreements)),
    row(rows.agreementRate, rate(day.agreements, day.useful)),
    row(rows.uplift, text.perMonth(uplift)),
    row(rows.oneOffGifts, String(day.oneOffGifts)),
    BLANK,
    row(rows.callbacksToday, String(day.callbacksToday)),
    row(rows.production, hoursText(day.productionSeconds)),
    row(rows.perHour, perHour(day)),
    ...(day.shownNumbers.length === 0
      ? []
      : [BLANK, ...day.shownNumbers.map((one) => row(rows.shownNumber(one.campaign), one.number))]),
    ...(day.observations === undefined
      ? []
      : [BLANK, line(span(text.observations(day.observations), 'warn'))]),
  ];
}

/** Supervised listening is announced to whoever may be listened to. */
function listeningLines({ isListened }: MyDay): Line[] {
  return isListened ? [BLANK, ...prose(text.listened, 'faint')] : [];
}

export function myDayLines({ day, problem }: OverlayOf<'my-day'>): Line[] {
  const head = [line(span(text.title, 'title')), BLANK];
  if (problem) return [...head, line(span(problem.message, 'warn')), line(problem.hint)];
  return day
    ? [...head, ...myDayFigures(day), ...listeningLines(day)]
    : [...head, line(span(text.busy, 'faint'))];
}
