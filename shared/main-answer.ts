import type { CallScript, ScriptAnswer, ScriptNode } from './call-script.ts';
import { isAsk, reachableFrom } from './script-progress.ts';
import { stopsAsks } from './script-stop.ts';

/** Why Enter may not give that answer (docs/rules/asks.md, « Enter »). */
type NotMain = 'ends' | 'settles' | 'for-the-person' | 'stops';

/**
 * Enter goes on with the call and says nothing on the person’s behalf: it never ends the call or leads to a conclusion,
 * never answers an ask or a read-back, settles or notes nothing, and never stops the asks. Undefined when it may.
 */
export function whyNotMain(script: CallScript, node: ScriptNode, answer: ScriptAnswer): NotMain | undefined {
  const next = answer.to === undefined ? undefined : script.nodes[answer.to];
  if (answer.to === undefined || next?.marks.includes('closing')) return 'ends';
  if (answer.effect !== undefined || answer.notes !== undefined) return 'settles';
  if (isAsk(node) || node.marks.includes('read-back')) return 'for-the-person';
  const { codes } = reachableFrom(script, answer.to);
  return codes.size > 0 && [...codes].every(stopsAsks) ? 'stops' : undefined;
}

/** The answer that Enter gives at that node; undefined where the script has none, as in every script of before. */
export function mainAnswer(script: CallScript, node: ScriptNode): ScriptAnswer | undefined {
  return node.answers.find((answer) => answer.main && whyNotMain(script, node, answer) === undefined);
}
