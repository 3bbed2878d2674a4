import { KIND_WORDS, LEVEL_WORDS, STATUS_WORDS } from './people-words.ts';

/** A filter of the search: what is typed before « : », what it asks, and the values that a card may have; none: any. */
export interface DirectoryFilterLine {
  readonly key: string;
  readonly label: string;
  readonly choices: readonly string[];
}

/** Filters that are no fields of a card. */
const OWN: readonly DirectoryFilterLine[] = [
  { key: 'statut', label: 'Statut', choices: Object.values(STATUS_WORDS) },
  { key: 'type', label: 'Type', choices: Object.values(KIND_WORDS) },
  { key: 'groupe', label: 'Groupe', choices: [] },
  { key: 'niveau', label: 'Niveau dans un groupe', choices: Object.values(LEVEL_WORDS) },
  { key: 'tag', label: 'Tag', choices: [] },
];

/** Everything that a search of that directory may filter by. Pure. */
export function directoryFilters(fields: readonly DirectoryFilterLine[]): readonly DirectoryFilterLine[] {
  return [...OWN, ...fields.map(({ key, label, choices }) => ({ key, label, choices }))];
}
