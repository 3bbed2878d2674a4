import type { CallScript } from '../../../shared/call-script.ts';
import { whyNotMain } from '../../../shared/main-answer.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';

const WHY: Readonly<Record<NonNullable<ReturnType<typeof whyNotMain>>, string>> = {
  ends: 'elle termine l’appel, ou mène à une conclusion',
  settles: 'elle règle un montant ou note un motif',
  'for-the-person': 'c’est à la personne de répondre à une demande ou à un récapitulatif',
  stops: 'elle arrête les demandes',
};

/** Enter is one answer of a step at most, and only goes on with the call (docs/rules/asks.md). */
export function checkMainAnswers(script: CallScript): Finding[] {
  return Object.entries(script.nodes).flatMap(([id, node]) => {
    const mains = node.answers.entries().filter(([, answer]) => answer.main);
    return [...mains].flatMap(([at, answer], rank): Finding[] => {
      const place = ['nodes', id, 'answers', at, 'main'];
      if (rank > 0)
        return [
          {
            at: place,
            code: 'two-main-answers',
            message: `L’étape « ${id} » a deux réponses principales.`,
            hint: 'gardez « main » sur une seule réponse',
          },
        ];
      const why = whyNotMain(script, node, answer);
      if (why === undefined) return [];
      return [
        {
          at: place,
          code: 'main-answer-not-safe',
          message: `La réponse « ${answer.key} » de « ${id} » ne peut pas être donnée par Entrée : ${WHY[why]}.`,
          hint: 'retirez « main » de cette réponse',
        },
      ];
    });
  });
}
