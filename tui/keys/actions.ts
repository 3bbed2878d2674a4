import type { StopWord } from '../../shared/call-script.ts';
import type { PauseKind } from '../../shared/desk.ts';
import type { CoordinatesAnswer } from '../state/call/call.ts';
import type { Mend } from '../state/call/mend-form.ts';
import {
  noAmountNow,
  noMainAnswer,
  noStepBack,
  noSuchEnding,
  nothingToForget,
  type OpenableForm,
  onlyOneNumber,
} from '../state/call-machine.ts';
import { noDial, nothingOnLine } from '../state/dial.ts';
import type { AgentMessage } from '../state/messages.ts';
import { noPracticeNow, notInPractice } from '../state/overlays/exercise.ts';
import { nothingToAcknowledge } from '../state/overlays/messages.ts';
import { noQuitWhileSaving } from '../state/overlays/quit.ts';
import { noCallbackToMend, noMend } from '../state/overlays/today-calls.ts';
import { nothingToUndo } from '../state/overlays/undo.ts';
import type { FieldEdit } from '../state/text-field.ts';
import { FRENCH } from '../words/french.ts';
import type { Action, ActionId, Binding, Group, Row } from './action-row.ts';
import {
  ANSWERED,
  COVERED_OR_FORM,
  CURSORED,
  EVERYWHERE,
  FIELDS,
  IDLE,
  LISTS,
  NOT_TYPING,
  PAUSABLE,
  PAUSE_KINDS,
  QUESTIONS,
  QUIET,
  SCRIPT_OR_FORM,
  SCROLLED,
  TALKING,
  UNCOVERED,
  YES_NO,
} from './context-groups.ts';
import { type Context, FIELD_CONTEXTS } from './contexts.ts';
import { HOT_DISPOSITIONS, hotCode } from './disposition-keys.ts';

export type { Action, Binding, Group } from './action-row.ts';

const edit = (how: FieldEdit): AgentMessage => ({ type: 'edit', edit: how });
const HOT: readonly Action[] = HOT_DISPOSITIONS.map(({ fKey, letter, code, label }, at) => ({
  id: `close-${code}`,
  label,
  help: FRENCH.hotHelp(code),
  group: 'hot',
  bar: at,
  bindings: [
    { key: fKey, in: SCRIPT_OR_FORM },
    { key: letter, in: ['script'] },
  ],
  whyNot: noSuchEnding(code),
  message: ({ stage }) => ({
    type: 'disposition',
    code: stage.at === 'call' ? hotCode(code, stage.call.card) : code,
  }),
}));

/** Lines that Page Up and Page Down scroll. */
const PAGE = 10;
const NOTE_PAGE = 5;

const move = (by: number): AgentMessage => ({ type: 'move', by });
const open = (form: OpenableForm): AgentMessage => ({ type: 'open', form });
const coordinates = (answer: CoordinatesAnswer): AgentMessage => ({ type: 'coordinates', answer });
const pause = (kind: PauseKind): AgentMessage => ({ type: 'pause', kind });
const ACCEPT: AgentMessage = { type: 'accept' };
const mend = (what: Mend): AgentMessage => ({ type: 'mend', what });
const stop = (word: StopWord): AgentMessage => ({ type: 'stop-word', word });

const CALL: readonly Row[] = [
  ['main-answer', 'enter', ['script'], ACCEPT, noMainAnswer],
  ['all-dispositions', 'tab', ['script'], open('dispositions')],
  ['correct', 'ctrl-e', ['script'], open('correction')],
  ['note', 'ctrl-n', ['script'], open('note')],
  ['objections', 'ctrl-o', [...SCRIPT_OR_FORM, 'objections'], { type: 'objections' }],
  ['knowledge', 'ctrl-k', [...SCRIPT_OR_FORM, 'knowledge'], { type: 'knowledge' }],
  ['note-down', 'pagedown', ['knowledge'], { type: 'scroll', by: NOTE_PAGE }],
  ['note-up', 'pageup', ['knowledge'], { type: 'scroll', by: -NOTE_PAGE }],
  ['number', 'ctrl-t', ['script'], { type: 'next-number' }, onlyOneNumber],
  ['dial', 'ctrl-y', ['script'], { type: 'dial' }, noDial],
  ['hang-up', 'K', [...TALKING, ...QUIET], { type: 'hang-up' }, nothingOnLine],
  ['amount', 'ctrl-g', ['script'], open('amount'), noAmountNow],
  ['step-back', 'backspace', ['script'], { type: 'step-back' }, noStepBack],
  ['forget', 'escape', ['script'], { type: 'escape' }, nothingToForget],
  ['scroll-down', 'down', SCROLLED, move(1)],
  ['scroll-up', 'up', SCROLLED, move(-1)],
  ['page-down', 'pagedown', SCROLLED, move(PAGE)],
  ['page-up', 'pageup', SCROLLED, move(-PAGE)],
  // Capital letters, as the hot dispositions: small ones answer the script.
  ['stop-vulnerable', 'V', TALKING, stop('vulnerable')],
  ['stop-bereaved', 'D', TALKING, stop('bereaved')],
  ['stop-hardship', 'G', TALKING, stop('hardship')],
  ['stop-anger', 'C', TALKING, stop('anger')],
  ['freeze', 'X', TALKING, { type: 'freeze' }, notInPractice],
];

const FORM: readonly Row[] = [
  ['yes', 'o', YES_NO, { type: 'yes' }],
  ['no', 'n', YES_NO, { type: 'no' }],
  ['coordinates-yes', 'o', ['coordinates'], coordinates('oui')],
  ['coordinates-changed', 'c', ['coordinates'], coordinates('corrigees')],
  ['coordinates-refused', 'r', ['coordinates'], coordinates('refus')],
  ['pause-break', 'p', PAUSE_KINDS, pause('pause')],
  ['pause-lunch', 'd', PAUSE_KINDS, pause('dejeuner')],
  ['pause-legal', 'l', PAUSE_KINDS, pause('legale')],
  ['pause-debrief', 'b', PAUSE_KINDS, pause('debriefing')],
  ['pause-training', 'f', PAUSE_KINDS, pause('formation')],
  ['pause-technical', 't', PAUSE_KINDS, pause('technique')],
  ['accept', 'enter', [...ANSWERED, 'dispositions', 'endings', 'diary'], ACCEPT],
  ['note-objection', 'enter', ['objections'], ACCEPT],
  ['go-on', 'enter', ['exercise', 'lesson'], ACCEPT],
  ['explicit', 'enter', QUESTIONS, ACCEPT, () => FRENCH.refusals.explicitKey],
  ['filter', '/', ['dispositions'], { type: 'filter' }],
  ['next-line', 'down', LISTS, move(1)],
  ['previous-line', 'up', LISTS, move(-1)],
  ['next-field', 'tab down', FIELDS, move(1)],
  ['previous-field', 'shift-tab up', FIELDS, move(-1)],
  ['later', 'right', ['callback'], { type: 'shift', by: 1 }],
  ['sooner', 'left', ['callback'], { type: 'shift', by: -1 }],
  ['cursor-left', 'left', CURSORED, edit('left')],
  ['cursor-right', 'right', CURSORED, edit('right')],
  ['cursor-home', 'home', FIELD_CONTEXTS, edit('home')],
  ['cursor-end', 'end ctrl-e', FIELD_CONTEXTS, edit('end')],
  ['backspace', 'backspace', [...FIELD_CONTEXTS, 'dispositions'], edit('backspace')],
  ['delete', 'delete', FIELD_CONTEXTS, edit('delete')],
  ['delete-word', 'ctrl-w', FIELD_CONTEXTS, edit('delete-word')],
  ['clear', 'ctrl-u', FIELD_CONTEXTS, edit('clear')],
  ['escape', 'escape', [...COVERED_OR_FORM, 'passphrase'], { type: 'escape' }],
  ['close-overlay', 'enter', ['help', 'my-day', 'knowledge', 'messages'], ACCEPT],
];

const GENERAL: readonly Row[] = [
  ['ask-again', 'enter', ['waiting', 'wrap-up', 'trouble'], ACCEPT],
  ['send-again', 'enter', ['unsent'], ACCEPT],
  ['resume', 'enter ctrl-p', ['pause'], ACCEPT],
  ['my-day', 'ctrl-f', [...IDLE, 'my-day'], { type: 'my-day' }],
  ['diary', 'ctrl-r', [...IDLE, 'diary'], { type: 'diary' }],
  ['shift-end', 'ctrl-d', [...IDLE, 'shift-end'], { type: 'shift-end' }],
  ['practice', 'ctrl-x', [...IDLE, 'exercise'], { type: 'practice' }, noPracticeNow],
  ['pause', 'ctrl-p', PAUSABLE, { type: 'ask-pause' }, notInPractice],
  ['help', '?', NOT_TYPING, { type: 'help' }],
  ['repaint', 'ctrl-l', EVERYWHERE, { type: 'repaint' }],
  // Ctrl-Q is XON: in raw mode, at both ends of SSH, it is a key like another; Ctrl-C does the same.
  ['quit', 'ctrl-q ctrl-c', EVERYWHERE, { type: 'quit' }, noQuitWhileSaving],
  ['palette', ':', UNCOVERED.filter((context) => !FIELD_CONTEXTS.includes(context)), { type: 'palette' }],
  ['passphrase', 'P', QUIET, { type: 'passphrase' }, notInPractice],
  ['search', '/', ['script', 'waiting', 'wrap-up', 'trouble'], { type: 'search' }, notInPractice],
  ['today', 'J', ['script', ...QUIET], { type: 'today' }, notInPractice],
  ['ask-lead', '!', ['script', ...QUIET], { type: 'ask-lead' }, notInPractice],
  ['mend-call', 'u', ['one-call'], mend('call'), noMend],
  ['mend-ending', 'e', ['one-call'], mend('ending'), noMend],
  ['mend-callback', 'r', ['one-call'], mend('callback'), noCallbackToMend],
  ['mend-coordinates', 'c', ['one-call'], mend('coordinates'), noMend],
  ['undo', 'U', ['script', ...QUIET], { type: 'undo' }, nothingToUndo],
  ['messages', 'M', ['script', ...QUIET, 'messages'], { type: 'messages' }],
  ['acknowledge', 'v', ['messages'], { type: 'acknowledge' }, nothingToAcknowledge],
];

/** Other keys of the same actions, elsewhere. */
const MORE_KEYS: Partial<Record<ActionId, readonly Binding[]>> = {
  // Where `:` is text: no terminal, multiplexer or SSH client keeps this one for itself.
  palette: [{ key: 'ctrl-y', in: UNCOVERED.filter((context) => FIELD_CONTEXTS.includes(context)) }],
  undo: [{ key: 'u', in: QUIET }],
  today: [{ key: 'j', in: QUIET }],
  'ask-lead': [
    { key: 'r', in: ['messages'] },
    { key: 'a', in: ['one-call'] },
  ],
  messages: [{ key: 'm', in: [...QUIET, 'messages'] }],
  help: [{ key: 'f12', in: EVERYWHERE }],
};

/** What the key bar shows after the hot dispositions, in that order; the rest is in the help. */
const BAR: readonly ActionId[] = [
  'yes',
  'no',
  'coordinates-yes',
  'coordinates-changed',
  'coordinates-refused',
  'pause-break',
  'pause-training',
  'pause-technical',
  'accept',
  'note-objection',
  'go-on',
  'close-overlay',
  'ask-again',
  'send-again',
  'resume',
  'filter',
  'next-line',
  'next-field',
  'later',
  'dial',
  'hang-up',
  'all-dispositions',
  'correct',
  'note',
  'escape',
  'objections',
  'knowledge',
  'note-down',
  'practice',
  'help',
  'quit',
  'main-answer',
  'number',
  'pause',
  'shift-end',
  'diary',
  'step-back',
  'my-day',
  'amount',
  'mend-call',
  'mend-ending',
  'mend-callback',
  'mend-coordinates',
  'undo',
  'palette',
  'today',
  'ask-lead',
  'messages',
  'search',
  'passphrase',
];

function actionOf(group: Group) {
  return ([id, keys, contexts, message, whyNot]: Row): Action => {
    const [label, help] = FRENCH.actions[id];
    const bar = BAR.indexOf(id);
    return {
      id,
      label,
      help,
      group,
      bindings: [...keys.split(' ').map((key) => ({ key, in: contexts })), ...(MORE_KEYS[id] ?? [])],
      message: () => message,
      ...(bar < 0 ? {} : { bar: HOT.length + bar }),
      ...(whyNot ? { whyNot } : {}),
    };
  };
}

/**
 * THE table of actions: key bar, help, README and tests are derived from it. Answers of the script, letters of the
 * list and text in a field are not actions: they are data.
 */
export const ACTIONS: readonly Action[] = [
  ...HOT,
  ...CALL.map(actionOf('call')),
  ...FORM.map(actionOf('form')),
  ...GENERAL.map(actionOf('general')),
];

/** The actions of a context, key bar order first. */
export function actionsIn(context: Context, table: readonly Action[] = ACTIONS): readonly Action[] {
  return table
    .filter((one) => one.bindings.some((binding) => binding.in.includes(context)))
    .toSorted((a, b) => (a.bar ?? 99) - (b.bar ?? 99));
}

/** The action of a key in a context; undefined when the key is text, an answer or nothing. */
export function actionFor(
  context: Context,
  key: string,
  table: readonly Action[] = ACTIONS,
): Action | undefined {
  return table.find((one) =>
    one.bindings.some((binding) => binding.key === key && binding.in.includes(context)),
  );
}

/** The keys of an action in a context, in the order of the table. */
export function keysIn(context: Context, one: Action): readonly string[] {
  return one.bindings.filter((binding) => binding.in.includes(context)).map((binding) => binding.key);
}
