import type { AnswerEffect, CallScript, NodeMark, ScriptAnswer } from '../../../shared/call-script.ts';
import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { closesOn, missingMarks } from '../../../shared/script-marks.ts';
import {
  afterAnswering,
  afterShowing,
  asksTooMuch,
  isAsk,
  NO_PROGRESS,
  type Progress,
} from '../../../shared/script-progress.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';

/** A node reached in a state, and how: the chain of `from` is one example path. */
interface Visit {
  readonly id: string;
  readonly progress: Progress;
  readonly from?: Visit;
}

const MARK_FINDING: Partial<Record<NodeMark, { readonly code: string; readonly what: string }>> = {
  identity: { code: 'path-without-identity', what: 'sans que la personne ait dit qui elle est' },
  thanks: { code: 'path-without-thanks', what: 'sans remerciement' },
  impact: { code: 'path-without-impact', what: 'sans dire ce que le soutien permet' },
  'stop-reason': { code: 'path-without-stop-reason', what: 'sans le motif de l’arrêt' },
  'ask-1': { code: 'path-without-ask', what: 'sans première proposition' },
  'ask-one-off': { code: 'path-without-one-off', what: 'sans proposition de don ponctuel' },
  coordinates: { code: 'path-without-coordinates', what: 'sans vérification des coordonnées' },
  'read-back': { code: 'path-without-read-back', what: 'sans récapitulatif approuvé par un oui' },
  'email-announced': { code: 'path-without-email', what: 'sans annonce de l’e-mail' },
};

function isRefusal(code: string): boolean {
  const row = dispositionOf(code);
  return row?.isFinal === true && row.pitched && row.form === 'plain';
}

/** The ask that an answer's effect settles. */
const SETTLES: Partial<Record<AnswerEffect, NodeMark>> = {
  'agree-1': 'ask-1',
  'agree-2': 'ask-2',
  'agree-one-off': 'ask-one-off',
  'refuse-one-off': 'ask-one-off',
};

function keyOf({ id, progress }: Visit): string {
  const { identified, said, monthlyAsks, oneOffAsks, readBack, outOfOrder } = progress;
  const { whyStopped, bankStop, brakeNoted, refusedAll } = progress;
  const flags = [identified, outOfOrder, whyStopped, bankStop, brakeNoted, refusedAll].map(Number).join('');
  return [
    id,
    [...said].toSorted().join(),
    monthlyAsks.size,
    oneOffAsks.size,
    [...readBack].toSorted().join(),
    flags,
  ].join('|');
}

function example(visit: Visit): string {
  const ids: string[] = [];
  for (let at: Visit | undefined = visit; at; at = at.from) ids.unshift(at.id);
  return ids.join(' → ');
}

/** Faults that showing a node in that state makes. */
function showingFindings(script: CallScript, visit: Visit): Finding[] {
  const { outOfOrder } = visit.progress;
  const before = visit.from?.progress ?? NO_PROGRESS;
  const at: YamlPath = ['nodes', visit.id, 'marks'];
  const findings: Finding[] = [];
  if (asksTooMuch(visit.progress) && !asksTooMuch(before))
    findings.push({
      at,
      code: 'too-many-asks',
      message: `Trop de demandes sur un même chemin : ${example(visit)}.`,
      hint: 'deux propositions mensuelles et une ponctuelle au plus',
    });
  if (outOfOrder && !before.outOfOrder)
    findings.push({
      at,
      code: 'ask-out-of-order',
      message: `Une demande vient trop tôt : ${example(visit)}.`,
      hint: 'remerciement, puis proposition mensuelle, puis don ponctuel',
    });
  return callsStoppedGifts(script.kind) ? [...findings, ...stoppedGiftFindings(script, visit)] : findings;
}

/** the reason of the stop is heard before any ask, and a stop by the bank is followed by one practical proposal only. */
function stoppedGiftFindings(script: CallScript, visit: Visit): Finding[] {
  const node = script.nodes[visit.id];
  if (!node || !isAsk(node)) return [];
  const { whyStopped, bankStop, monthlyAsks, oneOffAsks } = visit.progress;
  const at: YamlPath = ['nodes', visit.id, 'marks'];
  if (!whyStopped)
    return [
      {
        at,
        code: 'ask-before-stop-reason',
        message: `Une demande vient avant le motif de l’arrêt : ${example(visit)}.`,
        hint: 'demandez d’abord pourquoi le don s’est arrêté, et notez la réponse',
      },
    ];
  if (!bankStop || (monthlyAsks.size < 2 && oneOffAsks.size === 0)) return [];
  return [
    {
      at,
      code: 'persuasion-after-bank-stop',
      message: `Après un arrêt dû à la banque, une demande de trop : ${example(visit)}.`,
      hint: 'une seule proposition, pratique : un nouveau mandat ; puis remerciez',
    },
  ];
}

/** Faults of one answer in that state: an effect without its ask, an end without what the contract needs. */
function answerFindings(
  script: CallScript,
  visit: Visit,
  place: { readonly answer: ScriptAnswer; readonly at: number },
): Finding[] {
  const { answer } = place;
  const at: YamlPath = ['nodes', visit.id, 'answers', place.at];
  const settled = answer.effect && SETTLES[answer.effect];
  const findings: Finding[] = [];
  if (settled && !visit.progress.said.has(settled))
    findings.push({
      at: [...at, 'effect'],
      code: 'effect-without-ask',
      message: `L’effet « ${answer.effect} » arrive sans que la demande ait été faite : ${example(visit)}.`,
      hint: `placez-le après une étape marquée « ${settled} »`,
    });
  const node = script.nodes[visit.id];
  if (!answer.ends || !node) return findings;
  const progress = afterAnswering(script, visit.progress, { node, answer });
  for (const code of answer.ends) {
    if (!closesOn(script, code)) continue;
    if (callsStoppedGifts(script.kind) && isRefusal(code) && !progress.brakeNoted)
      findings.push({
        at: [...at, 'ends'],
        code: 'path-without-brake',
        message: `Un refus ne dit pas ce qui retient la personne : ${example(visit)}.`,
        hint: 'notez un frein sur une réponse du chemin : notes: [FREIN_…]',
      });
    for (const mark of missingMarks(script, progress, code)) {
      const known = MARK_FINDING[mark];
      findings.push({
        at: [...at, 'ends'],
        code: known?.code ?? 'path-without-mark',
        message: `Un chemin finit sur ${code} ${known?.what ?? mark} : ${example(visit)}.`,
        hint: `passez par une étape marquée « ${mark} » avant cette réponse`,
      });
    }
  }
  return findings;
}

/**
 * Follows every path of the script at once: a node is visited once per distinct state, so that time grows with
 * nodes × states and not with the number of paths (loops end too). One finding per place and code, with an example.
 */
export function checkScriptPaths(script: CallScript): Finding[] {
  const findings = new Map<string, Finding>();
  const keep = (found: readonly Finding[]) => {
    for (const one of found) {
      const key = `${one.code} ${one.at.join('/')}`;
      if (!findings.has(key)) findings.set(key, one);
    }
  };
  const seen = new Set<string>();
  const waiting: { readonly id: string; readonly before: Progress; readonly from?: Visit }[] = [
    { id: script.start, before: NO_PROGRESS },
  ];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const node = script.nodes[next.id];
    if (!node) continue;
    const visit: Visit = {
      id: next.id,
      progress: afterShowing(next.before, next.id, node),
      ...(next.from && { from: next.from }),
    };
    if (seen.has(keyOf(visit))) continue;
    seen.add(keyOf(visit));
    keep(showingFindings(script, visit));
    for (const [at, answer] of node.answers.entries()) {
      keep(answerFindings(script, visit, { answer, at }));
      if (answer.to !== undefined)
        waiting.push({
          id: answer.to,
          before: afterAnswering(script, visit.progress, { node, answer }),
          from: visit,
        });
    }
  }
  return [...findings.values()];
}
