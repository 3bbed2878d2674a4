import { isSatisfaction } from '../../../shared/call-notes.ts';
import type { CallScript, NodeMark, ScriptAnswer } from '../../../shared/call-script.ts';
import { asksSomething, kindFacts } from '../../../shared/campaign-kind.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { HOUSE_LANGUAGE, type Language, languagePack } from '../../../shared/language/languages.ts';
import { variablesOfSay } from '../../../shared/script-text.ts';
import { SCRIPT_VARIABLES } from '../../../shared/script-variables.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';

/** What only a call that asks something can say. */
const MARKS_OF_ASKS: ReadonlySet<NodeMark> = new Set([
  'stop-reason',
  'ask-1',
  'ask-2',
  'ask-one-off',
  'read-back',
  'email-announced',
]);
const OF_GIFTS = new Set(SCRIPT_VARIABLES.filter(({ ofGift }) => ofGift).map(({ name }) => name));

const HINT = 'retirez-le : un souhait se dit « contact souhaité » (ME_CONTACT), et l’association rappelle';

/** Words that ask for money, in what is said to a donor of a campaign that asks nothing. */
export function checkNoAskWords(text: string, at: YamlPath, language: Language): Finding[] {
  const found = languagePack(language).wording.asking.exec(foldedText(text));
  if (!found) return [];
  return [
    {
      at,
      code: 'ask-in-thanks',
      message: `Rien n’est demandé dans cette campagne, et ce texte demande : « ${found[0].trim()} ».`,
      hint: 'remerciez, dites ce que le soutien permet, et arrêtez-vous là',
    },
  ];
}

/** Variables of a text that name a gift or an amount; a text that does not parse is another finding. */
function giftsIn(text: string): readonly string[] {
  try {
    return [...new Set(variablesOfSay(text).map(({ name }) => name))].filter((name) => OF_GIFTS.has(name));
  } catch {
    // Reported as `liquid-syntax` by the check of the words.
    return [];
  }
}

function answerFindings(answer: ScriptAnswer, at: YamlPath): Finding[] {
  const settled: readonly (readonly [string, boolean, string])[] = [
    ['effect', answer.effect !== undefined, `règle une demande : « ${answer.effect} »`],
    ['heard', answer.heard !== undefined, `garde un motif de refus : ${answer.heard}`],
    ['notes', answer.notes?.some((code) => !isSatisfaction(code)) === true, 'note un motif ou un frein'],
  ];
  return settled
    .filter(([, isThere]) => isThere)
    .map(([field, , what]) => ({
      at: [...at, field],
      code: 'ask-in-thanks',
      message: `Rien n’est demandé dans cette campagne, et la réponse « ${answer.key} » ${what}.`,
      hint: HINT,
    }));
}

/**
 * The contract of a campaign that asks nothing (R-60, docs/rules/asks.md#thanks): no step that asks or reads back, no answer that
 * settles a demand, no variable of a gift or an amount, no words that ask. Nothing for the kinds that ask.
 */
export function checkNoAsk(script: CallScript, language: Language = HOUSE_LANGUAGE): Finding[] {
  if (asksSomething(script.kind)) return [];
  return Object.entries(script.nodes).flatMap(([id, node]) => {
    const at: YamlPath = ['nodes', id];
    const marks = node.marks.flatMap((mark, rank) =>
      MARKS_OF_ASKS.has(mark) ? [{ at: [...at, 'marks', rank], mark }] : [],
    );
    return [
      ...marks.map(({ at: place, mark }) => ({
        at: place,
        code: 'ask-in-thanks',
        message: `Rien n’est demandé dans une ${kindFacts(script.kind).campaign}, et l’étape « ${id} » porte la marque « ${mark} ».`,
        hint: HINT,
      })),
      ...giftsIn(node.say).map((name) => ({
        at: [...at, 'say'],
        code: 'amount-in-thanks',
        message: `Aucun montant ne se dit dans cette campagne : « ${name} », à l’étape « ${id} ».`,
        hint: 'dites depuis quand, et ce que le soutien permet',
      })),
      ...checkNoAskWords(node.title, [...at, 'title'], language),
      ...checkNoAskWords(node.say, [...at, 'say'], language),
      ...node.answers.flatMap((answer, rank) => answerFindings(answer, [...at, 'answers', rank])),
    ];
  });
}
