import type { CallScript, NodeMark, PathStep } from './call-script.ts';
import { dispositionOf } from './dispositions.ts';

/** A way in which a path breaks the contract; `needs` names the mark that would mend it. */
export interface ContractBreach {
  readonly code:
    | 'unknown-node'
    | 'wrong-start'
    | 'broken-path'
    | 'missing-mark'
    | 'too-many-asks'
    | 'ask-after-stop';
  readonly needs?: NodeMark;
  /** French sentence for the agent. */
  readonly text: string;
}

const MARK_TEXT: Record<NodeMark, string> = {
  thanks: 'Le remerciement n’a pas été dit.',
  impact: 'L’impact n’a pas été rappelé.',
  challenge: 'Le défi du moment n’a pas été présenté.',
  'ask-1': 'Aucune proposition n’a été faite.',
  'ask-2': 'La seconde proposition n’a pas été faite.',
  'ask-one-off': 'Le don ponctuel n’a pas été proposé.',
  coordinates: 'Les coordonnées n’ont pas été vérifiées.',
  'read-back': 'Le récapitulatif n’a pas été lu.',
  'email-announced': 'L’e-mail de confirmation n’a pas été annoncé.',
  closing: 'La conclusion n’a pas été dite.',
};

/** Families whose calls stop the asks at once (domain/08: M2 and one-off are skipped). */
const NO_MORE_ASK = new Set(['OPPOSITION', 'NEUTRE', 'ARRÊT / LITIGE']);

/**
 * The marks a disposition needs on the path before it may close (R-03, R-04, brief F2), in speaking order.
 * A donor who hangs up (RS_RACCROCHE) closes without anything: nobody is there to thank.
 */
export function requiredMarks(code: string): readonly NodeMark[] {
  const row = dispositionOf(code);
  if (!row?.rightPerson || !row.isFinal || code === 'RS_RACCROCHE') return [];
  if (row.agreement || row.form === 'agreement')
    return ['thanks', 'ask-1', 'coordinates', 'read-back', 'email-announced'];
  if (row.oneOff) return ['thanks', 'ask-1', 'ask-one-off', 'coordinates', 'read-back'];
  if (row.pitched) return ['thanks', 'ask-1', 'ask-one-off'];
  return ['thanks'];
}

function marksOf(script: CallScript, path: readonly PathStep[]): readonly NodeMark[] {
  return path.flatMap((step) => script.nodes[step.node]?.marks ?? []);
}

/**
 * Follows the path edge by edge. A hotkey may jump to the node that bears a mark still missing for its
 * disposition: such a jump is legal only when the step it leaves has no answer.
 */
function walkBreaches(script: CallScript, path: readonly PathStep[]): ContractBreach[] {
  const breaches: ContractBreach[] = [];
  for (const [at, step] of path.entries()) {
    const node = script.nodes[step.node];
    if (!node) {
      breaches.push({ code: 'unknown-node', text: 'Le chemin passe par une étape inconnue du script.' });
      continue;
    }
    if (at === 0 && step.node !== script.start) {
      breaches.push({ code: 'wrong-start', text: 'Le chemin ne commence pas à l’accroche.' });
    }
    if (step.answer === undefined) continue;
    const answer = node.answers.find((one) => one.key === step.answer);
    const follows = answer && (answer.to === undefined || path[at + 1]?.node === answer.to);
    if (!follows) breaches.push({ code: 'broken-path', text: 'Le chemin saute une étape du script.' });
  }
  return breaches;
}

/** Every breach of the contract by that path for that disposition; none means that the call may close. Checked by the workstation and again by the server. */
export function contractBreaches(
  script: CallScript,
  path: readonly PathStep[],
  code: string,
): readonly ContractBreach[] {
  const needed = requiredMarks(code);
  const said = marksOf(script, path);
  const breaches = path.length > 0 || needed.length > 0 ? walkBreaches(script, path) : [];
  for (const mark of needed) {
    if (!said.includes(mark)) breaches.push({ code: 'missing-mark', needs: mark, text: MARK_TEXT[mark] });
  }
  const monthlyAsks = said.filter((mark) => mark === 'ask-1' || mark === 'ask-2').length;
  const oneOffAsks = said.filter((mark) => mark === 'ask-one-off').length;
  if (monthlyAsks > 2 || oneOffAsks > 1)
    breaches.push({
      code: 'too-many-asks',
      text: 'Trop de demandes dans un même appel (deux mensuelles et une ponctuelle au plus).',
    });
  return breaches;
}

/** True when that disposition forbids any further ask in the call. */
export function stopsAsks(code: string): boolean {
  const row = dispositionOf(code);
  return row !== undefined && (NO_MORE_ASK.has(row.family) || row.doNotCall !== false);
}
