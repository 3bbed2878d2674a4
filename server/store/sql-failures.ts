import { AppError, type AppErrorParts } from '../../shared/errors.ts';

const GENERIC = 1;
const BUSY = 5;
const FULL = 13;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const PRIMARY_KEY = 1555;
const UNIQUE = 2067;

const DAMAGED = {
  code: 'database-damaged',
  kind: 'unavailable',
  message: 'La base de données est abîmée : une page de son fichier ne se lit plus comme elle a été écrite.',
  hint: 'N’écrivez plus dedans. Vérifiez le disque, puis remettez la dernière sauvegarde : plateau restore NOM --into DOSSIER.',
} as const;

export function databaseDamaged(cause?: unknown): AppError {
  return new AppError({ ...DAMAGED, cause });
}

/** Another connection holds what this one asked for. */
export function isBusy(error: unknown): boolean {
  return ((resultCode(error) ?? 0) & 0xff) === BUSY;
}

/** SQLite's extended result code, or undefined for another error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** What SQL itself reads of a JSON column (json_each): the engine's words, which quote nothing of it. */
const NO_JSON = {
  code: 'row-damaged',
  kind: 'unavailable',
  message: 'La base de données est abîmée : une de ses lignes ne se lit plus comme elle a été écrite.',
  hint: DAMAGED.hint,
} as const;

function refusal(code: number | undefined): Omit<AppErrorParts, 'cause'> | undefined {
  // The low byte is the primary code: SQLITE_BUSY_SNAPSHOT and the like are still "busy".
  switch (code === undefined ? undefined : code & 0xff) {
    case BUSY:
      return {
        code: 'store-busy',
        kind: 'unavailable',
        message: 'La base de données est occupée par un autre travail.',
        hint: 'Recommencez dans quelques secondes ; si cela dure, arrêtez l’import ou le rapport en cours.',
      };
    case FULL:
      return {
        code: 'disk-full',
        kind: 'unavailable',
        message: 'Le disque de la base de données est plein : rien n’a été enregistré.',
        hint: 'Libérez de la place sur le disque de PLATEAU_DATA_DIR, puis recommencez.',
      };
    case CORRUPT:
      return DAMAGED;
    case NOT_A_DATABASE:
      return {
        code: 'database-unreadable',
        kind: 'unavailable',
        message: 'Le fichier de la base de données n’est pas une base SQLite.',
        hint: 'Vérifiez PLATEAU_DATA_DIR, ou remettez le fichier depuis une sauvegarde.',
      };
    default:
      return undefined;
  }
}

function isNoJson(error: unknown): boolean {
  return resultCode(error) === GENERIC && error instanceof Error && error.message === 'malformed JSON';
}

/** What the operator can do something about becomes an AppError; any other failure is returned as it came. */
export function asRefusal(error: unknown): unknown {
  const parts = isNoJson(error) ? NO_JSON : refusal(resultCode(error));
  return parts ? new AppError({ ...parts, cause: error }) : error;
}

/** PostgreSQL's code of a unique key, which its driver gives as text. */
const UNIQUE_VIOLATION = '23505';

function isDuplicate(error: unknown): boolean {
  const code = resultCode(error);
  if (code === UNIQUE || code === PRIMARY_KEY) return true;
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

/** Runs `act`; a row that already exists under its unique key becomes the given AppError. */
export async function refuseDuplicate<T>(
  parts: Omit<AppErrorParts, 'kind' | 'cause'>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError({ ...parts, kind: 'conflict', cause: error });
  }
}
