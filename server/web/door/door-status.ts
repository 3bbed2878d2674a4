import type { AppError } from '../../../shared/errors.ts';

/** THE table of what a browser is told by number of each refusal. */
export const STATUS: Readonly<Record<AppError['kind'], number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
};
