import type { StopWord } from '../../shared/call-script.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import { pickableDispositions } from '../../shared/dispositions.ts';
import { mainAnswer } from '../../shared/main-answer.ts';
import { ASK_AFTER_STOP } from '../../shared/script-contract.ts';
import { progressOf } from '../../shared/script-progress.ts';
import { mayFollowStop } from '../../shared/script-stop.ts';
import { hotCode } from '../keys/disposition-keys.ts';
import { FRENCH } from '../words/french.ts';
import { openAmountForm } from './call/amount-form.ts';
import { pressAnswer, pressMain, stepBack } from './call/answering.ts';
import { type Call, type CoordinatesAnswer, currentNode, scopeOf } from './call/call.ts';
import { abandonClosing, startClosing, type Turn } from './call/closing.ts';
import { openCorrectionForm } from './call/correction-form.ts';
import { openDispositionsForm, startFilter } from './call/dispositions-form.ts';
import { askedIfLocked, whyHeldBack } from './call/ending-guard.ts';
import { acceptForm, answerCoordinates, sayNo, sayYes } from './call/form-answers.ts';
import { editForm, moveInForm, shiftInForm, typeInForm } from './call/form-edits.ts';
import type { Form } from './call/forms.ts';
import { isStopped, whyStopStands } from './call/no-more-asks.ts';
import { outcomeOf } from './call/outcome.ts';
import { stopAsk } from './call/stop-words.ts';
import type { Gesture } from './gestures.ts';
import { type SaveCommand, saveCommand } from './saving.ts';
import { textField } from './text-field.ts';
import {
  type Reducer,
  type Rows,
  type Update,
  update,
  type WakeCommand,
  type WhyNot,
  withNotice,
} from './update.ts';
import type { CallStage, WorkstationState } from './workstation-state.ts';

export type OpenableForm = 'dispositions' | 'correction' | 'note' | 'amount';

/** What the agent does on an open card, beside gestures. */
export type CallMessage =
  | { readonly type: 'answer'; readonly key: string }
  | { readonly type: 'disposition'; readonly code: string }
  | { readonly type: 'open'; readonly form: OpenableForm }
  | { readonly type: 'filter' }
  | { readonly type: 'coordinates'; readonly answer: CoordinatesAnswer }
  | { readonly type: 'step-back' }
  | { readonly type: 'next-number' }
  /** The callback's quarter hours. */
  | { readonly type: 'shift'; readonly by: number }
  | { readonly type: 'stop-word'; readonly word: StopWord };

/**
 * An open card. Two situations:
 *
 *   script ──answer──► next node … ──answer that ends, or a disposition──► closing
 *   closing: contract → second key → callback → contact data → save   (closing.ts)
 *            each question is a form over the script; Escape abandons the closing, nothing is lost
 *
 * Corrections, the note and the list of dispositions are forms too, opened at will. A form's accepted answer goes
 * back to what asked for it: the answer of the script, the closing, or the script itself (form-answers.ts).
 * Nothing here does anything: the result says what to save, show or say.
 */
export function callUpdate(
  state: WorkstationState,
  stage: CallStage,
  { message, nowMs }: Given,
): Update<SaveCommand | WakeCommand> {
  const turn = stage.form
    ? formTurn(stage.call, stage.form, { message, nowMs })
    : scriptTurn(stage.call, { message, nowMs });
  const { hand, cardGuardMs: guardMs = 0 } = state;
  const pressed = { type: message.type, hand, guardMs, nowMs };
  const why = whyHeldBack(stage.call, turn, pressed);
  return why === undefined
    ? afterTurn(state, askedIfLocked(turn, pressed), nowMs)
    : withNotice(update(state), why);
}

function afterTurn(state: WorkstationState, turn: Turn, nowMs: number): Update<SaveCommand | WakeCommand> {
  const { call, form, notice } = turn;
  if (turn.save && call.closing) {
    const outcome = outcomeOf(call, call.closing, nowMs);
    const { notice: _, ...rest } = state;
    const stage = { at: 'saving', outcome, call, unsent: false, tries: 1 } as const;
    return update({ ...rest, stage }, saveCommand(state, stage));
  }
  const next = update({ ...state, stage: { at: 'call', call, ...(form ? { form } : {}) } });
  return notice ? withNotice(next, notice.text, notice.tone) : next;
}

/** No text of a script is longer (2,000 characters on the narrowest pane). */
const MAX_SCROLL = 30;

interface Given {
  readonly message: Gesture | CallMessage;
  readonly nowMs: number;
}

function openForm(call: Call, form: OpenableForm): Form {
  if (form === 'dispositions') return openDispositionsForm();
  if (form === 'correction') return openCorrectionForm(call);
  if (form === 'amount') return openAmountForm(call, 'agreement');
  return { kind: 'note', field: textField(call.note, { max: 250 }) };
}

/** The next number of the donor becomes the one dialled. */
function nextNumber(call: Call): Turn {
  const { phones } = call.card.donor;
  const at = phones.findIndex((phone) => phone.slot === call.phoneSlot);
  const next = phones[(at + 1) % phones.length];
  if (!next) return { call };
  return {
    call: { ...call, phoneSlot: next.slot },
    notice: { text: FRENCH.card.dialled(next.national), tone: 'info' },
  };
}

function forgetWanted(call: Call): Turn {
  const { wanted, ...rest } = call;
  return wanted === undefined
    ? { call }
    : { call: rest, notice: { text: FRENCH.closing.forgotten, tone: 'info' } };
}

function scriptTurn(call: Call, { message, nowMs }: Given): Turn {
  switch (message.type) {
    case 'answer':
      return pressAnswer(call, message.key, nowMs);
    case 'accept':
      return pressMain(call, nowMs);
    case 'disposition':
      return startClosing(call, message.code, { nowMs, byAnswer: false });
    case 'open':
      return { call, form: openForm(call, message.form) };
    case 'step-back':
      return { call: stepBack(call) };
    case 'stop-word':
      return stopAsk(call, message.word, nowMs);
    case 'next-number':
      return nextNumber(call);
    case 'move':
      return { call: { ...call, scroll: Math.min(MAX_SCROLL, Math.max(0, call.scroll + message.by)) } };
    case 'escape':
      return forgetWanted(call);
    default:
      return { call };
  }
}

function leaveForm(call: Call, form: Form): Turn {
  if (form.kind === 'dispositions' && (form.filter || form.letters !== ''))
    return { call, form: openDispositionsForm() };
  return abandonClosing(call);
}

/** A hotkey over a form: what was typed in a note or a correction is kept first, or the form says why it cannot be. */
function closeFromForm(call: Call, form: Form, { code, nowMs }: { code: string; nowMs: number }): Turn {
  const { call: open } = abandonClosing(call);
  if (form.kind !== 'note' && form.kind !== 'correction')
    return startClosing(open, code, { nowMs, byAnswer: false });
  const { answer: _, ...alone } = form.kind === 'correction' ? form : { ...form, answer: undefined };
  const kept = acceptForm(open, alone, nowMs);
  return kept.form ? kept : startClosing(kept.call, code, { nowMs, byAnswer: false });
}

function formTurn(call: Call, form: Form, { message, nowMs }: Given): Turn {
  switch (message.type) {
    case 'typed':
      return typeInForm(call, form, { text: message.text, nowMs });
    case 'edit':
      return { call, form: editForm(call, form, message.edit) };
    case 'move':
      return { call, form: moveInForm(call, form, message.by) };
    case 'shift':
      return { call, form: shiftInForm(call, form, message.by) };
    case 'filter':
      return { call, form: form.kind === 'dispositions' ? startFilter(form) : form };
    case 'disposition':
      return closeFromForm(call, form, { code: message.code, nowMs });
    case 'accept':
      return acceptForm(call, form, nowMs);
    case 'yes':
      return sayYes(call, form, nowMs);
    case 'coordinates':
      return answerCoordinates(call, message.answer, nowMs);
    case 'stop-word':
      return stopAsk(call, message.word, nowMs);
    case 'no':
      return sayNo(call, form, nowMs) ?? leaveForm(call, form);
    case 'escape':
      return leaveForm(call, form);
    default:
      return { call, form };
  }
}

/** Under a page, and without a card, nothing of this is heard. */
const onCall: Reducer<CallMessage, SaveCommand | WakeCommand> = (state, message, nowMs) => {
  const { stage, overlay } = state;
  return overlay || stage.at !== 'call' ? update(state) : callUpdate(state, stage, { message, nowMs });
};

export const CALL_KEYS: Rows<CallMessage, SaveCommand | WakeCommand> = {
  answer: onCall,
  disposition: onCall,
  open: onCall,
  filter: onCall,
  coordinates: onCall,
  'step-back': onCall,
  'next-number': onCall,
  shift: onCall,
  'stop-word': onCall,
};

/** The reason holds for the open call; without one there is none. */
function ofCall(whyNot: (call: Call) => string | undefined): WhyNot {
  return ({ stage }) => (stage.at === 'call' ? whyNot(stage.call) : undefined);
}

const text = FRENCH.refusals;

export const noMainAnswer = ofCall((call) =>
  mainAnswer(call.script, currentNode(call)) ? undefined : text.noMainAnswer,
);
export const noStepBack = ofCall((call) => (call.path.length < 2 ? text.firstStep : whyStopStands(call)));
export const onlyOneNumber = ofCall(({ card }) =>
  card.donor.phones.length < 2 ? text.oneNumber : undefined,
);
export const nothingToForget = ofCall(({ wanted }) =>
  wanted === undefined ? text.nothingToCancel : undefined,
);
/** What was read back is what was agreed: after the donor's « oui », the amount changes only by going back. */
export const noAmountNow = ofCall((call) => {
  if (!asksSomething(call.card.campaign.kind)) return text.noAmountHere;
  if (isStopped(call)) return text.noMoreAsk;
  return progressOf(call.script, call.path).readBack.has('agreement') ? text.alreadyReadBack : undefined;
});

export function noSuchEnding(code: string): WhyNot {
  return ofCall((call) => {
    const wanted = hotCode(code, call.card);
    const isPickable = pickableDispositions(scopeOf(call)).some((row) => row.code === wanted);
    if (!isPickable) return text.notInCampaign;
    return isStopped(call) && !mayFollowStop(wanted) ? ASK_AFTER_STOP : undefined;
  });
}
