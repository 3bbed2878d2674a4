import type { Card, DayNow } from '../../shared/card.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { PAGES } from '../words/french-pages.ts';
import { type Update, update, type Wake, type WakeCommand, withNotice } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** Longer than a shift: what is due later is told by a later card. */
const FARTHEST_MS = 12 * 3_600_000;

/** The card says when the next callback is due: it will be announced at its hour, unless it came first. */
export function withPromised<C>(
  { state, commands }: Update<C>,
  { promisedAtMs: atMs }: Pick<Card, 'promisedAtMs'>,
  nowMs: number,
): Update<C | WakeCommand> {
  const { promised: _, ...rest } = state;
  if (atMs === undefined || atMs - nowMs > FARTHEST_MS) return { state: rest, commands };
  const wake = { for: 'callback', atMs } as const;
  return {
    state: { ...rest, promised: { atMs, isDue: false } },
    commands: [...commands, { do: 'wake', afterMs: Math.max(0, atMs - nowMs), wake }],
  };
}

/** An outcome was recorded, or taken back (`by` -1), before the next card tells the day anew. */
export function counted(today: DayNow | undefined, disposition: string, by: 1 | -1 = 1): { today?: DayNow } {
  if (!today) return {};
  const row = dispositionOf(disposition);
  const isAgreement = row?.isFinal === true && row.agreement;
  const agreements = Math.max(0, today.agreements + (isAgreement ? by : 0));
  return { today: { calls: Math.max(0, today.calls + by), agreements } };
}

/**
 * It is told in one line that moves nothing under the fingers, and a mark stays until the next card, which is that callback
 * where its place may be called (docs/rules/cadence.md#queue).
 */
export function callbackDue(
  state: WorkstationState,
  { atMs }: Wake & { for: 'callback' },
): Update<WakeCommand> {
  const { promised, stage } = state;
  if (promised?.atMs !== atMs || promised.isDue) return update(state);
  if (stage.at !== 'call' && stage.at !== 'saving' && stage.at !== 'pause') return update(state);
  const text = stage.at === 'pause' ? PAGES.diary.dueInPause : PAGES.diary.due;
  return withNotice(update({ ...state, promised: { atMs, isDue: true } }), text, 'alert');
}
