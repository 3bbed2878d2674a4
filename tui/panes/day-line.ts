import { asksSomething } from '../../shared/campaign-kind.ts';
import { cells } from '../../shared/screen/cells.ts';
import { HOUSE_ZONE } from '../../shared/time.ts';
import { cellsOf, type Line, line, span } from '../screen/line.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { Rect } from '../term/surface.ts';
import { PAGES } from '../words/french-pages.ts';
import { clockText } from './dates.ts';

const MINUTE_MS = 60_000;
/** Further than this, the hour says enough. */
const SOON_MINUTES = 60;

/** What the line is made of. */
export interface DayFacts extends Pick<WorkstationState, 'today' | 'promised'> {
  /** The card asks nothing: the day's agreements are not told beside it. */
  readonly isOfThanks?: boolean;
}

/** A card of a campaign that asks nothing is open. */
export function showsThanks({ stage }: Pick<WorkstationState, 'stage'>): boolean {
  return stage.at === 'call' && !asksSomething(stage.call.card.campaign.kind);
}

/** Nothing before the first card, for a fictitious one, nor on the way in and out. */
export function showsDay({ today, practice, stage }: WorkstationState): boolean {
  return today !== undefined && !practice && stage.at !== 'login' && stage.at !== 'leaving';
}

function callbackText({ promised }: DayFacts, nowMs: number): string {
  if (!promised) return '';
  const text = PAGES.dayLine;
  const at = text.callback(clockText(promised.atMs, HOUSE_ZONE));
  const minutes = Math.ceil((promised.atMs - nowMs) / MINUTE_MS);
  if (minutes <= 0) return `${at} ${text.now}`;
  return minutes <= SOON_MINUTES ? `${at} ${text.inMinutes(minutes)}` : at;
}

/**
 * « 12 appels · 3 accords · rappel 18:00 dans 12 min », within the rule under the body, as long as it is; the last ones go
 * when there is no room.
 */
export function dayLine(
  facts: DayFacts,
  nowMs: number,
  rect: Rect,
): { readonly line: Line; readonly rect: Rect } {
  const { calls = 0, agreements = 0 } = facts.today ?? {};
  const text = PAGES.dayLine;
  const agreed = facts.isOfThanks ? '' : text.agreements(agreements);
  const parts = [text.calls(calls), agreed, callbackText(facts, nowMs)].filter(Boolean);
  while (parts.length > 1 && cells(parts.join(' · ')) > rect.width - 2) parts.pop();
  const told = line(span(` ${parts.join(' · ')} `, 'faint'));
  return { line: told, rect: { ...rect, width: cellsOf(told) } };
}
