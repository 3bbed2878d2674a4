import type { CallScript, NodeMark, PathStep, ScriptAnswer } from './call-script.ts';
import { asksSomething } from './campaign-kind.ts';
import { dispositionOf } from './dispositions.ts';
import { closesOn, closesWithDonor, missingMarks, nextMarkNeeded, requiredMarks } from './script-marks.ts';
import {
  asksMade,
  asksTooMuch,
  type Progress,
  progressOf,
  reachableFrom,
  readBackAt,
} from './script-progress.ts';
import { mayFollowStop, stoppedAt } from './script-stop.ts';

/**
 * The script is a contract (F-02): the path of a call is a list of steps, each a node shown and the answer
 * pressed. A step with an answer is followed by the node that this answer leads to, or ends the path on one of the
 * listed dispositions. A step without an answer is the last one (a hotkey closed the call) or a **jump**: a hotkey
 * was pressed too early, and the workstation shows the node that bears the next mark still missing.
 *
 * A jump is judged by the path before it, not by the closing disposition: an agent may press « accord », be led to
 * the contact data, and hear the donor change their mind. Checked by the workstation and again by the server.
 */

/** A way in which a path breaks the contract; `needs` names the mark that would mend it. */
export interface ContractBreach {
  readonly code:
    | 'unknown-node'
    | 'wrong-start'
    | 'broken-path'
    | 'illegal-jump'
    | 'wrong-disposition'
    | 'missing-mark'
    | 'wrong-order'
    | 'too-many-asks'
    | 'ask-after-stop'
    | 'contradicts-path';
  readonly needs?: NodeMark;
  /** French sentence for the agent. */
  readonly text: string;
}

const MARK_TEXT: Record<NodeMark, string> = {
  identity: 'La personne ne s’est pas nommée : son nom n’a pas reçu de oui.',
  thanks: 'Le remerciement n’a pas été dit.',
  impact: 'L’impact n’a pas été rappelé.',
  challenge: 'Le défi du moment n’a pas été présenté.',
  'stop-reason': 'Le motif de l’arrêt n’a pas été demandé, ou la réponse n’est pas notée.',
  'ask-1': 'Aucune proposition n’a été faite.',
  'ask-2': 'La seconde proposition n’a pas été faite.',
  'ask-one-off': 'Le don ponctuel n’a pas été proposé.',
  coordinates: 'Les coordonnées n’ont pas été vérifiées.',
  'read-back': 'Le récapitulatif n’a pas été lu, ou n’a pas reçu de oui explicite.',
  'email-announced': 'L’e-mail de confirmation n’a pas été annoncé.',
  closing: 'La conclusion n’a pas été dite.',
};

/** Why an ending that asks or promises is refused once the asks are over. */
export const ASK_AFTER_STOP =
  'Plus aucune demande dans cet appel : ni don, ni rappel. Si c’était une erreur, revenez d’une étape.';

const TEXT: Record<Exclude<ContractBreach['code'], 'missing-mark'>, string> = {
  'unknown-node': 'Le chemin passe par une étape inconnue du script.',
  'wrong-start': 'Le chemin ne commence pas à l’accroche.',
  'broken-path': 'Le chemin saute une étape du script.',
  'illegal-jump': 'Le chemin saute vers une étape que rien ne demandait.',
  'wrong-disposition':
    'Cette qualification n’est pas celle de la réponse donnée, ou pas de ce type de campagne.',
  'wrong-order':
    'Une demande a été faite avant le remerciement, ou le don ponctuel avant la proposition mensuelle.',
  'too-many-asks': 'Trop de demandes dans un même appel (deux mensuelles et une ponctuelle au plus).',
  'ask-after-stop': ASK_AFTER_STOP,
  'contradicts-path': 'La proposition a été faite et écoutée : cette fin dirait le contraire.',
};

/** Marks that a hotkey may jump to: those that some disposition needs, and the conclusion. */
export const JUMP_MARKS = [
  'identity',
  'thanks',
  'impact',
  'stop-reason',
  'ask-1',
  'ask-one-off',
  'coordinates',
  'read-back',
  'email-announced',
] as const;

/** A yes there is a yes to what that code records. */
function readsBack(script: CallScript, id: string, code: string): boolean {
  const form = dispositionOf(code)?.form;
  return (form === 'agreement' || form === 'one-off') && readBackAt(script, id).has(form);
}

/**
 * The node to show for a mark. With the disposition that needs it, the nodes of its own line come first (monthly and
 * one-off read-backs are two nodes), and a call that needs no ask is never led towards one: a conclusion that thanks is
 * preferred to the opening thanks. Undefined when no node bears the mark: `script-check` refuses such a script.
 *
 * @internal for tests
 */
export function nodeForMark(script: CallScript, mark: NodeMark, code?: string): string | undefined {
  const bearers = Object.keys(script.nodes).filter((id) => script.nodes[id]?.marks.includes(mark));
  if (code === undefined) return bearers[0];
  const needed = requiredMarks(code, script.kind);
  // The line of the call that leads to its end; a thank-you that only concludes would skip the impact.
  const needsAsk = needed.includes('ask-1') || needed.includes('impact');
  const asksAhead = needed.slice(needed.indexOf(mark) + 1).some((one) => one.startsWith('ask-'));
  const rank = (id: string) => {
    const leads =
      mark === 'read-back'
        ? readsBack(script, id, code)
        : reachableFrom(script, id, { stopAtAsks: !asksAhead }).codes.has(code);
    if (needsAsk) return leads ? 0 : 1;
    const endsHere = script.nodes[id]?.answers.some((answer) => answer.ends?.includes(code)) === true;
    return (reachableFrom(script, id).ask ? 4 : 0) + (leads ? 0 : 2) + (endsHere ? 0 : 1);
  };
  return bearers.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** The node for a mark, the one on screen if it bears it. */
function nodeFromHere(
  script: CallScript,
  path: readonly PathStep[],
  { mark, code }: { readonly mark: NodeMark; readonly code: string },
): string | undefined {
  const here = path.at(-1)?.node ?? '';
  const bears = script.nodes[here]?.marks.includes(mark) === true;
  const leads =
    bears &&
    (mark === 'read-back'
      ? readsBack(script, here, code)
      : reachableFrom(script, here, { stopAtAsks: true }).codes.has(code));
  return leads ? here : nodeForMark(script, mark, code);
}

/**
 * Where the workstation goes when that disposition is pressed now, and why (French): the node to show next. Append it
 * to the path, whose last step then has no answer; when it is the node on screen, an answer is awaited there. Ask again
 * at the next press. An `ends` answer whose disposition may not close yet is recorded the same way: without its key.
 * Undefined when nothing is missing, and when the person asked to stop and the jump would lead towards an ask:
 * `contractBreaches` then says so, and only a step back or another disposition helps.
 */
export function jumpFor(
  script: CallScript,
  path: readonly PathStep[],
  code: string,
): { readonly mark: NodeMark; readonly node: string; readonly text: string } | undefined {
  const mark = nextMarkNeeded(script, path, code);
  const node = mark && nodeFromHere(script, path, { mark, code });
  if (!mark || node === undefined) return undefined;
  const isStopped = stoppedAt(script, path) !== undefined;
  if (isStopped && (!mayFollowStop(code) || reachableFrom(script, node).ask)) return undefined;
  return { mark, node, text: MARK_TEXT[mark] };
}

/** A jump is legal to a mark that some disposition could need and that the path has not said, or to a conclusion. */
function isLegalJump(script: CallScript, before: Progress, to: string): boolean {
  const marks = script.nodes[to]?.marks ?? [];
  if (marks.includes('closing')) return true;
  return JUMP_MARKS.some((mark) => {
    if (!marks.includes(mark)) return false;
    // Only a call that asks nothing must have said it to close.
    if (mark === 'impact' && asksSomething(script.kind)) return false;
    if (mark === 'identity') return !before.identified;
    if (mark === 'stop-reason') return !before.whyStopped;
    if (mark !== 'read-back') return !before.said.has(mark);
    return !readBackAt(script, to).isSubsetOf(before.readBack);
  });
}

function stepBreach(
  script: CallScript,
  path: readonly PathStep[],
  at: number,
): ContractBreach['code'] | undefined {
  const step = path[at];
  const node = step && script.nodes[step.node];
  if (!step || !node) return 'unknown-node';
  const next = path[at + 1];
  if (step.answer === undefined) {
    if (!next || !script.nodes[next.node]) return undefined;
    return isLegalJump(script, progressOf(script, path.slice(0, at + 1)), next.node)
      ? undefined
      : 'illegal-jump';
  }
  const answer = node.answers.find((one) => one.key === step.answer);
  const target: string | undefined = answer?.to;
  return answer && next?.node === target ? undefined : 'broken-path';
}

/** Something that leads to an ask was shown after the stop, or the disposition is one or would need one. */
function asksAfterStop(script: CallScript, path: readonly PathStep[], code: string): boolean {
  const at = stoppedAt(script, path);
  if (at === undefined) return false;
  if (!mayFollowStop(code)) return true;
  if (path.slice(at + 1).some((step) => reachableFrom(script, step.node).ask)) return true;
  return nextMarkNeeded(script, path, code) !== undefined && jumpFor(script, path, code) === undefined;
}

/** Who listened to a proposal has not refused to listen. */
function saysUnheard(progress: Progress, code: string): boolean {
  return dispositionOf(code)?.family === 'REFUS SANS ÉCOUTE' && asksMade(progress) > 0;
}

/** Hanging up before the proposal, and what hanging up after it is: a refusal without a reason. */
export const HANGS_UP = { before: 'RS_RACCROCHE', after: 'RA_SANSMOTIF' } as const;

/** The person hung up after a proposal: the code that says so; undefined where that code is another one’s. */
export function hungUpAs(script: CallScript, path: readonly PathStep[], code: string): string | undefined {
  const isLate = code === HANGS_UP.before && asksMade(progressOf(script, path)) > 0;
  return isLate ? HANGS_UP.after : undefined;
}

/** Nobody was there any more to be offered the one-off gift: the last step has no answer, and a proposal was made. */
function isCutShort(path: readonly PathStep[], progress: Progress, code: string): boolean {
  return code === HANGS_UP.after && path.at(-1)?.answer === undefined && asksMade(progress) > 0;
}

/** The answer that closed the call, when it was closed by an answer and not by a hotkey. */
function closingAnswer(script: CallScript, path: readonly PathStep[]): ScriptAnswer | undefined {
  const last = path.at(-1);
  return last && script.nodes[last.node]?.answers.find((one) => one.key === last.answer);
}

/**
 * Every breach of the contract by that path for that disposition, each code once and each missing mark once; none
 * means that the call may close. An empty path is fine for dispositions that do not close with the donor in person.
 */
export function contractBreaches(
  script: CallScript,
  path: readonly PathStep[],
  code: string,
): readonly ContractBreach[] {
  const codes = new Set<Exclude<ContractBreach['code'], 'missing-mark'>>();
  const ends = closingAnswer(script, path)?.ends;
  if (!closesOn(script, code) || (ends && !ends.includes(code))) codes.add('wrong-disposition');
  const first = path[0];
  if (first ? first.node !== script.start : closesWithDonor(dispositionOf(code))) codes.add('wrong-start');
  for (const at of path.keys()) {
    const breach = stepBreach(script, path, at);
    if (breach && breach !== 'missing-mark') codes.add(breach);
  }
  const progress = progressOf(script, path);
  if (progress.outOfOrder) codes.add('wrong-order');
  if (asksTooMuch(progress)) codes.add('too-many-asks');
  if (asksAfterStop(script, path, code)) codes.add('ask-after-stop');
  if (saysUnheard(progress, code)) codes.add('contradicts-path');
  const missing = missingMarks(script, progress, code).filter(
    (mark) => mark !== 'ask-one-off' || !isCutShort(path, progress, code),
  );
  return [
    ...[...codes].map((one) => ({ code: one, text: TEXT[one] })),
    ...missing.map((mark) => ({ code: 'missing-mark' as const, needs: mark, text: MARK_TEXT[mark] })),
  ];
}
