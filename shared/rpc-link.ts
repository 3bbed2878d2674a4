import { AppError, type ErrorKind } from './errors.ts';

/** What a refused procedure carries beside its French message; see `server/procedures/answered-errors.ts`. */
interface RefusalShape {
  readonly message: string;
  readonly data?:
    | { readonly code?: string; readonly appCode?: string; readonly hint?: string }
    | null
    | undefined;
}

const KIND_OF: Record<string, ErrorKind> = {
  BAD_REQUEST: 'invalid',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not-found',
  CONFLICT: 'conflict',
  TOO_MANY_REQUESTS: 'too-many',
};

/** The AppError that a refused or failed procedure stands for; without an answer from the server, `server-unreachable`. */
export function appErrorOf(error: RefusalShape, cause: unknown): AppError {
  const { data } = error;
  if (!data?.appCode) {
    return new AppError({
      code: 'server-unreachable',
      kind: 'unavailable',
      message: 'Le serveur ne répond pas.',
      hint: 'Vérifiez la ligne et l’adresse (PLATEAU_SERVER), puis recommencez.',
      cause,
    });
  }
  return new AppError({
    code: data.appCode,
    kind: KIND_OF[data.code ?? ''] ?? 'unavailable',
    message: error.message,
    hint: data.hint ?? '',
    cause,
  });
}
