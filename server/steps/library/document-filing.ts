import { AppError } from '../../../shared/errors.ts';
import type { EventPrivacy } from '../../../shared/people/agenda-words.ts';
import type { LibraryDocument } from '../../domain/library/document.ts';
import { folderPathOf, knownFolder } from '../../domain/library/folder-path.ts';
import type { StoreReader } from '../../ports/store.ts';
import { knownGroup, refuseClosed } from '../groups/keep-groups.ts';
import type { PeopleRoom } from '../people/people-access.ts';
import { documentsSeen, refuseOnDocument } from './library-access.ts';

/** What is said of a new document. */
export interface DocumentText {
  /** Empty: the file’s name. */
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly folder: string;
  readonly privacy: EventPrivacy;
  /** Names of its groups. */
  readonly groups: readonly string[];
}

function folderWrong(): AppError {
  return new AppError({
    code: 'document-folder',
    kind: 'invalid',
    message: 'Ce dossier n’est pas un chemin de quatre noms de soixante caractères au plus.',
    hint: 'Écrivez par exemple « Kits/2026 ».',
  });
}

function groupsMissing(): AppError {
  return new AppError({
    code: 'document-groups',
    kind: 'invalid',
    message: 'Un document réservé à des groupes en nomme au moins un.',
    hint: 'Ajoutez le groupe, ou ouvrez-le aux bénévoles.',
  });
}

type Audience = Pick<LibraryDocument, 'privacy' | 'groups'>;

/**
 * Who would see it, once its author may put a document there. AppErrors `document-groups`, `group-unknown`, `group-closed`,
 * `people-forbidden`.
 */
export function audienceOf(room: PeopleRoom, { privacy, groups: names }: Audience): Audience {
  if (names.length === 0 && (privacy === 'groups' || privacy === 'coordination')) throw groupsMissing();
  const named = names.map((name) => {
    const group = knownGroup(room.groups, name);
    refuseClosed(group, 'member');
    return group.id;
  });
  const groups = [...new Set(named)];
  refuseOnDocument(room, 'document-add', { privacy, groups });
  return { privacy, groups };
}

/** The folder as the library spells it, once its author may name it. AppErrors `document-folder`, `people-forbidden`. */
export async function folderOf(
  rows: StoreReader,
  room: PeopleRoom,
  { folder, ...audience }: Audience & Pick<LibraryDocument, 'folder'>,
): Promise<string> {
  const path = folderPathOf(folder);
  if (path === undefined) throw folderWrong();
  const folders = (await documentsSeen(rows, room)).map((one) => one.folder);
  const known = knownFolder(path, folders);
  if (known === undefined) refuseOnDocument(room, 'folder-name', audience);
  return known ?? path;
}
