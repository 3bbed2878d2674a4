/** What a page says first once an act is done: `?dit=` and the name of a row, so that no text comes from an address. */
export const NOTICES: Readonly<Record<string, string>> = {
  entre: 'Vous êtes entré.',
  sorti: 'Vous êtes déconnecté sur cet appareil.',
  inscrit: 'Vous y êtes : à bientôt.',
  attente: 'Vous êtes sur la liste d’attente : nous vous écrirons si une place se libère.',
  retire: 'Votre place est libérée : merci d’avoir prévenu.',
  agenda: 'L’adresse de votre agenda n’ouvre plus rien.',
  envoye: 'Votre message est parti.',
  accepte: 'Vous pouvez vous écrire.',
  ecarte: 'C’est mis de côté : rien ne vous en parviendra plus.',
  choisi: 'Vos choix sont enregistrés.',
  pointe: 'C’est noté.',
  enregistre: 'Votre fiche est enregistrée.',
  ferme: 'Cette session est fermée.',
  approuve: 'Votre accord est enregistré.',
  refuse: 'Votre refus est enregistré : ce texte n’entrera pas en vigueur.',
  code: 'Votre code est enregistré : il vous sera demandé à chaque entrée.',
};
