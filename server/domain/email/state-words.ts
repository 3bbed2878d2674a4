import type { EmailKind } from '../campaign/campaign-settings.ts';

/** What an e-mail is about, in French. */
export const EMAIL_KIND_SAID: Readonly<Record<EmailKind, string>> = {
  agreement: 'accord',
  'one-off': 'don ponctuel',
  information: 'information',
  rectification: 'rectificatif',
};

/** The states of an e-mail (docs/rules/confirmation-email.md) in French, for whoever reads them. */
export const EMAIL_STATE_SAID = {
  'to-send': 'à envoyer',
  sending: 'en cours d’envoi',
  sent: 'envoyé',
  refused: 'refusé par le relais',
  bounced: 'revenu',
  uncertain: 'envoi incertain',
  'no-email': 'sans adresse',
  failed: 'non envoyé : modèle ou donnée à corriger',
  cancelled: 'annulé',
} as const;
