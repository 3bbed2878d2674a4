import { countrySpecs, isValidIBAN } from 'ibantools';
import { LANGUAGES, languagePack } from './language/languages.ts';

const CARD_FIRST_DIGITS = /^(?:2[2-7]|3|4|5[0-8]|6)/;
const MAX_NOTE_CHARS = 2000;

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/**
 * 13 to 19 digits in groups, that start as payment cards do and pass Luhn; whole groups only, so that phone numbers in
 * a row pass.
 */
function hasCardNumber(text: string): boolean {
  for (const run of text.match(/\d(?:[\s.\-_]{0,2}\d){12,}/g) ?? []) {
    const groups = run.split(/[\s.\-_]+/);
    for (const from of groups.keys()) {
      let digits = '';
      for (const group of groups.slice(from)) {
        digits += group;
        if (digits.length > 19) break;
        if (digits.length >= 13 && CARD_FIRST_DIGITS.test(digits) && passesLuhn(digits)) return true;
      }
    }
  }
  return false;
}

/**
 * A valid IBAN, or one of the right shape with a digit mistyped (the bank's part alone has the form of that country's
 * accounts).
 */
function hasIban(text: string): boolean {
  const upper = text.toUpperCase();
  for (const match of upper.matchAll(/(?<![A-Z0-9])[A-Z]{2}\s?\d{2}/g)) {
    const tail = upper.slice(match.index, match.index + 80).replace(/[^A-Z0-9]/g, '');
    const spec = countrySpecs[tail.slice(0, 2)];
    if (!spec?.chars || !spec.bban_regexp) continue;
    const candidate = tail.slice(0, spec.chars);
    const shaped = candidate.length === spec.chars && new RegExp(spec.bban_regexp).test(candidate.slice(4));
    if (shaped || isValidIBAN(candidate)) return true;
  }
  return false;
}

/**
 * Why that note may not be saved, in French with how to rephrase it; undefined when it may. Blocking
 * (docs/rules/asks.md#health): a donor's health, said in any language that has a pack, a card number and an account
 * number are never written. Longer than 2000 characters is refused unread. The sentence never repeats the note.
 */
export function noteProblem(text: string): string | undefined {
  if (text.length > MAX_NOTE_CHARS)
    return 'Note trop longue : gardez une phrase utile à la suite du dossier.';
  if (LANGUAGES.some((language) => languagePack(language).tellsHealth(text))) {
    return 'La note parle de santé : cela ne s’écrit jamais. Écrivez « situation personnelle » ou effacez ce passage.';
  }
  if (hasCardNumber(text)) {
    return 'La note contient un numéro de carte : effacez-le. Le paiement se fait seulement par le lien de l’association.';
  }
  if (hasIban(text)) {
    return 'La note contient un IBAN : effacez-le. Écrivez « coordonnées bancaires à mettre à jour par l’association ».';
  }
  return undefined;
}
