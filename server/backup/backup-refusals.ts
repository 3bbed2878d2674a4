import { AppError, type AppErrorParts } from '../../shared/errors.ts';

const REFUSALS = {
  'backup-not-configured': {
    kind: 'unavailable',
    message: 'Aucun dossier de sauvegarde n’est configuré.',
    hint: 'Renseignez PLATEAU_BACKUP_DIR (un autre disque que celui des données), puis relancez le serveur.',
  },
  'backup-exists': {
    kind: 'conflict',
    message: 'Une sauvegarde vient d’être faite à cette même seconde.',
    hint: 'Attendez une seconde, puis recommencez.',
  },
  'backup-disk-full': {
    kind: 'unavailable',
    message: 'Le disque des sauvegardes est plein : la sauvegarde n’a pas été faite.',
    hint: 'Libérez de la place ou baissez PLATEAU_BACKUP_KEEP ; les sauvegardes d’avant sont intactes.',
  },
  'backup-folder-unusable': {
    kind: 'unavailable',
    message: 'Le dossier de sauvegarde ne peut pas être écrit.',
    hint: 'Vérifiez PLATEAU_BACKUP_DIR : disque monté, droits d’écriture du serveur.',
  },
  'backup-manifest-unreadable': {
    kind: 'conflict',
    message: 'Le manifeste d’une sauvegarde du dossier ne se lit pas.',
    hint: 'Détruisez cette sauvegarde, ses trois fichiers, puis recommencez : sans manifeste, on ne sait ce qu’elle contient.',
  },
  'backup-not-found': {
    kind: 'not-found',
    message: 'Cette sauvegarde, son manifeste ou sa signature ne sont pas là.',
    hint: 'Donnez le fichier .tar.gz.pgp, avec son .json et son .json.asc dans le même dossier.',
  },
  'backup-unsigned': {
    kind: 'conflict',
    message: 'Le manifeste de cette sauvegarde n’est pas signé par la clé de cette maison.',
    hint: 'Ne restaurez pas ce fichier : prenez une autre sauvegarde, ou le trousseau qui a fait celle-ci.',
  },
  'backup-altered': {
    kind: 'conflict',
    message: 'Cette sauvegarde n’est plus celle que son manifeste décrit.',
    hint: 'Ne la restaurez pas : prenez-en une autre (« plateau backup list »).',
  },
  'backup-wrong-key': {
    kind: 'conflict',
    message: 'La clé de cette maison n’ouvre pas cette sauvegarde.',
    hint: 'Remettez le trousseau de l’époque (sauvegarde du trousseau), puis recommencez.',
  },
  'restore-folder-not-empty': {
    kind: 'conflict',
    message: 'Le dossier où restaurer n’est pas vide : rien n’y a été écrit.',
    hint: 'Donnez un dossier vide ou nouveau ; gardez l’ancien tant que l’on ne sait pas ce qui s’est passé.',
  },
} as const satisfies Record<string, Omit<AppErrorParts, 'code' | 'cause'>>;

export function backupRefused(code: keyof typeof REFUSALS, cause?: unknown): AppError {
  return new AppError({ code, ...REFUSALS[code], cause });
}

/** A full or absent disk is said; anything else passes. */
export function refuseDisk(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['ENOSPC', 'EDQUOT'].includes(code)) throw backupRefused('backup-disk-full', error);
  if (['EACCES', 'EROFS', 'ENOTDIR', 'ENOENT', 'EPERM'].includes(code))
    throw backupRefused('backup-folder-unusable', error);
  throw error;
}
