import { inNumber } from '../../shared/french-plural.ts';
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
  thanked: {
    title: 'Remercier jusqu’au bout',
    scene:
      'La personne a le temps, et elle est touchée. Ses coordonnées sont exactes, les nouvelles lui conviennent.',
    task: 'Menez l’appel du bonjour à l’au revoir, sans rien demander : merci, ce que le soutien permet, coordonnées, avis.',
  },
  wish: {
    title: 'Elle veut en faire davantage',
    scene: 'Après les nouvelles : « Je voudrais vous aider plus. Je peux mettre vingt euros ? »',
    task: 'Remerciez, ne notez ni accord ni montant : l’association la rappellera.',
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

/** Texts of the half hour before the first real card. */
export const PRACTICE = {
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
  module: {
    count: (done: number, all: number) => `Module ${done} sur ${all}`,
    begin: (count: number) => `Entrée : ${inNumber(count, 'question(s)')}.   Échap : plus tard.`,
    question: (done: number, all: number) => `Question ${done} sur ${all}`,
    keys: '↓ ou un chiffre : choisir.   Entrée : répondre.',
    right: 'C’est juste.',
    wrong: 'Pas encore.',
    note: (title: string) => `Note : ${title}`,
    next: 'Entrée : la suite.',
    again: 'Entrée : répondre de nouveau.',
    sending: 'Toutes les réponses sont justes. Enregistrement du module…',
    unsent: 'Le module est réussi, mais pas encore enregistré.',
    passed: 'Module réussi et enregistré.',
    left: 'Module interrompu : il reprendra à son début.',
  },
  exercises: EXERCISES,
} as const;
