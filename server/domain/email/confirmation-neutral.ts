/**
 * Words that tell an inbox what somebody gives to (docs/rules/confirmation-email.md: no « VIH », no « sida »; shared
 * inboxes). On folded text.
 */
const TELLING =
  /\b(?:v\.?i\.?h|hiv|sida\w*|sero(?:po|ne|lo|co|di)\w*|hepatit\w*|depist\w*|i\.?s\.?t|m\.?s\.?t|virus|antiretrovir\w*|prep|malad\w*|cancer\w*|toxicom\w*|addict\w*)\b/;

/** True when a subject, or a sender's name, betrays nothing. */
export function isNeutral(text: string): boolean {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return !TELLING.test(folded);
}
