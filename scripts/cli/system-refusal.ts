import { AppError } from '../../shared/errors.ts';

/** What the operating system refused, in the words of the person who typed the path. */
const SENTENCES: Record<string, string> = {
  ENOENT: 'n’existe pas',
  EACCES: 'n’est pas ouvert à ce compte',
  EPERM: 'n’est pas ouvert à ce compte',
  EISDIR: 'est un dossier, et non un fichier',
  ENOTDIR: 'passe par un fichier, et non par un dossier',
  EROFS: 'est sur un disque en lecture seule',
  ENOSPC: 'est sur un disque plein',
};

/** The AppError `file-refused` that a file-system failure stands for; undefined for any other error. */
export function systemRefusal(error: unknown): AppError | undefined {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined;
  const sentence = SENTENCES[String(error.code)];
  if (sentence === undefined || typeof error.path !== 'string') return undefined;
  return new AppError({
    code: 'file-refused',
    kind: 'unavailable',
    message: `« ${error.path} » ${sentence}.`,
    hint: 'Vérifiez le chemin et les droits, puis recommencez.',
    cause: error,
  });
}
