import { type CallScript, type ScriptAnswer, STOP_WORDS } from '../../../shared/call-script.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { closesOn } from '../../../shared/script-marks.ts';
import { reachableFrom } from '../../../shared/script-progress.ts';
import { conclusionOf, mayFollowStop, stopsAsks } from '../../../shared/script-stop.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';

interface Place {
  readonly id: string;
  readonly at: number;
}

/** A reason heard is the reason of a refusal, and a list that the answer leads to offers it. */
function heardFindings(script: CallScript, { heard, key, to }: ScriptAnswer, { id, at }: Place): Finding[] {
  if (heard === undefined) return [];
  const place = ['nodes', id, 'answers', at, 'heard'];
  const row = dispositionOf(heard);
  if (!row || !closesOn(script, heard) || row.family !== 'REFUS ARGUMENTÉ')
    return [
      {
        at: place,
        code: 'heard-not-a-refusal',
        message: `La réponse « ${key} » de « ${id} » garde un motif qui n’est pas celui d’un refus : ${heard}.`,
        hint: 'choisissez un code RA_… du type de la campagne',
      },
    ];
  if (to !== undefined && reachableFrom(script, to).codes.has(heard)) return [];
  return [
    {
      at: place,
      code: 'heard-never-offered',
      message: `Le motif ${heard}, entendu à « ${id} », n’est offert par aucune fin où mène cette réponse.`,
      hint: 'ajoutez-le aux « ends » de la conclusion du refus, ou retirez « heard »',
    },
  ];
}

/** After a firm no, no ask is left on the way. */
function firmNoFindings(script: CallScript, { effect, key, to }: ScriptAnswer, { id, at }: Place): Finding[] {
  if (effect !== 'refuse-all' || (to !== undefined && !reachableFrom(script, to).ask)) return [];
  return [
    {
      at: ['nodes', id, 'answers', at, 'effect'],
      code: 'ask-after-firm-no',
      message: `La réponse « ${key} » de « ${id} » refuse tout, et une demande suit encore.`,
      hint: 'menez-la à une conclusion qui remercie, ou mettez « refuse-increase »',
    },
  ];
}

/** A stop key leads to one conclusion, where its code may be recorded and nothing is asked. */
function stopWordFindings(script: CallScript): Finding[] {
  return STOP_WORDS.flatMap((word) => {
    const own = Object.entries(script.nodes).filter(([, node]) => node.stopWord === word);
    return own.flatMap(([id, node], rank): Finding[] => {
      const codes = node.answers.flatMap((answer) => answer.ends ?? []);
      const isConclusion = codes.some((code) => conclusionOf(script, code, word) === id);
      if (rank === 0 && isConclusion && codes.every((code) => stopsAsks(code) && mayFollowStop(code)))
        return [];
      return [
        {
          at: ['nodes', id, 'stopWord'],
          code: 'stop-word-out-of-place',
          message: `L’étape « ${id} » ne peut pas être la conclusion de « ${word} ».`,
          hint: 'une seule étape par mot : marquée « closing », sans demande, avec une fin neutre',
        },
      ];
    });
  });
}

/** What the script keeps of the talk: reasons heard, firm noes, words that stop the asks (docs/rules/asks.md). */
export function checkTalk(script: CallScript): Finding[] {
  const answers = Object.entries(script.nodes).flatMap(([id, node]) =>
    node.answers.flatMap((answer, at) => [
      ...heardFindings(script, answer, { id, at }),
      ...firmNoFindings(script, answer, { id, at }),
    ]),
  );
  return [...answers, ...stopWordFindings(script)];
}
