import { foldedText } from '../../../shared/folded-text.ts';
import {
  KIND_WORDS,
  LEVEL_WORDS,
  type Level,
  type ParticipantKind,
  type ParticipantStatus,
  STATUS_WORDS,
} from '../../../shared/people/people-words.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { PeopleGroup } from '../groups/group.ts';
import { fieldText, isOfAge } from './field-value.ts';
import { displayName, type ParticipantContent, type PeopleField, textValue } from './people-fields.ts';
import type { Layer } from './people-rights.ts';

/** An opened card with what stands in clear beside it. */
export interface OpenedParticipant {
  readonly id: string;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly content: ParticipantContent;
  readonly belongings: readonly { readonly group: string; readonly level: Level }[];
}

/** Coordinates are shown to the person's groups when they said so and are of age. */
export function isShared({ values }: Pick<ParticipantContent, 'values'>, today: CivilDate): boolean {
  return values.partage === true && isOfAge(textValue({ values }, 'naissance'), today);
}

/** The layer in which a field of that card stands: a name is what every relation sees, coordinates what the person shares. */
export function layerOf(field: PeopleField, shares: boolean): Layer {
  if (field.key === 'nom' || field.key === 'prenom') return 'group';
  return shares && (field.kind === 'email' || field.kind === 'phone') ? 'shared' : field.seenBy;
}

/** Tags are the coordination's own words. */
export const TAGS_LAYER: Layer = 'coordination';

/** Of a tag as it is written: nobody can type this key, so that it is no filter. */
export const TAG_FACET = 'tag=';

/** What a card is read with. */
interface Known {
  readonly fields: readonly PeopleField[];
  readonly groups: readonly PeopleGroup[];
  readonly today: CivilDate;
}

interface Entered {
  readonly layer: Layer;
  readonly key: string;
  /** As a filter asks for it. */
  readonly value: string;
  /** As words find it. */
  readonly text: string;
}

function enteredFields(
  content: ParticipantContent,
  fields: readonly PeopleField[],
  today: CivilDate,
): readonly Entered[] {
  const shares = isShared(content, today);
  return fields.flatMap((field) => {
    const value = content.values[field.key];
    if (value === undefined) return [];
    const layer = layerOf(field, shares);
    const each =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [value] : value;
    return each.map((one) => ({
      layer,
      key: field.key,
      value: foldedText(typeof one === 'string' ? one : fieldText(one, field.kind)),
      text: fieldText(one, field.kind),
    }));
  });
}

/** What the directory keeps of a card in memory: its words and its facets, each in the layer of those who may ask for it. */
export function directoryWords(
  { status, kind, content, belongings }: OpenedParticipant,
  { fields, groups, today }: Known,
) {
  const inGroup = (key: string, text: string): Entered => ({
    layer: 'group',
    key,
    value: foldedText(text),
    text,
  });
  const entered: readonly Entered[] = [
    ...enteredFields(content, fields, today),
    { ...inGroup('statut', STATUS_WORDS[status]), text: '' },
    { ...inGroup('type', KIND_WORDS[kind]), text: '' },
    ...belongings.flatMap(({ group, level }) => {
      const name = groups.find(({ id }) => id === group)?.name ?? '';
      return [
        inGroup('groupe', name),
        { ...inGroup('niveau', LEVEL_WORDS[level]), text: content.missions[group] ?? '' },
      ];
    }),
    ...content.tags.flatMap((tag) => [
      { layer: TAGS_LAYER, key: 'tag', value: foldedText(tag), text: tag },
      { layer: TAGS_LAYER, key: TAG_FACET, value: tag, text: '' },
    ]),
  ];
  const texts: Partial<Record<Layer, string>> = {};
  for (const { layer, text } of entered) if (text !== '') texts[layer] = `${texts[layer] ?? ''} ${text}`;
  return {
    name: displayName(content),
    texts,
    facets: entered
      .filter(({ value }) => value !== '')
      .map(({ layer, key, value }) => ({ layer, key, value })),
  };
}
