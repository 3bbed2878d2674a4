import type { DialEnd } from './dial.ts';
import { dispositionOf } from './dispositions.ts';

/** What the line heard of a number: somebody or something answered, or how it ended without. */
export type Heard = 'answered' | Exclude<DialEnd, 'ended'>;

interface Doubt {
  /** Somebody spoke: it cannot have been so. */
  readonly reached: boolean;
  /** Endings that say otherwise than the line, though nobody spoke. */
  readonly codes: readonly string[];
}

/**
 * THE table of endings that contradict the line: asked about once, never refused, since the agent heard and the line only knows
 * signals (docs/rules/dispositions.md). An answering machine answers; a mobile that is off ends as a failure.
 */
const DOUBTS: Readonly<Record<Heard, Doubt>> = {
  answered: { reached: false, codes: ['NJ_NRP', 'NJ_OCC', 'NJ_TECH'] },
  busy: { reached: true, codes: ['NJ_NRP', 'NJ_REP', 'NJ_REPMSG'] },
  unanswered: { reached: true, codes: ['NJ_OCC', 'NJ_REP', 'NJ_REPMSG'] },
  failed: { reached: true, codes: [] },
};

export function contradictsLine(heard: Heard, code: string): boolean {
  const { reached, codes } = DOUBTS[heard];
  return codes.includes(code) || (reached && dispositionOf(code)?.humanReached === true);
}
