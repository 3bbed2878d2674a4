import type { Problem } from '../state/workstation-state.ts';

/** What the SSH host itself says; the workstation's own words are in `french.ts`. */
export const FRENCH_SSH = {
  askPassword: 'Mot de passe : ',
  askBadge: 'Code de votre badge (8 lettres), puis Entrée : ',
  askCode: 'Code à six chiffres : ',
  askCodeOrWord: 'Code à six chiffres, ou mot de passage de votre chef d’équipe : ',
  refusal: ({ message, hint }: Pick<Problem, 'message' | 'hint'>) => `${message} ${hint}`,
  needsTerminal: 'Le poste a besoin d’un terminal : connectez-vous sans commande, ou avec « ssh -t ».',
  takenOver:
    'Votre poste a été repris depuis une autre connexion. Votre travail y continue ; celle-ci est terminée. ' +
    'Pour revenir ici, reconnectez-vous. Si ce n’est pas vous, prévenez votre responsable.',
  tookOver: 'Vous avez repris votre poste, ouvert sur une autre connexion qui vient d’être fermée.',
  foundAgain: 'Vous retrouvez votre poste comme vous l’aviez laissé.',
  stopping: 'Le serveur s’arrête. Ce qui a été enregistré l’est ; reconnectez-vous dans quelques minutes.',
  lockedTooLong: 'Poste resté verrouillé : votre fiche est rendue et la session est fermée.',
  brokenScreen: 'Le poste a rencontré un défaut. Reconnectez-vous : vous le retrouverez.',
  full: 'Le serveur ne peut pas ouvrir de poste de plus. Réessayez dans une minute.',
  otherPerson: {
    message: 'Cette connexion est celle d’une autre personne.',
    hint: 'Quittez (Ctrl-Q), puis connectez-vous avec votre identifiant.',
  },
  codeByReconnecting: 'Quittez (Ctrl-Q), puis reconnectez-vous : le code sera demandé.',
  code: {
    offer: [
      'Pour la suite de ce poste, un code de 4 à 8 chiffres, à vous ?',
      'Tapez-le, puis Entrée. Entrée seule : pas de code.',
    ],
    ask: 'Code : ',
    again: 'Le même code, encore : ',
    form: 'Le code a de 4 à 8 chiffres.',
    tooPlain: 'Trop facile à deviner : ni un seul chiffre répété, ni une suite.',
    differ: 'Les deux codes diffèrent. Choisissez de nouveau.',
    wrong: (left: number) => `Ce n’est pas votre code. Encore ${left} essai${left > 1 ? 's' : ''}.`,
    ended: 'Trois codes faux : tapez votre mot de passe.',
  },
  lock: {
    title: (firstName: string) => `Poste verrouillé${firstName === '' ? '' : ` — ${firstName}`}`,
    why: 'Aucune touche depuis un moment : la fiche est masquée, votre travail est gardé.',
    howWithBadge: 'Tapez le code de votre badge, puis Entrée. Ctrl-D ferme la connexion.',
    how: 'Tapez votre mot de passe, puis Entrée. Ctrl-D ferme la connexion.',
    howWithCode: 'Votre code (ou votre mot de passe), puis Entrée. Ctrl-D ferme la connexion.',
    checking: 'Vérification…',
  },
} as const;
