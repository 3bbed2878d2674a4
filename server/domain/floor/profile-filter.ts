import { readAmountText } from '../../../shared/amount-text.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import type { ProfileDimension } from '../campaign/profile-settings.ts';
import {
  type FilteredRecord,
  type FilterField,
  fieldNames,
  filterField,
  isSealedField,
  plainName,
} from './profile-filter-fields.ts';
import { FilterInvalid, type FilterWord, filterWords } from './profile-filter-words.ts';

export type { FilteredRecord } from './profile-filter-fields.ts';

/** Does that record belong to the profile? */
export type ProfileFilter = (record: FilteredRecord) => boolean;

/** A class that a filter names. */
export interface NamedClass {
  readonly profile: string;
  readonly code: string;
}

export interface ReadFilter {
  readonly filter: ProfileFilter;
  /** None when it reads columns alone. */
  readonly classes: readonly NamedClass[];
}

export const MAX_FILTER = 300;
const MAX_DEPTH = 20;
const OPERATORS = ['=', '!=', '<', '<=', '>', '>='];

/** Words read so far: the parser moves `next`. */
interface Reading {
  readonly words: readonly FilterWord[];
  readonly profiles: readonly ProfileDimension[];
  readonly classes: NamedClass[];
  next: number;
  depth: number;
}

function fieldsHint({ profiles }: Reading): string {
  return `Champs : ${fieldNames(profiles).join(', ')}.`;
}

/**
 * `segment=S1 and (gift_band in (1, 2) or attempts>=4)`: `and` binds tighter than `or`, `not` tighter still; French `et`, `ou`,
 * `non`, `dans` too; `monthly=8-13` is a span, both ends in; `canal=RUE` a class of a profile of the campaign (R-63). Reads
 * what is in clear only. AppError `filter-invalid` with its place.
 */
export function parseProfileFilter(text: string, profiles: readonly ProfileDimension[]): ReadFilter {
  if (text.length > MAX_FILTER)
    throw new FilterInvalid(MAX_FILTER, `plus de ${MAX_FILTER} signes.`, 'Faites-en deux profils.');
  const reading: Reading = { words: filterWords(text), profiles, classes: [], next: 0, depth: 0 };
  const filter = either(reading);
  const rest = here(reading);
  if (rest.kind !== 'end')
    throw new FilterInvalid(
      rest.at,
      `« ${rest.text} » est de trop.`,
      'Reliez deux conditions par and ou or.',
    );
  return { filter, classes: reading.classes };
}

function here(reading: Reading): FilterWord {
  // The last word is `end`, and nobody passes it.
  return reading.words[Math.min(reading.next, reading.words.length - 1)] as FilterWord;
}

/** Takes the word if it is one of those. */
function takes(reading: Reading, ...names: readonly string[]): boolean {
  const word = here(reading);
  if (word.kind !== 'value' || word.quoted || !names.includes(word.text.toLowerCase())) return false;
  reading.next += 1;
  return true;
}

function either(reading: Reading): ProfileFilter {
  const parts = [every(reading)];
  while (takes(reading, 'or', 'ou')) parts.push(every(reading));
  return (record) => parts.some((part) => part(record));
}

function every(reading: Reading): ProfileFilter {
  const parts = [one(reading)];
  while (takes(reading, 'and', 'et')) parts.push(one(reading));
  return (record) => parts.every((part) => part(record));
}

function one(reading: Reading): ProfileFilter {
  const word = here(reading);
  reading.depth += 1;
  if (reading.depth > MAX_DEPTH)
    throw new FilterInvalid(word.at, 'trop de parenthèses ou de « not ».', 'Simplifiez le filtre.');
  const filter = factor(reading);
  reading.depth -= 1;
  return filter;
}

function factor(reading: Reading): ProfileFilter {
  if (takes(reading, 'not', 'non')) {
    const inner = one(reading);
    return (record) => !inner(record);
  }
  const word = here(reading);
  if (word.kind !== 'open') return comparison(reading);
  reading.next += 1;
  const inner = either(reading);
  closes(reading, word);
  return inner;
}

function closes(reading: Reading, opened: FilterWord): void {
  const word = here(reading);
  if (word.kind !== 'close')
    throw new FilterInvalid(
      word.at,
      `la parenthèse du signe ${opened.at + 1} n’est pas refermée.`,
      'Fermez-la avec « ) ».',
    );
  reading.next += 1;
}

function comparison(reading: Reading): ProfileFilter {
  const field = fieldAt(reading);
  if (takes(reading, 'in', 'dans')) return amongThose(reading, field);
  const word = here(reading);
  if (word.kind !== 'operator')
    throw new FilterInvalid(
      word.at,
      `après « ${field.name} », il faut ${OPERATORS.join(' ')} ou in.`,
      `Exemple : ${field.name}=… ou ${field.name} in (…, …).`,
    );
  if (field.kind === 'text' && word.text !== '=' && word.text !== '!=')
    throw new FilterInvalid(
      word.at,
      `« ${field.name} » se compare par = ou != seulement.`,
      fieldsHint(reading),
    );
  reading.next += 1;
  return compared(field, word, valueAt(reading, field));
}

function fieldAt(reading: Reading): FilterField {
  const word = here(reading);
  if (word.kind !== 'value')
    throw new FilterInvalid(
      word.at,
      'il manque une condition ici.',
      `Exemple : segment=S1. ${fieldsHint(reading)}`,
    );
  reading.next += 1;
  const field = filterField(word.text, reading.profiles);
  if (field) return field;
  const said = word.text.slice(0, 30);
  if (isSealedField(plainName(word.text)))
    throw new FilterInvalid(
      word.at,
      `« ${said} » est scellé avec la personne : aucun filtre ne l’ouvre.`,
      `Déclarez un profil qui le classe (« profiles » de campaign.yaml). ${fieldsHint(reading)}`,
    );
  const near = nearestWord(said, [
    ...fieldNames(reading.profiles),
    ...reading.profiles.map(({ name }) => name),
  ]);
  throw new FilterInvalid(
    word.at,
    `le champ « ${said} » n’existe pas.`,
    near === undefined ? fieldsHint(reading) : `Vouliez-vous dire « ${near} » ? ${fieldsHint(reading)}`,
  );
}

function valueAt(reading: Reading, field: FilterField): FilterWord {
  const word = here(reading);
  if (word.kind !== 'value')
    throw new FilterInvalid(
      word.at,
      'il manque une valeur.',
      'Une valeur avec des espaces va entre guillemets.',
    );
  reading.next += 1;
  if (field.profile !== undefined)
    reading.classes.push({ profile: field.profile, code: textValue(field, word) });
  return word;
}

function amongThose(reading: Reading, field: FilterField): ProfileFilter {
  const opened = here(reading);
  if (opened.kind !== 'open')
    throw new FilterInvalid(opened.at, 'après « in », il faut « ( ».', `Exemple : ${field.name} in (…, …).`);
  const is: FilterWord = { ...opened, kind: 'operator', text: '=' };
  const parts: ProfileFilter[] = [];
  do {
    reading.next += 1;
    parts.push(compared(field, is, valueAt(reading, field)));
  } while (here(reading).kind === 'comma');
  closes(reading, opened);
  return (record) => parts.some((part) => part(record));
}

function compared(field: FilterField, operator: FilterWord, word: FilterWord): ProfileFilter {
  if (field.kind === 'text') {
    const wanted = textValue(field, word);
    const isNot = operator.text === '!=';
    return (record) => (String(field.of(record)).toUpperCase() === wanted) !== isNot;
  }
  const [low, high] = spanValue(field, operator, word);
  const of = (record: FilteredRecord) => Number(field.of(record));
  switch (operator.text) {
    case '<':
      return (record) => of(record) < low;
    case '<=':
      return (record) => of(record) <= low;
    case '>':
      return (record) => of(record) > low;
    case '>=':
      return (record) => of(record) >= low;
    case '!=':
      return (record) => of(record) < low || of(record) > high;
    default:
      return (record) => of(record) >= low && of(record) <= high;
  }
}

function textValue(field: FilterField, word: FilterWord): string {
  if (!field.values) return word.text.toUpperCase();
  const found = Object.entries(field.values).find(
    ([said, means]) => plainName(said) === plainName(word.text) || means === word.text.toLowerCase(),
  );
  if (found) return found[1].toUpperCase();
  const values = Object.keys(field.values);
  const near = nearestWord(word.text, values);
  throw new FilterInvalid(
    word.at,
    `« ${word.text.slice(0, 30)} » n’est pas une valeur de « ${field.name} ».`,
    `${near === undefined ? '' : `Vouliez-vous dire « ${near} » ? `}Valeurs : ${values.join(', ')}.`,
  );
}

/** A number or, after = and != and in a list, a span `8-13`. */
function spanValue(field: FilterField, operator: FilterWord, word: FilterWord): readonly [number, number] {
  const number = field.kind === 'amount' ? String.raw`\d{1,6}(?:[.,]\d{1,2})?` : String.raw`\d{1,6}`;
  const found = new RegExp(`^(${number})(?:-(${number}))?$`).exec(word.text);
  const low = found?.[1];
  const high = found?.[2];
  const isSpan = operator.text === '=' || operator.text === '!=';
  if (low === undefined || (high !== undefined && !isSpan))
    throw new FilterInvalid(
      word.at,
      `« ${word.text.slice(0, 30)} » n’est pas un nombre pour « ${field.name} ».`,
      `${field.name} : ${field.about}. Un intervalle s’écrit ${field.name}=8-13.`,
    );
  const unit = (text: string) =>
    field.kind === 'amount' ? (readAmountText(text)?.minor ?? Number.NaN) : Number(text);
  return [unit(low), unit(high ?? low)];
}
