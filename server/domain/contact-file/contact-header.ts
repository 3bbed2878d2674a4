import { AppError } from '../../../shared/errors.ts';
import { PHONE_SLOTS } from '../../../shared/phone-slots.ts';
import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import { COLUMN_NAMES, type ColumnName, needOf } from './contact-columns.ts';
import type { ContactProfile } from './contact-profile.ts';
import { cleanText, folded } from './contact-texts.ts';
import { theirName } from './mapping/their-names.ts';
import type { SheetFacts } from './raw-sheet.ts';

/** Where each column stands in the sheet. */
export interface ContactLayout {
  readonly known: ReadonlyMap<ColumnName, number>;
  /** Unknown columns by the name they bear, or `COLONNE_{n}` without one. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Headers by their key, as the charity writes them where a mapping was agreed. */
function knownHeaders(mapping: ColumnMapping | undefined): ReadonlyMap<string, ColumnName> {
  const sent = COLUMN_NAMES.filter((name) => !isFixed(name, mapping));
  return new Map(sent.map((name) => [headerKey(theirName(mapping, name)), name]));
}

const OURS: ReadonlySet<string> = new Set(COLUMN_NAMES);
const MAX_NAMED = 12;
const MAX_HEADER = 60;

/** A refusal of the columns of a sheet: which sheet and which row were taken for the header, since another may be meant. */
export function layoutError(
  code: string,
  problem: string,
  { name, headerRow, otherSheets }: SheetFacts,
): AppError {
  const others = otherSheets.length > 0 ? ', les autres ne sont pas lues' : '';
  return new AppError({
    code,
    kind: 'invalid',
    message: `${problem} (feuille « ${name} », en-têtes lus à la ligne ${headerRow}${others}).`,
    hint: 'Une seule ligne d’en-têtes, première ligne remplie de la première feuille : corrigez, puis redéposez le fichier.',
  });
}

/** A column’s name without accents or case, whatever signs stand between its words: `Prénom *` → `PRENOM`. */
export function headerKey(header: string): string {
  return folded(cleanText(header).text)
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** The name under which an unknown column comes back. */
function keptName(header: string, at: number): string {
  return folded(cleanText(header).text).replace(/[ -]+/g, '_').slice(0, MAX_HEADER) || `COLONNE_${at + 1}`;
}

/** One of our names that the charity uses for something of its own, the agreed name being another: it comes back apart. */
function asideName(kept: string): string {
  return OURS.has(kept) ? `${kept}_ORIGINE` : kept;
}

/** One value holds for every row: a column of that name in the file is the charity’s own. */
function isFixed(name: ColumnName, mapping: ColumnMapping | undefined): boolean {
  return mapping !== undefined && Object.hasOwn(mapping.fixed, name);
}

function named(headers: readonly string[]): string {
  const shown = headers.slice(0, MAX_NAMED).join(', ');
  return headers.length > MAX_NAMED ? `${shown}…` : shown;
}

function missingColumns(known: ReadonlyMap<ColumnName, number>, profile: ContactProfile): readonly string[] {
  const { mapping } = profile.settings;
  const missing = COLUMN_NAMES.filter((name) => needOf(name, profile) !== 'optional' && !known.has(name)).map(
    (name) => theirName(mapping, name),
  );
  // One of them at least must be there.
  if (!PHONE_SLOTS.some((name) => known.has(name)))
    missing.push(PHONE_SLOTS.map((slot) => theirName(mapping, slot)).join(' ou '));
  return missing;
}

/** Finds the columns by their header, in any order. AppErrors `layout-duplicate-columns`, `layout-missing-columns`. */
export function contactLayout(sheet: SheetFacts, profile: ContactProfile): ContactLayout {
  const known = new Map<ColumnName, number>();
  const unknown = new Map<string, number>();
  const twice: string[] = [];
  const { mapping } = profile.settings;
  const headers = knownHeaders(mapping);
  for (const [at, text] of sheet.header.entries()) {
    const name = headers.get(headerKey(text));
    const kept = asideName(keptName(text, at));
    if (name ? known.has(name) : unknown.has(kept)) twice.push(name ? theirName(mapping, name) : kept);
    else if (name) known.set(name, at);
    else unknown.set(kept, at);
  }
  const fixed = COLUMN_NAMES.filter((name) => isFixed(name, mapping));
  for (const [at, name] of fixed.entries()) known.set(name, sheet.header.length + at);
  const missing = missingColumns(known, profile);
  if (missing.length > 0)
    throw layoutError('layout-missing-columns', `Colonnes obligatoires absentes : ${named(missing)}`, sheet);
  // Named only once the row is known to be a header: a first row of data would show personal values.
  if (twice.length > 0)
    throw layoutError('layout-duplicate-columns', `Colonnes présentes deux fois : ${named(twice)}`, sheet);
  return { known, unknown };
}
