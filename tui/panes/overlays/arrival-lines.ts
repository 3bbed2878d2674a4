import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { type Line, line, span } from '../../screen/line.ts';
import type { Problem, WorkstationState } from '../../state/workstation-state.ts';
import { FRENCH } from '../../words/french.ts';

interface Arrival {
  readonly problem?: Problem | undefined;
  readonly loading: string;
  readonly width: number;
}

/** What stands where something has not come: it failed, the line is cut, or it is on its way. */
export function arrivalLines({ line: way }: WorkstationState, { problem, loading, width }: Arrival): Line[] {
  const prose = (text: string, tone: 'warn' | 'faint' | 'plain') =>
    wrapText(text, width).map((one) => line(span(one, tone)));
  if (problem) return [...prose(problem.message, 'warn'), ...prose(problem.hint, 'plain')];
  return way === 'reconnecting' ? prose(FRENCH.line.down, 'warn') : prose(loading, 'faint');
}
