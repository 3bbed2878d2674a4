import { AppError, isAppError } from '../../shared/errors.ts';

/** The refusals of a key and of a file are written for a charity: the same facts, said of a supplier. Longest first. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/à l’association/g, 'au fournisseur'],
  [/de l’association/g, 'du fournisseur'],
  [/cette association/g, 'ce fournisseur'],
  [/l’association/g, 'le fournisseur'],
  [/add-charity/g, 'add-supplier'],
];

const OFFICER_WORDS: typeof WORDS = [
  [/à l’association/g, 'au responsable des données'],
  [/de l’association/g, 'du responsable des données'],
  [/cette association/g, 'le responsable des données'],
  [/l’association/g, 'le responsable des données'],
  [/add-charity/g, 'add-officer'],
];

async function saidOf<T>(work: Promise<T>, prefix: string, words: typeof WORDS): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, kind, message, hint, cause } = error;
    const said = (text: string) => words.reduce((so, [pattern, word]) => so.replace(pattern, word), text);
    throw new AppError({
      code: code.replace(/^charity-key/, prefix),
      kind,
      message: said(message),
      hint: said(hint),
      cause,
    });
  }
}

/** Passes the outcome on; a refusal is said of the supplier (`charity-key-missing` → `supplier-key-missing`). */
export function asSupplier<T>(work: Promise<T>): Promise<T> {
  return saidOf(work, 'supplier-key', WORDS);
}

/** The same of the data officer (`officer-key-…`). */
export function asOfficer<T>(work: Promise<T>): Promise<T> {
  return saidOf(work, 'officer-key', OFFICER_WORDS);
}
