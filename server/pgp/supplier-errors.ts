import { AppError, isAppError } from '../../shared/errors.ts';

/** The refusals of a key and of a file are written for a charity: the same facts, said of a supplier. Longest first. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/à l’association/g, 'au fournisseur'],
  [/de l’association/g, 'du fournisseur'],
  [/cette association/g, 'ce fournisseur'],
  [/l’association/g, 'le fournisseur'],
  [/add-charity/g, 'add-supplier'],
];

function said(text: string): string {
  return WORDS.reduce((so, [pattern, word]) => so.replace(pattern, word), text);
}

/** Passes the outcome on; a refusal is said of the supplier (`charity-key-missing` → `supplier-key-missing`). */
export async function asSupplier<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, kind, message, hint, cause } = error;
    throw new AppError({
      code: code.replace(/^charity-key/, 'supplier-key'),
      kind,
      message: said(message),
      hint: said(hint),
      cause,
    });
  }
}
