/**
 * What tells of somebody's health in French (docs/rules/asks.md#health, GDPR art. 9). Patterns run on text without
 * accents, in lower case, with straight apostrophes. Whole words, so that « Sidaction », « Vihiers » or « elle a
 * traité » pass.
 */
const HEALTH: readonly RegExp[] = [
  /\bsero[\s-]?(?:posi|nega|conver|logi|differen)/,
  /\bseropos?\b/,
  /\bv\.?i\.?h\b/,
  /\bhiv\b/,
  /\bsida\b(?!\s+info)/,
  /\bsideen(?:ne)?s?\b/,
  /\bhepatites?\b/,
  /\bcharges?\s+virales?\b/,
  /\b(?:mono|bi|tri|multi)[\s-]?therapies?\b/,
  /\banti[\s-]?retrovir/,
  /\bcd4\b/,
  /\bdepist(?:age|e|ee|er)s?\b/,
  /\b(?:cancer|tumeur|chimio(?:therapie)?|leucemie)s?\b/,
  /\bmaladies?\b|\bmalades?\b/,
  /\bhospitalis/,
];

/** « traitement » is also what one does to a file or a request: only these objects are innocent. */
const TREATMENT =
  /\btraitements?\b(?!\s+(?:(?:de|des|du|par)\s+)?(?:(?:l'|d'une?|d'|la|le|les|sa|son|ses|une?|notre|cette|ce)\s*)?(?:demande|dossier|donnee|courrier|courriel|reclamation|prelevement|changement|adresse|paiement|don\b|dons\b|fichier|e-?mail|mail|fiche|appel|rappel|service|association|administratif))/;

/** On the text with its accents: « prép. » is not PrEP. */
const PREP = /(?<![\p{L}\d])prep(?![\p{L}\d])/iu;

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").toLowerCase();
}

/** True when a French text tells of somebody's health. */
export function frenchTellsHealth(text: string): boolean {
  const plain = folded(text);
  return TREATMENT.test(plain) || PREP.test(text.normalize('NFC')) || HEALTH.some((rule) => rule.test(plain));
}
