import { AppError } from '../../../shared/errors.ts';
import { PHONE_SLOTS } from '../../../shared/phone-slots.ts';
import { COLUMN_NAMES, type ColumnName, needOf } from './contact-columns.ts';
import type { ContactProfile } from './contact-profile.ts';
import { cleanText, folded } from './contact-texts.ts';

/** Where each column stands in the sheet. */
export interface ContactLayout {
  readonly known: ReadonlyMap<ColumnName, number>;
  /** Unknown columns by the name they bear, or `COLONNE_{n}` without one. */
  readonly unknown: ReadonlyMap<string, number>;
}

const KNOWN = new Map<string, ColumnName>(COLUMN_NAMES.map((name) => [name, name]));
const MAX_NAMED = 12;
const MAX_HEADER = 60;

function layoutError(code: string, message: string): AppError {
  return new AppError({
    code,
    kind: 'invalid',
    message,
    hint: 'Corrigez la ligne d’en-têtes selon le format d’import (une ligne d’en-têtes, première feuille), puis redéposez le fichier.',
  });
}

/** `Prénom ` → `PRENOM`, `id donateur` → `ID_DONATEUR`. */
export function headerKey(header: string): string {
  return folded(cleanText(header).text).replace(/[ -]+/g, '_');
}

function named(headers: readonly string[]): string {
  const shown = headers.slice(0, MAX_NAMED).join(', ');
  return headers.length > MAX_NAMED ? `${shown}…` : shown;
}

function missingColumns(known: ReadonlyMap<ColumnName, number>, profile: ContactProfile): readonly string[] {
  const missing: string[] = COLUMN_NAMES.filter(
    (name) => needOf(name, profile) !== 'optional' && !known.has(name),
  );
  // One of them at least must be there.
  if (!PHONE_SLOTS.some((name) => known.has(name))) missing.push(PHONE_SLOTS.join(' ou '));
  return missing;
}

/** Finds the columns by their header, in any order. AppErrors `layout-duplicate-columns`, `layout-missing-columns`. */
export function contactLayout(header: readonly string[], profile: ContactProfile): ContactLayout {
  const known = new Map<ColumnName, number>();
  const unknown = new Map<string, number>();
  const twice: string[] = [];
  for (const [at, text] of header.entries()) {
    const key = headerKey(text).slice(0, MAX_HEADER);
    const name = KNOWN.get(key);
    if (name ? known.has(name) : unknown.has(key)) twice.push(key);
    else if (name) known.set(name, at);
    else unknown.set(key === '' ? `COLONNE_${at + 1}` : key, at);
  }
  const missing = missingColumns(known, profile);
  if (missing.length > 0)
    throw layoutError('layout-missing-columns', `Colonnes obligatoires absentes : ${named(missing)}.`);
  // Named only once the row is known to be a header: a first row of data would show personal values.
  if (twice.length > 0)
    throw layoutError('layout-duplicate-columns', `Colonnes présentes deux fois : ${named(twice)}.`);
  return { known, unknown };
}
