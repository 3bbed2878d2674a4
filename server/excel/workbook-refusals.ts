import { AppError } from '../../shared/errors.ts';

const REFUSAL_CODES = [
  'workbook-not-xlsx',
  'workbook-too-large',
  'workbook-empty',
  'workbook-damaged',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why a workbook is refused, as it crosses from the worker thread: a code and a detail without any cell content. */
export class WorkbookRefusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail = '') {
    super(code);
    this.name = 'WorkbookRefusal';
    this.code = code;
    this.detail = detail;
  }
}

const TEXT: Record<RefusalCode, { readonly message: string; readonly hint: string }> = {
  'workbook-not-xlsx': {
    message: 'Le fichier n’est pas un classeur Excel .xlsx lisible.',
    hint: 'Ouvrez-le dans Excel ou LibreOffice, enregistrez-le au format « Classeur Excel (.xlsx) » sans mot de passe, puis redéposez-le.',
  },
  'workbook-too-large': {
    message: 'Le classeur dépasse les limites de lecture.',
    hint: 'Supprimez les lignes, colonnes ou feuilles inutiles, ou découpez le fichier, puis redéposez-le.',
  },
  'workbook-empty': {
    message: 'La première feuille du classeur est vide.',
    hint: 'Placez la ligne d’en-têtes et les fiches dans la première feuille, puis redéposez le fichier.',
  },
  'workbook-damaged': {
    message: 'Le classeur est abîmé ou tronqué.',
    hint: 'Enregistrez-le à nouveau depuis Excel ou LibreOffice, puis redéposez-le.',
  },
};

/** The French refusal of that code; `detail` is a remark about the file (a size, a place), never a cell's content. */
export function workbookError(code: RefusalCode, detail = '', cause?: unknown): AppError {
  const { message, hint } = TEXT[code];
  return new AppError({
    code,
    kind: 'invalid',
    message: detail === '' ? message : `${message.slice(0, -1)} (${detail}).`,
    hint,
    cause,
  });
}
