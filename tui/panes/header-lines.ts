import { clip } from '../../shared/screen/cells.ts';
import { zoned } from '../../shared/time.ts';
import { type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { clockText, durationText, shortDay } from './dates.ts';

/** Cells of the clock at the right of the header: hour and timer, and the day where there is room. */
export function clockCells(columns: number): number {
  return columns < 100 ? 20 : 34;
}

/** Product, agent, campaign, the pause asked for, state of the line (good, only where there is room), note on the clock. */
export function headerLine(state: WorkstationState, width: number): Line {
  const isUp = state.line === 'connected';
  const pause = state.pauseAsked ? `  ${FRENCH.pause.asked}` : '';
  const note = state.clockNote === '' ? '' : ` · ${state.clockNote}`;
  const online = width < 80 || pause !== '' ? '' : FRENCH.line.connected;
  const shown = isUp ? online : FRENCH.line.reconnecting;
  const lineState = shown === '' ? '' : `  ${shown}`;
  const known =
    ` ${FRENCH.product}  ${state.agentFirstName}`.length + lineState.length + pause.length + note.length;
  const campaign =
    state.campaignName === '' ? '' : `  ${clip(state.campaignName, Math.max(0, width - known - 3))}`;
  return line(
    span(` ${FRENCH.product}`, 'title'),
    span(state.agentFirstName === '' ? '' : `  ${state.agentFirstName}`, 'strong'),
    campaign,
    span(pause, 'warn'),
    span(state.session || state.campaignName !== '' ? lineState : '', isUp ? 'faint' : 'bad'),
    span(note, 'faint'),
  );
}

/** A line that dials knows when somebody answered: the call lasts since then, and before and after it the card does. */
function onLineSince({ card, openedAtMs }: Call, onLine: WorkstationState['onLine']) {
  return onLine?.callId === card.callId && onLine.phase === 'answered'
    ? { label: FRENCH.header.call, sinceMs: onLine.sinceMs }
    : { label: FRENCH.header.card, sinceMs: openedAtMs };
}

interface Timed extends Pick<WorkstationState, 'stage'> {
  readonly onLine?: WorkstationState['onLine'] | undefined;
}

/** When the thing being timed began: the card, or the pause. */
export function timedSince({
  stage,
  onLine,
}: Timed): { readonly label: string; readonly sinceMs: number } | undefined {
  if (stage.at === 'call' && stage.call.card.campaign.hasLine) return onLineSince(stage.call, onLine);
  if (stage.at === 'call') return { label: FRENCH.header.call, sinceMs: stage.call.openedAtMs };
  if (stage.at === 'pause') return { label: FRENCH.header.pause, sinceMs: stage.sinceMs };
  return undefined;
}

interface ClockFace {
  readonly timed: ReturnType<typeof timedSince>;
  readonly cells: number;
}

export function clockLine(nowMs: number, { timed, cells }: ClockFace): Line {
  const day = cells < 30 ? clockText(nowMs) : `${shortDay(zoned(nowMs))} ${clockText(nowMs)}`;
  const timer = timed ? `${timed.label} ${durationText(nowMs - timed.sinceMs)}` : '';
  const text = timer === '' ? day : `${day}  `;
  const pad = Math.max(0, cells - 1 - text.length - timer.length);
  return line(' '.repeat(pad), text, span(timer, 'strong'));
}
