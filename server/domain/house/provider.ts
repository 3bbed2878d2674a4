import * as z from 'zod';

const words = z.string().trim().min(2).max(300);

/**
 * What the house says of itself in its papers and its offer: a YAML file named by `PLATEAU_PROVIDER_FILE`. Every line
 * may be left out; a paper then says « à compléter ».
 */
export const providerSchema = z.strictObject({
  /** The provider, processor of the charity’s data, with its legal form. */
  name: words.optional(),
  /** Postal address and registration. */
  address: words.optional(),
  /** Who answers the charity: a function, an e-mail, a number. */
  contact: words.optional(),
  dataProtectionOfficer: words.optional(),
  /** Insurer of professional liability, with its policy. */
  insurance: words.optional(),
  /** Where people call from, and how those rooms are closed. */
  premises: words.optional(),
  /** Whose machine it is, and whether its disks are encrypted. */
  hosting: words.optional(),
  /** Country and town of the machine and of its backups. */
  dataPlace: words.optional(),
  /** Outside the European Union only: adequacy decision or clauses. */
  transferGuarantees: words.optional(),
  /** By whom people are trained, where it is not the workstation’s practice. */
  training: words.optional(),
});

export type Provider = z.output<typeof providerSchema>;

/** Its lines as a person is asked for them, in order. */
export const PROVIDER_LINES: Readonly<Record<keyof Provider, string>> = {
  name: 'Raison sociale du prestataire',
  address: 'Adresse et numéro d’immatriculation',
  contact: 'Interlocuteur de l’association',
  dataProtectionOfficer: 'Délégué à la protection des données',
  insurance: 'Assurance de responsabilité civile professionnelle',
  premises: 'Locaux d’où l’on appelle, et comment ils ferment',
  hosting: 'Hébergeur de la machine, disques chiffrés ou non',
  dataPlace: 'Lieu de la machine et des sauvegardes',
  transferGuarantees: 'Garanties si ce lieu est hors de l’Union européenne',
  training: 'Qui forme les personnes, hors l’entraînement du poste',
};
