import type { AnswerEffect, NodeMark } from '../../../shared/call-script.ts';

/** What saying a step accomplishes, as the charity reads it. */
export const MARK_WORDS: Record<NodeMark, string> = {
  identity: 'demande qui est au téléphone',
  thanks: 'remercie',
  impact: 'rappelle l’impact',
  challenge: 'présente le défi',
  'stop-reason': 'demande pourquoi l’arrêt',
  'ask-1': 'première proposition',
  'ask-2': 'seconde proposition',
  'ask-one-off': 'propose un don ponctuel',
  coordinates: 'vérifie les coordonnées',
  'read-back': 'relit l’accord, oui demandé',
  'email-announced': 'annonce l’e-mail',
  closing: 'conclut',
};

/** What an answer settles, the same way. */
export const EFFECT_WORDS: Record<AnswerEffect, string> = {
  'agree-1': 'accord au premier montant',
  'agree-2': 'accord au second montant',
  'agree-free': 'accord, la personne dit son montant',
  'agree-one-off': 'accord pour un don ponctuel',
  'refuse-increase': 'refus de la proposition mensuelle',
  'refuse-one-off': 'refus du don ponctuel',
  'refuse-all': 'refus de tout : aucune autre demande',
};
