import type { BannedPhrase } from '../language-pack.ts';

const GUILT = 'culpabilisation';
const PRESSURE = 'pression sur le délai';
const INSISTENCE = 'insistance';
const FALSE_PROMISE = 'promesse que rien ne prouve';
const UNSPOKEN = 'forme écrite qui ne se lit pas à voix haute';

/** THE table. Patterns run on lower-case text without accents and with straight apostrophes. */
export const FRENCH_BANNED_PHRASES: readonly BannedPhrase[] = [
  ...banned(GUILT, 'remerciez pour le soutien actuel, puis proposez', [
    /\bsans vous\b[^.!?]{0,80}\b(?:mour|meur|souffr|condamn|abandonn)/,
    /\b(?:a cause de|par la faute de) vous\b/,
    /\b(?:honte|culpabilis|coupable)/,
    /\bcomment pouvez-vous\b/,
    /\bvous (?:ne pouvez pas|n'avez pas le droit de) (?:refuser|dire non|les laisser)\b/,
    /\bvous (?:devez|devriez) (?:donner|augmenter|aider|faire)\b/,
    /\bvotre (?:conscience|faute)\b/,
    /\b(?:egoiste|indifferen(?:t|ce))/,
    /\bce n'est (?:vraiment )?(?:pas grand-chose|rien pour vous)\b/,
    /\ble prix d'un (?:cafe|paquet de cigarettes)\b/,
  ]),
  ...banned(PRESSURE, 'dites que la personne peut répondre quand elle veut', [
    /\bderniere chance\b/,
    /\bavant qu'il ne? soit trop tard\b/,
    /\b(?:aujourd'hui seulement|seulement aujourd'hui|offre limitee|plus que quelques (?:jours|heures))\b/,
    /\bdepechez-vous\b/,
    /\b(?:il faut|vous devez) (?:vous )?(?:decider|repondre) (?:maintenant|tout de suite|aujourd'hui)\b/,
    /\b(?:il y a urgence|urgent|urgente)\b/,
    /\bdernier (?:appel|rappel|delai)\b/,
  ]),
  ...banned(INSISTENCE, 'une proposition, un repli, un don ponctuel, puis merci', [
    /\bj'insiste\b/,
    /\b(?:un (?:petit )?effort|encore un effort)\b/,
    /\bvous etes (?:vraiment )?sure? de (?:ne pas|refuser)\b/,
    /\ballez\b(?=\s*[,!])/,
    /\btout le monde (?:donne|accepte|augmente)\b/,
  ]),
  ...banned(FALSE_PROMISE, 'dites seulement ce que l’association a validé', [
    /\b(?:100 ?%|la totalite|chaque centime) (?:de votre don|va|est revers)/,
    /\bgaranti(?:e|s|es)?\b/,
    /\bc'est gratuit\b|\bne vous coute(?:ra)? rien\b/,
    /\b(?:guerir|eradiquer)\b[^.!?]{0,40}\bgrace a vous\b/,
    /\brembourse(?:e|s)? par l'etat\b/,
  ]),
  ...banned(UNSPOKEN, 'choisissez un mot épicène : « les personnes qui nous soutiennent »', [
    /\p{L}[·•]\p{L}/u,
    /\p{L}\.(?:e|es|ne|nes|rice|rices|trice|trices|euse|euses)\b/u,
    /\p{L}\((?:e|es|ne|rice)\)/u,
  ]).map((rule) => ({ ...rule, isForSpeech: true as const })),
  ...banned('civilité abandonnée', 'dites « Madame », ou prénom et nom', [/\bmademoiselle\b/]),
];

function banned(why: string, instead: string, patterns: readonly RegExp[]): readonly BannedPhrase[] {
  return patterns.map((pattern) => ({ pattern, why, instead }));
}
