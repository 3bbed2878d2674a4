import { mainAnswer } from '../../shared/main-answer.ts';
import { measureOf } from '../../shared/screen/step-room.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE } from '../../shared/time.ts';
import { toldLabelOf } from '../keys/disposition-keys.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, marked, span } from '../screen/line.ts';
import { type Call, currentNode } from '../state/call/call.ts';
import { isStopped } from '../state/call/no-more-asks.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { clockText } from './dates.ts';
import { saidText } from './said-script.ts';

/** What a screen with room to spare shows besides: never in the way, never at the cost of anything else. */

/** A blank line, a title, and two lines of it. */
const LEAST = 4;

/**
 * Under the answers, in advance: what will be said after the main one. Nothing where the person chooses what comes next,
 * nor once the asks have stopped.
 */
export function nextStepLines(call: Call, agentFirstName: string, region: Region): Line[] {
  const next = mainAnswer(call.script, currentNode(call))?.to;
  const node = next === undefined ? undefined : call.script.nodes[next];
  if (next === undefined || !node || region.height < LEAST || isStopped(call)) return [];
  const then: Call = { ...call, path: [...call.path, { node: next }] };
  const lines = wrapText(saidText(then, agentFirstName), measureOf(region)).map((one) =>
    line('  ', span(one, 'faint')),
  );
  const room = region.height - 2;
  const shown = lines.slice(0, room);
  const cut = lines.length > room;
  return [
    BLANK,
    line(span(`  ${FRENCH.script.next(node.title)}`, 'faint')),
    ...(cut ? [...shown.slice(0, -1), ...shown.slice(-1).map((one) => marked(one, region.width))] : shown),
  ];
}

/** Most of them that are worth a look; the whole day has its page. */
const MOST_CALLS = 6;

/**
 * The last calls of this shift, newest first: hour and ending. No name: that of another person beside a card could be
 * said aloud.
 */
export function lastCallLines({ saved = [] }: WorkstationState, { height }: Region): Line[] {
  const shown = saved.slice(0, Math.max(0, Math.min(MOST_CALLS, height - 2)));
  if (shown.length === 0) return [];
  return [
    BLANK,
    line(span(` ${FRENCH.lastCalls}`, 'faint')),
    ...shown.map(({ savedAtMs, disposition, call }) =>
      line(
        span(` ${clockText(savedAtMs, HOUSE_ZONE)}  `, 'faint'),
        toldLabelOf(disposition, call.card.campaign.country),
      ),
    ),
  ];
}
