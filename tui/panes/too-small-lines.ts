import { wrapText } from '../../shared/screen/wrap-text.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { phoneFacts } from './card-facts.ts';
import { saidText } from './said-script.ts';

function numberLine(call: Call, width: number): Line {
  const dialled = phoneFacts(call).find((phone) => phone.dialled);
  return clipLine(line(span('▸ ', 'key'), span(dialled?.text ?? FRENCH.card.noPhone, 'strong')), width);
}

/** The words of the step, as many as fit; « … » for the rest, since no key scrolls here. */
function saidLines(said: string, { width, height }: Region): Line[] {
  const lines = wrapText(said, width).filter((one) => one !== '');
  const shown = lines.slice(0, Math.max(0, height)).map((one) => line(one));
  if (lines.length === shown.length) return shown;
  const [last = ''] = wrapText(lines[shown.length - 1] ?? '', width - 2);
  return [...shown.slice(0, -1), ...shown.slice(-1).map(() => line(last, ' …'))];
}

/**
 * A window below 80×24, whose keys are dead: the number to dial and the words of the step stay, then how to get the rest
 * back. On a very low one the number first.
 */
export function tooSmallLines({ size, stage, agentFirstName }: WorkstationState, region: Region): Line[] {
  const { width, height } = region;
  const words = wrapText(FRENCH.tooSmall(size.columns, size.rows).join(' '), width).map((one) => line(one));
  if (stage.at !== 'call' || height < 2) return words.slice(0, height);
  const { call } = stage;
  const said = saidLines(saidText(call, agentFirstName), { width, height: height - words.length - 3 });
  const spoken = said.length === 0 ? [] : [BLANK, ...said, BLANK];
  return [numberLine(call, width), ...spoken, ...words].slice(0, height);
}
