/** Four groups of four: what a person compares in one look, and 64 bits to imitate. */
const LAST_GROUPS = 19;

/** What the outbox says to the agent. */
export const FRENCH_OUTBOX = {
  firstMeeting: (fingerprint: string) =>
    `Nouveau serveur, retenu. Comparez la fin de sa clé : ${fingerprint.slice(-LAST_GROUPS)}`,
  sent: (summary: string) => `Une qualification gardée sur ce poste est enregistrée. ${summary}`,
  refused: (why: string) => `Une qualification gardée sur ce poste est refusée. ${why}`,
  waiting: (count: number) =>
    count > 1 ? `${count} qualifications à envoyer` : 'une qualification à envoyer',
  unreachable: 'Le serveur est hors d’atteinte',
  onDisk:
    'La qualification n’a pas atteint le serveur. Elle est gardée sur ce poste, scellée, et repart toute seule.',
  quitOnDisk:
    'La dernière qualification n’est pas envoyée. Elle reste sur ce poste, scellée, et partira à votre prochaine session ici.',
} as const;
