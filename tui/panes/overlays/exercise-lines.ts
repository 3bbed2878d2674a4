import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { withKeys } from '../../keys/named-keys.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import type { Tone } from '../../screen/theme.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PRACTICE } from '../../words/french-practice.ts';

const text = PRACTICE;

/** The page between two calls of the practice: the scene, what to do, or how it went. */
export function exerciseLines(
  { practice, chosenKeys }: WorkstationState,
  { phase, why, problem }: OverlayOf<'exercise'>,
  width: number,
): Line[] {
  if (!practice) return [];
  const { exercises, start } = practice;
  // Once an exercise is right, the index stands on the next one.
  const index = phase === 'right' || phase === 'brief' || phase === 'wrong' ? practice.index : -1;
  const exercise = exercises[phase === 'right' ? index - 1 : index];
  const prose = (said: string, tone: Tone = 'plain') =>
    wrapText(withKeys(said, chosenKeys), width).map((one) => line(span(one, tone)));
  const head = [
    line(span(text.campaign(start.campaignName), 'title')),
    ...(exercise
      ? [
          line(
            span(`${text.count(exercises.indexOf(exercise) + 1, exercises.length)} : `, 'faint'),
            span(text.exercises[exercise].title, 'strong'),
          ),
        ]
      : []),
    BLANK,
  ];
  switch (phase) {
    case 'brief': {
      if (!exercise) return head;
      const { scene, task } = text.exercises[exercise];
      const scenes = [line(span(text.scene, 'faint')), ...prose(scene, 'strong'), BLANK];
      const tasks = [line(span(text.task, 'faint')), ...prose(task), BLANK];
      return [
        ...head,
        ...prose(text.intro, 'faint'),
        BLANK,
        ...scenes,
        ...tasks,
        ...prose(text.start, 'key'),
      ];
    }
    case 'right':
      return [...head, line(span(`✓ ${text.right}`, 'good')), BLANK, line(span(text.next, 'key'))];
    case 'wrong':
      return [
        ...head,
        line(span(text.wrong, 'warn')),
        ...prose(why ?? ''),
        BLANK,
        line(span(text.again, 'key')),
      ];
    case 'sending':
      return [...head, line(span(`✓ ${text.last}`, 'good')), line(span(text.sending, 'faint'))];
    case 'unsent':
      return [
        ...head,
        ...prose(text.unsent, 'warn'),
        ...prose(problem ? `${problem.message} ${problem.hint}` : ''),
        BLANK,
        line(span(text.retry, 'key')),
      ];
    case 'passed':
      return [...head, ...prose(`✓ ${text.passed}`, 'good'), BLANK, line(span(text.onwards, 'key'))];
  }
}
