import { AppError } from '../../../shared/errors.ts';

/** AppError `pin-note`: what is said to agents is short, and text. */
export function noteRefusal({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint: string;
}): AppError {
  return new AppError({ code: 'pin-note', kind: 'invalid', message, hint });
}
