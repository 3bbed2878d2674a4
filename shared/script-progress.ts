import { BANK_STOP, isBrake, isStopReason } from './call-notes.ts';
import type { CallScript, NodeMark, PathStep, ScriptAnswer, ScriptNode } from './call-script.ts';
import { dispositionOf } from './dispositions.ts';

/**
 * What a walk through the script has accomplished so far. A finite state, so that one rule serves a concrete path
 * (`script-contract.ts`) and every path of a script (`script-check.ts`).
 */
export interface Progress {
  /** The person answered to their name: what follows may speak of their gifts. */
  readonly identified: boolean;
  readonly said: ReadonlySet<NodeMark>;
  /**
   * Ask nodes shown, monthly and one-off; no longer filled once over the limit. The same node shown again, because a
   * hotkey led back before it, is the same ask.
   */
  readonly monthlyAsks: ReadonlySet<string>;
  readonly oneOffAsks: ReadonlySet<string>;
  /** Reactivation: an answer said why the gift stopped. */
  readonly whyStopped: boolean;
  /** That reason was the bank's: the practical way, no persuasion (docs/rules/asks.md). */
  readonly bankStop: boolean;
  /** An answer said what holds the person back. */
  readonly brakeNoted: boolean;
  /** A firm no to everything: the single gift is not offered (docs/rules/asks.md, « A firm no »). */
  readonly refusedAll: boolean;
  /**
   * What an explicit yes to a read-back, given after the last ask, agreed to: what was read back is what was agreed, and a
   * single gift read back is no agreement. Empty without one.
   */
  readonly readBack: ReadonlySet<GiftForm>;
  /** An ask came before the thank-you, or the one-off before any monthly ask. */
  readonly outOfOrder: boolean;
}

/** What a donor says yes to. */
type GiftForm = 'agreement' | 'one-off';

const NOTHING_READ_BACK: ReadonlySet<GiftForm> = new Set();
const THANKED: NodeMark = 'thanks';
const MAX_MONTHLY_ASKS = 2;
const MAX_ONE_OFF_ASKS = 1;

export const NO_PROGRESS: Progress = {
  identified: false,
  said: new Set(),
  monthlyAsks: new Set(),
  oneOffAsks: new Set(),
  whyStopped: false,
  bankStop: false,
  brakeNoted: false,
  refusedAll: false,
  readBack: NOTHING_READ_BACK,
  outOfOrder: false,
};

export function isAsk(node: ScriptNode): boolean {
  return node.marks.some((mark) => mark === 'ask-1' || mark === 'ask-2' || mark === 'ask-one-off');
}

function withOne(asks: ReadonlySet<string>, id: string, limit: number): ReadonlySet<string> {
  return asks.size > limit ? asks : new Set([...asks, id]);
}

/** How many asks were made. */
export function asksMade({ monthlyAsks, oneOffAsks }: Progress): number {
  return monthlyAsks.size + oneOffAsks.size;
}

/** True when more was asked than one call may (docs/rules/asks.md: two monthly asks and a one-off). */
export function asksTooMuch({ monthlyAsks, oneOffAsks }: Progress): boolean {
  return monthlyAsks.size > MAX_MONTHLY_ASKS || oneOffAsks.size > MAX_ONE_OFF_ASKS;
}

/** The state after the node `id` was shown; its own thank-you counts as said before its own ask. */
export function afterShowing(before: Progress, id: string, node: ScriptNode): Progress {
  const marks = new Set(node.marks);
  const monthly = marks.has('ask-1') || marks.has('ask-2');
  const oneOff = marks.has('ask-one-off');
  const said = new Set([...before.said, ...marks]);
  const unthanked = (monthly || oneOff) && !said.has(THANKED);
  const oneOffFirst = oneOff && before.monthlyAsks.size === 0;
  return {
    ...before,
    said,
    monthlyAsks: monthly ? withOne(before.monthlyAsks, id, MAX_MONTHLY_ASKS) : before.monthlyAsks,
    oneOffAsks: oneOff ? withOne(before.oneOffAsks, id, MAX_ONE_OFF_ASKS) : before.oneOffAsks,
    readBack: monthly || oneOff ? NOTHING_READ_BACK : before.readBack,
    outOfOrder: before.outOfOrder || unthanked || oneOffFirst,
  };
}

/**
 * The explicit yes of a read-back: of its answers, the one that leads to the announced e-mail, or that ends on an
 * agreement or a one-off gift.
 */
export function isReadBackYes(script: CallScript, node: ScriptNode, answer: ScriptAnswer): boolean {
  if (!node.marks.includes('read-back')) return false;
  if (answer.to !== undefined) return script.nodes[answer.to]?.marks.includes('email-announced') ?? false;
  const forms = answer.ends?.map((code) => dispositionOf(code)?.form) ?? [];
  return forms.length > 0 && forms.every((form) => form === 'agreement' || form === 'one-off');
}

/** What that answer of a read-back says yes to: what its call may end on, without another ask. */
function readBackBy(script: CallScript, node: ScriptNode, answer: ScriptAnswer): ReadonlySet<GiftForm> {
  if (!isReadBackYes(script, node, answer)) return NOTHING_READ_BACK;
  const codes =
    answer.to === undefined
      ? (answer.ends ?? [])
      : [...reachableFrom(script, answer.to, { stopAtAsks: true }).codes];
  const forms = codes.map((code) => dispositionOf(code)?.form);
  return new Set(forms.filter((form) => form === 'agreement' || form === 'one-off'));
}

/** What a yes to that read-back agrees to; empty at any other node. */
export function readBackAt(script: CallScript, id: string): ReadonlySet<GiftForm> {
  const node = script.nodes[id];
  return new Set(node?.answers.flatMap((answer) => [...readBackBy(script, node, answer)]) ?? []);
}

/** Of the answers to « who is it? », the one that goes on with the call; the others end it, or lead to a conclusion. */
function isIdentityYes(script: CallScript, node: ScriptNode, { to }: ScriptAnswer): boolean {
  if (!node.marks.includes('identity') || to === undefined) return false;
  return script.nodes[to]?.marks.includes('closing') === false;
}

/** The state after an answer to `node`. */
export function afterAnswering(
  script: CallScript,
  before: Progress,
  given: { readonly node: ScriptNode; readonly answer: ScriptAnswer },
): Progress {
  const { node, answer } = given;
  const isReadBack = node.marks.includes('read-back');
  const notes = answer.notes ?? [];
  return {
    ...before,
    identified: before.identified || isIdentityYes(script, node, answer),
    refusedAll: before.refusedAll || answer.effect === 'refuse-all',
    ...(isReadBack && { readBack: readBackBy(script, node, answer) }),
    whyStopped: before.whyStopped || notes.some(isStopReason),
    bankStop: before.bankStop || notes.includes(BANK_STOP),
    brakeNoted: before.brakeNoted || notes.some(isBrake),
  };
}

/** What a path has accomplished; steps of unknown nodes count for nothing. */
export function progressOf(script: CallScript, path: readonly PathStep[]): Progress {
  let progress = NO_PROGRESS;
  for (const step of path) {
    const node = script.nodes[step.node];
    if (!node) continue;
    progress = afterShowing(progress, step.node, node);
    const answer = node.answers.find((one) => one.key === step.answer);
    if (answer) progress = afterAnswering(script, progress, { node, answer });
  }
  return progress;
}

/** What lies ahead of a node by answers alone. */
export interface Reach {
  readonly nodes: ReadonlySet<string>;
  /** Codes on which the call can end. */
  readonly codes: ReadonlySet<string>;
  /** An ask lies that way, the node itself included. */
  readonly ask: boolean;
}

/** Follows every answer from `start`; with `stopAtAsks` it does not enter another ask node. Loops end. */
export function reachableFrom(script: CallScript, start: string, { stopAtAsks = false } = {}): Reach {
  const nodes = new Set<string>();
  const codes = new Set<string>();
  let ask = false;
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = script.nodes[id];
    if (!node || nodes.has(id)) continue;
    if (isAsk(node)) {
      ask = true;
      if (stopAtAsks && id !== start) continue;
    }
    nodes.add(id);
    for (const answer of node.answers) {
      if (answer.to !== undefined) waiting.push(answer.to);
      for (const code of answer.ends ?? []) codes.add(code);
    }
  }
  return { codes, nodes, ask };
}
