import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { TAG_FACET } from '../../domain/people/directory-entry.ts';
import { readTags } from '../../domain/people/tags.ts';
import {
  changeCards,
  type EditPeopleDeps,
  idsSought,
  type PeopleEdited,
  refuseOtherCount,
} from './edit-people.ts';
import { type DirectoryDeps, keepDirectory } from './fill-directory.ts';
import { soughtIn } from './find-people.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from './people-access.ts';

export interface TagLine {
  readonly tag: string;
  readonly people: number;
}

/** Tags of the cards that the asker may see them on, with how many. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function listTags(deps: DirectoryDeps, asked: AskedPeople): Promise<readonly TagLine[]> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  const { charity } = room.base;
  const { scopes } = soughtIn(room, '');
  await keepDirectory(deps, charity, { whole: true });
  const values = await deps.directory.tally(charity, { key: TAG_FACET, scopes });
  const lines = values.map(({ value, cards }) => ({ tag: value, people: cards }));
  return lines.toSorted((a, b) => a.tag.localeCompare(b.tag, 'fr'));
}

export interface TagChange extends AskedPeople {
  readonly tag: string;
  /** What it becomes on each card; null: nothing. */
  readonly to: string | null;
  /** `to` is a tag that is there already, and both become one. */
  readonly merges: boolean;
  /** How many cards the person confirmed. */
  readonly expected: number;
}

/**
 * Renames a tag, merges it in another or takes it away, on every card that has it: all or none, kept seven days to be taken
 * back. AppErrors `tag-unknown`, `tag-taken`, `people-value`, `people-count-changed`, `people-forbidden`, those of
 * `changeCards`.
 */
export async function changeTag(deps: EditPeopleDeps, asked: TagChange): Promise<PeopleEdited> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  refuseWithoutOffice(room.asker, 'd’y changer les tags');
  const [tag, to] = [readTag(asked.tag), asked.to === null ? null : readTag(asked.to)];
  const all = await listTags(deps, asked);
  const isThere = (one: string) => all.some((line) => line.tag === one);
  if (!isThere(tag)) throw unknown(tag);
  if (to !== null && asked.merges !== isThere(to)) throw asked.merges ? unknown(to) : taken(to);
  const { scopes } = soughtIn(room, '');
  const filters = [{ key: TAG_FACET, value: tag, isWhole: true }];
  const ids = await idsSought(deps, room.base.charity, { sought: { words: [], filters }, scopes });
  refuseOtherCount(ids, asked.expected);
  const rows = await deps.store.read(async (reader) =>
    (await inTurn.map(ids, (id) => reader.people.byId(id))).filter((one) => one !== undefined),
  );
  const change = { values: {}, addTags: to === null || to === tag ? [] : [to], removeTags: [tag] };
  return await changeCards(deps, { account: asked.account, change, room, rows });
}

/** One tag, as cards have it. AppError `people-value`. */
function readTag(text: string): string {
  const read = readTags(text);
  const [tag, other] = read.ok ? read.tags : [];
  if (tag !== undefined && other === undefined) return tag;
  throw new AppError({
    code: 'people-value',
    kind: 'invalid',
    message: 'Ce n’est pas un tag.',
    hint: 'Un tag est fait de lettres, de chiffres et d’espaces, 40 caractères au plus.',
  });
}

function unknown(tag: string): AppError {
  return new AppError({
    code: 'tag-unknown',
    kind: 'not-found',
    message: `Aucune fiche n’a le tag « ${tag} ».`,
    hint: 'Les tags de l’annuaire : « plateau tag list ».',
  });
}

function taken(tag: string): AppError {
  return new AppError({
    code: 'tag-taken',
    kind: 'conflict',
    message: `Des fiches ont déjà le tag « ${tag} » : renommer les confondrait.`,
    hint: `Si c’est voulu : « plateau tag merge ANCIEN --into "${tag}" ».`,
  });
}
