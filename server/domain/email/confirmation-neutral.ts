import { foldedText } from '../../../shared/folded-text.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';

/** True when a subject, or a sender's name, betrays nothing of the cause (docs/rules/confirmation-email.md: shared inboxes). */
export function isNeutral(text: string, language: Language): boolean {
  return !languagePack(language).wording.tellingCause.test(foldedText(text));
}
