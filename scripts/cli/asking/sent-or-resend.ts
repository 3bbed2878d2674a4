import { AppError } from '../../../shared/errors.ts';

/** Of a message that may have left: whoever settles it says which. AppError `choice-missing` for both flags, or none. */
export function oneOfTwo(): AppError {
  return new AppError({
    code: 'choice-missing',
    kind: 'invalid',
    message: 'Il faut trancher : parti, ou à renvoyer.',
    hint: 'Donnez --sent ou --resend, l’un des deux.',
  });
}
