import type { NewsletterState } from '../../../shared/people/newsletter-words.ts';
import { sha256 } from '../files/sha256.ts';

/** A piece of a letter, in its order. */
export type NewsletterBlock =
  /** In the marks of `light-markup.ts`. */
  | { readonly kind: 'text'; readonly text: string }
  /** Id of an event of the agenda, or its first signs until it is found. */
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string };

/** What is written, and to whom: `where` is a search of the directory, '' for everybody. */
export interface NewsletterContent {
  readonly subject: string;
  readonly where: string;
  readonly blocks: readonly NewsletterBlock[];
}

/** Of which event a letter speaks, as it stood when the letter left. */
export interface NewsletterEvent {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Newsletter extends NewsletterContent {
  readonly id: string;
  readonly charity: string;
  readonly state: NewsletterState;
  /** Empty until it leaves: then nothing of it moves any more. */
  readonly events: readonly NewsletterEvent[];
  readonly author: string;
  readonly changedAtMs: number;
  readonly sentAtMs: number | null;
  /** Of those chosen at the sending; 0 before. */
  readonly recipients: number;
}

/** Beyond that many people a second person agrees first. */
export const FOUR_EYES_OVER = 500;

/** Two years: then what became of each person's copy is forgotten, and counts stay. */
export const RECIPIENTS_KEPT_MS = 730 * 86_400_000;

/** Of all that a reader of it sees, and of who reads it: an accord is for that letter and no other. */
export function newsletterDigest({ subject, where, blocks }: NewsletterContent): string {
  return sha256(JSON.stringify([subject, where, blocks]));
}
