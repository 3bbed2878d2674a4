import { AppError, type ErrorKind } from '../../../shared/errors.ts';

const REFUSALS = {
  'check-unknown': [
    'not-found',
    'Cet accord n’existe pas, n’est pas à vérifier, ou n’est pas d’une de vos campagnes.',
    'Ceux qui attendent : plateau verify list.',
  ],
  'check-own-call': [
    'forbidden',
    'Vous avez recueilli ou corrigé cet accord : une autre personne le vérifie.',
    'Demandez à un vérificateur, ou au chef d’équipe.',
  ],
  'check-decided': [
    'conflict',
    'Cet accord a déjà une décision.',
    'Regardez-la (plateau verify show) ; pour la remplacer, avec un motif : --change.',
  ],
  'check-delivered': [
    'conflict',
    'Cet accord est déjà parti dans un fichier hebdomadaire : sa vérification ne change plus.',
    'Une erreur se corrige ou s’annule : plateau correct. Une ligne M, une fois vérifiée, ou X suivra.',
  ],
  'call-cancelled': [
    'conflict',
    'Cet accord est annulé : il n’y a plus rien à vérifier.',
    'Ceux qui attendent : plateau verify list.',
  ],
  'reason-missing': [
    'invalid',
    'Il manque le motif.',
    'Une observation, un refus et un changement de décision se motivent : --reason "…".',
  ],
  'final-delivered': [
    'conflict',
    'Le fichier retour final est parti : plus aucun fichier ne suivrait cette décision.',
    'Prévenez directement l’association, avec l’identifiant de l’appel.',
  ],
  'observation-unknown': [
    'not-found',
    'Cette observation n’existe pas, ou n’est pas sur un de vos appels.',
    'Les vôtres sont dans « Ma journée ».',
  ],
  'consent-unknown': [
    'not-found',
    'Aucun consentement n’est gardé pour cet appel, ou il n’est pas d’une de vos campagnes.',
    'Seul un accord en a un ; ceux d’une campagne purgée sont effacés.',
  ],
} as const satisfies Record<string, readonly [ErrorKind, string, string]>;

/** A refusal of verification, or of what is kept of an agreement: why, and what to do instead. */
export function checkRefusal(code: keyof typeof REFUSALS): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message, hint });
}

/** A reason that holds what a reason may not: health, a card, an IBAN. */
export function reasonPersonal(problem: string): AppError {
  return new AppError({
    code: 'reason-personal',
    kind: 'invalid',
    message: problem,
    hint: 'Dites le motif sans donnée personnelle.',
  });
}
