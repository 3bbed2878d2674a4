import { type Line, line, span } from '../screen/line.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { durationText } from './dates.ts';

/** What counts by itself on the page of a stage. */
export interface PageTimer {
  readonly label: string;
  readonly sinceMs: number;
}

/** The line of the page that the timer fills. */
export const TIMER_AT = 3;

/** Undefined where nothing is counted, or where a page covers it. */
export function pageTimer({ stage, overlay }: WorkstationState): PageTimer | undefined {
  if (overlay || stage.at !== 'pause') return undefined;
  return { label: FRENCH.pause.lasts, sinceMs: stage.sinceMs };
}

export function timerLine(nowMs: number, { label, sinceMs }: PageTimer): Line {
  return line(span(`${label} `, 'faint'), span(durationText(nowMs - sinceMs), 'strong'));
}
