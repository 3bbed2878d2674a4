/** Words of the stop keys: what to do now, said at the bottom of the screen. */
const STOP_WORDS = {
  vulnerable: 'Plus aucune demande. Parlez simplement, remerciez, concluez : v, puis o.',
  bereaved: 'Plus aucune demande. Un mot de sympathie, remerciez, concluez : m.',
  hardship: 'Plus aucune demande, rien ne change : remerciez, concluez : m.',
  anger: 'Aucun argument. Remerciez, concluez : m. « Ne plus m’appeler » : S.',
} as const;

/** Texts of the palette, the search, the undo, the ethics key, the messages, and the file of personal keys. */
export const KEYBOARD = {
  palette: {
    title: 'Toutes les actions',
    field: 'Action',
    none: 'Aucune action ne porte ces lettres.',
    notHere: 'ne sert pas sur cet écran',
    how: 'Quelques lettres suffisent ; Entrée la fait, Échap revient.',
  },
  search: {
    title: 'Mes rappels et mes fiches du jour',
    field: 'Nom, ville',
    busy: 'Recherche…',
    none: 'Aucune fiche à vous ne porte ces lettres.',
    empty: 'Ni rappel en attente, ni fiche appelée aujourd’hui.',
    callback: (when: string) => `rappel ${when}`,
    today: (when: string) => `appelée à ${when}`,
    how: 'Entrée l’ouvre si les règles d’appel le permettent.',
    cardBegun: 'Finissez d’abord la fiche à l’écran.',
    refused: (message: string) => `${message} Voici la fiche suivante.`,
  },
  undo: {
    title: 'Annuler la dernière qualification',
    what: (label: string, name: string, time: string) => `« ${label} », ${name}, enregistrée à ${time}.`,
    effect: 'L’e-mail ne partira pas et la fiche vous revient, avec ce que vous aviez noté.',
    yes: 'Annuler cette qualification',
    no: 'La laisser comme elle est',
    nothing: 'Rien à annuler depuis l’ouverture du poste.',
    sending: 'Annulation…',
    back: 'Qualification annulée : voici la fiche.',
    later: 'Qualification annulée. La fiche vous reviendra après celle-ci.',
  },
  freeze: {
    title: 'Mettre la fiche de côté',
    what: 'Plus personne n’appellera avant la décision de votre chef d’équipe, qui est prévenu tout de suite.',
    none: 'Aucun motif n’est demandé, rien n’est écrit sur la personne. L’appel ne compte pas.',
    yes: 'Mettre de côté et prévenir',
    no: 'Revenir à l’appel',
    sending: 'Mise de côté…',
    done: 'Fiche mise de côté. Votre chef d’équipe est prévenu.',
  },
  messages: {
    title: 'Messages du jour',
    busy: 'Lecture…',
    none: 'Aucun message aujourd’hui.',
    came: (from: string, text: string) => `Message de ${from} : ${text}`,
    toRead: 'À confirmer : touche v quand c’est lu.',
    read: 'Lu et confirmé.',
    nothing: 'Rien à confirmer : aucun retour d’écoute n’attend.',
    unread: (count: number) => (count > 1 ? `${count} messages` : '1 message'),
  },
  stopWords: STOP_WORDS,
} as const;

export type StopWord = keyof typeof STOP_WORDS;
