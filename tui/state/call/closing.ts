import { asksCoordinates } from '../../../shared/coordinates-asked.ts';
import { dispositionOf, isIrreversible } from '../../../shared/dispositions.ts';
import { formatMoney, type Money } from '../../../shared/money.ts';
import { contractBreaches, hungUpAs, jumpFor } from '../../../shared/script-contract.ts';
import { conclusionOf, stopsAsks } from '../../../shared/script-stop.ts';
import { shortLabelOf } from '../../keys/disposition-keys.ts';
import { FRENCH } from '../../words/french.ts';
import type { NoticeTone } from '../notice.ts';
import { type Call, type Closing, currentNode, currentStep } from './call.ts';
import { openCallbackForm } from './callback-form.ts';
import type { Form } from './forms.ts';
import { stepWith } from './heard-objections.ts';
import { lineDoubt } from './line-said.ts';
import { atConclusion } from './no-more-asks.ts';
import { otherNumber } from './other-number.ts';

/** The call after a key: what covers it now, what to say, or that it may be saved. */
export interface Turn {
  readonly call: Call;
  readonly form?: Form;
  readonly notice?: { readonly text: string; readonly tone: NoticeTone };
  readonly save?: true;
  /** What was asked about once is taken all the same. */
  readonly overDoubt?: true;
}

/** The last step without its answer: a hotkey, not the script, decides what follows (shared/script-contract.ts). */
function withoutLastAnswer(call: Call): Call {
  const step = currentStep(call);
  return { ...call, path: [...call.path.slice(0, -1), stepWith({ node: step.node }, step)] };
}

/** Leads to the node that must still be said before that disposition; the disposition stays wanted. */
function jump(call: Call, code: string): Turn | undefined {
  const here = withoutLastAnswer(call);
  const needed = jumpFor(call.script, here.path, code);
  if (!needed) return undefined;
  const isHere = needed.node === currentStep(call).node;
  const path = isHere ? here.path : [...here.path, { node: needed.node }];
  const { closing: _, ...rest } = here;
  return {
    call: { ...rest, path, scroll: 0, wanted: code },
    notice: {
      text:
        FRENCH.closing.firstSay[needed.mark] +
        FRENCH.closing.afterwards(shortLabelOf(code, call.card.campaign.country)),
      tone: 'alert',
    },
  };
}

/** What was noted with the person and that ending would drop, in French. */
function lostBy({ agreed, oneOff, card }: Call, code: string): readonly string[] {
  const form = dispositionOf(code)?.form;
  const say = (amount: Money) => formatMoney(amount, card.campaign.country);
  return [
    ...(agreed && form !== 'agreement' ? [FRENCH.closing.lostAgreement(say(agreed.amount))] : []),
    ...(oneOff && form !== 'one-off' ? [FRENCH.closing.lostGift(say(oneOff))] : []),
  ];
}

/** Why a second key is asked before that disposition; undefined when one key is enough. */
function secondKeyWhy(call: Call, { code, hungUp }: Closing): string | undefined {
  const doubt = lineDoubt(call, code);
  const lost = [...lostBy(call, code), ...(doubt === undefined ? [] : [doubt])];
  if (hungUp) return [...lost, FRENCH.closing.hungUp].join(' ');
  if (isIrreversible(code)) return [...lost, FRENCH.closing.irreversible].join(' ');
  if (lost.length > 0) return lost.join(' ');
  const row = dispositionOf(code);
  // Somebody else spoke: one letter beside another must not close the record for good. A conclusion of the script is a key more.
  const isConcluded = currentNode(call).marks.includes('closing');
  if (row?.isFinal && row.humanReached && !row.rightPerson && !isConcluded) return FRENCH.closing.closesFile;
  // « N » typed with Caps Lock in the middle of a talk must not close the card as « ne répond pas ».
  const notReached = row?.humanReached === false;
  return notReached && call.path.length > 1 ? FRENCH.closing.scriptBegun : undefined;
}

/**
 * The questions of a closing, in order, each asked once: another number, the second key, the callback, the contact data
 * where no step of the script asked about them (docs/rules/dispositions.md). The amount and its yes come from the read-back,
 * which is not asked again. Called again after each answer; when none is left the call may be saved.
 */
export function advanceClosing(call: Call, nowMs: number): Turn {
  const { closing } = call;
  const row = closing && dispositionOf(closing.code);
  if (!closing || !row) return { call };
  const other = closing.isLast ? undefined : otherNumber(call, closing);
  if (other) return { call, form: { kind: 'other-number', national: other.phone.national } };
  const why = closing.confirmed ? undefined : secondKeyWhy(call, closing);
  if (why) return { call, form: { kind: 'confirm', code: closing.code, why } };
  if (row.form === 'callback' && closing.callbackAtMs === undefined)
    return { call, form: openCallbackForm(call, nowMs) };
  if (asksCoordinates(row.code) && !call.coordinates && !closing.hungUp)
    return { call, form: { kind: 'coordinates' } };
  return { call, save: true };
}

/** A disposition was chosen, by a hotkey, in the list, or by an answer of the script (its key is then on the path). */
export function startClosing(
  call: Call,
  code: string,
  { nowMs, byAnswer }: { nowMs: number; byAnswer: boolean },
): Turn {
  const late = byAnswer ? undefined : hungUpAs(call.script, call.path, code);
  if (late !== undefined) return closeNow(withoutLastAnswer(call), { code: late, hungUp: true }, nowMs);
  const stopped = byAnswer ? undefined : stop(call, code);
  if (stopped) return stopped;
  const jumped = jump(call, code);
  if (jumped && !(byAnswer && contractBreaches(call.script, call.path, code).length === 0)) return jumped;
  return closeNow(byAnswer ? call : withoutLastAnswer(call), { code }, nowMs);
}

/** An ending that stops the asks is first said: from anywhere to its conclusion, where it waits for its answer. */
function stop(call: Call, code: string): Turn | undefined {
  if (!stopsAsks(code)) return undefined;
  const isThere = conclusionOf(call.script, code) === currentStep(call).node;
  const stopped = isThere ? undefined : atConclusion(call, code);
  return (
    stopped && {
      call: stopped,
      notice: { text: FRENCH.closing.stopped(shortLabelOf(code, call.card.campaign.country)), tone: 'alert' },
    }
  );
}

/** A gift whose amount nobody noted: no read-back can have said it. */
function isUnnamed({ agreed, oneOff }: Call, code: string): boolean {
  const form = dispositionOf(code)?.form;
  return (form === 'agreement' && !agreed) || (form === 'one-off' && !oneOff);
}

/** The questions of that ending begin, unless the path contradicts it. */
function closeNow(call: Call, ending: Pick<Closing, 'code' | 'hungUp'>, nowMs: number): Turn {
  const breach = contractBreaches(call.script, call.path, ending.code)[0];
  const why = breach?.text ?? (isUnnamed(call, ending.code) ? FRENCH.amount.readItBack : undefined);
  if (why !== undefined) return { call, notice: { text: why, tone: 'alert' } };
  const { wanted: _, ...rest } = call;
  return advanceClosing({ ...rest, closing: { ...ending, confirmed: false } }, nowMs);
}

/** Back to the script: nothing was saved, what was noted stays. */
export function abandonClosing(call: Call): Turn {
  const { closing: _, ...rest } = call;
  return { call: rest };
}
