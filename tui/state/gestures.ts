import type { FieldEdit } from './text-field.ts';

/** What the fingers do on whatever is on screen: the page over it, the form, the script, the login. */
export type Gesture =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  /** Up, down: a line, a field, a choice. */
  | { readonly type: 'move'; readonly by: number }
  /** Lines of a long text; the choice does not move. */
  | { readonly type: 'scroll'; readonly by: number }
  | { readonly type: 'accept' }
  | { readonly type: 'escape' }
  | { readonly type: 'yes' }
  | { readonly type: 'no' }
  | { readonly type: 'help' }
  | { readonly type: 'quit' };
