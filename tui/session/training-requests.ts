import { cleanDeep } from '../screen/terminal-text.ts';
import type { Message } from '../state/messages.ts';
import type { PracticeCommand } from '../state/overlays/exercise.ts';
import type { LessonCommand } from '../state/overlays/lesson.ts';
import type { Asking, RequestRows } from './request.ts';

async function begin({ desk, content }: Asking): Promise<Message> {
  const start = cleanDeep(await desk.beginPractice());
  const { code, aidsVersion } = start.card.campaign;
  const script = await content.scriptOf(start.card);
  const aids = aidsVersion === undefined ? undefined : await content.aids(code, aidsVersion);
  return { type: 'practice-came', start, script, ...(aids ? { aids } : {}) };
}

/** The practice before the first real card, and the charity's modules. */
export const TRAINING_REQUESTS: RequestRows<PracticeCommand | LessonCommand> = {
  'begin-practice': (asking) => ({
    answer: begin(asking),
    failed: (problem) => ({ type: 'practice-failed', problem }),
  }),
  'pass-module': ({ desk }, { campaign, module, answers }) => ({
    answer: desk.passModule(campaign, module, answers).then(() => ({ type: 'module-passed' })),
    failed: (problem) => ({ type: 'module-unsent', problem }),
  }),
  'pass-practice': ({ desk }, { result }) => ({
    answer: desk.passPractice(result).then(() => ({ type: 'practice-passed' })),
    failed: (problem) => ({ type: 'practice-unsent', problem }),
  }),
};
