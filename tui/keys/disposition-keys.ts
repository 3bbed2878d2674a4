import type { Card } from '../../shared/card.ts';
import type { Country } from '../../shared/country.ts';
import { ownShortLabel, ownToldLabel } from '../../shared/disposition-labels.ts';
import { dispositionOf, type Family } from '../../shared/dispositions.ts';
import { aimOn } from '../../shared/mandate-endings.ts';

/** Letter of each family: the first of the two that pick a disposition in the list. */
export const FAMILY_LETTER: Record<Family, string> = {
  ACCORD: 'a',
  REMERCIEMENT: 'm',
  'DON PONCTUEL': 'd',
  'REFUS ARGUMENTÉ': 'r',
  'REFUS SANS ÉCOUTE': 's',
  NEUTRE: 'n',
  OPPOSITION: 'o',
  'ARRÊT / LITIGE': 'l',
  RAPPEL: 'p',
  'NON JOINT': 'j',
  ÉCHEC: 'e',
};

/**
 * Second letter and a label of at most 21 characters, for lists and the key bar, that offends in no country; the words of
 * each are in `disposition-labels.ts`.
 */
const IN_LIST: Readonly<Record<string, readonly [string, string]>> = {
  AC_UP: ['a', 'Augmentation'],
  AC_RE: ['a', 'Reprise'],
  AC_RE_SIGN: ['s', 'Reprise à signer'],
  ME_FAIT: ['f', 'Remerciement fait'],
  ME_CONTACT: ['c', 'Contact souhaité'],
  ME_DEJA: ['d', 'Déjà reçu'],
  DP_LIEN: ['l', 'Lien de paiement'],
  DP_PRLV: ['p', 'Débit unique'],
  DP_COURRIER: ['c', 'Sans lien'],
  RA_MOYENS: ['m', 'Moyens financiers'],
  RA_SUFFIT: ['s', 'Don déjà suffisant'],
  RA_AUTRES: ['a', 'Autres causes'],
  RA_CONFIANCE: ['c', 'Doute sur les fonds'],
  RA_CAUSE: ['i', 'Intérêt perdu'],
  RA_SITUATION: ['t', 'Situation changée'],
  RA_CANAL: ['e', 'Souhaite un écrit'],
  RA_RECRUT: ['r', 'Recrutement en rue'],
  RA_EXPER: ['x', 'Mauvaise expérience'],
  RA_REFLEX: ['f', 'Réfléchit'],
  RA_SANSMOTIF: ['n', 'Sans motif'],
  RA_AUTRE: ['z', 'Autre motif'],
  RS_ENTRETIEN: ['e', 'Refuse l’entretien'],
  RS_RACCROCHE: ['r', 'Raccroche'],
  NE_MERCI: ['m', 'Remerciement seul'],
  NE_VULN: ['v', 'Personne vulnérable'],
  NE_DEJA: ['d', 'Déjà augmenté'],
  OP_TEL: ['t', 'Ne plus appeler'],
  OP_TOUT: ['o', 'Plus de sollicitation'],
  OP_DROITS: ['d', 'Demande de droits'],
  AR_STOP: ['s', 'Arrêt du don'],
  AR_BAISSE: ['b', 'Baisse du don'],
  AR_RECLAM: ['r', 'Réclamation'],
  RP_PERSO: ['p', 'Avec moi'],
  RP_COLL: ['c', 'Collectif'],
  RP_TIERS: ['t', 'Un tiers répond'],
  RP_INDECIS: ['i', 'Indécis, avec e-mail'],
  NJ_NRP: ['n', 'Ne répond pas'],
  NJ_REP: ['r', 'Répondeur'],
  NJ_REPMSG: ['m', 'Message laissé'],
  NJ_OCC: ['o', 'Occupé'],
  NJ_FILTRE: ['f', 'Filtré ou rejeté'],
  NJ_COUPE: ['c', 'Coupure de ligne'],
  NJ_TECH: ['t', 'Échec technique'],
  EF_FAUX: ['f', 'Faux numéro'],
  EF_MD: ['m', 'Mauvaise personne'],
  EF_DEMENAGE: ['d', 'A déménagé'],
  EF_DECEDE: ['x', 'Personne décédée'],
  EF_ABSENT: ['a', 'Absence longue'],
  EF_LANGUE: ['l', 'Barrière de langue'],
  EF_HORSCIBLE: ['h', 'Hors cible'],
};

/** The two letters that pick the disposition in the list, e.g. `rm`; '' for a code that agents do not pick. */
export function mnemonicOf(code: string): string {
  const row = dispositionOf(code);
  const entry = IN_LIST[code];
  return row && entry ? FAMILY_LETTER[row.family] + entry[0] : '';
}

/** As that country calls it. */
export function shortLabelOf(code: string, country: Country): string {
  return ownShortLabel(code, country) ?? listLabel(code);
}

function listLabel(code: string): string {
  return IN_LIST[code]?.[1] ?? dispositionOf(code)?.neutralLabel ?? code;
}

/** Short labels that only mean something under their family. */
const TOLD: Readonly<Record<string, string>> = {
  AC_UP: 'Accord',
  AC_RE: 'Accord de reprise',
  AC_RE_SIGN: 'Accord à signer',
  DP_LIEN: 'Don, lien de paiement',
  DP_PRLV: 'Don, débit unique',
  DP_COURRIER: 'Don, sans lien',
  RP_PERSO: 'Rappel demandé',
  RP_COLL: 'Rappel collectif',
  RP_TIERS: 'Rappel, dit un tiers',
  RP_INDECIS: 'Indécis, e-mail puis rappel',
};

/** How a call ended, where nothing else says so: lists of calls and callbacks, whose country may be any. */
export function toldLabelOf(code: string, country?: Country): string {
  const own = country && (ownToldLabel(code, country) ?? ownShortLabel(code, country));
  if (own !== undefined) return own;
  const short = listLabel(code);
  if (code.startsWith('RA_')) return `Refus, ${short.charAt(0).toLowerCase()}${short.slice(1)}`;
  return TOLD[code] ?? short;
}

/** The most frequent endings of a call: one F-key each, and a capital letter for terminals without F-keys. */
export const HOT_DISPOSITIONS = [
  { fKey: 'f1', letter: 'N', code: 'NJ_NRP', label: 'Sans rép.' },
  { fKey: 'f2', letter: 'R', code: 'NJ_REP', label: 'Répondeur' },
  { fKey: 'f3', letter: 'O', code: 'NJ_OCC', label: 'Occupé' },
  { fKey: 'f4', letter: 'P', code: 'RP_PERSO', label: 'Rappel' },
  { fKey: 'f5', letter: 'T', code: 'RP_TIERS', label: 'Tiers' },
  { fKey: 'f6', letter: 'E', code: 'RS_ENTRETIEN', label: 'Refus net' },
  { fKey: 'f7', letter: 'H', code: 'RS_RACCROCHE', label: 'Raccroche' },
  { fKey: 'f8', letter: 'F', code: 'EF_FAUX', label: 'Faux n°' },
  { fKey: 'f9', letter: 'S', code: 'OP_TEL', label: 'Opposition' },
  { fKey: 'f10', letter: 'A', code: 'AC_UP', label: 'Accord' },
] as const;

/** The code that a hot key stands for on that card: « accord » is the agreement that its mandate allows. */
export function hotCode(code: string, card: Card): string {
  return code === 'AC_UP' ? aimOn(card) : code;
}
