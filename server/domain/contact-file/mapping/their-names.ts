import type { ColumnMapping } from '../../campaign/mapping-settings.ts';

/** What the charity calls one of our columns, of what it sends or of what it is given back; ours where nothing is agreed. */
export function theirName(mapping: ColumnMapping | undefined, ours: string): string {
  const named = mapping?.columns[ours] ?? mapping?.returned[ours];
  if (named !== undefined || mapping === undefined) return named ?? ours;
  const part = PART.exec(ours);
  const whole = part?.[1];
  const base = whole === undefined ? undefined : mapping.columns[whole];
  return base === undefined ? ours : `${base}${part?.[2] ?? ''}`;
}

/** What comes back about a column that was sent: `NOM_PROPOSE`, `CP_AVANT`. */
const PART = /^(.+)(_AVANT|_APRES|_CONNU|_PROPOSE|_VALIDITE)$/;

/** The column of the contact file that such a header is about; itself when it is none of these. */
export function columnOfHeader(header: string): string {
  return PART.exec(header)?.[1] ?? header;
}

/** Their spellings of one of our values; empty where nothing is agreed. The first is the one to give back. */
export function theirSpellings(
  mapping: ColumnMapping | undefined,
  column: string,
  ours: string,
): readonly string[] {
  const values = mapping?.values[column];
  const spelled = values && Object.hasOwn(values, ours) ? values[ours] : undefined;
  if (spelled === undefined) return [];
  return typeof spelled === 'string' ? [spelled] : spelled;
}

/** Our columns named in a sentence, said in the charity’s names. */
export function inTheirNames(mapping: ColumnMapping | undefined, sentence: string): string {
  if (mapping === undefined) return sentence;
  return sentence.replace(/[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*/g, (word) =>
    Object.hasOwn(mapping.columns, word) || Object.hasOwn(mapping.returned, word)
      ? theirName(mapping, word)
      : word,
  );
}
