import { inNumber } from '../../shared/french-plural.ts';
import type { Attendance } from '../../shared/people/agenda-words.ts';
import { ATTENDANCE_WORDS } from '../../shared/people/agenda-words.ts';

const people = (count: number) => inNumber(count, 'personne(s)');

/** The French of « Ce soir ». */
export const TONIGHT = {
  title: 'Ce soir',
  left: 'Ce soir fermé.',
  loading: 'Lecture des créneaux du jour…',
  away: 'serveur injoignable : tableau gardé',
  tooSmall: 'Ce soir demande 80 colonnes et 24 lignes : agrandissez la fenêtre.',
  noLine: 'Aucune ligne de promesses ne vous est confiée. L’exploitation vous en ouvre une.',
  noSlot: 'Aucun créneau aujourd’hui sur vos lignes.',
  next: (when: string) => `Le prochain : ${when}.`,
  heads: ['Créneau', 'Places', 'Inscrits', 'Attente', 'Venus', 'Formés', 'Postes', 'Manque'],
  nobody: 'Personne n’est inscrit dans ce créneau.',
  notHere: (count: number) => (count === 0 ? 'tout le monde est là' : `${count} pas encore là`),
  missing: (count: number, when: string) => `Il manque ${people(count)} à ${when}.`,
  full: 'Il ne manque personne.',
  erased: '(fiche effacée)',
  awaited: 'inscrit',
  waiting: 'en attente',
  marked: (as: Attendance, at: string) => `${ATTENDANCE_WORDS[as]} ${at}`,
  trained: 'formé',
  practising: (count: number) => inNumber(count, 'exercice(s)'),
  untrained: 'pas formé',
  seat: (seat: string) => `poste ${seat}`,
  onCall: 'en appel',
  help: 'Touches',
  done: {
    attend: (person: string, as: Attendance | null) =>
      `${person} : ${as === null ? 'pas encore pointé' : ATTENDANCE_WORDS[as]}.`,
    swap: (person: string) => `${person} ne vient plus : la première personne en attente a sa place.`,
    moveUp: 'La première personne en attente a une place.',
    call: (count: number) => `L’e-mail part à ${people(count)}. Qui vient apparaît ici.`,
  },
  sure: {
    code: (person: string) => ({
      title: `Code de poste de ${person}`,
      says: 'Un code neuf, pour un seul poste, une seule fois. Un badge imprimé avant pour cette personne n’ouvrira plus. Entrée le tire, Échap ne fait rien.',
    }),
    print: (count: number) => ({
      title: 'Badges du créneau',
      says: `Un code neuf pour chaque personne qui n’a pas encore de poste (${people(count)}) : les badges imprimés avant n’ouvriront plus. Entrée les imprime, Échap ne fait rien.`,
    }),
    call: ({ count, places }: { readonly count: number; readonly places: number }) => ({
      title: `Écrire à ${people(count)}`,
      says: `${inNumber(places, 'place(s)')} à prendre dans ce créneau : un e-mail le dit à ${people(count)}, qui ont la formation et rien d’autre à ces heures, une seule fois pour ce créneau, selon ce que chaque personne a choisi ; jamais aux mineurs. Entrée l’envoie, Échap ne fait rien.`,
    }),
  },
  code: {
    title: (person: string) => `Code de poste : ${person}`,
    says: (site: string, when: string) => `À un poste de ${site}, ${when}. Une seule fois.`,
    once: 'Donnez-le maintenant : il n’est gardé nulle part. Échap l’efface de l’écran.',
  },
  swap: {
    title: (person: string) => `${person} ne vient plus : pourquoi ?`,
    hint: 'La première personne en attente a sa place, et un e-mail le lui dit. Le motif est gardé au journal : jamais une santé ni un nom. Entrée valide, Échap ne fait rien.',
    short: 'Écrivez pourquoi en quelques mots : cinq signes au moins.',
  },
  not: {
    slot: 'Aucun créneau aujourd’hui.',
    person: 'Aucune personne n’est choisie.',
    waits: 'Cette personne attend une place : « l » donne une place libre à la première en attente.',
    seated: 'Cette personne tient un poste : son accès finit avec le créneau.',
    nobodyWaits: 'Personne n’attend une place dans ce créneau.',
    full: 'Ce créneau est complet : « r » remplace quelqu’un qui ne vient plus.',
    noPlace: 'Aucune place n’est libre dans ce créneau : « r » remplace quelqu’un qui ne vient plus.',
    oneSlot: 'Il n’y a pas d’autre créneau aujourd’hui.',
    elsewhere: (slot: number) =>
      `Les badges s’impriment de votre poste : « plateau slot badges ${slot} --out badges.pdf ».`,
    unmarked: 'Cette personne n’est pas pointée.',
    away: 'Le serveur est injoignable : rien n’est envoyé.',
    sending: 'La demande d’avant est en route.',
  },
  noSuchKey: (key: string) => `La touche ${key} ne fait rien ici.`,
} as const;
