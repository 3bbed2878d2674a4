import type { LineExit } from '../../shared/line-seat.ts';
import type { FieldEdit } from '../state/text-field.ts';
import { clearField, editForm, emptyForm, formOf, moveFocus, typeInForm } from './form-fields.ts';
import { FRENCH_SEAT } from './french-seat.ts';
import { type SeatMessage, type SeatStage, type SeatState, type SeatStep, stageOf } from './seat-state.ts';

type At<K extends SeatStage['at']> = Extract<SeatStage, { readonly at: K }>;
type Pressed = Extract<SeatMessage, { readonly type: 'key' }>;

const EXIT_KEYS: Readonly<Record<string, LineExit>> = { f5: 'hoax', f6: 'handOver', f8: 'minor' };
const EDITS: Readonly<Record<string, FieldEdit>> = {
  backspace: 'backspace',
  delete: 'delete',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  'ctrl-u': 'clear',
};
const NEXT = new Set(['enter', 'tab', 'down']);
const BEFORE = new Set(['shift-tab', 'up']);

const stay = (state: SeatState): SeatStep => ({ state });
const goTo = (state: SeatState, stage: SeatStage): SeatStep => ({ state: { ...state, stage, notice: '' } });
const ask = (state: SeatState, command: SeatStep['command']): SeatStep => ({
  state: { ...state, isBusy: true, notice: '' },
  ...(command && { command }),
});

function inCall(state: SeatState, stage: At<'call'>, { name, text }: Pressed): SeatStep {
  const { call } = stage;
  const { form } = call;
  const exit = EXIT_KEYS[name];
  if (exit) return ask(state, { type: 'words', exit });
  if (name === 'f10') return ask(state, { type: 'read' });
  const edit = EDITS[name];
  const next = NEXT.has(name)
    ? moveFocus(form, 1)
    : BEFORE.has(name)
      ? moveFocus(form, -1)
      : edit
        ? editForm(form, edit)
        : text === undefined
          ? form
          : typeInForm(form, text);
  return next === form ? stay(state) : goTo(state, { ...stage, call: { ...call, form: next } });
}

function inReading(state: SeatState, { call }: At<'reading'>, { name }: Pressed): SeatStep {
  if (name === 'f10') return ask(state, { type: 'end', end: { form: formOf(call.form) } });
  return name === 'escape' ? goTo(state, { at: 'call', call, problems: [] }) : stay(state);
}

function inLeaving(state: SeatState, { call, exit }: At<'leaving'>, { name }: Pressed): SeatStep {
  if (name === 'f12') return ask(state, { type: 'end', end: { exit } });
  return name === 'escape' ? goTo(state, { at: 'call', call, problems: [] }) : stay(state);
}

function inHello(state: SeatState, { name }: Pressed): SeatStep {
  if (name.toLowerCase() === 'o' && state.shift) return goTo(state, stageOf(state.shift));
  return name.toLowerCase() === 'n' ? ask(state, { type: 'leave' }) : stay(state);
}

/** THE keys of a seat, by where the person is. */
const KEYS: { readonly [K in SeatStage['at']]: (state: SeatState, stage: At<K>, key: Pressed) => SeatStep } =
  {
    loading: stay,
    hello: (state, _, key) => inHello(state, key),
    charter: (state, _, { name }) =>
      name.toLowerCase() === 'a' ? ask(state, { type: 'accept' }) : stay(state),
    waiting: (state, _, { name }) => (name === 'enter' ? ask(state, { type: 'ring' }) : stay(state)),
    call: inCall,
    reading: inReading,
    leaving: inLeaving,
    trained: stay,
  };

function pressed(state: SeatState, key: Pressed): SeatStep {
  if (key.name === 'f1') return stay({ ...state, isHelpOpen: !state.isHelpOpen });
  if (state.isHelpOpen) return stay({ ...state, isHelpOpen: false });
  if (key.name === 'ctrl-q') return ask(state, { type: 'leave' });
  if (key.name === 'f9') return { state: { ...state, notice: '' }, command: { type: 'lead' } };
  if (state.isBusy) return stay(state);
  const { stage } = state;
  return (KEYS[stage.at] as (state: SeatState, stage: SeatStage, key: Pressed) => SeatStep)(
    state,
    stage,
    key,
  );
}

function openCall(state: SeatState) {
  const { stage } = state;
  return 'call' in stage ? stage.call : undefined;
}

/** A card's number was typed: the field empties itself, and the call goes on. */
function refused(
  state: SeatState,
  { code, text }: { readonly code: string; readonly text: string },
): SeatStep {
  const call = openCall(state);
  if (!call || code !== 'card-number') return stay({ ...state, notice: text });
  const cleared = { ...call, form: clearField(call.form) };
  return stay({ ...state, stage: { at: 'call', call: cleared, problems: [] }, notice: FRENCH_SEAT.card });
}

type Answer = Exclude<SeatMessage, { readonly type: 'key' | 'resized' | 'told' }>;

/** The house has answered: keys work again. */
function answered(before: SeatState, message: Answer): SeatStep {
  const state: SeatState = { ...before, isBusy: false, notice: '' };
  const call = openCall(state);
  switch (message.type) {
    case 'loaded':
      return goTo({ ...state, shift: message.shift }, { at: 'hello' });
    case 'accepted': {
      const shift = state.shift && { ...state.shift, hasCharter: true };
      return shift ? goTo({ ...state, shift }, stageOf(shift)) : stay(state);
    }
    case 'rang':
      return goTo(state, { at: 'call', call: { caller: message.caller, form: emptyForm() }, problems: [] });
    case 'read':
      return call ? goTo(state, { at: 'reading', call, words: message.words }) : stay(state);
    case 'amiss':
      return call ? goTo(state, { at: 'call', call, problems: message.problems }) : stay(state);
    case 'words':
      return call
        ? goTo(state, { at: 'leaving', call, exit: message.exit, words: message.words })
        : stay(state);
    case 'judged': {
      const { practiceDone, isTrained } = message.verdict;
      const shift = state.shift && { ...state.shift, practiceDone, isTrained };
      const stage: SeatStage = isTrained ? { at: 'trained' } : { at: 'waiting', verdict: message.verdict };
      return goTo({ ...state, ...(shift && { shift }) }, stage);
    }
    case 'refused':
      return refused(state, message);
  }
}

/** What becomes of the screen, and what is asked of the house. Pure. */
export function seatUpdate(before: SeatState, message: SeatMessage): SeatStep {
  switch (message.type) {
    case 'key':
      return pressed(before, message);
    case 'resized':
      return stay({ ...before, size: message.size });
    case 'told':
      return stay({ ...before, notice: message.text });
    default:
      return answered(before, message);
  }
}
