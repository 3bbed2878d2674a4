/** What an agent reads of the telephone line that dials for them. `{id}` stands for the key of that action. */
export const FRENCH_LINE = {
  asked: 'Demande à la ligne…',
  hangsUp: '{hang-up} raccroche.',
  proposed: (told: string, label: string) => `${told} Entrée : « ${label} » · Échap : la fiche`,
  hungUp: 'Raccroché.',
  copied: 'Numéro copié : collez-le dans votre téléphone. Il s’efface à la fin de l’appel.',
  notCopied: 'Ce terminal ne copie pas : composez le numéro affiché.',
  /** The key of « Composer » where the number is only copied. */
  copy: { label: 'Copier le n°', help: 'Copier le numéro choisi dans le presse-papiers du terminal.' },
  seat: {
    title: 'Votre poste téléphonique',
    how: 'Le nom collé sur le téléphone, par exemple MAISON-07. Entrée : il sonne, décrochez ; sa ligne reste ouverte.',
    field: 'Poste',
    rings: (seat: string) => `Le téléphone ${seat} sonne : décrochez-le.`,
    open: (seat: string) => `Poste ${seat} ouvert. {dial} compose le numéro.`,
    wrong: 'Un nom de poste : des lettres, des chiffres, - et _.',
  },
  /** Asked once, when the ending says otherwise than the line. */
  doubts: {
    answered: 'La ligne dit : quelqu’un, ou un répondeur, a décroché.',
    busy: 'La ligne dit : occupé, personne n’a décroché.',
    unanswered: 'La ligne dit : ça a sonné, personne n’a décroché.',
    failed: 'La ligne dit : l’appel n’a pas abouti.',
  },
  refusals: {
    noLine: 'Aucune ligne reliée : composez le numéro sur votre téléphone.',
    noNumber: 'Cette fiche n’a pas de numéro à composer.',
    underWay: 'Une communication est déjà en cours : {hang-up} raccroche.',
    corrected: 'Numéro corrigé pendant cet appel : composez-le sur votre téléphone.',
    nothingOnLine: 'Rien à raccrocher : la ligne est libre.',
  },
} as const;
