import { fitsSmallest } from '../screen/layout.ts';
import type { WorkstationState } from '../state/workstation-state.ts';

/** The forms of an open card: hot F-keys stay armed over them. */
export const FORM_CONTEXTS = [
  'dispositions',
  'filter',
  'endings',
  'confirm',
  'other-number',
  'coordinates',
  'correction',
  'callback',
  'amount',
  'note',
] as const;

/** Pages over the screen: one at a time (state/overlays/overlay.ts). */
export const PAGE_CONTEXTS = [
  'help',
  'my-day',
  'quit',
  'pause-choice',
  'knowledge',
  'objections',
  'diary',
  'shift-end',
  'exercise',
  'lesson',
  'palette',
  'search',
  'today',
  'one-call',
  'ask-lead',
  'seat',
  'undo',
  'freeze',
  'messages',
] as const;

/** Where the keyboard is: each action says in which of these it is valid. */
export const CONTEXTS = [
  'small',
  'login',
  'passphrase',
  'loading',
  'script',
  ...FORM_CONTEXTS,
  'saving',
  'unsent',
  'waiting',
  'wrap-up',
  'trouble',
  'pause',
  'leaving',
  ...PAGE_CONTEXTS,
] as const;
export type Context = (typeof CONTEXTS)[number];

/** Contexts in *field* mode: characters are text, only F-keys, Ctrl-, Escape, Enter, Tab and arrows act. */
export const FIELD_CONTEXTS: readonly Context[] = [
  'login',
  'passphrase',
  'filter',
  'correction',
  'callback',
  'amount',
  'note',
  'help',
  'knowledge',
  'palette',
  'search',
  'today',
  'ask-lead',
  'seat',
];

export function contextOf(state: WorkstationState): Context {
  if (!fitsSmallest(state.size)) return 'small';
  if (state.overlay) return state.overlay.kind;
  const { stage } = state;
  if (stage.at === 'saving') return stage.unsent ? 'unsent' : 'saving';
  if (stage.at !== 'call') return stage.at;
  if (!stage.form) return 'script';
  return stage.form.kind === 'dispositions' && stage.form.filter ? 'filter' : stage.form.kind;
}
