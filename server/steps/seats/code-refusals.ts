import { AppError } from '../../../shared/errors.ts';
import type { CodeVerdict } from '../../domain/seats/shift-code.ts';

const LEAD = 'Montrez votre badge au responsable : il peut vous en donner un autre.';

/** THE sentences of a code that opens nothing: what is the matter, and what to do. */
const SAID: Readonly<Record<Exclude<CodeVerdict, 'open'> | 'wrong', readonly [string, string]>> = {
  wrong: ['Ce code n’ouvre pas ce poste.', 'Relisez les huit lettres du badge.'],
  used: ['Ce code a déjà servi : il n’ouvre qu’une fois.', LEAD],
  voided: ['Ce badge a été remplacé par un autre.', LEAD],
  'no-place': ['Votre inscription n’a pas de place dans ce créneau.', LEAD],
  'too-early': [
    'Votre créneau n’a pas commencé : le code ouvre trois quarts d’heure avant.',
    'Revenez à l’heure écrite sur le badge.',
  ],
  over: [
    'Votre créneau est terminé.',
    'Merci ! Pour un autre créneau, inscrivez-vous auprès du responsable.',
  ],
};

/** AppErrors `shift-code-…`; `left`: tries before the seat freezes. */
export function codeRefused(verdict: keyof typeof SAID, left?: number): AppError {
  const [message, hint] = SAID[verdict];
  const tries = left === undefined ? '' : ` Encore ${left} ${left > 1 ? 'essais' : 'essai'}.`;
  return new AppError({
    code: `shift-code-${verdict}`,
    kind: verdict === 'wrong' ? 'unauthenticated' : 'forbidden',
    message,
    hint: `${hint}${tries}`,
  });
}

/** AppError `seat-frozen`. */
export function seatFrozen(): AppError {
  return new AppError({
    code: 'seat-frozen',
    kind: 'forbidden',
    message: 'Ce poste est bloqué : cinq codes faux y ont été tapés.',
    hint: 'Appelez le responsable, ou prenez un autre poste.',
  });
}

/** AppError `seat-key-needed`. */
export function seatNeedsKey(): AppError {
  return new AppError({
    code: 'seat-key-needed',
    kind: 'forbidden',
    message: 'Ce poste ne s’ouvre que depuis sa propre machine.',
    hint: 'Allez au poste lui-même, ou appelez le responsable.',
  });
}
