import type { AskingKind } from '../campaign-kind.ts';
import type { Country } from '../country.ts';
import type { DebitScheme } from '../debit.ts';
import type { Frequency, Money } from '../money.ts';
import type { CivilDate } from '../time.ts';
import type { FindSensitive } from './sensitive-words.ts';

/**
 * All that the product must know of a language in which donors are called: how things are said to them, and what must not be.
 * Without one, a script, an e-mail or a note in that language would pass unread. The house itself writes French:
 * `why` and `instead` are French sentences for the author of a campaign.
 */
export interface LanguagePack {
  /** French. */
  readonly name: string;
  readonly speech: Speech;
  readonly wording: Wording;
  /** What is never written of a person: health, religion, opinion, sexual life, an insult (docs/rules/asks.md#health). */
  readonly sensitive: FindSensitive;
  /** The number that begins those folded words, read the shortest way; undefined where none begins. */
  readonly spokenNumber: (words: readonly string[]) => SpokenNumber | undefined;
  /** False for a folded text in which no number in words can begin: one look, so that texts without any cost no more. */
  readonly mayCount: (folded: string) => boolean;
  /** The language in which date-holidays names public holidays. */
  readonly holidayNames: string;
}

/** A number said in words: its figures, and how many words say it. */
export interface SpokenNumber {
  readonly digits: string;
  readonly words: number;
}

/** Who hears it: the country, and the canton where there are any, choose the way to count. */
export interface Counting {
  readonly country: Country;
  readonly canton?: string | undefined;
}

/** How a regular gift is paid, as its donor knows it. */
export interface PaymentWords {
  /** Bare noun, after « votre »: « prélèvement automatique », « QR-facture ». */
  readonly mode: string;
  /** Heading of the day of the first one at a new amount. */
  readonly first: string;
  /** « prélevé le 10 », « échéance le 1er ». */
  readonly onDay: (day: number) => string;
}

export interface Speech {
  /** « dix-neuf euros », « douze euros et cinquante centimes ». */
  readonly amount: (amount: Money, counting: Counting) => string;
  /** « 1er décembre 2026 », without weekday. */
  readonly date: (date: CivilDate) => string;
  /** In the place of a date, after « le »: the first debit under a mandate that is still to be signed. */
  readonly afterSignature: string;
  /** « par mois ». */
  readonly per: Readonly<Record<Frequency, string>>;
  /** « Madame » for MME; '' where none is said: it is never guessed (docs/rules/language.md#civility). */
  readonly civility: (code: string) => string;
  /** What an e-mail calls what was agreed to. */
  readonly agreement: Readonly<Record<AskingKind, string>>;
  readonly oneOff: string;
  /** What one wishes at the end of a call, by the hour where the donor is: « journée », « soirée ». */
  readonly wish: (hour: number) => string;
  /** A name after a civility or a first name: « Madame Le Testeur », « Madame de Testeur ». */
  readonly surname: (lastName: string) => string;
  /** That a colleague may listen, and that one may object (docs/rules/data-protection.md). */
  readonly listening: string;
  readonly information: string;
  readonly payment: (scheme: DebitScheme, country: Country) => PaymentWords;
  /** Heading of the day of the first payment there, where the scheme is not known. */
  readonly firstDebit: Readonly<Record<Country, string>>;
  /** Schemes under which the donor receives a bill: what it is called. */
  readonly bill: Readonly<Partial<Record<DebitScheme, string>>>;
}

/** Patterns run on folded text: lower case, no accent, straight apostrophes (`foldedText`). */
export interface Wording {
  readonly bannedPhrases: readonly BannedPhrase[];
  readonly countryWords: readonly CountryWord[];
  /** A promise about taxes, which only the dated sentence may make (docs/rules/tax.md). */
  readonly taxTalk: RegExp;
  /** What the dated sentence must hold: folded, and as it is written. */
  readonly taxCondition: { readonly folded: string; readonly written: string };
  /** Global; its first group is a percentage. On text as it is written. */
  readonly percentages: RegExp;
  /** Words that tell an inbox what somebody gives to; they stand in no subject and no sender's name. */
  readonly tellingCause: RegExp;
  /** Turns that argue with the reason that somebody has just given. */
  readonly arguing: RegExp;
  /** Turns that ask for a gift, or for more: never said in a campaign that asks nothing. */
  readonly asking: RegExp;
}

/** One rule of wording (R-13, docs/rules/asks.md): what may not be read to a donor, why, and what to write instead. */
export interface BannedPhrase {
  readonly pattern: RegExp;
  /** French, completes « formulation interdite : … ». */
  readonly why: string;
  readonly instead: string;
  /** It cannot be read aloud; an e-mail may hold it. */
  readonly isForSpeech?: true;
}

/** A word that belongs to some countries only, and what the others say. */
export interface CountryWord {
  readonly pattern: RegExp;
  /** What to write instead; null where the word is said. */
  readonly instead: Readonly<Record<Country, string | null>>;
}
