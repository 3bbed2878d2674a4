import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';

/** What the configuration and the base do not know: written so, counted, never invented. */
export const TO_COMPLETE = 'à compléter';

export function orToComplete(text: string | null | undefined): string {
  return text ? text : TO_COMPLETE;
}

/** `23 novembre 2026 à 17:05`, by the house's clock. */
export function frenchInstant(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
}

export function frenchDay(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('fr-FR', { dateStyle: 'long' });
}

/** How donors' data are sealed, as the vault does it (a test compares the cipher with the vault's own). */
export const SEALING =
  'chaque fiche, chaque appel et chaque demande de personne sont scellés un à un : paquet OpenPGP (SEIPD version 1) sous AES-256, avec une clé de session propre à la campagne ; cette clé n’existe sur disque que chiffrée (Curve25519) à la clé de la campagne, elle-même verrouillée par la phrase secrète de l’installation';

/** What stands in clear in the base, said as plainly as what does not. */
export const NOT_SEALED =
  'restent lisibles dans la base, sans nom ni coordonnée : état de la fiche, dates, montants, segment, pays ou canton, qualification, et des index aveugles (HMAC-SHA-256 tronqué à 128 bits) des numéros, des e-mails et des identifiants';

/** What the charity entrusts (docs/rules/layouts.md): categories of people and of data. */
export const PEOPLE_CATEGORIES = 'donateurs actifs ou anciens de l’association';
export const DATA_CATEGORIES =
  'identité, adresse postale, téléphones, e-mail, identifiant donateur, don (montant, fréquence, date), référence du mandat ; ce qui est dit pendant l’appel se limite à des codes. Le lien avec l’association peut révéler une opinion ou un état de santé : liste traitée comme sensible';

const STATES: Readonly<Record<string, string>> = {
  open: 'ouverte',
  closed: 'close',
  purging: 'destruction en cours',
  purged: 'détruite',
};

/** State of a campaign, in French. */
export function stateText(state: string): string {
  return STATES[state] ?? state;
}
