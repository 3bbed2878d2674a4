import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import type { Call } from './call.ts';
import {
  callbackText,
  firstQuarter,
  firstWithin,
  nearestAllowed,
  openSpans,
  shiftQuarter,
  spanOf,
} from './callback-time.ts';
import { meaningOf } from './callback-words.ts';
import type { CallbackForm } from './forms.ts';

const MAX_TEXT = 40;

/** The soonest allowed moment is proposed; typing replaces it. */
export function openCallbackForm(call: Call, nowMs: number): CallbackForm {
  const form: CallbackForm = { kind: 'callback', field: textField('', { max: MAX_TEXT }), span: -1, nowMs };
  return openSpans(call.card.callbackSpans, nowMs).length > 0 ? moveSpan(form, call, 1) : form;
}

function at(form: CallbackForm, call: Call, atMs: number): CallbackForm {
  const text = callbackText(atMs, call.card.donor.zone);
  const open = openSpans(call.card.callbackSpans, form.nowMs);
  const span = open.findIndex((one) => atMs >= one.fromMs && atMs < one.toMs);
  return { ...form, field: textField(text, { max: MAX_TEXT, proposed: true }), span };
}

/** Next or previous allowed span, at its first quarter of an hour. */
export function moveSpan(form: CallbackForm, call: Call, by: number): CallbackForm {
  const open = openSpans(call.card.callbackSpans, form.nowMs);
  const index = Math.min(open.length - 1, Math.max(0, form.span + by));
  const span = open[index];
  const first = span && firstQuarter(span, form.nowMs);
  return first === undefined ? form : { ...at(form, call, first), span: index };
}

/** A quarter of an hour earlier or later within what is allowed. */
export function moveQuarter(form: CallbackForm, call: Call, quarters: number): CallbackForm {
  // From a moment that is not allowed, the first arrow goes to the nearest one that is.
  const nearest = nearestCallback(form, call);
  if (nearest !== undefined) return at(form, call, nearest);
  const now = callbackAt(form, call);
  if (now === undefined) return form;
  return at(form, call, shiftQuarter(call.card.callbackSpans, now, { quarters, nowMs: form.nowMs }));
}

/**
 * The instant that the text means, whether allowed or not; « mardi matin » means the first allowed moment of that
 * morning, and nothing when that morning has none.
 */
export function callbackAt(form: CallbackForm, call: Call): number | undefined {
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  if (meaning?.kind !== 'within') return meaning?.atMs;
  return firstWithin(call.card.callbackSpans, meaning, form.nowMs);
}

/** Why that moment may not be chosen, in French; undefined when it may. */
export function callbackProblem(form: CallbackForm, call: Call): string | undefined {
  const atMs = callbackAt(form, call);
  const { callbackSpans } = call.card;
  if (atMs !== undefined && spanOf(callbackSpans, atMs, form.nowMs)) return undefined;
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  if (!meaning) return FRENCH.callback.notADate;
  const wanted = meaning.kind === 'at' ? meaning.atMs : meaning.toMs;
  return wanted <= form.nowMs ? FRENCH.callback.past : FRENCH.callback.notAllowed;
}

/** Where the text means a moment that is not allowed: the nearest one that is. */
export function nearestCallback(form: CallbackForm, call: Call): number | undefined {
  const meaning = meaningOf(form.field.text, { nowMs: form.nowMs, zone: call.card.donor.zone });
  if (!meaning || callbackProblem(form, call) === undefined) return undefined;
  const wanted = meaning.kind === 'at' ? meaning.atMs : (meaning.fromMs + meaning.toMs) / 2;
  return nearestAllowed(call.card.callbackSpans, wanted, form.nowMs);
}
