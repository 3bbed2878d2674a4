import { BLANK, cellsOf, type Line, line, span } from '../screen/line.ts';
import { PLEDGE } from './french-pledge.ts';
import { type PledgeSeat, type PledgeState, ringsBack } from './pledge-state.ts';

/** Two lines always, as many keys as fit on each, none of them cut. */
export function keyBar(state: PledgeState): readonly Line[] {
  const { stage, call, seat, practice, passing, size } = state;
  const lines: Line[] = [];
  let now: Line = [];
  const bar =
    stage === 'waiting' && seat
      ? seatKeys(seat)
      : passing === 'by-key'
        ? PLEDGE.passKeys
        : PLEDGE.keys[stage];
  const more =
    stage === 'form'
      ? [...(call?.known ? PLEDGE.knownKey : []), ...(seat && !practice ? PLEDGE.pauseKey : [])]
      : stage === 'waiting' && ringsBack(state)
        ? PLEDGE.ringBackKey
        : [];
  for (const [key, label] of [...bar, ...more]) {
    const one = line(span(` ${key}`, 'key'), ` ${label} `);
    const isFull = cellsOf(now) + cellsOf(one) > size.columns;
    if (isFull) lines.push(now);
    now = isFull ? one : [...now, ...one];
  }
  const all = [...lines, now];
  return Array.from({ length: 2 }, (_, at) => all[at] ?? BLANK);
}

function seatKeys({ line: state, isReady }: PledgeSeat): readonly (readonly [string, string])[] {
  if (!isReady) return PLEDGE.seatKeys.closed;
  return state === 'manual' ? PLEDGE.seatKeys.manual : PLEDGE.seatKeys.open;
}
