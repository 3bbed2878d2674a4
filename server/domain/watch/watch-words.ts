import { inNumber } from '../../../shared/french-plural.ts';
import { zoned } from '../../../shared/time.ts';
import type { Failure, WatchEvent } from './watch-state.ts';

/** What was found, for who reads an alert; `…` is the detail. */
const FAILURE_SAID: Readonly<Record<Failure, string>> = {
  refused: 'connexion refusée',
  timeout: 'pas de réponse dans le délai',
  name: 'nom introuvable (DNS)',
  network: 'connexion coupée ou réseau injoignable',
  tls: 'certificat refusé ou TLS impossible',
  status: 'réponse … au lieu de celle attendue',
  word: 'la page ne contient pas le mot attendu',
  banner: 'ce n’est pas le service attendu qui répond',
  certificate: 'le certificat expire dans … jours',
  health: 'le serveur répond, mais signale : …',
};

function failureWords(why: Failure, detail: string): string {
  return FAILURE_SAID[why].replace('…', detail === '' ? '(rien de plus)' : detail);
}

const MINUTE_MS = 60_000;

/**
 * « 4 min », « 1 h 05 », « 2 jours 3 h »: an outage as it is told.
 *
 * @internal for tests
 */
export function durationWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${inNumber(Math.floor(hours / 24), 'jour(s)')} ${hours % 24} h`;
}

/** « lundi 30 novembre à 10:02 », at the hour of Paris. */
export function instantWords(atMs: number): string {
  const when = zoned(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = when.toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });
  return `${day} à ${two(when.hour)}:${two(when.minute)}`;
}

/** One line for the terminal, the feed and the subject of the e-mail. */
export function eventTitle(event: WatchEvent): string {
  switch (event.kind) {
    case 'down':
      return `${event.target} : ne répond plus`;
    case 'reminder':
      return `${event.target} : toujours en panne depuis ${durationWords(event.atMs - event.sinceMs)}`;
    case 'up':
      return `${event.target} : rétabli après ${durationWords(event.untilMs - event.sinceMs)}`;
    case 'blind':
      return 'Notre réseau : aucun témoin ne répond';
    case 'seeing':
      return `Notre réseau : revenu après ${durationWords(event.atMs - event.sinceMs)}`;
  }
}

/** The sentences below the title. */
export function eventLines(event: WatchEvent, where: string): readonly string[] {
  switch (event.kind) {
    case 'down':
    case 'reminder':
      return [
        `Cible : ${event.target} (${where}).`,
        `En panne depuis le ${instantWords(event.sinceMs)}.`,
        `Constat : ${failureWords(event.why, event.detail)}.`,
        'Au moins un témoin répond : notre réseau n’est pas en cause.',
      ];
    case 'up':
      return [
        `Cible : ${event.target} (${where}).`,
        `Panne du ${instantWords(event.sinceMs)} au ${instantWords(event.untilMs)} : ${durationWords(event.untilMs - event.sinceMs)}.`,
      ];
    case 'blind':
      return ['La veille ne voit plus rien : aucune panne n’est comptée ni annoncée tant que cela dure.'];
    case 'seeing':
      return [
        `Du ${instantWords(event.sinceMs)} au ${instantWords(event.atMs)}, la veille n’a rien pu voir : ce temps ne compte pour personne.`,
      ];
  }
}
