import { AppError, type AppErrorParts } from '../../shared/errors.ts';

type Refusal = Omit<AppErrorParts, 'cause'>;

/** Refusals of a charity's file: nothing of it is imported. */
export const FILE_REFUSALS = {
  'file-not-pgp': {
    code: 'file-not-pgp',
    kind: 'invalid',
    message: 'Ce fichier n’est pas un message OpenPGP chiffré.',
    hint: 'Demandez à l’association de le chiffrer avec la clé de la campagne et de le signer, puis de le redéposer.',
  },
  'file-wrong-key': {
    code: 'file-wrong-key',
    kind: 'invalid',
    message: 'Ce fichier n’est pas chiffré pour la clé de cette campagne.',
    hint: 'Envoyez à l’association la clé publique de la campagne (« plateau keys export CODE »), puis demandez un nouveau dépôt.',
  },
  'file-unsigned': {
    code: 'file-unsigned',
    kind: 'invalid',
    message: 'Ce fichier n’est pas signé.',
    hint: 'Demandez à l’association de le signer avec sa clé enregistrée (gpg --sign --encrypt), puis de le redéposer.',
  },
  'file-bad-signature': {
    code: 'file-bad-signature',
    kind: 'invalid',
    message: 'La signature de ce fichier n’est pas celle de la clé enregistrée de l’association.',
    hint: 'N’importez pas ce fichier : joignez l’association par un autre canal et comparez les empreintes de clé.',
  },
  'file-clock-ahead': {
    code: 'file-clock-ahead',
    kind: 'invalid',
    message:
      'Ce fichier est bien signé par l’association, mais à une heure à venir : l’horloge de l’ordinateur qui a signé avance.',
    hint: 'Vérifiez l’heure des deux machines (cinq minutes d’avance sont admises), puis demandez à l’association de signer et de déposer à nouveau.',
  },
  'file-weak-digest': {
    code: 'file-weak-digest',
    kind: 'invalid',
    message:
      'La signature de ce fichier repose sur un condensé trop ancien (SHA-1, MD5 ou RIPEMD) : elle ne prouve plus rien.',
    hint: 'La clé n’est pas en cause. Demandez à l’association de signer avec SHA-256 (gpg --digest-algo SHA256), puis de redéposer.',
  },
  'file-unknown-signer': {
    code: 'file-unknown-signer',
    kind: 'invalid',
    message:
      'Ce fichier est signé par une clé ou une sous-clé que nous n’avons pas : sous-clé ajoutée depuis l’enregistrement, ou autre signataire.',
    hint: 'Ne l’importez pas encore. Demandez à l’association, par un autre canal, si elle a une nouvelle sous-clé ; si oui, enregistrez l’export à jour de sa clé (« plateau keys add-charity »), puis recommencez.',
  },
  'file-text-mode': {
    code: 'file-text-mode',
    kind: 'invalid',
    message:
      'Ce fichier a été chiffré en mode texte (--textmode) : ses fins de ligne ont été changées et le classeur ne s’ouvre plus.',
    hint: 'Demandez à l’association de le chiffrer sans « --textmode » (ni « textmode » dans gpg.conf), puis de le redéposer.',
  },
  'file-other-cipher': {
    code: 'file-other-cipher',
    kind: 'invalid',
    message:
      'Ce fichier est chiffré avec un algorithme que nous ne lisons pas (Twofish, Blowfish, Camellia, IDEA).',
    hint: 'Demandez à l’association de le chiffrer avec AES (gpg --cipher-algo AES256), puis de le redéposer.',
  },
  'file-altered': {
    code: 'file-altered',
    kind: 'invalid',
    message: 'Ce fichier est incomplet ou a été altéré.',
    hint: 'Demandez à l’association de le déposer à nouveau, en entier.',
  },
  'file-too-large': {
    code: 'file-too-large',
    kind: 'invalid',
    message: 'Ce fichier dépasse 512 Mio, tel que reçu ou une fois déchiffré.',
    hint: 'Demandez à l’association de le couper en plusieurs fichiers.',
  },
} as const satisfies Record<string, Refusal>;

/** Refusals of a charity's key. */
export const KEY_REFUSALS = {
  'charity-key-missing': {
    code: 'charity-key-missing',
    kind: 'not-found',
    message: 'Aucune clé publique n’est enregistrée pour cette association.',
    hint: 'Demandez-lui sa clé publique, vérifiez l’empreinte par téléphone, puis lancez « plateau keys add-charity ».',
  },
  'charity-key-expired': {
    code: 'charity-key-expired',
    kind: 'invalid',
    message: 'La clé publique de l’association a expiré.',
    hint: 'Demandez-lui de prolonger sa clé ou d’en envoyer une nouvelle, puis lancez « plateau keys add-charity ».',
  },
  'charity-key-unusable': {
    code: 'charity-key-unusable',
    kind: 'invalid',
    message:
      'Cette clé ne peut pas servir : elle doit être une seule clé publique, capable de chiffrer et de signer.',
    hint: 'Demandez à l’association l’export « gpg --armor --export » de sa clé (RSA 3072 ou ed25519/cv25519).',
  },
  'charity-key-private': {
    code: 'charity-key-private',
    kind: 'invalid',
    message: 'Ce texte contient une clé privée : elle ne doit jamais quitter l’association.',
    hint: 'Effacez-le, prévenez l’association que sa clé est compromise, et demandez la clé publique.',
  },
  'charity-key-different': {
    code: 'charity-key-different',
    kind: 'conflict',
    message: 'Une autre clé est déjà enregistrée pour cette association.',
    hint: 'Vérifiez l’empreinte par téléphone, puis recommencez avec « --replace ».',
  },
} as const satisfies Record<string, Refusal>;

export function fileRefused(code: keyof typeof FILE_REFUSALS, cause?: unknown): AppError {
  return new AppError({ ...FILE_REFUSALS[code], cause });
}

export function keyRefused(code: keyof typeof KEY_REFUSALS, cause?: unknown): AppError {
  return new AppError({ ...KEY_REFUSALS[code], cause });
}
