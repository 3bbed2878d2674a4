import type { PauseKind } from '../../shared/desk.ts';
import { FRENCH } from '../french.ts';
import type { CoordinatesAnswer } from '../state/call.ts';
import type { AgentMessage, OpenableForm } from '../state/messages.ts';
import type { FieldEdit } from '../state/text-field.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { CONTEXTS, type Context, FIELD_CONTEXTS, FORM_CONTEXTS } from './contexts.ts';
import { HOT_DISPOSITIONS, hotCode } from './disposition-keys.ts';
import * as reasons from './reasons.ts';

/** A key, and where it means this action. */
export interface Binding {
  readonly key: string;
  readonly in: readonly Context[];
}

/** Lines of the help, and of the key bar: hot dispositions, what else can be done. */
export type Group = 'hot' | 'call' | 'form' | 'general';

export interface Action {
  readonly id: string;
  readonly bindings: readonly Binding[];
  /** At most 14 characters: the key bar. */
  readonly label: string;
  /** One sentence: the help. */
  readonly help: string;
  readonly group: Group;
  /** Shown in the key bar, lower first; absent: in the help only. */
  readonly bar?: number;
  /** A disabled key says why (models.md 1.4). */
  readonly whyNot?: reasons.WhyNot;
  readonly message: (state: WorkstationState) => AgentMessage;
}

type Id = keyof typeof FRENCH.actions;

/** Id, keys, where they are valid, what they mean, why not now. */
type Row = readonly [Id, string, readonly Context[], AgentMessage, reasons.WhyNot?];

const edit = (how: FieldEdit): AgentMessage => ({ type: 'edit', edit: how });
const EVERYWHERE = CONTEXTS.filter((context) => context !== 'leaving');
/** Where `?` is not a character of a text. */
const NOT_TYPING = EVERYWHERE.filter((context) => !FIELD_CONTEXTS.includes(context) && context !== 'small');
const LISTS: readonly Context[] = ['dispositions', 'filter', 'endings', 'callback', 'amount'];
const FIELDS: readonly Context[] = ['login', 'correction'];
const SCROLLED: readonly Context[] = ['script', 'help'];
const OVERLAYS: readonly Context[] = ['help', 'my-day', 'quit', 'pause-choice'];
const MY_DAY: readonly Context[] = ['script', 'waiting', 'pause', 'trouble', 'unsent', 'my-day'];
const PAUSABLE: readonly Context[] = ['script', ...FORM_CONTEXTS, 'saving', 'unsent', 'waiting', 'trouble'];
/** Left and right choose the quarter of an hour there. */
const CURSORED = FIELD_CONTEXTS.filter((context) => context !== 'callback');

const HOT: readonly Action[] = HOT_DISPOSITIONS.map(({ fKey, letter, code, label }, at) => ({
  id: `close-${code}`,
  label,
  help: FRENCH.hotHelp(code),
  group: 'hot',
  bar: at,
  bindings: [
    { key: fKey, in: ['script', ...FORM_CONTEXTS] },
    { key: letter, in: ['script'] },
  ],
  whyNot: reasons.notInThisCampaign(code),
  message: ({ stage }) => ({
    type: 'disposition',
    code: stage.at === 'call' ? hotCode(code, stage.call.card.campaign.kind) : code,
  }),
}));

/** Lines that Page Up and Page Down scroll. */
const PAGE = 10;

const move = (by: number): AgentMessage => ({ type: 'move', by });
const open = (form: OpenableForm): AgentMessage => ({ type: 'open', form });
const coordinates = (answer: CoordinatesAnswer): AgentMessage => ({ type: 'coordinates', answer });
const pause = (kind: PauseKind): AgentMessage => ({ type: 'pause', kind });
const ACCEPT: AgentMessage = { type: 'accept' };
/** Questions that only their own key answers: Enter is pressed too easily. */
const QUESTIONS: readonly Context[] = ['confirm', 'coordinates', 'read-back', 'quit', 'pause-choice'];
const YES_NO: readonly Context[] = ['confirm', 'read-back', 'quit'];

const CALL: readonly Row[] = [
  ['all-dispositions', 'tab', ['script'], open('dispositions')],
  ['correct', 'ctrl-e', ['script'], open('correction')],
  ['note', 'ctrl-n', ['script'], open('note')],
  ['number', 'ctrl-t', ['script'], { type: 'next-number' }, reasons.onlyOneNumber],
  ['amount', 'ctrl-g', ['script'], open('amount'), reasons.alreadyReadBack],
  ['step-back', 'backspace', ['script'], { type: 'step-back' }, reasons.atFirstStep],
  ['forget', 'escape', ['script'], { type: 'escape' }, reasons.nothingToForget],
  ['scroll-down', 'down', SCROLLED, move(1)],
  ['scroll-up', 'up', SCROLLED, move(-1)],
  ['page-down', 'pagedown', SCROLLED, move(PAGE)],
  ['page-up', 'pageup', SCROLLED, move(-PAGE)],
];

const FORM: readonly Row[] = [
  ['yes', 'o', YES_NO, { type: 'yes' }],
  ['no', 'n', YES_NO, { type: 'no' }],
  ['coordinates-yes', 'o', ['coordinates'], coordinates('oui')],
  ['coordinates-changed', 'c', ['coordinates'], coordinates('corrigees')],
  ['coordinates-refused', 'r', ['coordinates'], coordinates('refus')],
  ['pause-break', 'p', ['pause-choice'], pause('pause')],
  ['pause-training', 'f', ['pause-choice'], pause('formation')],
  ['pause-technical', 't', ['pause-choice'], pause('technique')],
  ['accept', 'enter', [...FIELD_CONTEXTS, 'dispositions', 'endings'], ACCEPT],
  ['explicit', 'enter', QUESTIONS, ACCEPT, reasons.explicitKeyOnly],
  ['filter', '/', ['dispositions'], { type: 'filter' }],
  ['next-line', 'down', LISTS, move(1)],
  ['previous-line', 'up', LISTS, move(-1)],
  ['next-field', 'tab down', FIELDS, move(1)],
  ['previous-field', 'shift-tab up', FIELDS, move(-1)],
  ['later', 'right', ['callback'], { type: 'shift', by: 1 }],
  ['sooner', 'left', ['callback'], { type: 'shift', by: -1 }],
  ['cursor-left', 'left', CURSORED, edit('left')],
  ['cursor-right', 'right', CURSORED, edit('right')],
  ['cursor-home', 'home ctrl-a', FIELD_CONTEXTS, edit('home')],
  ['cursor-end', 'end ctrl-e', FIELD_CONTEXTS, edit('end')],
  ['backspace', 'backspace', [...FIELD_CONTEXTS, 'dispositions'], edit('backspace')],
  ['delete', 'delete', FIELD_CONTEXTS, edit('delete')],
  ['delete-word', 'ctrl-w', FIELD_CONTEXTS, edit('delete-word')],
  ['clear', 'ctrl-u', FIELD_CONTEXTS, edit('clear')],
  ['escape', 'escape', [...FORM_CONTEXTS, ...OVERLAYS], { type: 'escape' }],
  ['close-overlay', 'enter', ['help', 'my-day'], ACCEPT],
];

const GENERAL: readonly Row[] = [
  ['ask-again', 'enter', ['waiting', 'trouble'], ACCEPT],
  ['send-again', 'enter', ['unsent'], ACCEPT],
  ['resume', 'enter', ['pause'], ACCEPT],
  ['my-day', 'ctrl-f', MY_DAY, { type: 'my-day' }],
  ['pause', 'ctrl-p', PAUSABLE, { type: 'ask-pause' }, reasons.noPauseOnCard],
  ['help', '?', NOT_TYPING, { type: 'help' }],
  ['help-typing', 'f12', EVERYWHERE, { type: 'help' }],
  ['repaint', 'ctrl-l', EVERYWHERE, { type: 'repaint' }],
  ['quit', 'ctrl-q ctrl-c', EVERYWHERE, { type: 'quit' }, reasons.noQuitWhileSaving],
];

/** What the key bar shows after the hot dispositions, in that order; the rest is in the help. */
const BAR: readonly Id[] = [
  'yes',
  'no',
  'coordinates-yes',
  'coordinates-changed',
  'coordinates-refused',
  'pause-break',
  'pause-training',
  'pause-technical',
  'accept',
  'ask-again',
  'send-again',
  'resume',
  'filter',
  'next-line',
  'next-field',
  'later',
  'all-dispositions',
  'correct',
  'note',
  'number',
  'pause',
  'escape',
  'help',
  'help-typing',
  'quit',
  'step-back',
  'my-day',
  'amount',
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
      bindings: keys.split(' ').map((key) => ({ key, in: contexts })),
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
export function actionsIn(context: Context): readonly Action[] {
  return ACTIONS.filter((one) => one.bindings.some((binding) => binding.in.includes(context))).toSorted(
    (a, b) => (a.bar ?? 99) - (b.bar ?? 99),
  );
}

/** The action of a key in a context; undefined when the key is text, an answer or nothing. */
export function actionFor(context: Context, key: string): Action | undefined {
  return ACTIONS.find((one) =>
    one.bindings.some((binding) => binding.key === key && binding.in.includes(context)),
  );
}

/** The keys of an action in a context, in the order of the table. */
export function keysIn(context: Context, one: Action): readonly string[] {
  return one.bindings.filter((binding) => binding.in.includes(context)).map((binding) => binding.key);
}
