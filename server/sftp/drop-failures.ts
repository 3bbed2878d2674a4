import { AppError, type ErrorKind, isAppError } from '../../shared/errors.ts';

export type DropOperation = 'check' | 'list' | 'fetch' | 'hash' | 'deliver';

/** The connection died, or the server kept silent beyond the limit. */
export class LinkLost extends Error {}

interface Refusal {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly hint: string;
}

const REFUSALS = {
  'drop-unreachable': {
    kind: 'unavailable',
    message: 'Le dépôt SFTP de l’association ne répond pas.',
    hint: 'Vérifiez l’adresse et le réseau (plateau doctor), puis recommencez : rien n’a été modifié.',
  },
  'drop-host-key-changed': {
    kind: 'forbidden',
    message: 'L’hôte du dépôt présente une autre clé que l’empreinte épinglée : connexion refusée.',
    hint: 'Demandez à l’association si elle a changé de serveur avant de corriger PLATEAU_DROP_HOST_KEY.',
  },
  'drop-denied': {
    kind: 'forbidden',
    message: 'Le dépôt SFTP refuse notre clé ou l’accès à ce dossier.',
    hint: 'Demandez à l’association d’autoriser notre clé publique et d’ouvrir les dossiers in/ et out/.',
  },
  'drop-key-unreadable': {
    kind: 'invalid',
    message: 'La clé privée du dépôt est illisible ou sa phrase secrète est fausse.',
    hint: 'Vérifiez PLATEAU_DROP_KEY_FILE : fichier, droits, format OpenSSH.',
  },
  'drop-folder-missing': {
    kind: 'not-found',
    message: 'Les dossiers in/ et out/ sont introuvables à l’adresse du dépôt.',
    hint: 'Vérifiez le chemin de PLATEAU_DROP_URL, ou faites créer in/ et out/ par l’association.',
  },
  'drop-file-missing': {
    kind: 'not-found',
    message: 'Ce fichier n’est plus dans le dépôt.',
    hint: 'Relancez la liste du dépôt : l’association l’a peut-être retiré ou renommé.',
  },
  'drop-file-too-large': {
    kind: 'invalid',
    message: 'Ce fichier du dépôt dépasse la taille admise.',
    hint: 'Demandez à l’association de vérifier son fichier ou de le partager en plusieurs.',
  },
  'drop-file-moving': {
    kind: 'conflict',
    message: 'Ce fichier change encore : son dépôt n’est pas terminé.',
    hint: 'Recommencez dans quelques minutes.',
  },
  'drop-full': {
    kind: 'unavailable',
    message: 'Le dépôt n’a pas pu écrire le fichier : disque plein ou quota atteint.',
    hint: 'Demandez à l’association de libérer de la place, puis relancez la livraison.',
  },
  'drop-interrupted': {
    kind: 'unavailable',
    message: 'La connexion au dépôt s’est coupée pendant le transfert.',
    hint: 'Relancez : le nom définitif ne montre jamais un fichier incomplet.',
  },
  'drop-replace-refused': {
    kind: 'conflict',
    message: 'Ce dépôt ne sait pas remplacer un fichier qui existe déjà.',
    hint: 'Demandez à l’association de retirer l’ancien fichier de out/, puis relancez.',
  },
  'drop-write-only': {
    kind: 'forbidden',
    message:
      'Le dépôt prend le fichier mais ne nous laisse pas le relire : rien ne prouve qu’il est arrivé entier.',
    hint: 'Demandez à l’association d’ouvrir out/ en lecture à notre clé, puis relancez (plateau doctor l’essaie).',
  },
  'drop-vanished': {
    kind: 'unavailable',
    message: 'Le dépôt a pris le fichier, puis ne le montre plus.',
    hint: 'Demandez à l’association si un programme déplace ce qui arrive dans out/, puis relancez.',
  },
  'drop-keeps-files': {
    kind: 'forbidden',
    message:
      'Le dépôt ne nous laisse rien retirer de out/ : le fichier d’essai ESSAI-PLATEAU.xlsx.pgp y reste.',
    hint: 'Demandez à l’association d’autoriser la suppression dans out/ ; les livraisons d’un nouveau nom passent.',
  },
  'drop-refused': {
    kind: 'unavailable',
    message: 'Le dépôt SFTP a refusé cette opération.',
    hint: 'Relancez ; si cela dure, donnez l’heure de l’essai à l’administrateur du dépôt.',
  },
  'drop-closed': {
    kind: 'unavailable',
    message: 'Le dépôt est fermé : le serveur s’arrête.',
    hint: 'Relancez l’opération après le redémarrage.',
  },
} as const satisfies Record<string, Refusal>;

export type DropErrorCode = keyof typeof REFUSALS;

export function dropError(code: DropErrorCode, cause?: unknown): AppError {
  return new AppError({ code, ...REFUSALS[code], cause });
}

/** SSH_FX_* statuses (draft-ietf-secsh-filexfer-02 §7); ssh2-sftp-client turns the first into ENOENT for `stat`. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 2 || codeOf(error) === 'ENOENT';
}

/** Turns what ssh2 says of a failed operation into one of the port's refusals. */
export function dropFailure(error: unknown, operation: DropOperation): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  if (typeof code !== 'number' && !isMissing(error)) {
    const inTransfer = operation !== 'list' && operation !== 'check';
    return dropError(inTransfer ? 'drop-interrupted' : 'drop-unreachable', error);
  }
  if (isMissing(error)) {
    return dropError(operation === 'fetch' ? 'drop-file-missing' : 'drop-folder-missing', error);
  }
  if (code === 3) return dropError('drop-denied', error);
  // SSH_FX_FAILURE is all that protocol 3 has for « no space left »; a write has no other usual cause.
  if (code === 4 && operation === 'deliver') return dropError('drop-full', error);
  return dropError('drop-refused', error);
}

/** A status answered by the server leaves the connection sound; anything else does not. */
export function isStatus(error: unknown): boolean {
  return isAppError(error) || typeof codeOf(error) === 'number' || isMissing(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
