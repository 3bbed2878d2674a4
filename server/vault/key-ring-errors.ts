import { AppError } from '../../shared/errors.ts';
import { PASSPHRASE_RULE } from '../../shared/passphrase-rules.ts';

export function campaignKeyMissing(campaign: string, cause?: unknown): AppError {
  return new AppError({
    code: 'campaign-key-missing',
    kind: 'unavailable',
    message: `La clé de la campagne ${campaign} n’est pas dans le trousseau de ce serveur.`,
    hint: 'Campagne purgée : ses fiches sont illisibles pour toujours. Nouvelle : lancez « plateau campaign create ». Faite sur un autre serveur : sa clé arrive en moins d’une minute (plateau doctor).',
    cause,
  });
}

export function blindKeyMissing(charity: string): AppError {
  return new AppError({
    code: 'blind-key-missing',
    kind: 'unavailable',
    message: `La clé de recherche de l’association ${charity} n’existe pas ou a été détruite.`,
    hint: 'Créez d’abord une campagne de cette association : « plateau campaign create ».',
  });
}

export function keyRingMissing(): AppError {
  return new AppError({
    code: 'key-ring-missing',
    kind: 'unavailable',
    message: 'Le trousseau de clés de l’installation n’existe pas encore.',
    hint: 'Lancez « plateau keys init », ou corrigez PLATEAU_KEYS_DIR.',
  });
}

export function passphraseWrong(cause?: unknown): AppError {
  return new AppError({
    code: 'passphrase-wrong',
    kind: 'unavailable',
    message: 'La phrase secrète n’ouvre pas le trousseau de clés.',
    hint: 'Vérifiez le fichier nommé par PLATEAU_PASSPHRASE_FILE, ou saisissez la phrase à nouveau.',
    cause,
  });
}

/** `why`: the French sentence of the rule that the phrase breaks. */
export function passphraseWeak(why: string): AppError {
  return new AppError({
    code: 'passphrase-weak',
    kind: 'invalid',
    message: `${why.slice(0, -1)} : rien n’a changé.`,
    hint: `Prenez-en une autre, de ${PASSPHRASE_RULE}`,
  });
}

/** The passphrase is right and the file still does not open: its bytes have changed. */
export function keyFileDamaged(file: string, cause?: unknown): AppError {
  return new AppError({
    code: 'key-file-damaged',
    kind: 'unavailable',
    message: `Le fichier de clé ${file} est abîmé.`,
    hint: 'Remettez la copie de sauvegarde du trousseau, puis lancez « plateau doctor ».',
    cause,
  });
}

export function keyNameInvalid(): AppError {
  return new AppError({
    code: 'key-name-invalid',
    kind: 'invalid',
    message: 'Ce code ne peut pas nommer une clé.',
    hint: 'Un code a 3 à 20 signes : majuscules, chiffres et tirets.',
  });
}

/** The packet opened under the right key, but says it belongs elsewhere. */
export function sealMoved(): AppError {
  return new AppError({
    code: 'seal-moved',
    kind: 'conflict',
    message:
      'Cette fiche scellée n’est pas à sa place : elle vient d’une autre ligne ou d’une autre version.',
    hint: 'N’utilisez pas cette fiche et prévenez le responsable des données : la base a été modifiée hors du logiciel.',
  });
}

export function sealBroken(cause?: unknown): AppError {
  return new AppError({
    code: 'seal-broken',
    kind: 'conflict',
    message: 'Le sceau de cette fiche est rompu : son contenu a été altéré.',
    hint: 'N’utilisez pas cette fiche et prévenez le responsable des données : remettez la sauvegarde de la base.',
    cause,
  });
}

export function officerKeyMissing(): AppError {
  return new AppError({
    code: 'officer-key-missing',
    kind: 'not-found',
    message: 'Aucune clé publique du responsable des données n’est enregistrée.',
    hint: 'Enregistrez la sienne : « plateau keys add-officer cle.asc » ; la partie privée reste chez lui.',
  });
}

export function keyCopyFolderTaken(): AppError {
  return new AppError({
    code: 'key-copy-folder-taken',
    kind: 'conflict',
    message: 'Le dossier de la copie du trousseau n’est pas vide : rien n’y a été écrit.',
    hint: 'Donnez un dossier nouveau, sur un support qui sort de la machine.',
  });
}

/** Two rings made a key of that charity apart: what one found with it the other does not find. */
export function ringDiverged(charity: string): AppError {
  return new AppError({
    code: 'ring-diverged',
    kind: 'conflict',
    message: `Le trousseau de ce serveur a une autre clé de recherche de ${charity} que celui qui lui en envoie les clés.`,
    hint: 'Arrêtez ce serveur et recopiez sur lui le trousseau d’un autre (docs/deployment.md).',
  });
}
