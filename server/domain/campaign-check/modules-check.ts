import { cells } from '../../../shared/screen/cells.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { TrainingModule } from '../../../shared/training-module.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';

/** The page of a question on the smallest screen: its text, its choices, and what is said after the answer. */
const PAGE = { width: 64, lines: 12 };
const CHOICE_INDENT = 5;

function linesOf({ asks, choices, why }: TrainingModule['questions'][number]): number {
  const choiceLines = choices.flatMap((one) => wrapText(one, PAGE.width - CHOICE_INDENT)).length;
  return wrapText(asks, PAGE.width).length + choiceLines + wrapText(why, PAGE.width).length;
}

function questionFaults(
  question: TrainingModule['questions'][number],
  at: YamlPath,
  titles: ReadonlySet<string>,
): Finding[] {
  const { choices, right, note } = question;
  const lines = linesOf(question);
  return [
    ...(right <= choices.length
      ? []
      : [
          {
            at: [...at, 'right'],
            code: 'module-right',
            message: `La bonne réponse est la ${right}ᵉ, et il n’y a que ${choices.length} réponses.`,
            hint: 'donnez le numéro d’une des réponses, à partir de 1',
          },
        ]),
    ...(new Set(choices).size === choices.length
      ? []
      : [
          {
            at: [...at, 'choices'],
            code: 'module-choice-twice',
            message: 'Deux réponses sont les mêmes.',
            hint: 'changez-en une',
          },
        ]),
    ...(titles.has(note)
      ? []
      : [
          {
            at: [...at, 'note'],
            code: 'module-note-unknown',
            message: `Aucune note n’a pour titre « ${note} » : la question ne vient de nulle part.`,
            hint: 'recopiez la première ligne d’une note de knowledge/, sans « # »',
          },
        ]),
    ...(lines <= PAGE.lines
      ? []
      : [
          {
            at: [...at, 'asks'],
            code: 'module-does-not-fit',
            message: `Question, réponses et explication prennent ${lines} lignes : ${PAGE.lines} tiennent sur un écran de 80×24.`,
            hint: 'raccourcissez-les',
          },
        ]),
  ];
}

/** Lines of `read` on the smallest screen, its title and its keys left out. */
const READ_LINES = 14;

function readFaults({ read }: TrainingModule, at: YamlPath): Finding[] {
  const lines = read
    .trim()
    .split('\n')
    .flatMap((one) => wrapText(one, PAGE.width)).length;
  if (lines <= READ_LINES && read.split(/\s/).every((word) => cells(word) <= PAGE.width)) return [];
  return [
    {
      at: [...at, 'read'],
      code: 'module-does-not-fit',
      message: `Le texte à lire prend ${lines} lignes : ${READ_LINES} tiennent sur un écran de 80×24.`,
      hint: 'raccourcissez-le, ou faites-en deux modules',
    },
  ];
}

/** Faults of the charity’s modules: a name each, questions that a note of the campaign answers, pages that fit 80×24. */
export function checkModules(
  modules: readonly TrainingModule[],
  noteTitles: readonly string[],
): readonly Finding[] {
  const titles = new Set(noteTitles);
  const codes = modules.map(({ code }) => code);
  return modules.flatMap((one, rank) => {
    const at = ['modules', rank];
    const again = codes.indexOf(one.code) !== rank;
    return [
      ...(again
        ? [
            {
              at: [...at, 'code'],
              code: 'module-twice',
              message: `Le module « ${one.code} » est écrit deux fois.`,
              hint: 'donnez-lui un autre nom',
            },
          ]
        : []),
      ...readFaults(one, at),
      ...one.questions.flatMap((question, place) =>
        questionFaults(question, [...at, 'questions', place], titles),
      ),
    ];
  });
}
