import { isNamedInClear } from '../../../shared/drop-file-name.ts';
import { AppError } from '../../../shared/errors.ts';

/**
 * The refusal of a file of the drop by its name: `file-in-clear` when anybody can open it, which no other name would mend,
 * `wrong-file-name` otherwise. `what` is French: « celui d’un … » ; `expected` is the name to give it.
 */
export function dropNameRefused(fileName: string, what: string, expected: string): AppError {
  if (isNamedInClear(fileName)) {
    return new AppError({
      code: 'file-in-clear',
      kind: 'invalid',
      message: 'Ce fichier n’est pas chiffré : s’il contient des donateurs, c’est un incident de données.',
      hint: `Ne l’ouvrez pas : prévenez le responsable des données (plateau breach), faites retirer le fichier, demandez un dépôt chiffré et signé nommé ${expected}.`,
    });
  }
  return new AppError({
    code: 'wrong-file-name',
    kind: 'invalid',
    message: `Le nom du fichier n’est pas celui ${what}.`,
    hint: `Nom attendu : ${expected}, en capitales avant « .xlsx.pgp ». Faites renommer le fichier, puis recommencez.`,
  });
}
