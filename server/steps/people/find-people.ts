import { AppError } from '../../../shared/errors.ts';
import {
  readSearch,
  type SearchScope,
  type SoughtPeople,
  searchScopes,
} from '../../domain/people/people-search.ts';
import type { FoundPerson } from '../../ports/people/directory.ts';
import { type DirectoryDeps, type DirectoryState, keepDirectory } from './fill-directory.ts';
import { type AskedPeople, type PeopleRoom, peopleForbidden, peopleRoom } from './people-access.ts';

interface PersonLine extends Omit<FoundPerson, 'belongings'> {
  /** `GL Caen`, `Trailwalker 2026`: names of the groups of now. */
  readonly groups: readonly string[];
}

export interface PeopleFound extends DirectoryState {
  readonly charity: string;
  /** Of all that match and that the asker may see. */
  readonly total: number;
  readonly lines: readonly PersonLine[];
}

/** Most lines of one page. */
const PAGE = 200;

/** What the asker may search, and what they ask. AppErrors `people-search-key`, `people-forbidden`. */
export function soughtIn(
  { fields, groups, asker }: PeopleRoom,
  text: string,
): { readonly sought: SoughtPeople; readonly scopes: readonly SearchScope[] } {
  const scopes = searchScopes(asker, (group) =>
    groups.filter(({ parent }) => parent === group).map(({ id }) => id),
  );
  if (scopes.length === 0) throw peopleForbidden('d’y chercher');
  const read = readSearch(text, fields);
  if (read.ok) return { sought: read.sought, scopes };
  throw new AppError({
    code: 'people-search-key',
    kind: 'invalid',
    message: `« ${read.key} » n’est pas un champ de cet annuaire.`,
    hint: read.near
      ? `Vouliez-vous dire « ${read.near}: » ?`
      : 'Les champs : « plateau people fields show ».',
  });
}

/**
 * People of the directory whose card holds these words, among those that the asker may see, in the fields that they may see
 * . Before all cards are opened it answers with those that are, and says how many. AppErrors of `peopleRoom`,
 * `soughtIn`.
 */
export async function findPeople(
  deps: DirectoryDeps,
  asked: AskedPeople & {
    readonly where: string;
    readonly from: number;
    readonly limit: number;
    readonly whole?: boolean;
  },
): Promise<PeopleFound> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  const { charity } = room.base;
  const { sought, scopes } = soughtIn(room, asked.where);
  const state = await keepDirectory(deps, charity, { whole: asked.whole ?? false });
  const query = { ...sought, scopes, from: asked.from, limit: Math.min(asked.limit, PAGE) };
  const { total, found } = await deps.directory.find(charity, query);
  const nameOf = (group: string) => room.groups.find(({ id }) => id === group)?.name ?? '';
  return {
    charity,
    ...state,
    total,
    lines: found.map(({ belongings, ...one }) => ({
      ...one,
      groups: belongings.map(({ group }) => nameOf(group)),
    })),
  };
}
