/** The life of a letter to the people of a directory, in order. */
export type NewsletterState = 'draft' | 'proofread' | 'sending' | 'sent' | 'archived';

export const NEWSLETTER_STATE_WORDS: Readonly<Record<NewsletterState, string>> = {
  draft: 'brouillon',
  proofread: 'relue',
  sending: 'en cours',
  sent: 'partie',
  archived: 'archivée',
};

/** What became of a letter for one person. */
export const RECIPIENT_STATES = [
  'to-send',
  'sending',
  'sent',
  'refused',
  'failed',
  'uncertain',
  'bounced',
  'no-email',
  'dropped',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

export const RECIPIENT_STATE_WORDS: Readonly<Record<RecipientState, string>> = {
  'to-send': 'à envoyer',
  sending: 'en train de partir',
  sent: 'parties',
  refused: 'refusées par le relais',
  failed: 'abandonnées après leurs essais',
  uncertain: 'douteuses : peut-être parties, jamais renvoyées',
  bounced: 'revenues',
  'no-email': 'sans adresse',
  dropped: 'retenues : n’en veut plus, ou n’est plus là',
};
