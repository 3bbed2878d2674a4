import { inNumber } from '../../shared/french-plural.ts';
import type { LineHours } from '../../shared/line/line-floor.ts';
import type { LimitTold, SeatNow } from '../../shared/line-board.ts';
import type { LineAsk } from './line-board-state.ts';

const whole = (count: number) => count.toLocaleString('fr-FR').replace(/[\u202f\u00a0]/g, ' ');

const TOLD: Readonly<Record<LimitTold, string>> = {
  applied: 'Le standard l’applique.',
  later: 'Le standard n’est pas joint : il l’aura à son retour.',
  'no-pbx': 'Aucun standard : prévenez qui distribue les appels.',
};

const ORDERS = {
  coming: 'J’arrive.',
  titles: {
    limits: 'Débordement : combien d’appels à la fois avant d’envoyer les autres',
    checks: 'Promesses à rappeler avant que leur lien parte',
    places: 'Postes tenus',
    help: 'Aide demandée',
  },
  heads: {
    limits: 'Seuil, bornes, sites ; Entrée change, u reprend le dernier changement',
    checks: 'À, site, montant ; Entrée ouvre, et le journal le note',
    places: 'Poste, personne ; Entrée écrit à la personne, ou débloque le poste',
    help: 'Poste, personne, depuis ; Entrée répond',
  },
  none: {
    limits: 'Aucun seuil ne se change : le dossier n’en borne aucun, ou pas pour vous.',
    checks: 'Aucune promesse n’attend d’être rappelée.',
    places: 'Personne ne tient de poste maintenant.',
    help: 'Personne ne demande d’aide.',
  },
  now: ', en ce moment',
  rule: (number: number, when: string) => `Règle ${number} : ${when}`,
  changedBy: (login: string, at: string) => ` ; changée par ${login} à ${at}`,
  frozen: (since: string) => `bloqué depuis ${since} (cinq codes faux)`,
  waits: (minutes: number) => (minutes < 1 ? 'à l’instant' : `depuis ${minutes} min`),
  slots: 'Créneaux',
  hours: ({
    ...one
  }: Pick<LineHours, 'site' | 'capacity' | 'taken' | 'waiting' | 'trained'> & { from: string; to: string }) =>
    `${one.site} ${one.from} – ${one.to} : ${one.taken}/${inNumber(one.capacity, 'place(s)')}, ` +
    `${inNumber(one.trained, 'formé(s)')}, ${one.waiting} en attente`,
  maker: 'Qui a promis',
  noName: 'Sans nom',
  makerHint:
    'Rappelez la personne et confirmez le montant. c : elle confirme, le lien part. Échap : rien ne change. Une promesse retirée : « plateau pledge withdraw ».',
  askTitle: (ask: LineAsk): string => {
    switch (ask.do) {
      case 'limit':
        return `Seuil de ${ask.limit.to} (${ask.limit.when})`;
      case 'limit-reason':
        return `Seuil ${ask.max} : pourquoi ?`;
      case 'unfreeze':
        return `Débloquer ${ask.seat} : pourquoi ?`;
      case 'say':
        return `Message à ${ask.person}`;
      case 'say-all':
        return 'Message à tous les postes tenus de vos sites';
    }
  },
  askHint: (ask: LineAsk): string => {
    if (ask.do === 'limit')
      return `De ${ask.limit.least} à ${ask.limit.most}. 0 : ce site ne prend plus d’appel, tout va à ${ask.limit.overflow}. Au dossier : ${ask.limit.planned}.`;
    if (ask.do === 'say' || ask.do === 'say-all') return 'Jamais un appelant, jamais la santé de quelqu’un.';
    return 'Motif, gardé au journal : cinq signes au moins.';
  },
  bounds: (least: number, most: number) => `Un nombre de ${least} à ${most}.`,
  tooShort: 'Le motif demande cinq signes au moins.',
  noText: 'Le message est vide.',
  noUndo: 'Il n’y a rien à reprendre ici.',
  offline: 'Le serveur est injoignable : attendez qu’il revienne.',
  sending: 'L’ordre d’avant est en route.',
  noLine: 'Aucune ligne n’est ouverte.',
  done: {
    limit: ({ before, max, told }: { before: number; max: number; told: LimitTold }) =>
      `Seuil ${before} → ${max}. ${TOLD[told]}`,
    unfrozen: (seat: string) => `${seat} : débloqué.`,
    said: (people: number) => `Message parti : ${inNumber(people, 'personne(s)')}.`,
    checked: 'Promesse confirmée : son lien part maintenant.',
  },
} as const;

/** Every word of the board of a pledge line. */
export const LINE_BOARD = {
  orders: ORDERS,
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
  teamAway: (name: string) => ` ${name} : personne`,
  /** Whole hours, five at least: what is younger is not told. */
  teamTold: { 'handed-over': 'passé(s)', helpline: 'vers le numéro d’aide' },
  told: { hoax: 'canular(s)', minor: 'mineur(s)' },
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
  unapproved: (parts: string) => `Aucune promesse n’est prise. Pas ce qui a été approuvé : ${parts}.`,
  route: (way: string) => `Les appels vont maintenant à ${way}.`,
  noRoute: 'Aucune règle ne dit où vont les appels maintenant : « plateau line check ».',
  overflowed: (count: number) => (count < 2 ? `${count} débordé` : `${whole(count)} débordés`),
  from: 'depuis 4 h',
  toCheck: (count: number) => `À vérifier : ${whole(count)} (v)`,
  toRing: (count: number, minutes: number) =>
    `${inNumber(count, 'personne(s)')} à rappeler (r aux postes prêts), la première depuis ${minutes} min`,
  helpAsked: (count: number) => `Aide demandée : ${whole(count)} (a)`,
  more: (count: number) => `(Tab, ${inNumber(count, 'ligne(s)')})`,
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
