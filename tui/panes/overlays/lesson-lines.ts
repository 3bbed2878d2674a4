import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { TrainingModule } from '../../../shared/training-module.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import type { Tone } from '../../screen/theme.ts';
import { moduleOnScreen } from '../../state/overlays/lesson.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PRACTICE } from '../../words/french-practice.ts';

const text = PRACTICE.module;

type Lesson = OverlayOf<'lesson'>;
type Question = TrainingModule['questions'][number];

/** The choice under the arrows, and which question of how many. */
interface Asked {
  readonly choice: number;
  readonly number: number;
  readonly count: number;
}

/** A page of a module of the charity: the text, a question with its choices, how it went. */
export function lessonLines({ practice }: WorkstationState, lesson: Lesson, width: number): Line[] {
  const module = practice && moduleOnScreen(practice, lesson);
  if (!practice || !module) return [];
  const count = text.count(lesson.module + 1, practice.modules.length);
  const head = [line(span(`${count} : `, 'faint'), span(module.title, 'title')), BLANK];
  return [...head, ...bodyLines(module, lesson, width)];
}

function prose(said: string, width: number, tone: Tone = 'plain'): Line[] {
  return wrapText(said, width).map((one) => line(span(one, tone)));
}

function bodyLines(module: TrainingModule, lesson: Lesson, width: number): Line[] {
  const { phase, answers, problem } = lesson;
  // A right answer is kept already: its question is the last one answered.
  const at = phase === 'right' ? answers.length - 1 : answers.length;
  const question = module.questions[at];
  const asked = { choice: lesson.choice, number: at + 1, count: module.questions.length };
  switch (phase) {
    case 'read': {
      const paragraphs = module.read.trim().split('\n');
      return [
        ...paragraphs.flatMap((one) => prose(one, width)),
        BLANK,
        line(span(text.begin(module.questions.length), 'key')),
      ];
    }
    case 'question':
      return question ? [...askedLines(question, asked, width), BLANK, line(span(text.keys, 'key'))] : [];
    case 'wrong':
    case 'right':
      return question
        ? [...askedLines(question, asked, width), BLANK, ...verdictLines(question, phase, width)]
        : [];
    case 'sending':
      return prose(text.sending, width, 'faint');
    case 'unsent':
      return [
        ...prose(text.unsent, width, 'warn'),
        ...prose(problem ? `${problem.message} ${problem.hint}` : '', width),
        BLANK,
        line(span(PRACTICE.retry, 'key')),
      ];
    case 'passed':
      return [...prose(`✓ ${text.passed}`, width, 'good'), BLANK, line(span(PRACTICE.onwards, 'key'))];
  }
}

function askedLines(question: Question, { choice, number, count }: Asked, width: number): Line[] {
  const choices = question.choices.flatMap((one, at) => {
    const tone: Tone = at === choice ? 'selected' : 'plain';
    return wrapText(one, width - 5).map((part, row) =>
      row === 0
        ? line(span(at === choice ? '▸ ' : '  ', 'key'), span(`${at + 1}  `, 'key'), span(part, tone))
        : line('     ', span(part, tone)),
    );
  });
  return [
    line(span(text.question(number, count), 'faint')),
    ...prose(question.asks, width, 'strong'),
    BLANK,
    ...choices,
  ];
}

function verdictLines({ why, note }: Question, phase: 'right' | 'wrong', width: number): Line[] {
  const isRight = phase === 'right';
  return [
    line(span(isRight ? `✓ ${text.right}` : text.wrong, isRight ? 'good' : 'warn')),
    ...prose(why, width),
    line(span(text.note(note), 'faint')),
    BLANK,
    line(span(isRight ? text.next : text.again, 'key')),
  ];
}
