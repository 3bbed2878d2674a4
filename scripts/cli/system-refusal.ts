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
  EDQUOT: 'dépasse la place permise à ce compte',
  EEXIST: 'existe déjà',
  ENAMETOOLONG: 'a un nom trop long',
  ELOOP: 'est un lien qui revient sur lui-même',
  ENXIO: 'n’est pas un fichier ordinaire',
  EIO: 'est sur un disque qui répond mal',
};

/** What the system tells of an open file: the code alone, without its path. */
const WITHOUT_PATH: Record<string, string> = {
  ENOSPC: 'Le disque est plein.',
  EDQUOT: 'La place permise à ce compte est dépassée.',
  EIO: 'Le disque répond mal.',
};

/** The AppError `file-refused` that a file-system failure stands for; undefined for any other error. */
export function systemRefusal(error: unknown): AppError | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const message = sentenceOf(String(error.code), 'path' in error ? error.path : undefined);
  if (message === undefined) return undefined;
  return new AppError({
    code: 'file-refused',
    kind: 'unavailable',
    message,
    hint: 'Vérifiez le chemin, les droits et la place, puis recommencez.',
    cause: error,
  });
}

function sentenceOf(code: string, path: unknown): string | undefined {
  if (typeof path !== 'string') return WITHOUT_PATH[code];
  const sentence = SENTENCES[code];
  return sentence && `« ${path} » ${sentence}.`;
}
