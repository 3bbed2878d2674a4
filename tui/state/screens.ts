import type { CallAids } from '../../shared/call-aids.ts';
import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { MyDay } from '../../shared/card.ts';
import type { Diary } from '../../shared/diary.ts';
import type { ExerciseId, PracticeStart } from '../../shared/practice.ts';
import type { Problem } from './problem.ts';
import type { TextField } from './text-field.ts';

/** Notes and objections of the campaign on screen: asked for with its first card, kept until another campaign's. */
export interface AidsOnScreen {
  readonly campaign: string;
  readonly version: string;
  /** Absent while they are on their way, or when `problem` says why not. */
  readonly aids?: CallAids;
  readonly problem?: Problem;
}

/** Pages over the workstation; what is underneath does not move. */
export type ScreenOverlay =
  | {
      readonly kind: 'knowledge';
      readonly field: TextField;
      readonly index: number;
      /** Lines of the note scrolled out at the top. */
      readonly scroll: number;
    }
  | { readonly kind: 'objections'; readonly index: number }
  | { readonly kind: 'diary'; readonly scroll: number; readonly diary?: Diary; readonly problem?: Problem }
  | {
      readonly kind: 'shift-end';
      readonly day?: MyDay;
      readonly diary?: Diary;
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'exercise';
      readonly phase: 'brief' | 'right' | 'wrong' | 'sending' | 'unsent' | 'passed';
      /** Why the exercise is not right. */
      readonly why?: string;
      readonly problem?: Problem;
    };

const KINDS: ReadonlySet<string> = new Set([
  'knowledge',
  'objections',
  'diary',
  'shift-end',
  'exercise',
] satisfies ScreenOverlay['kind'][]);

export function isScreenOverlay<O extends { readonly kind: string }>(
  overlay: O | ScreenOverlay | undefined,
): overlay is ScreenOverlay {
  return overlay !== undefined && KINDS.has(overlay.kind);
}

/**
 * The guided half hour before the first real card. Each exercise is a call on the fictitious card, with the very
 * screens and keys of a real one; only the outcome is judged here instead of being sent:
 *
 *   brief → call … outcome → right → brief of the next … → all right → sending → passed → the queue
 *                          └ wrong → the same exercise again
 */
export interface Practice {
  readonly start: PracticeStart;
  readonly script: CallScript;
  readonly exercises: readonly ExerciseId[];
  /** The exercise under way. */
  readonly index: number;
  /** Outcomes of the exercises done, in order. */
  readonly done: readonly CallOutcomeInput[];
}
