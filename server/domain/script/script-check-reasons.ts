import { BANK_STOP, isSatisfaction, isStopReason } from '../../../shared/call-notes.ts';
import type { CallScript, ScriptAnswer } from '../../../shared/call-script.ts';
import { callsStoppedGifts, kindFacts } from '../../../shared/campaign-kind.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';
import { reachableFrom } from '../../../shared/script-progress.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';

const notesStop = (answer: ScriptAnswer) => answer.notes?.some(isStopReason) === true;

/** A running gift has no stop to ask about. */
function strayNotes(script: CallScript): Finding[] {
  return Object.entries(script.nodes).flatMap(([id, node]) =>
    node.marks.includes('stop-reason') ||
    node.answers.some(({ notes }) => notes?.some((code) => !isSatisfaction(code)))
      ? [
          {
            at: ['nodes', id],
            code: 'notes-out-of-place',
            message: `L’étape « ${id} » note un motif d’arrêt ou un frein, dans une ${kindFacts(script.kind).campaign}.`,
            hint: '« stop-reason » et « notes » sont pour les réactivations',
          },
        ]
      : [],
  );
}

/** Each answer of the question that lets the call go on towards an ask says which reason it records. */
function unnotedReasons(script: CallScript): Finding[] {
  return Object.entries(script.nodes)
    .filter(([, node]) => node.marks.includes('stop-reason'))
    .flatMap(([id, node]) =>
      node.answers.flatMap((answer, rank) => {
        const goesOn = answer.to !== undefined && reachableFrom(script, answer.to).ask;
        if (!goesOn || notesStop(answer)) return [];
        return [
          {
            at: ['nodes', id, 'answers', rank],
            code: 'stop-reason-not-noted',
            message: `La réponse « ${answer.label} » ne note aucun motif d’arrêt.`,
            hint: 'ajoutez « notes: [ARRET_…] » à cette réponse',
          },
        ];
      }),
    );
}

/** What is said right after a reason accepts it. */
function arguedReasons(script: CallScript, language: Language): Finding[] {
  const after = new Set(
    Object.values(script.nodes).flatMap((node) =>
      node.answers.filter(notesStop).flatMap((answer) => (answer.to === undefined ? [] : [answer.to])),
    ),
  );
  const { arguing } = languagePack(language).wording;
  return [...after].flatMap((id) => {
    const found = arguing.exec(foldedText(script.nodes[id]?.say ?? ''));
    if (!found) return [];
    return [
      {
        at: ['nodes', id, 'say'],
        code: 'argues-with-reason',
        message: `L’étape « ${id} » discute le motif de l’arrêt : « ${found[0]} ».`,
        hint: 'accueillez la réponse, remerciez, sans la contredire',
      },
    ];
  });
}

function bankWay(script: CallScript): Finding[] {
  const offered = Object.values(script.nodes).some((node) =>
    node.answers.some((answer) => answer.notes?.includes(BANK_STOP)),
  );
  if (offered) return [];
  return [
    {
      at: ['nodes'],
      code: 'no-bank-way',
      message: 'Le script n’a pas de voie pratique pour un arrêt dû à la banque.',
      hint: `une réponse de « stop-reason » porte « notes: [${BANK_STOP}] » et mène à un nouveau mandat`,
    },
  ];
}

/** R-06 where gifts have stopped: the reason is recorded, never argued against, and the bank's stops have their practical way. */
export function checkStopReasons(script: CallScript, language: Language): Finding[] {
  if (!callsStoppedGifts(script.kind)) return strayNotes(script);
  return [...unnotedReasons(script), ...arguedReasons(script, language), ...bankWay(script)];
}
