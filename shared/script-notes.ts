import {
  type Brake,
  type CallNoteCode,
  isBrake,
  isSatisfaction,
  isStopReason,
  type Satisfaction,
  type StopReason,
} from './call-notes.ts';
import type { CallScript, PathStep } from './call-script.ts';

/** What a call recorded besides its disposition, each once, in the order it was said. */
export interface PathNotes {
  readonly stopReasons: readonly StopReason[];
  readonly brakes: readonly Brake[];
  readonly satisfaction: readonly Satisfaction[];
}

/**
 * Reads back what the answers of a path recorded, from the script of the version under which the call was made. The path
 * alone is stored: a workstation cannot claim a note that its answers do not bear. Unknown steps count for nothing.
 */
export function notesOnPath(script: CallScript, path: readonly PathStep[]): PathNotes {
  const codes = new Set<CallNoteCode>(
    path.flatMap(
      (step) => script.nodes[step.node]?.answers.find((answer) => answer.key === step.answer)?.notes ?? [],
    ),
  );
  return {
    stopReasons: [...codes].filter(isStopReason),
    brakes: [...codes].filter(isBrake),
    satisfaction: [...codes].filter(isSatisfaction),
  };
}
