import type { LibraryDocument } from '../../domain/library/document.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { audienceOf, type DocumentText, folderOf } from './document-filing.ts';
import { type DocumentAsked, documentFor, refuseOnDocument } from './library-access.ts';
import { noteRefusal } from './note-refusal.ts';
import { readNote } from './pinned-notes.ts';

export interface EditDocumentDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openDocument'>;
  readonly clock: Clock;
}

/** What is absent stays. */
type DocumentChange = { readonly [Key in keyof DocumentText]?: DocumentText[Key] | undefined };

interface Edit extends AskedPeople {
  readonly document: string;
  readonly change: DocumentChange;
}

type Said = Pick<LibraryDocument, 'title' | 'description' | 'tags' | 'folder' | 'privacy' | 'groups'>;

const isSameList = (one: readonly string[], other: readonly string[]) =>
  new Set(one).symmetricDifference(new Set(other)).size === 0;

/** Whom it is taken from, and to whom it is given: rights at the place that it leaves and at the one that it reaches. */
function audienceAfter({ document, ...room }: DocumentAsked, { privacy, groups }: DocumentChange) {
  const { privacy: was, groups: whose } = document;
  if (privacy === undefined && groups === undefined) return { privacy: was, groups: whose };
  const audience = audienceOf(room, { privacy: privacy ?? was, groups: groups ?? whose });
  if (audience.privacy === was && isSameList(audience.groups, whose)) return { privacy: was, groups: whose };
  refuseOnDocument(room, 'document-withdraw', document);
  return audience;
}

async function saidAfter(rows: StoreReader, asked: DocumentAsked, change: DocumentChange): Promise<Said> {
  const { document } = asked;
  const audience = audienceAfter(asked, change);
  const isFiled = change.folder === undefined || change.folder === document.folder;
  return {
    ...audience,
    folder: isFiled
      ? document.folder
      : await folderOf(rows, asked, { ...audience, folder: change.folder ?? '' }),
    title: change.title ?? document.title,
    description: change.description ?? document.description,
    tags: change.tags?.join(', ') ?? document.tags,
  };
}

const FIELDS = ['title', 'description', 'tags', 'folder', 'privacy', 'groups'] as const;

function changedIn(was: Said, said: Said): readonly (typeof FIELDS)[number][] {
  return FIELDS.filter((field) =>
    field === 'groups' ? !isSameList(was.groups, said.groups) : was[field] !== said[field],
  );
}

/** AppError `pin-note`: agents read it, under a title that may be the document's. */
async function refuseNoNote(deps: EditDocumentDeps, { document }: DocumentAsked, { title }: DocumentChange) {
  if (title === undefined || title === document.title) return;
  const pins = await deps.store.read((rows) => rows.library.pinsOf(document.id));
  if (pins.length === 0) return;
  const read = await readNote(deps, { ...document, title });
  if (!read.ok) throw noteRefusal(read);
}

/**
 * Other words, another folder or other readers for a document; its versions stay. Whoever changes who sees it may withdraw
 * it where it stands, and put it where it goes. What is already so changes nothing, and `fields` is empty. AppErrors of
 * `documentFor`, `audienceOf`, `folderOf`; `pin-note` for a title under which a pinned note would be none.
 */
export async function editDocument(
  deps: EditDocumentDeps,
  { document: sought, change, ...asked }: Edit,
): Promise<Pick<LibraryDocument, 'id' | 'title'> & { readonly fields: readonly string[] }> {
  const wanted = { ...asked, document: sought, verb: 'document-add' } as const;
  const found = await deps.store.read((rows) => documentFor(rows, wanted));
  await refuseNoNote(deps, found, change);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const known = await documentFor(rows, { ...wanted, document: found.document.id });
    const { id, charity, title } = known.document;
    const said = await saidAfter(rows, known, change);
    const fields = changedIn(known.document, said);
    if (fields.length === 0) return { id, title, fields };
    // Later than the change before, whatever the clock says: what was indexed or shown under that one is known to be old.
    const changedAtMs = Math.max(atMs, known.document.changedAtMs + 1);
    await rows.library.edit(id, { ...said, changedAtMs });
    const detail = { charity, fields: fields.join(', '), privacy: said.privacy };
    await trail(rows, { actor: asked.account.id, atMs })('document.edit', id, { detail });
    return { id, title: said.title, fields };
  });
}
