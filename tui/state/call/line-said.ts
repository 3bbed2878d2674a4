import { type DialPhase, isDialEnd } from '../../../shared/dial.ts';
import { contradictsLine } from '../../../shared/dial-doubt.ts';
import { FRENCH_LINE } from '../../words/french-line.ts';
import type { Call } from './call.ts';

/** Nothing, until the number is answered or over; an answered one stays so when it ends. */
export function withLineSaid(call: Call, phase: DialPhase): Call {
  const { phoneSlot: slot } = call;
  if (slot === undefined || phase === 'ended' || (phase !== 'answered' && !isDialEnd(phase))) return call;
  return { ...call, lineSaid: { slot, heard: phase } };
}

/** Nothing rang after all: a card that nobody touched is one again. */
export function undialled(call: Call): Call {
  const { lineSaid, ...rest } = call;
  return lineSaid?.heard === undefined ? rest : call;
}

/** Why that ending is asked about once; undefined where the line agrees, or heard of another number than this one. */
export function lineDoubt({ lineSaid, phoneSlot }: Call, code: string): string | undefined {
  const heard = lineSaid?.slot === phoneSlot ? lineSaid?.heard : undefined;
  return heard && contradictsLine(heard, code) ? FRENCH_LINE.doubts[heard] : undefined;
}
