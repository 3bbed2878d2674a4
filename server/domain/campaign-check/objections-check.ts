import type { Objection } from '../../../shared/call-aids.ts';
import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import { HOUSE_LANGUAGE } from '../../../shared/language/languages.ts';
import { cells } from '../../../shared/screen/cells.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';
import { checkNoAskWords } from '../script/script-check-no-ask.ts';
import { checkCountryWords, checkWording } from '../script/script-check-words.ts';
import type { Audience } from '../wording/country-words.ts';
import { checkNoTaxTalk } from '../wording/tax-sentence.ts';

function spoken(text: string, at: YamlPath, audience: Audience | undefined): Finding[] {
  const language = audience?.language ?? HOUSE_LANGUAGE;
  const variables = /\{[{%]/.test(text)
    ? [
        {
          at,
          code: 'objection-variable',
          message: 'Une objection ne contient pas de variable.',
          hint: 'écrivez une phrase qui convient à tout le monde',
        },
      ]
    : [];
  const foreign = audience ? checkCountryWords(text, at, audience) : [];
  return [
    ...checkWording(text, at, language),
    ...checkNoTaxTalk(text, at, language),
    ...foreign,
    ...variables,
  ];
}

/** Once the person wants to stop, a question would start again what they ended. */
function asksAfterStop({ next, answer }: Objection, at: YamlPath): Finding[] {
  if (next === 'continue' || !answer.includes('?')) return [];
  return [
    {
      at,
      code: 'ask-after-stop',
      message: 'Cette réponse arrête, et pose encore une question.',
      hint: 'remerciez et concluez, sans « ? »',
    },
  ];
}

/** Whom it is said to, and in which kind of campaign. */
type CampaignAudience = Audience & { readonly kind: CampaignKind };

/** Nothing is asked in an answer either, where the campaign asks nothing. */
function asksAtAll({ listen, answer }: Objection, at: YamlPath, audience?: CampaignAudience): Finding[] {
  if (!audience || asksSomething(audience.kind)) return [];
  const { language } = audience;
  return [
    ...checkNoAskWords(listen, [...at, 'listen'], language),
    ...checkNoAskWords(answer, [...at, 'answer'], language),
  ];
}

/** The page of objections on the smallest screen: the list on the left, on the right what to say, its titles and what follows. */
const LABEL_CELLS = 34;
const SAID = { width: 36, lines: 11 };

/** What is said is read from the screen at once: nobody scrolls in the middle of an answer. */
function tooLong({ label, listen, answer }: Objection, at: YamlPath): Finding[] {
  const lines = [listen, answer].flatMap((text) => wrapText(text, SAID.width)).length;
  return [
    ...(cells(label) <= LABEL_CELLS
      ? []
      : [
          {
            at: [...at, 'label'],
            code: 'label-does-not-fit',
            message: `Le libellé « ${label} » est coupé sur un écran de 80×24 : ${LABEL_CELLS} caractères y tiennent.`,
            hint: 'raccourcissez-le',
          },
        ]),
    ...(lines <= SAID.lines
      ? []
      : [
          {
            at: [...at, 'answer'],
            code: 'objection-does-not-fit',
            message: `Écoute et réponse prennent ${lines} lignes : ${SAID.lines} tiennent sur un écran de 80×24.`,
            hint: 'raccourcissez la réponse : une phrase ou deux suffisent',
          },
        ]),
  ];
}

function twice(objections: readonly Objection[]): Finding[] {
  const ids = objections.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [
          {
            at: ['objections', at, 'id'],
            code: 'objection-twice',
            message: `L’objection « ${id} » est écrite deux fois.`,
            hint: 'donnez-lui un autre nom',
          },
        ],
  );
}

/**
 * Faults of a list of objections: the wording rules of everything said to a donor, no tax promise outside
 * the dated sentence, no question in an answer that stops, one name each, and at least one way to stop.
 */
export function checkObjections(
  objections: readonly Objection[],
  audience?: CampaignAudience,
): readonly Finding[] {
  const stops = objections.some(({ next }) => next === 'stop');
  return [
    ...objections.flatMap((one, rank) => {
      const at = ['objections', rank];
      return [
        ...spoken(one.listen, [...at, 'listen'], audience),
        ...spoken(one.answer, [...at, 'answer'], audience),
        ...asksAfterStop(one, [...at, 'answer']),
        ...asksAtAll(one, at, audience),
        ...tooLong(one, at),
      ];
    }),
    ...twice(objections),
    ...(stops
      ? []
      : [
          {
            at: ['objections'],
            code: 'no-stop',
            message: 'Aucune objection ne mène à l’arrêt de la demande.',
            hint: 'ajoutez-en une avec « next: stop », par exemple « ne m’appelez plus »',
          },
        ]),
  ];
}
