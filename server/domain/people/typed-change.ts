import { nearestWord } from '../../../shared/nearest-word.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { readFieldValue } from './field-value.ts';
import type { FieldValue, PeopleField } from './people-fields.ts';
import { readTags } from './tags.ts';

/** A change as a person types it. */
export interface TypedChange {
  readonly set: readonly { readonly key: string; readonly value: string }[];
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
}

export type ReadChange =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, FieldValue | null>>;
      readonly addTags: readonly string[];
      readonly removeTags: readonly string[];
    }
  | { readonly ok: false; readonly message: string; readonly hint: string };

const SHOWS = 'Les champs et ce qu’ils admettent : « plateau people fields show ».';

function tagsOf(tags: readonly string[]) {
  return readTags(tags.join(';'));
}

/** Typed pairs against the fields of the base: an empty text takes the value away. A refusal never repeats a value. */
export function readTypedChange(
  change: TypedChange,
  fields: readonly PeopleField[],
  today: CivilDate,
): ReadChange {
  const values: Record<string, FieldValue | null> = {};
  for (const { key, value: text } of change.set) {
    const field = fields.find((one) => one.key === key);
    if (!field) {
      const near = nearestWord(
        key,
        fields.map((one) => one.key),
      );
      return {
        ok: false,
        message: `« ${key} » n’est pas un champ.`,
        hint: near ? `Vouliez-vous dire « ${near} » ?` : SHOWS,
      };
    }
    const read =
      text.trim() === '' ? ({ ok: true, value: null } as const) : readFieldValue(field, text, today);
    if (!read.ok)
      return {
        ok: false,
        message: `La valeur de « ${field.label} » ne convient pas : ${read.why}.`,
        hint: SHOWS,
      };
    if (key === 'nom' && read.value === null)
      return {
        ok: false,
        message: 'Une fiche garde un nom.',
        hint: 'Pour effacer la personne : « plateau people erase ».',
      };
    values[key] = read.value;
  }
  const [addTags, removeTags] = [tagsOf(change.addTags), tagsOf(change.removeTags)];
  if (!addTags.ok || !removeTags.ok)
    return {
      ok: false,
      message: 'Un tag ne convient pas.',
      hint: 'Des lettres, des chiffres et des espaces, 40 caractères au plus.',
    };
  return { ok: true, values, addTags: addTags.tags, removeTags: removeTags.tags };
}
