/**
 * What kind of refusal this is, in transport-free words; `server/procedures/answered-errors.ts` maps it once to a transport code.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-many'
  | 'unavailable';

export interface AppErrorParts {
  /** Stable kebab-case code, e.g. `lease-lost`; owned by the room that throws it. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** One French sentence for the person; never a personal value. */
  readonly message: string;
  /** What to do next, one French sentence. */
  readonly hint: string;
  readonly cause?: unknown;
}

/** An expected failure: code, French sentence, next step. A bug is an `assert`, never an AppError. */
export class AppError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string;

  constructor(parts: AppErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'AppError';
    this.code = parts.code;
    this.kind = parts.kind;
    this.hint = parts.hint;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
