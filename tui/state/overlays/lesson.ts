import { isPassedBy, type TrainingModule } from '../../../shared/training-module.ts';
import { PRACTICE } from '../../words/french-practice.ts';
import type { ResumeCommand } from '../next-card.ts';
import type { Problem } from '../problem.ts';
import { covered, type Rows, type Update, update, type WakeCommand, withNotice } from '../update.ts';
import type { Practice, WorkstationState } from '../workstation-state.ts';
import { leavePractice } from './leave-practice.ts';
import type { OverlayOf } from './overlay.ts';
import { stepped } from './page.ts';

export type LessonNews =
  | { readonly type: 'module-passed' }
  | { readonly type: 'module-unsent'; readonly problem: Problem };

export interface LessonCommand {
  readonly do: 'pass-module';
  readonly campaign: string;
  readonly module: string;
  readonly answers: readonly number[];
}

type Lesson = OverlayOf<'lesson'>;

/** The page of a module of the charity, from its text on. */
export function lessonOf(module: number): Lesson {
  return { kind: 'lesson', phase: 'read', module, answers: [], choice: 0 };
}

/** The module under way. */
export function moduleOnScreen({ modules }: Practice, { module }: Lesson): TrainingModule | undefined {
  return modules[module];
}

interface LessonKey {
  readonly state: WorkstationState;
  readonly practice: Practice;
  readonly lesson: Lesson;
}

function sent({ state, practice, lesson }: LessonKey, answers: readonly number[]): Update<LessonCommand> {
  const module = moduleOnScreen(practice, lesson)?.code ?? '';
  const sending = covered(state, { ...lesson, phase: 'sending', answers });
  return update(sending, { do: 'pass-module', campaign: practice.start.campaign, module, answers });
}

/** An answer: right, it is kept and the next question waits for Enter; wrong, why is said and it is asked again. */
function answered(key: LessonKey): Update<never> {
  const { state, practice, lesson } = key;
  const question = moduleOnScreen(practice, lesson)?.questions[lesson.answers.length];
  if (!question) return update(state);
  const given = lesson.choice + 1;
  if (question.right !== given) return update(covered(state, { ...lesson, phase: 'wrong' }));
  return update(covered(state, { ...lesson, phase: 'right', answers: [...lesson.answers, given] }));
}

function goneOn(key: LessonKey): Update<LessonCommand | ResumeCommand> {
  const { state, practice, lesson } = key;
  const module = moduleOnScreen(practice, lesson);
  if (!module) return leavePractice(state);
  const asked: Lesson = { ...lesson, phase: 'question', choice: 0 };
  switch (lesson.phase) {
    case 'read':
    case 'wrong':
      return update(covered(state, asked));
    case 'question':
      return answered(key);
    case 'right':
      return isPassedBy(module, lesson.answers) ? sent(key, lesson.answers) : update(covered(state, asked));
    case 'unsent':
      return sent(key, lesson.answers);
    case 'passed':
      return practice.modules[lesson.module + 1]
        ? update(covered(state, lessonOf(lesson.module + 1)))
        : leavePractice(state);
    case 'sending':
      return update(state);
  }
}

function chosen({ state, practice, lesson }: LessonKey, choice: number): Update<never> {
  const count = moduleOnScreen(practice, lesson)?.questions[lesson.answers.length]?.choices.length ?? 0;
  if (lesson.phase !== 'question' || choice < 0 || choice >= count) return update(state);
  return update(covered(state, { ...lesson, choice }));
}

/** Keys of a module: arrows or its number choose, Enter answers and goes on, Escape leaves it for later. */
export function lessonKeys(
  key: LessonKey,
  message: { readonly type: string; readonly text?: string; readonly by?: number },
): Update<LessonCommand | ResumeCommand | WakeCommand> {
  const { state, practice, lesson } = key;
  switch (message.type) {
    case 'quit':
    case 'escape':
      return withNotice(leavePractice(state), PRACTICE.module.left, 'info');
    case 'help':
      return withNotice(update(state), PRACTICE.module.keys, 'info');
    case 'accept':
      return goneOn(key);
    case 'typed':
      return chosen(key, Number(message.text) - 1);
    case 'move': {
      const count = moduleOnScreen(practice, lesson)?.questions[lesson.answers.length]?.choices.length ?? 1;
      return chosen(key, stepped(lesson.choice, message.by ?? 0, count - 1));
    }
    default:
      return update(state);
  }
}

export const LESSON_NEWS: Rows<LessonNews, never> = {
  'module-passed': (state) =>
    update(state.overlay?.kind === 'lesson' ? covered(state, { ...state.overlay, phase: 'passed' }) : state),
  'module-unsent': (state, { problem }) =>
    update(
      state.overlay?.kind === 'lesson'
        ? covered(state, { ...state.overlay, phase: 'unsent', problem })
        : state,
    ),
};
