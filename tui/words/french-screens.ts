import type { ExerciseId } from '../../shared/practice.ts';
import { PRACTICE_EMAIL, PRACTICE_HOUR } from '../../shared/practice.ts';

/** Title, what the person says or does, what to do; in the order of the practice. Keys in braces: named-keys.ts. */
const EXERCISES: Readonly<
  Record<ExerciseId, { readonly title: string; readonly scene: string; readonly task: string }>
> = {
  'read-back': {
    title: 'Accord et récapitulatif',
    scene: 'La personne a le temps. Elle accepte la première proposition, et ses coordonnées sont exactes.',
    task: 'Menez l’appel du bonjour à l’accord : le récapitulatif se lit en entier et attend un oui clair.',
  },
  refusal: {
    title: 'Refus, avec un merci',
    scene: 'Elle écoute, puis refuse tout : « Je donne déjà ce que je peux. » Ses coordonnées sont exactes.',
    task: 'Répondez une seule fois, remerciez, et gardez le motif du refus.',
  },
  objection: {
    title: 'Une objection',
    scene: 'Après le merci, elle demande : « Et combien va vraiment à la cause ? »',
    task: 'Ouvrez les objections ({objections}), choisissez la sienne, puis Entrée : elle s’enregistre avec l’appel. Ensuite, finissez l’appel comme vous voulez.',
  },
  correction: {
    title: 'Corriger un e-mail',
    scene: `Elle dicte sa nouvelle adresse : ${PRACTICE_EMAIL}`,
    task: 'Corrigez l’adresse ({correct}), relisez-la lettre par lettre, puis finissez l’appel comme vous voulez.',
  },
  callback: {
    title: 'Un rappel',
    scene: `« Je suis occupé. Rappelez-moi un autre jour de la semaine, à ${PRACTICE_HOUR} heures. »`,
    task: 'Notez le rappel. L’heure peut s’écrire comme elle se dit : « demain 18h », « mardi 18h ».',
  },
  'stop-word': {
    title: 'Ne m’appelez plus',
    scene: 'Dès les premiers mots : « Ne m’appelez plus jamais. »',
    task: 'Aucune demande, aucun argument : notez l’opposition et remerciez.',
  },
  ethics: {
    title: 'Une personne en difficulté',
    scene: 'Sa voix tremble : « Je viens d’enterrer ma sœur… »',
    task: 'Écoutez, remerciez, ne demandez rien. Rien de son deuil ne s’écrit dans la note.',
  },
};

/** Texts of the screens that surround the calls. */
export const SCREENS = {
  knowledge: {
    title: 'Questions et faits',
    field: 'Chercher',
    all: (count: number) => `${count} note${count > 1 ? 's' : ''} : `,
    none: 'Aucune note ne contient ces mots. Essayez un seul mot, ou dites : « L’association vous répondra. »',
    empty: 'Cette campagne n’a pas de notes.',
    noCard: 'Les notes sont celles d’une campagne : elles s’ouvrent avec une fiche.',
    loading: 'Les notes arrivent…',
    more: (lines: number) => `↓ Page suivante (${lines} lignes)`,
  },
  objections: {
    title: 'Objections',
    how: '↑ ↓ ou la lettre choisit ; Entrée la note avec l’appel.',
    listen: 'Écoutez, dites :',
    answer: 'Puis répondez, une fois :',
    next: {
      continue: 'Ensuite : continuez l’appel.',
      stop: 'Ensuite : ARRÊTEZ. Plus aucune demande, remerciez et concluez.',
    },
    heard: 'déjà notée',
    empty: 'Cette campagne n’a pas de liste d’objections.',
    noted: {
      continue: (label: string) => `Objection notée : « ${label} ». Continuez l’appel.`,
      stop: (label: string) => `Objection notée : « ${label} ». Plus aucune demande.`,
    },
    again: 'Cette objection est déjà notée à cette étape.',
    full: 'Assez d’objections notées à cette étape.',
    noSuchLetter: 'Aucune objection ne porte cette lettre.',
  },
  diary: {
    title: 'Mes rappels',
    loading: 'Vos rappels arrivent…',
    empty: 'Aucun rappel promis. Ceux que vous prendrez seront ici.',
    late: 'En retard',
    today: 'Aujourd’hui',
    tomorrow: 'Demain',
    there: (time: string) => `(${time} là-bas)`,
    attempts: (count: number) => (count > 1 ? `${count} essais` : count === 1 ? '1 essai' : 'jamais jointe'),
    more: (count: number) => `et ${count} de plus, au-delà`,
    names: 'Le nom s’affiche sur la fiche, quand elle vient.',
  },
  shiftEnd: {
    title: 'Fin de poste',
    thanks: (name: string) => `Merci ${name}. Voici votre journée.`,
    loading: 'Calcul de la journée…',
    offline: 'La ligne est coupée : les chiffres manquent, rien n’est perdu.',
    tomorrow: (count: number) =>
      count === 0
        ? 'Demain : aucun rappel promis.'
        : count === 1
          ? 'Demain : un rappel promis.'
          : `Demain : ${count} rappels promis.`,
    first: (time: string) => `Le premier à ${time}.`,
    late: (count: number) => (count === 1 ? 'Un rappel est en retard.' : `${count} rappels sont en retard.`),
    unsaved: 'À finir avant de partir',
    card: 'Une fiche est ouverte : quitter la rend à la file, sans appel compté.',
    note: 'Votre note sur cette fiche n’est pas enregistrée : elle sera PERDUE.',
    unsent: 'La dernière qualification n’est pas envoyée : elle sera PERDUE.',
    nothing: 'Tout est enregistré : vous pouvez partir.',
    leave: 'Quitter',
    stay: 'Rester',
  },
  practice: {
    title: 'Entraînement',
    campaign: (name: string) => `Entraînement : ${name}`,
    count: (done: number, all: number) => `Exercice ${done} sur ${all}`,
    intro:
      'Fiche fictive : personne n’est appelé, rien n’est envoyé. Les touches sont celles de tous les jours.',
    scene: 'La scène',
    task: 'À faire',
    start: 'Entrée : commencer.   {practice} : revoir cette page pendant l’appel.',
    right: 'C’est juste.',
    next: 'Entrée : exercice suivant.',
    wrong: 'Pas encore.',
    again: 'Entrée : recommencer cet exercice.',
    last: 'Tous les exercices sont justes.',
    sending: 'Enregistrement de l’entraînement…',
    passed: 'Entraînement passé : les fiches de cette campagne peuvent venir.',
    onwards: 'Entrée : continuer.',
    unsent: 'L’entraînement est juste, mais pas encore enregistré.',
    retry: 'Entrée : envoyer de nouveau.',
    left: 'Entraînement interrompu : il reprendra au premier exercice.',
    notSent: 'Entraînement : rien ne part, personne n’est prévenu. Continuez l’exercice.',
    loading: 'L’entraînement se prépare…',
    invite: '{practice} : commencer l’entraînement.',
    done: 'Enregistré.',
    exercises: EXERCISES,
  },
} as const;
