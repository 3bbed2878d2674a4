import { zoned } from '../../../shared/time.ts';
import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import type { Call } from './call.ts';
import {
  callbackText,
  choicesWithin,
  firstQuarter,
  firstWithin,
  nearestAllowed,
  openSpans,
  QUARTER_MS,
  shiftQuarter,
  spanOf,
} from './callback-time.ts';
import { whyNotAllowed } from './callback-why.ts';
import { type Meaning, meaningOf } from './callback-words.ts';
import type { CallbackForm } from './forms.ts';

const MAX_TEXT = 40;

/** Somebody who hesitates gets an e-mail to read first: their callback is proposed for the day after. */
const UNDECIDED = 'RP_INDECIS';

/** Empty: what the donor says is typed, or the arrow takes the soonest allowed moment. */
export function openCallbackForm(call: Call, nowMs: number): CallbackForm {
  const form: CallbackForm = { kind: 'callback', field: textField('', { max: MAX_TEXT }), span: -1, nowMs };
  const nextDay = call.closing?.code === UNDECIDED ? dayAfter(call, nowMs) : undefined;
  return nextDay === undefined ? form : at(form, call, nextDay);
}

/** The allowed moment nearest to the same hour of the next day that has one. */
function dayAfter({ card }: Call, nowMs: number): number | undefined {
  const sameHour = zoned(nowMs, card.donor.zone).add({ days: 1 });
  const tomorrow = sameHour.startOfDay().epochMilliseconds;
  const later = card.callbackSpans.filter((span) => span.fromMs >= tomorrow);
  const near = nearestAllowed(later, sameHour.epochMilliseconds, nowMs);
  const inside = spanOf(later, sameHour.epochMilliseconds, nowMs) !== undefined;
  return inside ? Math.ceil(sameHour.epochMilliseconds / QUARTER_MS) * QUARTER_MS : near;
}

function at(form: CallbackForm, call: Call, atMs: number): CallbackForm {
  const text = callbackText(atMs, call.card.donor.zone);
  const open = openSpans(call.card.callbackSpans, form.nowMs);
  const span = open.findIndex((one) => atMs >= one.fromMs && atMs < one.toMs);
  return { ...form, field: textField(text, { max: MAX_TEXT, proposed: true }), span };
}

/** The moments that the text means together, or that the arrows go through; of one, there is nothing to choose. */
export function choicesOf(form: CallbackForm, call: Call): readonly number[] {
  if (form.among) return form.among;
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  const all =
    meaning?.kind === 'among' ? choicesWithin(call.card.callbackSpans, meaning.stretches, form.nowMs) : [];
  return all.length > 1 ? all : [];
}

/** The next or previous of the moments meant together; without them, of the allowed spans, at its first quarter of an hour. */
export function moveSpan(form: CallbackForm, call: Call, by: number): CallbackForm {
  const among = choicesOf(form, call);
  if (among.length > 0) {
    const here = form.among?.indexOf(callbackAt(form, call) ?? 0) ?? (by > 0 ? -1 : among.length);
    const chosen = among[Math.max(0, Math.min(among.length - 1, here + by))];
    return chosen === undefined ? form : { ...at(form, call, chosen), among };
  }
  const open = openSpans(call.card.callbackSpans, form.nowMs);
  const index = Math.min(open.length - 1, Math.max(0, form.span + by));
  const span = open[index];
  const first = span && firstQuarter(span, form.nowMs);
  return first === undefined ? form : { ...at(form, call, first), span: index };
}

/** A quarter of an hour earlier or later within what is allowed. */
export function moveQuarter(from: CallbackForm, call: Call, quarters: number): CallbackForm {
  const { among: _, ...form } = from;
  // From a moment that is not allowed, the first arrow goes to the nearest one that is.
  const nearest = nearestCallback(form, call);
  if (nearest !== undefined) return at(form, call, nearest);
  const now = callbackAt(form, call);
  if (now === undefined) return form;
  return at(form, call, shiftQuarter(call.card.callbackSpans, now, { quarters, nowMs: form.nowMs }));
}

/**
 * The instant that the text means, whether allowed or not; « mardi matin » means the first allowed moment of that
 * morning, and nothing when that morning has none; a day without its hour nothing, unless it has one moment left.
 */
export function callbackAt(form: CallbackForm, call: Call): number | undefined {
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  const { callbackSpans } = call.card;
  if (meaning?.kind === 'among') {
    const [first, second] = choicesWithin(callbackSpans, meaning.stretches, form.nowMs);
    return second === undefined ? first : undefined;
  }
  return meaning?.kind === 'within' ? firstWithin(callbackSpans, meaning, form.nowMs) : meaning?.atMs;
}

/** Why that moment may not be chosen, in French; undefined when it may. */
export function callbackProblem(form: CallbackForm, call: Call): string | undefined {
  const atMs = callbackAt(form, call);
  const { callbackSpans } = call.card;
  if (atMs !== undefined && spanOf(callbackSpans, atMs, form.nowMs)) return undefined;
  if (form.field.text.trim() === '') return FRENCH.callback.empty;
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  if (!meaning) return FRENCH.callback.notADate;
  if (choicesOf(form, call).length > 0) return FRENCH.callback.several;
  return whyNotAllowed(wantedBy(meaning), {
    card: call.card,
    nowMs: form.nowMs,
    isHour: meaning.kind === 'at',
  });
}

/** An instant within what was meant, for what is said of its day. */
function wantedBy(meaning: Meaning): number {
  if (meaning.kind === 'at') return meaning.atMs;
  if (meaning.kind === 'within') return (meaning.fromMs + meaning.toMs) / 2;
  const [first] = meaning.stretches;
  return first ? (first.fromMs + first.toMs) / 2 : 0;
}

/** Where the text means a moment that is not allowed: the nearest one that is. */
export function nearestCallback(form: CallbackForm, call: Call): number | undefined {
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  if (!meaning || callbackProblem(form, call) === undefined || choicesOf(form, call).length > 0)
    return undefined;
  return nearestAllowed(call.card.callbackSpans, wantedBy(meaning), form.nowMs);
}
