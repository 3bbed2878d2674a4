import { AppError } from '../../../shared/errors.ts';

/** Nothing but the agent dials here. */
export function noLine(): AppError {
  return new AppError({
    code: 'line-absent',
    kind: 'unavailable',
    message: 'Aucun PBX n’est relié : Plateau ne compose pas.',
    hint: 'Composez le numéro de la fiche sur votre téléphone.',
  });
}

/** The workstation asks for the seat when it meets this code. */
export function seatUnknown(): AppError {
  return new AppError({
    code: 'seat-unknown',
    kind: 'conflict',
    message: 'Le serveur ne sait pas à quel poste téléphonique vous êtes.',
    hint: 'Écrivez le nom du poste, puis composez de nouveau.',
  });
}

/** One agent a telephone. */
export function seatTaken(): AppError {
  return new AppError({
    code: 'seat-taken',
    kind: 'conflict',
    message: 'Une autre personne, au travail, est déjà à ce poste téléphonique.',
    hint: 'Relisez le nom collé sur le téléphone ; s’il est juste, prévenez votre chef d’équipe.',
  });
}

/** Nobody picked it up, or the PBX has none of that name. */
export function seatSilent(): AppError {
  return new AppError({
    code: 'seat-silent',
    kind: 'unavailable',
    message: 'Le téléphone de ce poste n’a pas été décroché, ou le PBX ne le connaît pas.',
    hint: 'Vérifiez le nom du poste, puis Entrée de nouveau : le téléphone sonne, décrochez.',
  });
}

/** A number that is dialled shows one (docs/rules/law.md). */
export function noShownNumber(): AppError {
  return new AppError({
    code: 'caller-number-absent',
    kind: 'invalid',
    message: 'Cette campagne n’a pas de numéro présenté (callerNumber) : la ligne ne compose pas.',
    hint: 'Composez sur votre téléphone, et prévenez l’exploitation.',
  });
}

/** The slot is empty in the record. */
export function phoneUnknown(): AppError {
  return new AppError({
    code: 'phone-unknown',
    kind: 'not-found',
    message: 'La fiche n’a pas ce numéro.',
    hint: 'Choisissez un autre numéro de la fiche.',
  });
}

/** One number of a card at a time. */
export function otherNumberOnLine(): AppError {
  return new AppError({
    code: 'dial-under-way',
    kind: 'conflict',
    message: 'Un autre numéro de la fiche est encore sur la ligne.',
    hint: 'Raccrochez d’abord, puis composez celui-ci.',
  });
}

/** An act for the person forbids the call; its own words say which. */
export function personStopped(text: string): AppError {
  return new AppError({
    code: 'person-stopped',
    kind: 'invalid',
    message: text,
    hint: 'N’appelez pas : concluez la fiche sans demande.',
  });
}

/** The card came within the hours, and stayed on the screen beyond them. */
export function hoursOver(): AppError {
  return new AppError({
    code: 'hours-over',
    kind: 'invalid',
    message: 'Les heures d’appel de cette personne sont passées.',
    hint: 'Ctrl-P rend la fiche à la file : elle reviendra dans ses heures.',
  });
}

/** The seat talks, its line is closed, or the PBX is out of reach. */
export function lineBusy(): AppError {
  return new AppError({
    code: 'line-unavailable',
    kind: 'unavailable',
    message:
      'La ligne du poste n’est pas libre : une communication dure encore, ou son combiné est raccroché.',
    hint: 'Raccrochez la communication, ou rouvrez le poste ; sinon composez sur le téléphone.',
  });
}

/** The PBX is out of reach: what it knows of the call is not known here. */
export function lineSilent(): AppError {
  return new AppError({
    code: 'line-unreachable',
    kind: 'unavailable',
    message: 'Le PBX ne répond pas.',
    hint: 'Raccrochez sur le téléphone lui-même.',
  });
}
