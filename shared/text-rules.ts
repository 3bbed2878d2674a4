import { countrySpecs, isValidIBAN } from 'ibantools';
import { asksSomething, type CampaignKind } from './campaign-kind.ts';
import { cardNumber, HOLDS_CARD, type NumberPlace } from './card-number.ts';
import { LANGUAGES, languagePack } from './language/languages.ts';
import type { SensitiveSubject } from './language/sensitive-words.ts';

const MAX_NOTE_CHARS = 2000;

/**
 * A valid IBAN, or one of the right shape with a digit mistyped (the bank's part alone has the form of that country's
 * accounts).
 */
function iban(text: string): NumberPlace | undefined {
  const upper = text.toUpperCase();
  for (const match of upper.matchAll(/(?<![A-Z0-9])[A-Z]{2}\s?\d{2}/g)) {
    const written = upper.slice(match.index, match.index + 80);
    const tail = written.replace(/[^A-Z0-9]/g, '');
    const spec = countrySpecs[tail.slice(0, 2)];
    if (!spec?.chars || !spec.bban_regexp) continue;
    const candidate = tail.slice(0, spec.chars);
    const shaped = candidate.length === spec.chars && new RegExp(spec.bban_regexp).test(candidate.slice(4));
    if (shaped || isValidIBAN(candidate))
      return { from: match.index, to: match.index + unitsOf(written, candidate.length) };
  }
  return undefined;
}

/**
 * A Belgian national register number, which only the charity asks for: a birth date, an order, and 97 less their rest (with a 2
 * before them from 2000 on).
 */
function nationalNumber(text: string): NumberPlace | undefined {
  for (const match of text.matchAll(
    /(?<!\d)(\d{2})[.\s]?(\d{2})[.\s]?(\d{2})[-.\s]?(\d{3})[-.\s]?(\d{2})(?!\d)/g,
  )) {
    const [whole, year = '', month = '', day = '', order = '', check = ''] = match;
    const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
    const holds = ['', '2'].some(
      (century) => 97 - (Number(century + year + month + day + order) % 97) === Number(check),
    );
    if (isDate && holds) return { from: match.index, to: match.index + whole.length };
  }
  return undefined;
}

/** How far so many letters and digits reach, whatever stands between them. */
function unitsOf(written: string, count: number): number {
  let left = count;
  let at = 0;
  while (left > 0 && at < written.length) {
    if (/[A-Z0-9]/.test(written[at] ?? '')) left -= 1;
    at += 1;
  }
  return at;
}

const SENSITIVE: Readonly<Record<SensitiveSubject, string>> = {
  health: 'parle de santé : cela ne s’écrit jamais. Écrivez « situation personnelle » ou effacez ce passage.',
  religion: 'parle de religion : cela ne s’écrit jamais. Effacez ce passage.',
  opinion: 'parle d’une opinion ou d’un syndicat : cela ne s’écrit jamais. Effacez ce passage.',
  intimacy: 'parle de vie intime : cela ne s’écrit jamais. Effacez ce passage.',
  insult:
    'porte un jugement sur la personne, qui peut en demander copie. Dites le fait : « conversation difficile ».',
};

/** What a text may not hold: why, and where it stands. */
export interface TextFinding extends NumberPlace {
  /** French, with how to rephrase it; never the text itself. */
  readonly problem: string;
}

/**
 * The first thing that keeps a text from being written by anybody of the house, about a donor or an act; undefined when it
 * may be. Blocking (docs/rules/asks.md#health): health, religion, opinions, sexual life and insults, in any language that has
 * a pack; a card number, an account number, a Belgian national register number. Longer than 2000 characters is refused unread.
 */
export function textFinding(text: string): TextFinding | undefined {
  if (text.length > MAX_NOTE_CHARS)
    return { problem: 'Texte trop long : gardez une phrase utile à la suite du dossier.', from: 0, to: 0 };
  const written = text.normalize('NFC');
  for (const language of LANGUAGES) {
    const found = languagePack(language).sensitive(written);
    if (found) return { problem: `Ce texte ${SENSITIVE[found.subject]}`, from: found.from, to: found.to };
  }
  const account = iban(written);
  if (account) return { ...account, problem: HOLDS_IBAN };
  const card = cardNumber(written);
  if (card) return { ...card, problem: HOLDS_CARD };
  const register = nationalNumber(written);
  return register && { ...register, problem: HOLDS_NATIONAL_NUMBER };
}

const HOLDS_IBAN =
  'Ce texte contient un IBAN : effacez-le. Écrivez « coordonnées bancaires à mettre à jour par l’association ».';

const HOLDS_NATIONAL_NUMBER =
  'Ce texte contient un numéro de registre national belge : effacez-le. L’association le demande elle-même.';

/** Why that text may not be written (`textFinding`); undefined when it may. */
export function noteProblem(text: string): string | undefined {
  return textFinding(text)?.problem;
}

const TELLS_AMOUNT = /€|\b(?:euros?|francs?|eur|chf)\b/i;
const HOLDS_AMOUNT =
  'Rien n’est demandé dans cette campagne : la note ne dit aucun montant. Écrivez seulement quand rappeler.';

/** Why a note of a call may not be written in a campaign of that kind: of one that asks nothing, it tells no amount. */
export function callNoteProblem(kind: CampaignKind, text: string): string | undefined {
  const tells = !asksSomething(kind) && TELLS_AMOUNT.test(text);
  return noteProblem(text) ?? (tells ? HOLDS_AMOUNT : undefined);
}
