import { callNoteProblem } from '../../../shared/text-rules.ts';
import { FRENCH } from '../../words/french.ts';
import { amountDoubt, amountExample, amountOf, levelOf, typedAmountProblem } from './amount-form.ts';
import { followAnswer } from './answering.ts';
import type { Call, Closing, CoordinatesAnswer } from './call.ts';
import { callbackAt, callbackProblem } from './callback-form.ts';
import { advanceClosing, startClosing, type Turn } from './closing.ts';
import { correctionsOf, fieldProblem, firstProblem, openCorrectionForm } from './correction-form.ts';
import { underCursor } from './dispositions-form.ts';
import type { AmountForm, CallbackForm, CorrectionForm, Form, NoteForm } from './forms.ts';
import { otherNumber, tryOther } from './other-number.ts';
import { openSuggestion } from './suggestions.ts';

/** The form stays, and the line at the bottom says what is wrong. */
function refused(call: Call, form: Form, text: string): Turn {
  return { call, form, notice: { text, tone: 'refusal' } };
}

function acceptAmount(call: Call, form: AmountForm, nowMs: number): Turn {
  const problem = typedAmountProblem(form, call);
  const amount = amountOf(form, call);
  if (problem !== undefined || !amount) return refused(call, form, problem ?? amountExample(call));
  const isDoubted = form.doubted === amount.minor;
  if (!isDoubted && amountDoubt(form, call) !== undefined)
    return refused(call, { ...form, doubted: amount.minor }, FRENCH.amount.isThatRight);
  const known: Call =
    form.purpose === 'agreement'
      ? { ...call, agreed: { level: levelOf(call, amount), amount } }
      : { ...call, oneOff: amount };
  const next =
    form.answer === undefined ? advanceClosing(known, nowMs) : followAnswer(known, form.answer, nowMs);
  return isDoubted ? { ...next, overDoubt: true } : next;
}

function acceptCallback(call: Call, form: CallbackForm, nowMs: number): Turn {
  // The moment on screen, judged now: the form may have been open for a while.
  const callbackAtMs = callbackAt(form, call);
  const isPast = callbackAtMs !== undefined && callbackAtMs <= nowMs;
  const problem = isPast ? FRENCH.callback.past : callbackProblem(form, call);
  if (problem !== undefined || callbackAtMs === undefined || !call.closing)
    return refused(call, form, problem ?? FRENCH.callback.notADate);
  return advanceClosing({ ...call, closing: { ...call.closing, callbackAtMs } }, nowMs);
}

function acceptCorrection(call: Call, form: CorrectionForm, nowMs: number): Turn {
  const wrong = firstProblem(form, call);
  if (wrong >= 0) return refused(call, { ...form, index: wrong }, fieldProblem(form, wrong, call) ?? '');
  const open = openSuggestion(form, call);
  if (open) return refused(call, { ...form, ...open }, FRENCH.correction.suggested);
  const corrections = correctionsOf(form, call);
  const changed = Object.keys(corrections).length;
  const isAnswer = form.answer !== undefined || call.closing !== undefined;
  if (changed === 0 && isAnswer) return refused(call, form, FRENCH.correction.nothingChanged);
  const kept: Call = { ...call, corrections, ...(changed > 0 ? { coordinates: 'corrigees' as const } : {}) };
  const next =
    form.answer === undefined ? advanceClosing(kept, nowMs) : followAnswer(kept, form.answer, nowMs);
  const notice = next.notice ?? { text: FRENCH.correction.kept(changed), tone: 'info' };
  return { ...next, notice, ...(form.doubted === undefined ? {} : { overDoubt: true }) };
}

function acceptNote(call: Call, form: NoteForm): Turn {
  const problem = callNoteProblem(call.card.campaign.kind, form.field.text);
  if (problem !== undefined) return refused(call, form, problem);
  return {
    call: { ...call, note: form.field.text.trim() },
    notice: { text: FRENCH.note.kept, tone: 'info' },
  };
}

/** Enter: the answer that the form holds is taken, or the form says why not. */
export function acceptForm(call: Call, form: Form, nowMs: number): Turn {
  switch (form.kind) {
    case 'amount':
      return acceptAmount(call, form, nowMs);
    case 'callback':
      return acceptCallback(call, form, nowMs);
    case 'correction':
      return acceptCorrection(call, form, nowMs);
    case 'note':
      return acceptNote(call, form);
    case 'dispositions': {
      const row = underCursor(form, call);
      return row
        ? startClosing(call, row.code, { nowMs, byAnswer: false })
        : refused(call, form, FRENCH.refusals.emptyList);
    }
    case 'endings': {
      const code = form.codes[form.index];
      return code === undefined
        ? refused(call, form, FRENCH.refusals.chooseOne)
        : startClosing(call, code, { nowMs, byAnswer: !form.byLine });
    }
    case 'confirm':
    case 'other-number':
    case 'coordinates':
      return refused(call, form, FRENCH.refusals.explicitKey);
  }
}

/** « Oui » to another number: it is dialled in the same call. */
function onOther(call: Call, closing: Closing, nowMs: number): Turn {
  const other = otherNumber(call, closing);
  if (!other) return advanceClosing(call, nowMs);
  return {
    call: tryOther(call, other, nowMs),
    notice: { text: FRENCH.card.dialled(other.phone.national), tone: 'info' },
  };
}

/** « Non » to another number: the call ends on the one dialled. */
export function sayNo(call: Call, form: Form, nowMs: number): Turn | undefined {
  if (form.kind !== 'other-number' || !call.closing) return undefined;
  return advanceClosing({ ...call, closing: { ...call.closing, isLast: true } }, nowMs);
}

/** « Oui » to the second key. */
export function sayYes(call: Call, form: Form, nowMs: number): Turn {
  if (!call.closing) return { call, form };
  if (form.kind === 'other-number') return onOther(call, call.closing, nowMs);
  if (form.kind !== 'confirm') return { call, form };
  return advanceClosing({ ...call, closing: { ...call.closing, confirmed: true } }, nowMs);
}

/** The forced answer about the contact data; « corrigées » opens them first. */
export function answerCoordinates(call: Call, answer: CoordinatesAnswer, nowMs: number): Turn {
  if (answer === 'corrigees' && Object.keys(call.corrections).length === 0)
    return { call, form: openCorrectionForm(call) };
  return advanceClosing({ ...call, coordinates: answer }, nowMs);
}
