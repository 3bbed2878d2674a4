import { inNumber } from '../../shared/french-plural.ts';
import type { SeatNow } from '../../shared/line-board.ts';

const whole = (count: number) => count.toLocaleString('fr-FR').replace(/[\u202f\u00a0]/g, ' ');

/** Every word of the board of a pledge line. */
export const LINE_BOARD = {
  title: 'Ligne de promesses',
  whole,
  state: { up: 'ligne en service', down: 'LIGNE COUPÉE', manual: 'ligne manuelle' },
  since: (time: string) => `depuis ${time}`,
  offline: 'serveur injoignable : chiffres gardés',
  heads: ['Site', 'postes', 'parlent', 'prêts', 'après', 'à part', 'appels', 'abandons', 'prom.', 'une fois'],
  pledges: 'PROMESSES',
  monthly: 'par mois',
  average: 'moyenne',
  calls: 'APPELS',
  waits: 'ATTENTE',
  answered: 'répondus',
  abandoned: 'abandons',
  talking: 'en ligne',
  longest: 'la plus longue',
  served: (seconds: number) => `servis en ${seconds} s :`,
  goal: (percent: number) => `(objectif ${percent})`,
  notYet: 'pas encore',
  unseen: (count: number) =>
    `${inNumber(count, 'fin(s)')} non vue${count < 2 ? '' : 's'} pendant une coupure`,
  team: (name: string, open: number) => ` ${name} : ${inNumber(open, 'poste(s)')}`,
  teamNow: (talking: number, ready: number) =>
    `${inNumber(talking, 'parle(nt)')}, ${inNumber(ready, 'prêt(s)')}`,
  signs: {
    talking: '*',
    ready: 'o',
    preparing: '~',
    after: '+',
    apart: '=',
    closed: '·',
  } satisfies Record<SeatNow, string>,
  legend: ' * parle   o prêt   ~ en préparation   + après l’appel   = à part   · vide',
  manualSeats: ' Sans standard, seuls les appels dits au clavier sont connus : pas d’attente ni d’abandon.',
  moreSeats: (lines: number) =>
    ` … ${inNumber(lines, 'ligne(s)')} de postes de plus : agrandissez la fenêtre`,
  lastHour: (calls: number, seats: number) =>
    `Dernière heure : ${inNumber(calls, 'appel(s)')}, ${inNumber(seats, 'poste(s)')} ${seats < 2 ? 'suffit' : 'suffisent'}`,
  noHour: 'Dernière heure : aucun appel',
  route: (way: string) => `Les appels vont maintenant à ${way}.`,
  noRoute: 'Aucune règle ne dit où vont les appels maintenant : « plateau line check ».',
  overflowed: (count: number) => (count < 2 ? `${count} débordé` : `${whole(count)} débordés`),
  from: 'depuis 4 h',
  loading: 'Lecture de la ligne…',
  nothing: [
    'Aucune ligne de promesses ouverte ne vous est confiée.',
    'L’exploitation la charge (« plateau campaign create ») et vous la donne (« plateau account »).',
  ],
  tooSmall: (columns: number, rows: number) =>
    `Fenêtre trop petite (${columns} × ${rows}) : il faut 80 × 24. « plateau line board --once » dit les mêmes chiffres.`,
  noSuchKey: (key: string) => `${key} ne fait rien ici ; F1 dit toutes les touches.`,
  oneLine: 'Une seule ligne vous est confiée.',
  help: 'Toutes les touches',
} as const;
