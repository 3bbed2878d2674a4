import { inTurn } from '../../../shared/in-turn.ts';
import type { EventPrivacy } from '../../../shared/people/agenda-words.ts';
import type { PeopleGroup } from '../../domain/groups/group.ts';
import type { DocumentVersion } from '../../domain/library/document.ts';
import type { KeptDocument } from '../../ports/rows/library.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { type AskedPeople, peopleRoom } from '../people/people-access.ts';
import { documentFor, documentsSeen, mayDo } from './library-access.ts';

export interface DocumentLine {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly tags: string;
  readonly privacy: EventPrivacy;
  /** Names of its groups. */
  readonly groups: readonly string[];
  /** Of the newest version. */
  readonly name: string;
  readonly number: number;
  readonly bytes: number;
  readonly atMs: number;
}

/** As lists show it. */
export function documentLine(document: KeptDocument, groups: readonly PeopleGroup[]): DocumentLine {
  const { id, folder, title, description, tags, privacy, newest } = document;
  const { name, number, bytes, atMs } = newest;
  const nameOf = (group: string) => groups.find((one) => one.id === group)?.name ?? '';
  return {
    ...{ id, folder, title, description, tags, privacy, groups: document.groups.map(nameOf) },
    ...{ name, number, bytes, atMs },
  };
}

const byPlace = (a: DocumentLine, b: DocumentLine) =>
  a.folder.localeCompare(b.folder, 'fr') || a.title.localeCompare(b.title, 'fr') || (a.id < b.id ? -1 : 1);

/** The documents that the asker may see, folder by folder. AppErrors of `peopleRoom`. */
export async function listDocuments(
  { store }: { readonly store: Store },
  asked: AskedPeople,
): Promise<readonly DocumentLine[]> {
  return await store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    const seen = await documentsSeen(rows, room);
    return seen.map((one) => documentLine(one, room.groups)).toSorted(byPlace);
  });
}

export interface VersionLine extends Pick<DocumentVersion, 'number' | 'name' | 'bytes' | 'sha256' | 'atMs'> {
  /** Of an account; empty for somebody of the directory, whose name a list does not open. */
  readonly by: string;
}

async function lineOf(rows: StoreReader, version: DocumentVersion): Promise<VersionLine> {
  const { number, name, bytes, sha256, atMs, author } = version;
  return { number, name, bytes, sha256, atMs, by: (await rows.accounts.byId(author))?.login ?? '' };
}

interface DocumentHistory {
  readonly document: DocumentLine;
  readonly versions: readonly VersionLine[];
  /** Of the asker: its words and next version; who sees it, and its withdrawal. */
  readonly may: { readonly edit: boolean; readonly withdraw: boolean };
}

/** Every version of a document, the newest first. AppErrors of `documentFor`. */
export async function documentHistory(
  { store }: { readonly store: Store },
  asked: AskedPeople & { readonly document: string },
): Promise<DocumentHistory> {
  return await store.read(async (rows) => {
    const { document, ...room } = await documentFor(rows, { ...asked, verb: 'document-see' });
    const versions = await rows.library.versions(document.id);
    return {
      document: documentLine(document, room.groups),
      versions: await inTurn.map(versions, (one) => lineOf(rows, one)),
      may: {
        edit: mayDo(room, 'document-add', document),
        withdraw: mayDo(room, 'document-withdraw', document),
      },
    };
  });
}
