import type { SensitivePattern } from '../../sensitive-words.ts';

/** Illness, disability, care, pregnancy, addiction. « invalide » alone is said of an address, « opération » of a bank. */
export const FRENCH_HEALTH_WORDS = `
  vih, v.i.h, hiv, sida, sideen*, cd4, hepatite, hepatites, depistage, depistages, depiste, depistee, depister,
  charge virale, charges virales, monotherapie*, bitherapie*, tritherapie*, multitherapie*, mono therapie, bi therapie,
  tri therapie, multi therapie, antiretrovir*, anti retrovir*,
  cancer*, tumeur*, chimio*, radiotherapie*, rayons x, leucemi*, lymphome*, metastas*, melanome*,
  malade, malades, maladie, maladies, maladif, maladive, hospitalis*, hopital, hopitaux, hosto*, clinique, urgences,
  alzheimer, parkinson, avc, infarctus, anevrisme*, crise cardiaque, cardiaque*, cardiopath*, pacemaker, pontage,
  hypertension, tension arterielle, cholesterol, diabet*, dialys*, thyroide, asthm*, bronchite*, pneumonie*, emphyseme,
  sclerose*, myopath*, mucoviscidose, fibromyalgi*, arthrose, polyarthrite*, rhumatisme*, osteoporose, sciatique,
  epilep*, migraine*, a le covid, eu le covid, attrape le covid, covid long, covid positi*, grippe, grippee, tuberculose, zona,
  septicemie, coma, reanimation, anemie, crohn, hernie*, ulcere*, phlebite*, embolie*,
  depressi*, burn out, burnout, psychiatr*, psychose*, psychotique*, psychologue, psychotherap*, psy, schizo*, bipolaire*,
  paranoia*, autis*, trisomi*, anorexi*, boulimi*, suicid*, nevrose*, nevrotique*,
  demence*, demente, dementes, senil*, perte de memoire, pertes de memoire, perd la memoire, perd la tete, trou de memoire,
  trous de memoire, desoriente, desorientee, gateux, gateuse,
  handicap*, invalidite, infirme, infirmes, infirmite*, paraplegi*, tetraplegi*, hemiplegi*, paralysie*, paralysee, est paralyse,
  aveugle, aveugles, malvoyant*, mal voyant*, malentendant*, mal entendant*, sourd, sourde, sourds, sourdes, fauteuil roulant,
  deambulateur, appareil auditif, prothese*, ampute*, alite, alitee, incontinen*, grabataire*,
  medicament*, antidepresseur*, anxiolytique*, morphine, insuline, perfusion*, transfusion*, vaccin*, greffe, greffee,
  chirurgi*, fait operer, faire operer, ete opere, ete operee, medical, medicale, medicaux, medicales,
  probleme de sante, problemes de sante, souci de sante, soucis de sante, ennui de sante, ennuis de sante, etat de sante,
  sante fragile, raison de sante, raisons de sante, mauvaise sante, cure thermale, kine, convalescen*, reeducation,
  soins palliatifs, palliatif*, fin de vie, phase terminale, stade terminal, mourant, mourante,
  enceinte, enceintes, grossesse*, fausse couche, accouche*, avortement*, avorte, avorter, ivg, pma, fiv,
  alcooli*, toxicoman*, drogu*, addict*, overdose*, sevrage, desintoxication
`;

/** « traitement » is also what one does to a file or a request: only these objects are innocent. */
const TREATMENT =
  /\btraitements?\b(?!\s+(?:(?:de|des|du|par)\s+)?(?:(?:l'|d'une?|d'|la|le|les|sa|son|ses|une?|notre|cette|ce)\s*)?(?:demande|dossier|donnee|courrier|courriel|reclamation|prelevement|changement|adresse|paiement|don\b|dons\b|fichier|e-?mail|mail|fiche|appel|rappel|service|association|administratif))/;

export const FRENCH_HEALTH_FOLDED: readonly SensitivePattern[] = [
  { subject: 'health', pattern: /\bsero[\s-]?(?:posi|nega|conver|logi|differen)[a-z]*|\bseropos?\b/ },
  { subject: 'health', pattern: TREATMENT },
];

/** « prép. » is not PrEP. */
export const FRENCH_HEALTH_WRITTEN: readonly SensitivePattern[] = [
  { subject: 'health', pattern: /(?<![\p{L}\d])prep(?![\p{L}\d])/iu },
];
