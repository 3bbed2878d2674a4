import { CONTEXTS, type Context, FIELD_CONTEXTS, FORM_CONTEXTS, PAGE_CONTEXTS } from './contexts.ts';

/** Contexts that the table of actions names together. */

export const EVERYWHERE = CONTEXTS.filter((context) => context !== 'leaving');
/** Where `?` is not a character of a text. */
export const NOT_TYPING = EVERYWHERE.filter(
  (context) => !FIELD_CONTEXTS.includes(context) && context !== 'small',
);
/** No page over the screen. */
export const UNCOVERED = EVERYWHERE.filter((context) => !isPage(context) && context !== 'small');
export const COVERED_OR_FORM: readonly Context[] = [...FORM_CONTEXTS, ...PAGE_CONTEXTS];
export const SCRIPT_OR_FORM: readonly Context[] = ['script', ...FORM_CONTEXTS];

export const LISTS: readonly Context[] = [
  'dispositions',
  'filter',
  'endings',
  'callback',
  'amount',
  'knowledge',
  'objections',
  'lesson',
  'palette',
  'search',
  'diary',
  'today',
];
export const FIELDS: readonly Context[] = ['login', 'passphrase', 'correction'];
/** Fields whose text Enter takes. */
export const ANSWERED = FIELD_CONTEXTS.filter((context) => context !== 'knowledge' && context !== 'help');
/** Left and right choose the quarter of an hour there. */
export const CURSORED = FIELD_CONTEXTS.filter((context) => context !== 'callback');
export const SCROLLED: readonly Context[] = ['script', 'help', 'messages'];

export const IDLE: readonly Context[] = ['script', 'waiting', 'wrap-up', 'pause', 'trouble', 'unsent'];
/** Between two cards: small letters are free there, they answer nothing. */
export const QUIET: readonly Context[] = ['waiting', 'wrap-up', 'trouble', 'pause'];
/** In a call, wherever a letter is not text: the stop keys answer at once, even in the middle of a closing. */
export const TALKING: readonly Context[] = ['script', 'endings', 'confirm', 'other-number', 'coordinates'];
/** Where a letter says which pause. */
export const PAUSE_KINDS: readonly Context[] = ['pause-choice', 'pause'];
export const PAUSABLE: readonly Context[] = [
  ...SCRIPT_OR_FORM,
  ...['saving', 'unsent', 'waiting', 'wrap-up', 'trouble'],
] as const;

/** Questions that only their own key answers: Enter is pressed too easily. */
export const QUESTIONS: readonly Context[] = [
  'confirm',
  'other-number',
  'coordinates',
  'quit',
  'pause-choice',
  'shift-end',
  'undo',
  'freeze',
  'one-call',
];
export const YES_NO: readonly Context[] = ['confirm', 'other-number', 'quit', 'shift-end', 'undo', 'freeze'];

function isPage(context: Context): boolean {
  return (PAGE_CONTEXTS as readonly Context[]).includes(context);
}
