import { type Line, line, span } from '../screen/line.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { durationText } from './dates.ts';

/** What counts by itself on the page of a stage: up since an hour, or down to one. */
export type PageTimer = { readonly label: string } & (
  | { readonly sinceMs: number }
  | { readonly untilMs: number }
);

/** The line of the page that the timer fills. */
export const TIMER_AT = 3;

/** Undefined where nothing is counted, or where a page covers it. */
export function pageTimer({ stage, overlay }: WorkstationState): PageTimer | undefined {
  if (overlay) return undefined;
  if (stage.at === 'pause') return { label: FRENCH.pause.lasts, sinceMs: stage.sinceMs };
  return stage.at === 'wrap-up' ? { label: FRENCH.wrapUp.left, untilMs: stage.untilMs } : undefined;
}

/** A second that has begun is still to be waited. */
function countedMs(nowMs: number, timer: PageTimer): number {
  return 'sinceMs' in timer ? nowMs - timer.sinceMs : Math.ceil((timer.untilMs - nowMs) / 1000) * 1000;
}

export function timerLine(nowMs: number, timer: PageTimer): Line {
  return line(span(`${timer.label} `, 'faint'), span(durationText(countedMs(nowMs, timer)), 'strong'));
}
