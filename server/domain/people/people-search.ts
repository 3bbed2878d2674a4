import { foldedText } from '../../../shared/folded-text.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import type { PeopleField } from './people-fields.ts';
import { type Asker, LAYERS, type Layer, type Relation, SEEN_BY, type Standing } from './people-rights.ts';

export interface SoughtPeople {
  readonly words: readonly string[];
  readonly filters: readonly { readonly key: string; readonly value: string }[];
}

/** Filters that are no fields. */
const OWN_KEYS = ['statut', 'type', 'groupe', 'niveau', 'tag'];

type ReadSearch =
  | { readonly ok: true; readonly sought: SoughtPeople }
  | { readonly ok: false; readonly key: string; readonly near: string | undefined };

/** `trad caen statut:confirmé groupe:"gl caen"`: words, and filters by their key. An unknown key is refused, with the nearest. */
export function readSearch(text: string, fields: readonly PeopleField[]): ReadSearch {
  const keys = [...OWN_KEYS, ...fields.map(({ key }) => key)];
  const words: string[] = [];
  const filters: SoughtPeople['filters'][number][] = [];
  for (const [, key, quoted, bare, alone] of text.matchAll(/([\p{L}\d-]+):(?:"([^"]*)"?|(\S*))|(\S+)/gu)) {
    if (key === undefined) words.push(alone ?? '');
    else {
      const folded = foldedText(key);
      if (!keys.includes(folded)) return { ok: false, key: folded, near: nearestWord(folded, keys) };
      filters.push({ key: folded, value: foldedText(quoted ?? bare ?? '').trim() });
    }
  }
  return { ok: true, sought: { words, filters } };
}

const layersOf = (relations: readonly Relation[]): readonly Layer[] =>
  LAYERS.filter((layer) => SEEN_BY[layer].some((one) => relations.includes(one)));

export interface SearchScope {
  readonly whose:
    | { readonly kind: 'everyone' }
    | { readonly kind: 'groups'; readonly groups: readonly string[] }
    | { readonly kind: 'participant'; readonly id: string };
  readonly layers: readonly Layer[];
}

/**
 * Where that asker may search: cards and their layers, as `relationsOf` and `SEEN_BY` say card by card (a property test holds
 * them together). Nobody's: no scope. `children`: groups under each group.
 */
export function searchScopes(
  { office, participant }: Asker,
  children: (group: string) => readonly string[],
): readonly SearchScope[] {
  if (office) return [{ whose: { kind: 'everyone' }, layers: layersOf([office]) }];
  if (!participant) return [];
  const own: SearchScope = { whose: { kind: 'participant', id: participant.id }, layers: layersOf(['self']) };
  if (participant.status !== 'confirmed') return [own];
  const employee: readonly SearchScope[] =
    participant.kind === 'employee' ? [{ whose: { kind: 'everyone' }, layers: layersOf(['employee']) }] : [];
  return [own, ...employee, ...groupScopes(participant, children)];
}

function groupScopes(
  { belongings }: Standing,
  children: (group: string) => readonly string[],
): readonly SearchScope[] {
  const member = belongings
    .filter(({ level }) => level === 'member' || level === 'referent')
    .map(({ group }) => group);
  const led = belongings
    .filter(({ level }) => level === 'coordinator')
    .flatMap(({ group }) => [group, ...children(group)]);
  return [
    { whose: { kind: 'groups' as const, groups: member }, layers: layersOf(['same-group']) },
    { whose: { kind: 'groups' as const, groups: led }, layers: layersOf(['coordinator']) },
  ].filter(({ whose }) => whose.groups.length > 0);
}
