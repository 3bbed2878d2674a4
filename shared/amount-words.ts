import type { Card } from './card.ts';
import type { Counting } from './language/language-pack.ts';
import { type Language, languagePack } from './language/languages.ts';
import type { Money } from './money.ts';

/** Who an amount is said to: in which language, and counted as in which country and canton. */
export interface Listener extends Counting {
  readonly language: Language;
}

/** An amount as it is spoken, in the words of who hears it (docs/rules/language.md). Negative amounts are said so. */
export function amountInWords(amount: Money, listener: Listener): string {
  return languagePack(listener.language).speech.amount(amount, listener);
}

/** The donor of that card. */
export function listenerOf({ campaign, donor }: Pick<Card, 'campaign' | 'donor'>): Listener {
  return { language: campaign.language, country: campaign.country, canton: donor.canton };
}
