import type { CallScript, PathStep, StopWord } from './call-script.ts';
import { dispositionOf } from './dispositions.ts';
import { reachableFrom } from './script-progress.ts';

/**
 * « Plus aucune demande » (docs/rules/asks.md, « When to stop »): one lock for an objection, a stop, a complaint,
 * vulnerability, mourning, hardship and anger, whether an answer of the script or a key of the workstation said it.
 */

/** Families whose calls stop the asks at once. */
const NO_MORE_ASK = new Set(['OPPOSITION', 'NEUTRE', 'ARRÊT / LITIGE']);

/** True when that disposition forbids any further ask in the call. */
export function stopsAsks(code: string): boolean {
  const row = dispositionOf(code);
  return row !== undefined && (NO_MORE_ASK.has(row.family) || row.doNotCall !== false);
}

/** True when a call may end that way after the stop: nothing agreed, nothing given, no other call promised. */
export function mayFollowStop(code: string): boolean {
  const row = dispositionOf(code);
  return row !== undefined && row.form === 'plain' && !row.pitched;
}

/**
 * Where the path was stopped: a step says so (a stop word was pressed), or an answer led to a node from which only stops
 * are reachable (« ne plus m’appeler », « je veux arrêter »). Any other jump there stops nothing.
 */
export function stoppedAt(script: CallScript, path: readonly PathStep[]): number | undefined {
  const at = path.findIndex((step, index) => {
    if (step.stop) return true;
    if (path[index - 1]?.answer === undefined) return false;
    const { codes } = reachableFrom(script, step.node);
    return codes.size > 0 && [...codes].every(stopsAsks);
  });
  return at < 0 ? undefined : at;
}

/**
 * The conclusion that asks nothing, leads to no ask and may end on that code, the word’s own first; undefined when the
 * script has none. A conclusion of another word says what was not told: it never serves.
 */
export function conclusionOf(script: CallScript, code: string, word?: StopWord): string | undefined {
  const fit = Object.keys(script.nodes).filter((id) => {
    const node = script.nodes[id];
    return (
      node?.marks.includes('closing') === true &&
      node.answers.some((answer) => answer.ends?.includes(code)) &&
      !reachableFrom(script, id).ask
    );
  });
  const own = word && fit.find((id) => script.nodes[id]?.stopWord === word);
  return own ?? fit.find((id) => script.nodes[id]?.stopWord === undefined);
}
