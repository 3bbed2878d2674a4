import { sensitiveFinder } from '../../sensitive-words.ts';
import { FRENCH_OPINION_WORDS, FRENCH_RELIGION_WORDS } from './french-belief-words.ts';
import { FRENCH_HEALTH_FOLDED, FRENCH_HEALTH_WORDS, FRENCH_HEALTH_WRITTEN } from './french-health-words.ts';
import { FRENCH_INSULTS, FRENCH_INTIMACY_WORDS } from './french-private-words.ts';

/** Causes, insurers and turns of phrase: the donor gives there, or pays there; nothing is said of them. */
const INNOCENT = `
  sida info, contre le sida, contre le cancer, contre les cancers, contre la maladie, contre les maladies, recherche sur le cancer,
  contre l alzheimer, contre le diabete, contre la mucoviscidose, contre la sclerose, recherche medicale, aide medicale,
  handicap international, secours catholique, secours islamique, assurance maladie, assurances maladie, caisse maladie,
  caisses maladie, prime maladie, primes maladie, centre medical, cabinet medical, secretaire medicale, delegue medical,
  travaille a l hopital, travaille en clinique, pres de l hopital, en face de l hopital, clinique veterinaire,
  sourde oreille, a l aveugle, l enceinte, une enceinte, mur d enceinte, en grippe, greffe du tribunal,
  en protestant, protestant contre
`;

/** A street, and the words of its name up to the first that is no article; « sur place », « en route » are none. */
const ADDRESS =
  /(?<![a-z0-9])(?:(?:rue|avenue|av|boulevard|bd|chemin|impasse|quai|square|allee|faubourg|residence|lotissement|hameau|ruelle|sentier)\.?\s+(?:(?:de|du|des|la|le|les)\s+|[ld]')*|(?:place|pl|route|clos)\.?\s+(?:de\s+la\s+|de\s+l'|des?\s+|du\s+|d'))[a-z'-]+/;

/** Where a French text says what is never written of a person. */
export const frenchSensitive = sensitiveFinder({
  words: {
    health: FRENCH_HEALTH_WORDS,
    religion: FRENCH_RELIGION_WORDS,
    opinion: FRENCH_OPINION_WORDS,
    intimacy: FRENCH_INTIMACY_WORDS,
    insult: FRENCH_INSULTS,
  },
  folded: FRENCH_HEALTH_FOLDED,
  written: FRENCH_HEALTH_WRITTEN,
  innocent: INNOCENT,
  address: ADDRESS,
});
