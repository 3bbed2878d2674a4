import type { PathStep, ScriptAnswer } from '../../../shared/call-script.ts';
import { mainAnswer } from '../../../shared/main-answer.ts';
import { nextMarkNeeded } from '../../../shared/script-marks.ts';
import { isReadBackYes, readBackAt } from '../../../shared/script-progress.ts';
import { shortLabelOf } from '../../keys/disposition-keys.ts';
import { FRENCH } from '../../words/french.ts';
import { openAmountForm } from './amount-form.ts';
import { type Call, type CoordinatesAnswer, currentNode, currentStep, offerOf } from './call.ts';
import { startClosing, type Turn } from './closing.ts';
import { openCorrectionForm } from './correction-form.ts';
import type { AmountForm } from './forms.ts';
import { stepWith } from './heard-objections.ts';
import { heardReason } from './heard-reason.ts';
import { isStopped, leadsToAsk, whyStopStands } from './no-more-asks.ts';

/**
 * In a node marked `coordinates`, these keys are the forced answer of docs/rules/dispositions.md; other keys leave it
 * to the closing.
 */
const COORDINATES_KEYS: Readonly<Record<string, CoordinatesAnswer>> = {
  o: 'oui',
  c: 'corrigees',
  r: 'refus',
};

function answered(call: Call, key: string): Call {
  const step = currentStep(call);
  return { ...call, path: [...call.path.slice(0, -1), stepWith({ node: step.node, answer: key }, step)] };
}

function without<K extends 'agreed' | 'oneOff' | 'coordinates'>(call: Call, field: K): Call {
  const { [field]: _, ...rest } = call;
  return rest as Call;
}

/** What an answer settles about the offer. */
function withEffect(call: Call, answer: ScriptAnswer): Call {
  const level = answer.effect === 'agree-1' ? '1' : answer.effect === 'agree-2' ? '2' : undefined;
  const offer = level && offerOf(call.card, level);
  if (level && offer) return { ...call, agreed: { level, amount: offer.amount } };
  if (answer.effect === 'refuse-all') return without(without(call, 'agreed'), 'oneOff');
  if (answer.effect === 'refuse-increase') return without(call, 'agreed');
  if (answer.effect === 'refuse-one-off') return without(call, 'oneOff');
  return call;
}

/** What that key says of the contact data on the node on screen; undefined where it says nothing of them. */
function coordinatesBy(call: Call, key: string): CoordinatesAnswer | undefined {
  const given = currentNode(call).marks.includes('coordinates') ? COORDINATES_KEYS[key] : undefined;
  if (given !== 'oui') return given;
  // Exact now, since they were corrected a minute ago; a conclusion does not ask again what a step has asked.
  if (Object.keys(call.corrections).length > 0) return 'corrigees';
  return (currentNode(call).marks.includes('closing') && call.coordinates) || given;
}

function withCoordinates(call: Call, key: string): Call {
  const given = coordinatesBy(call, key);
  return given ? { ...call, coordinates: given } : call;
}

/**
 * The one of these endings that needs no question: the only one, the one pressed before it was allowed, or the reason
 * heard when the key answered about the contact data. A key that asks for the reason shows the list.
 */
function settledEnding(call: Call, key: string, ends: readonly string[]): string | undefined {
  if (call.wanted !== undefined && ends.includes(call.wanted)) return call.wanted;
  if (ends.length === 1) return ends[0];
  return coordinatesBy(call, key) ? heardReason(call, ends) : undefined;
}

/** Goes where the answer leads: the next node, one ending, or a list of endings with the reason heard under the cursor. */
export function followAnswer(call: Call, key: string, nowMs: number): Turn {
  const answer = currentNode(call).answers.find((one) => one.key === key);
  if (!answer) return { call };
  const next = answered(withEffect(withCoordinates(call, key), answer), key);
  if (answer.to !== undefined) {
    const moved = { ...next, path: [...next.path, { node: answer.to }], scroll: 0 };
    return { call: moved, ...readyNotice(moved) };
  }
  const ends = answer.ends ?? [];
  const only = settledEnding(call, key, ends);
  if (only !== undefined) return startClosing(next, only, { nowMs, byAnswer: true });
  return {
    call: next,
    form: { kind: 'endings', codes: ends, index: ends.indexOf(heardReason(call, ends) ?? '') },
  };
}

/** The disposition pressed too early may close now: say so. */
function readyNotice(call: Call): Pick<Turn, 'notice'> {
  if (call.wanted === undefined || nextMarkNeeded(call.script, call.path, call.wanted)) return {};
  return {
    notice: {
      text: FRENCH.closing.nowPossible(shortLabelOf(call.wanted, call.card.campaign.country)),
      tone: 'info',
    },
  };
}

/** A read-back that names no amount has read nothing back: the amount is asked for, then read. */
function giftUnnamed(call: Call): AmountForm['purpose'] | undefined {
  const gifts = readBackAt(call.script, currentStep(call).node);
  const named = (gifts.has('agreement') && call.agreed) || (gifts.has('one-off') && call.oneOff);
  if (named || gifts.size === 0) return undefined;
  return gifts.has('agreement') ? 'agreement' : 'one-off';
}

/**
 * One key of the script. Some answers ask a question first: the amount that the donor names, the single gift, the
 * contact data to correct; the answer is followed when it is known.
 */
export function pressAnswer(call: Call, key: string, nowMs: number): Turn {
  const node = currentNode(call);
  const answer = node.answers.find((one) => one.key === key);
  if (!answer) return { call, notice: { text: FRENCH.refusals.noSuchAnswer, tone: 'refusal' } };
  if (answer.to !== undefined && leadsToAsk(call, answer.to))
    return { call, notice: { text: FRENCH.refusals.noMoreAsk, tone: 'refusal' } };
  if (answer.effect === 'agree-free')
    return { call, form: openAmountForm(call, 'agreement', { answer: key, empty: true }) };
  if (answer.effect === 'agree-one-off')
    return { call, form: openAmountForm(call, 'one-off', { answer: key }) };
  const missing = answer.effect === 'agree-1' ? '1' : answer.effect === 'agree-2' ? '2' : undefined;
  if (missing && !offerOf(call.card, missing))
    return { call, form: openAmountForm(call, 'agreement', { answer: key }) };
  const unnamed = isReadBackYes(call.script, node, answer) ? giftUnnamed(call) : undefined;
  if (unnamed)
    return {
      call,
      form: openAmountForm(call, unnamed),
      notice: { text: FRENCH.amount.readItBack, tone: 'alert' },
    };
  if (coordinatesBy(call, key) === 'corrigees' && Object.keys(call.corrections).length === 0)
    return { call, form: { ...openCorrectionForm(call), answer: key } };
  return followAnswer(call, key, nowMs);
}

/** Enter: the main answer of the step, where it has one. */
export function pressMain(call: Call, nowMs: number): Turn {
  const main = mainAnswer(call.script, currentNode(call));
  return main
    ? pressAnswer(call, main.key, nowMs)
    : { call, notice: { text: FRENCH.refusals.noMainAnswer, tone: 'refusal' } };
}

/** What the answer settled is unsettled: the amount, the single gift, the word about the contact data. */
function undone(call: Call, step: PathStep): Call {
  const node = call.script.nodes[step.node];
  const effect = node?.answers.find((answer) => answer.key === step.answer)?.effect;
  let next = call;
  if (effect === 'agree-1' || effect === 'agree-2' || effect === 'agree-free') next = without(next, 'agreed');
  if (effect === 'agree-one-off') next = without(next, 'oneOff');
  if (node?.marks.includes('coordinates') && next.coordinates !== 'corrigees')
    next = without(next, 'coordinates');
  return next;
}

/**
 * Takes back the last answer, as if it had not been pressed; on the first node it does nothing. A stop word is taken back
 * as long as nothing was said after it.
 */
export function stepBack(call: Call): Call {
  const before = call.path.at(-2);
  if (!before || whyStopStands(call) !== undefined) return call;
  const staysStopped = isStopped({ ...call, path: call.path.slice(0, -1) });
  // What was heard was heard: objections noted on the way back stay.
  const path = [...call.path.slice(0, -2), stepWith({ node: before.node }, before, currentStep(call))];
  return { ...undone(call, before), path, scroll: 0, ...(staysStopped ? { stopStands: true } : {}) };
}
