import { AppError } from '../../shared/errors.ts';

/** What cannot be undone is confirmed by typing the campaign's code. AppError `code-mismatch`: nothing was done. */
export function requireTypedCode(campaign: string, typed: string): void {
  if (typed.trim() === campaign) return;
  throw new AppError({
    code: 'code-mismatch',
    kind: 'conflict',
    message: 'Le code tapé n’est pas celui de la campagne.',
    hint: 'Rien n’a été fait ; recommencez en tapant le code exact.',
  });
}
