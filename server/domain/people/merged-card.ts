import type { FieldValue, ParticipantContent, PeopleField } from './people-fields.ts';

/** What is to become of a card: `null` takes away, what is absent stays. */
export interface CardChange {
  readonly values?: Readonly<Record<string, FieldValue | null>> | undefined;
  /** All of them, in the place of those that are there. */
  readonly tags?: readonly string[] | null | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  /** By group; an empty one is no mission. */
  readonly missions?: Readonly<Record<string, string>> | undefined;
}

export const EMPTY_CARD: ParticipantContent = { values: {}, tags: [], missions: {} };

function sorted(tags: Iterable<string>): readonly string[] {
  return [...new Set(tags)].sort((a, b) => a.localeCompare(b, 'fr'));
}

/** The card after the change; values of fields that are no more are left out. */
export function mergedCard(
  before: ParticipantContent,
  change: CardChange,
  fields: readonly PeopleField[],
): ParticipantContent {
  const values: Record<string, FieldValue> = {};
  for (const { key } of fields) {
    const value = change.values?.[key] === undefined ? before.values[key] : change.values[key];
    if (value !== undefined && value !== null && value !== '') values[key] = value;
  }
  const kept = change.tags === undefined ? before.tags : (change.tags ?? []);
  const tags = [...kept, ...(change.addTags ?? [])].filter((one) => !change.removeTags?.includes(one));
  const missions = Object.fromEntries(
    Object.entries({ ...before.missions, ...change.missions }).filter(([, mission]) => mission !== ''),
  );
  return { values, tags: sorted(tags), missions };
}
