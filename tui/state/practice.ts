import { PRACTICE } from '../words/french-practice.ts';
import type { AgentMessage, Command } from './messages.ts';
import { abandonPractice, begun, judged, resultOf } from './overlays/exercise.ts';
import { openHelp } from './overlays/help.ts';
import { leavePractice } from './overlays/leave-practice.ts';
import { lessonKeys, lessonOf } from './overlays/lesson.ts';
import type { OverlayOf } from './overlays/overlay.ts';
import { covered, type Update, uncovered, update, withNotice } from './update.ts';
import type { Practice, WorkstationState } from './workstation-state.ts';

/** What may reach the world from a card that does not exist. */
const HARMLESS: ReadonlySet<Command['do']> = new Set(['wake', 'repaint', 'aids', 'diary', 'my-day', 'leave']);

/** Nothing of the fictitious card leaves the workstation: what would have been sent is said instead. */
function keptHere({ state, commands }: Update<Command>): Update<Command> {
  const kept = commands
    .filter((command) => HARMLESS.has(command.do))
    .map((command): Command => (command.do === 'leave' ? { do: 'leave' } : command));
  return commands.length === kept.length
    ? { state, commands: kept }
    : withNotice({ state, commands: kept }, PRACTICE.notSent, 'info');
}

/** The card under the page is read from now on. */
function shown(state: WorkstationState, nowMs: number): WorkstationState {
  const { stage } = state;
  return stage.at === 'call'
    ? { ...state, stage: { ...stage, call: { ...stage.call, shownAtMs: nowMs } } }
    : state;
}

/** Keys while the page of an exercise covers the screen. */
function exerciseKeys(
  state: WorkstationState,
  overlay: OverlayOf<'exercise'>,
  { message, nowMs, practice }: { message: AgentMessage; nowMs: number; practice: Practice },
): Update<Command> {
  if (message.type === 'quit') return abandonPractice(state);
  if (overlay.phase === 'brief' && message.type === 'help') return openHelp(state);
  if (overlay.phase === 'brief' && (message.type === 'escape' || message.type === 'practice'))
    return update(uncovered(state));
  if (message.type !== 'accept') return update(state);
  switch (overlay.phase) {
    case 'brief':
      return update(shown(uncovered(state), nowMs));
    case 'right':
    case 'wrong':
      return update(begun(state, practice, nowMs));
    case 'unsent': {
      const sending = covered(state, { kind: 'exercise', phase: 'sending' });
      return update(sending, { do: 'pass-practice', result: resultOf(practice) });
    }
    case 'passed':
      return practice.modules.length > 0 ? update(covered(state, lessonOf(0))) : leavePractice(state);
    case 'sending':
      return update(state);
  }
}

interface PressedKey {
  readonly message: AgentMessage;
  readonly nowMs: number;
  /** What the key does on a real card. */
  readonly asReal: (state: WorkstationState) => Update<Command>;
}

/** Keys during the practice: those of a real call, save that an outcome is judged and that quitting leaves the practice. */
export function practiceUpdate(
  state: WorkstationState,
  practice: Practice,
  key: PressedKey,
): Update<Command> {
  const { message, nowMs, asReal } = key;
  const { overlay } = state;
  if (overlay?.kind === 'exercise') return exerciseKeys(state, overlay, { message, nowMs, practice });
  if (overlay?.kind === 'lesson') return lessonKeys({ state, practice, lesson: overlay }, message);
  if (!overlay && message.type === 'quit') return abandonPractice(state);
  if (!overlay && message.type === 'practice')
    return update(covered(state, { kind: 'exercise', phase: 'brief' }));
  const { state: next, commands } = asReal(state);
  const save = commands.find((command) => command.do === 'save');
  return save ? judged(next, practice, save.outcome) : keptHere({ state: next, commands });
}
