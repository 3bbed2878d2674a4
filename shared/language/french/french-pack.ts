import type { LanguagePack, Speech, Wording } from '../language-pack.ts';
import { frenchAmount } from './french-amounts.ts';
import { FRENCH_BANNED_PHRASES } from './french-banned-phrases.ts';
import { FRENCH_COUNTRY_WORDS } from './french-country-words.ts';
import { frenchSpokenDate } from './french-dates.ts';
import { FRENCH_FIRST_DEBIT, frenchPayment } from './french-payments.ts';
import { frenchMayCount, frenchSpokenNumber } from './french-spoken-numbers.ts';
import { frenchSensitive } from './sensitive/french-sensitive.ts';

const CIVILITY: Readonly<Record<string, string>> = { M: 'Monsieur', MME: 'Madame' };

/** From five in the afternoon on one wishes a good evening. */
const EVENING = 17;

const SPEECH: Speech = {
  amount: frenchAmount,
  date: frenchSpokenDate,
  afterSignature: 'jour qui vous sera annoncé, après votre signature',
  per: { M: 'par mois', T: 'par trimestre', S: 'par semestre', A: 'par an' },
  civility: (code) => CIVILITY[code] ?? '',
  agreement: { upgrade: 'augmentation', reactivation: 'reprise' },
  oneOff: 'don ponctuel',
  wish: (hour) => (hour >= EVENING ? 'soirée' : 'journée'),
  // « de » and « d’ » stay small after « Madame »; the article does not.
  surname: (lastName) =>
    lastName.replace(/^(l)(es?|a)(?= )/, (_, first: string, rest: string) => first.toUpperCase() + rest),
  listening: 'Un collègue peut écouter, pour nous former : dites-moi si cela vous gêne.',
  information: 'information',
  payment: frenchPayment,
  firstDebit: FRENCH_FIRST_DEBIT,
  bill: { EBILL: 'facture eBill', QR: 'QR-facture' },
};

const WORDING: Wording = {
  bannedPhrases: FRENCH_BANNED_PHRASES,
  countryWords: FRENCH_COUNTRY_WORDS,
  taxTalk:
    /\bimpots?\b|\bimposables?\b|\bdeducti(?:ons?|bles?)\b|\bdefiscalis\w*|\breductions? fiscales?\b|\bavantages? fisca\w+/,
  taxCondition: { folded: 'si vous etes imposable', written: 'si vous êtes imposable' },
  percentages: /(\d+(?:[.,]\d+)?)\s*(?:%|pour cent)/g,
  tellingCause:
    /\b(?:v\.?i\.?h|hiv|sida\w*|sero(?:po|ne|lo|co|di)\w*|hepatit\w*|depist\w*|i\.?s\.?t|m\.?s\.?t|virus|antiretrovir\w*|prep|malad\w*|cancer\w*|toxicom\w*|addict\w*)\b/,
  arguing:
    /\b(?:mais|pourtant|neanmoins|cependant|au contraire|en realite|detromp\w+|reconsider\w+|changer d'avis|c'est dommage|quel dommage|vous avez tort|etes-vous sure?)\b/,
  asking:
    /\baugment\w*|\b(?:donner|soutenir|faire)(?: encore)?(?: un peu)? (?:plus|davantage)\b|\bun(?:e)? (?:nouveau |autre |petit |premier )?(?:don|geste) (?:ponctuel|de plus|supplementaire|aujourd'hui)\b|\b(?:re)?faire un (?:nouveau |autre )?don\b|\breprendre votre (?:don|soutien)\b|\bdon ponctuel\b|\b(?:accepteriez|seriez|pourriez|souhaitez|souhaiteriez|voulez|voudriez)-vous (?:d'accord (?:pour|de) |pret\w* a )?(?:donner|soutenir|contribuer|participer|passer a)\b|\bpar mois (?:de plus|en plus)\b|\bappel aux? dons?\b|\d ?(?:€|euros?\b|francs?\b|chf\b)/,
};

/** French, as it is said in the countries of the table. */
export const FRENCH_PACK: LanguagePack = {
  name: 'français',
  speech: SPEECH,
  wording: WORDING,
  sensitive: frenchSensitive,
  spokenNumber: frenchSpokenNumber,
  mayCount: frenchMayCount,
  holidayNames: 'fr',
};
