import type { ContactProfile } from './contact-profile.ts';
import type { Reading } from './contact-remarks.ts';
import type { RawCell } from './raw-sheet.ts';

/** A cell that says something by itself: formulas are resolved and errors refused before. */
export type FilledCell = Exclude<RawCell, { kind: 'empty' | 'formula' | 'error' | 'malformed' }>;

/** What a cell may hold, as a template can check it and a page can say it; the reader beside it has the last word. */
export type CellForm =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'date' | 'amount' | 'phone' | 'postcode' };

/** A reader that says the form it expects. */
export type CellReader<T> = ((cell: FilledCell, profile: ContactProfile) => Reading<T>) & {
  readonly form: CellForm;
};

/** That reader, saying its form: told beside what refuses, so that neither can be behind. */
export function formed<R extends (cell: FilledCell, profile: ContactProfile) => Reading<unknown>>(
  form: CellForm,
  read: R,
): R & { readonly form: CellForm } {
  return Object.assign(read, { form });
}
