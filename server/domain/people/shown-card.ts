import { KIND_WORDS, LEVEL_WORDS, STATUS_WORDS } from '../../../shared/people/people-words.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { PeopleGroup } from '../groups/group.ts';
import { isShared, layerOf, type OpenedParticipant, TAGS_LAYER } from './directory-entry.ts';
import { fieldText } from './field-value.ts';
import { displayName, type PeopleField } from './people-fields.ts';
import type { Layer } from './people-rights.ts';

/** A card as that asker may read it. In clear: memory and screen only. */
export interface ShownCard {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly kind: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly text: string }[];
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** How many fields are kept from the asker: nothing hides without being told. */
  readonly hidden: number;
}

export interface CardLooks {
  readonly fields: readonly PeopleField[];
  readonly groups: readonly PeopleGroup[];
  readonly today: CivilDate;
  readonly layers: readonly Layer[];
}

/** The card in the layers that the asker sees; empty fields are left out. */
export function shownCard(
  { id, status, kind, content, belongings }: OpenedParticipant,
  { fields, groups, today, layers }: CardLooks,
): ShownCard {
  const shares = isShared(content, today);
  const filled = fields.filter(({ key }) => content.values[key] !== undefined);
  const seen = filled.filter((field) => layers.includes(layerOf(field, shares)));
  const nameOf = (group: string) => groups.find((one) => one.id === group)?.name ?? '';
  return {
    id,
    name: displayName(content),
    status: STATUS_WORDS[status],
    kind: KIND_WORDS[kind],
    fields: seen.map(({ key, label, kind: sort }) => ({
      key,
      label,
      text: fieldText(content.values[key], sort),
    })),
    tags: layers.includes(TAGS_LAYER) ? content.tags : [],
    groups: belongings.map(({ group, level }) => {
      const mission = content.missions[group] ?? '';
      return `${nameOf(group)} : ${LEVEL_WORDS[level]}${mission === '' ? '' : `, ${mission}`}`;
    }),
    hidden: filled.length - seen.length,
  };
}
