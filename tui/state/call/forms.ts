import type { TypedField } from '../../../shared/call-outcome.ts';
import type { TextField } from '../text-field.ts';

/** What may cover the script while a card is open. Each is one question; Escape leaves it unanswered. */
export type Form =
  | DispositionsForm
  | EndingsForm
  | { readonly kind: 'confirm'; readonly code: string; readonly why: string }
  /** Another number of the donor, as it is dialled. */
  | { readonly kind: 'other-number'; readonly national: string }
  | { readonly kind: 'coordinates' }
  | CorrectionForm
  | CallbackForm
  | AmountForm
  | NoteForm;

/** The whole list by family. Letters narrow it and pick; after `/` they filter the labels instead. */
export interface DispositionsForm {
  readonly kind: 'dispositions';
  readonly letters: string;
  readonly filter?: TextField;
  readonly index: number;
}

/** An answer of the script that ends on one of several dispositions; or what the line proposes. */
export interface EndingsForm {
  readonly kind: 'endings';
  readonly codes: readonly string[];
  /** The telephone line said how the number ended: no answer of the script led here. */
  readonly byLine?: true;
  /** Line under the cursor: the reason heard; −1 while nothing is chosen, and Enter then takes nothing. */
  readonly index: number;
}

/** What the campaign's contact files know of a postcode; without names it is being asked. */
interface KnownTowns {
  readonly postcode: string;
  readonly names?: readonly string[];
}

export interface CorrectionForm {
  readonly kind: 'correction';
  readonly names: readonly TypedField[];
  readonly fields: readonly TextField[];
  readonly index: number;
  /** Of the last postcode typed that is another than the card's. */
  readonly towns?: KnownTowns;
  /** What was asked about once: Enter keeps what is typed. */
  readonly doubted?: string;
  /** The script's answer that led here: followed once something is corrected. */
  readonly answer?: string;
}

/** Date and hour typed, or taken from the allowed spans with the arrows; in the donor's zone. */
export interface CallbackForm {
  readonly kind: 'callback';
  readonly field: TextField;
  /** Allowed span under the arrows; −1 while the agent types. */
  readonly span: number;
  readonly nowMs: number;
  /** Moments that were meant together, while the arrows choose one of them. */
  readonly among?: readonly number[];
}

export interface AmountForm {
  readonly kind: 'amount';
  readonly purpose: 'agreement' | 'one-off';
  readonly field: TextField;
  /** The amount, minor units, that was asked about once: Enter takes it. */
  readonly doubted?: number;
  /** The script's answer that asked for the amount: followed once it is known. */
  readonly answer?: string;
}

export interface NoteForm {
  readonly kind: 'note';
  readonly field: TextField;
}
