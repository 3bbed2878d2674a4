import type { StopKind } from '../../../shared/card.ts';

interface StopWords {
  /** To the agent whose screen shows the card. */
  readonly told: string;
  /** When something agreed, given or promised comes after it. */
  readonly refused: string;
  /** When the record is asked for again. */
  readonly closed: string;
  /** To whoever checks an agreement of that person. */
  readonly seen: string;
}

/** Every act for a person that may reach an open card, in French. */
export const STOP_WORDS: Readonly<Record<StopKind, StopWords>> = {
  objection: {
    told: 'Opposition enregistrée à l’instant : n’appelez pas, plus aucune demande. Remerciez, concluez.',
    refused: 'Une opposition de cette personne est arrivée : ni accord, ni don, ni rappel.',
    closed: 'Cette personne est sur la liste d’opposition.',
    seen: 'Une opposition de cette personne est enregistrée : vérifiez ce qu’elle demande.',
  },
  withdrawal: {
    told: 'L’association a retiré cette personne : n’appelez pas, plus aucune demande. Remerciez, concluez.',
    refused: 'L’association a retiré cette personne : ni accord, ni don, ni rappel.',
    closed: 'L’association a retiré cette personne de la campagne.',
    seen: 'L’association a retiré cette personne de la campagne : vérifiez auprès d’elle.',
  },
  listing: {
    told: 'Cette personne est inscrite sur la liste d’opposition : n’appelez pas, plus aucune demande. Remerciez, concluez.',
    refused: 'Cette personne est inscrite sur la liste d’opposition : ni accord, ni don, ni rappel.',
    closed: 'Cette personne est sur la liste d’opposition.',
    seen: 'Cette personne est inscrite sur la liste d’opposition : vérifiez si elle pouvait être appelée.',
  },
  erasure: {
    told: 'Cette personne a demandé à être effacée : n’appelez pas, plus aucune demande. Remerciez, concluez.',
    refused: 'Cette personne a demandé à être effacée : ni accord, ni don, ni rappel.',
    closed: 'Cette personne a demandé à être effacée.',
    seen: 'Cette personne a demandé à être effacée : vérifiez ce qu’elle veut.',
  },
};
