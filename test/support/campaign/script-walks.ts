import fc from 'fast-check';
import type { CallScript, PathStep } from '../../../shared/call-script.ts';
import { dispositionOf, pickableDispositions } from '../../../shared/dispositions.ts';
import { contractBreaches, jumpFor } from '../../../shared/script-contract.ts';
import { isReadBackYes } from '../../../shared/script-progress.ts';

/** What an honest agent does next: an answer of the node on screen, a hotkey, or a step back. */
export type Press =
  | { readonly kind: 'answer'; readonly pick: number }
  | { readonly kind: 'hotkey'; readonly code: string }
  | { readonly kind: 'back' };

const CODES = pickableDispositions('u').map((row) => row.code);

export const pressArb: fc.Arbitrary<Press> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('answer' as const), pick: fc.nat(1000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('hotkey' as const), code: fc.constantFrom(...CODES) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const) }) },
);
export const codeArb = fc.constantFrom(...CODES);

export interface Walk {
  readonly path: readonly PathStep[];
  /** The disposition that closed the call; absent while it is open. */
  readonly closed?: string;
}

function withoutLastAnswer(path: readonly PathStep[]): PathStep[] {
  const last = path.at(-1)!;
  return [...path.slice(0, -1), { node: last.node }];
}

/** A disposition pressed by hotkey, as the workstation does it (tui/state/call/closing.ts). */
function pressHotkey(script: CallScript, path: readonly PathStep[], code: string): Walk {
  const here = withoutLastAnswer(path);
  const jump = jumpFor(script, here, code);
  if (!jump)
    return contractBreaches(script, here, code).length === 0 ? { path: here, closed: code } : { path: here };
  return { path: jump.node === here.at(-1)!.node ? here : [...here, { node: jump.node }] };
}

function pressAnswer(script: CallScript, path: readonly PathStep[], pick: number): Walk {
  const here = path.at(-1)!.node;
  const node = script.nodes[here]!;
  const answer = node.answers[pick % node.answers.length]!;
  const answered = [...path.slice(0, -1), { node: here, answer: answer.key }];
  if (answer.to !== undefined) return { path: [...answered, { node: answer.to }] };
  const code = answer.ends![pick % answer.ends!.length]!;
  if (contractBreaches(script, answered, code).length === 0) return { path: answered, closed: code };
  return pressHotkey(script, path, code);
}

/** Plays presses from the start of the script until the call closes or the presses run out. */
export function play(script: CallScript, presses: readonly Press[]): Walk {
  let walk: Walk = { path: [{ node: script.start }] };
  for (const press of presses) {
    if (walk.closed !== undefined) break;
    if (press.kind === 'answer') walk = pressAnswer(script, walk.path, press.pick);
    else if (press.kind === 'hotkey') walk = pressHotkey(script, walk.path, press.code);
    else if (walk.path.length > 1)
      walk = { path: [...walk.path.slice(0, -2), { node: walk.path.at(-2)!.node }] };
  }
  return walk;
}

/** Presses one disposition until it closes, saying yes where a read-back or the identification asks for it; 20 presses at most. */
export function insist(script: CallScript, from: readonly PathStep[], code: string): Walk {
  let walk: Walk = { path: from };
  for (let presses = 0; presses < 20 && walk.closed === undefined; presses += 1) {
    const before = walk.path.length;
    walk = pressHotkey(script, walk.path, code);
    if (walk.closed !== undefined || walk.path.length > before) continue;
    const node = script.nodes[walk.path.at(-1)!.node]!;
    const yes = node.answers.findIndex(
      (answer) =>
        isReadBackYes(script, node, answer) || (node.marks.includes('identity') && answer.to !== undefined),
    );
    if (yes < 0) break;
    walk = pressAnswer(script, walk.path, yes);
  }
  return walk;
}

export function isStopOrOpen(code: string): boolean {
  const row = dispositionOf(code)!;
  return !row.isFinal || !row.pitched;
}
