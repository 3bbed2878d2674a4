import { isTextRead, textOf } from '../../domain/library/document-text.ts';
import type { Directory, DocumentEntry } from '../../ports/people/directory.ts';
import type { KeptDocument } from '../../ports/rows/library.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type AskedPeople, peopleRoom } from '../people/people-access.ts';
import { openedOrLost } from '../seal-damage.ts';
import { openPart, partsOf } from './document-parts.ts';
import { documentsSeen } from './library-access.ts';
import { type DocumentLine, documentLine } from './list-documents.ts';

export interface FindDocumentsDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openDocument'>;
  readonly directory: Directory;
}

interface FoundDocument extends DocumentLine {
  /** False: found by its words of the list alone. */
  readonly isTextRead: boolean;
}

export interface FoundDocuments {
  /** Of all that match and that the asker may see. */
  readonly total: number;
  readonly found: readonly FoundDocument[];
}

const stampOf = ({ newest, changedAtMs }: KeptDocument) => `${newest.id} ${changedAtMs}`;

async function wholeOf(deps: FindDocumentsDeps, { charity, newest }: KeptDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let rank = 0; rank < partsOf(newest.bytes); rank += 1)
    parts.push(await openPart(deps, { charity, id: newest.id }, rank));
  return Buffer.concat(parts);
}

/** One that no longer opens is found by its words of the list, and closes the search of no other. */
async function entryOf(deps: FindDocumentsDeps, document: KeptDocument): Promise<DocumentEntry> {
  const { id, title, description, tags, folder, newest } = document;
  const bytes = isTextRead(newest) ? await openedOrLost(wholeOf(deps, document)) : undefined;
  const body = bytes ? textOf(newest.name, bytes) : '';
  const words = [title, description, tags, folder, newest.name].join(' ');
  return { id, stamp: stampOf(document), title: words, body };
}

/** Opens what was put since, and forgets what left: whoever did may be another server. */
async function fill(deps: FindDocumentsDeps, charity: string): Promise<void> {
  const all = await deps.store.read((rows) => rows.library.documents(charity));
  const standing = all.filter(({ withdrawnAtMs }) => withdrawnAtMs === null);
  const known = await deps.directory.documentStamps(charity);
  const gone = Object.keys(known).filter((id) => !standing.some((one) => one.id === id));
  await deps.directory.dropDocuments(charity, gone);
  for (const document of standing.filter((one) => known[one.id] !== stampOf(one)))
    await deps.directory.putDocuments(charity, [await entryOf(deps, document)]);
}

/**
 * The documents whose words, or whose text, hold all of these, each the beginning of a word: among those that the asker may see,
 * which is part of the question put to the index, so that no total counts another. AppErrors of `peopleRoom`.
 */
export async function findDocuments(
  deps: FindDocumentsDeps,
  asked: AskedPeople & { readonly words: string; readonly from: number; readonly limit: number },
): Promise<FoundDocuments> {
  const { words: text, from, limit } = asked;
  const { room, seen } = await deps.store.read(async (rows) => {
    const found = await peopleRoom(rows, asked);
    return { room: found, seen: await documentsSeen(rows, found) };
  });
  const { charity } = room.base;
  await deps.directory.alone(`library ${charity}`, () => fill(deps, charity));
  const query = { text, seen: seen.map(({ id }) => id), from, limit };
  const { total, ids } = await deps.directory.findDocuments(charity, query);
  const found = ids.flatMap((id): readonly FoundDocument[] => {
    const document = seen.find((one) => one.id === id);
    if (!document) return [];
    return [{ ...documentLine(document, room.groups), isTextRead: isTextRead(document.newest) }];
  });
  return { total, found };
}
