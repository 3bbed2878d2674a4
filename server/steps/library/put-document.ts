import { AppError } from '../../../shared/errors.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import {
  type DocumentVersion,
  type LibraryDocument,
  MOST_FILE_BYTES,
} from '../../domain/library/document.ts';
import { fileNameOf } from '../../domain/library/file-name.ts';
import { noteOf } from '../../domain/library/pinned-note.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { type AskedPeople, type PeopleRoom, peopleRoom } from '../people/people-access.ts';
import { refuseBeforeRings } from '../people/write-participants.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { audienceOf, type DocumentText, folderOf } from './document-filing.ts';
import { sealParts } from './document-parts.ts';
import { documentFor } from './library-access.ts';
import { noteRefusal } from './note-refusal.ts';

export interface PutDocumentDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sealDocument'>;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
}

/** A file as somebody names it. */
export interface FileToPut {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface Put {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly number: number;
  /** It is the very file that stood there: nothing was added. */
  readonly isSame: boolean;
}

/** AppErrors `document-empty`, `file-too-large`. */
function refuseSize({ bytes }: Pick<FileToPut, 'bytes'>): void {
  if (bytes.length > 0 && bytes.length <= MOST_FILE_BYTES) return;
  const isEmpty = bytes.length === 0;
  throw new AppError({
    code: isEmpty ? 'document-empty' : 'file-too-large',
    kind: 'invalid',
    message: isEmpty
      ? 'Ce fichier est vide : rien n’a été déposé.'
      : 'Ce fichier dépasse 20 Mio : rien n’a été déposé.',
    hint: isEmpty
      ? 'Choisissez-en un autre.'
      : 'Une vidéo se dépose ailleurs : mettez son lien dans une note.',
  });
}

/** AppError `pin-note`: agents are reading it. */
function refuseNoNote({ title }: Pick<LibraryDocument, 'title'>, { fileName, bytes }: FileToPut): void {
  const read = noteOf({ title, name: fileNameOf(fileName) }, bytes);
  if (!read.ok) throw noteRefusal(read);
}

/** Where and for whom, once its author may put it there. */
async function filedAs(rows: StoreReader, room: PeopleRoom, text: DocumentText) {
  const audience = audienceOf(room, text);
  return { ...audience, folder: await folderOf(rows, room, { ...audience, folder: text.folder }) };
}

interface Sealed {
  readonly file: FileToPut;
  readonly version: string;
  readonly parts: readonly SealedBytes[];
}

/** Sealed before the base is held: a file of 20 MiB takes some tenths of a second. */
async function sealedFile(deps: PutDocumentDeps, charity: string, file: FileToPut): Promise<Sealed> {
  const version = deps.chance.uuid();
  return { file, version, parts: await sealParts(deps.vault, { charity, id: version }, file.bytes) };
}

type VersionMade = Pick<DocumentVersion, 'document' | 'number' | 'author' | 'atMs'> &
  Pick<LibraryDocument, 'charity'>;

async function addVersion(
  rows: StoreWriter,
  { file, version: id, parts }: Sealed,
  { charity, ...made }: VersionMade,
): Promise<DocumentVersion> {
  const { bytes } = file;
  const version = {
    id,
    ...made,
    name: fileNameOf(file.fileName),
    bytes: bytes.length,
    sha256: sha256(bytes),
  };
  await rows.library.addVersion(version, parts);
  const { author: actor, atMs, number } = made;
  const detail = { charity, number, bytes: bytes.length };
  await trail(rows, { actor, atMs })('document.put', made.document, { detail });
  return version;
}

/**
 * Puts a file in the library, as the first version of a new document. AppErrors of `peopleRoom`, `document-empty`,
 * `file-too-large`, `document-groups`, `document-folder`, `group-unknown`, `group-closed`, `people-forbidden`,
 * `key-not-everywhere`.
 */
export async function putDocument(
  deps: PutDocumentDeps,
  { file, text, ...asked }: AskedPeople & { readonly file: FileToPut; readonly text: DocumentText },
): Promise<Put> {
  refuseSize(file);
  const { charity } = await deps.store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    await filedAs(rows, room, text);
    return room.base;
  });
  const sealed = await sealedFile(deps, charity, file);
  const atMs = deps.clock.nowMs();
  return await writeWhenFree(deps, async (rows) => {
    const room = await peopleRoom(rows, asked);
    await refuseBeforeRings(rows, charity);
    const [id, author] = [deps.chance.uuid(), asked.account.id];
    const name = fileNameOf(file.fileName);
    const title = text.title === '' ? name : text.title;
    const words = { title, description: text.description, tags: text.tags.join(', ') };
    const filed = await filedAs(rows, room, text);
    await rows.library.add({
      ...{ id, charity, ...filed, ...words, withdrawnAtMs: null },
      ...{ author, atMs, changedAtMs: atMs },
    });
    await addVersion(rows, sealed, { charity, document: id, number: 1, author, atMs });
    return { id, title, name, number: 1, isSame: false };
  });
}

/**
 * Puts a file as the next version of a document, whose words and privacy stay. The very file of the newest adds nothing.
 * AppErrors of `documentFor`, `document-empty`, `file-too-large`, `pin-note` for one that is pinned and would be no note.
 */
export async function putVersion(
  deps: PutDocumentDeps,
  { file, document: sought, ...asked }: AskedPeople & { readonly file: FileToPut; readonly document: string },
): Promise<Put> {
  refuseSize(file);
  const wanted = { ...asked, document: sought, verb: 'document-add' } as const;
  const { document: known } = await deps.store.read((rows) => documentFor(rows, wanted));
  if (known.newest.sha256 === sha256(file.bytes)) {
    const { name, number } = known.newest;
    return { id: known.id, title: known.title, name, number, isSame: true };
  }
  if ((await deps.store.read((rows) => rows.library.pinsOf(known.id))).length > 0) refuseNoNote(known, file);
  const sealed = await sealedFile(deps, known.charity, file);
  const atMs = deps.clock.nowMs();
  return await writeWhenFree(deps, async (rows) => {
    const { document } = await documentFor(rows, { ...wanted, document: known.id });
    const made = {
      charity: document.charity,
      document: document.id,
      number: document.newest.number + 1,
      author: asked.account.id,
      atMs,
    };
    const { name, number } = await addVersion(rows, sealed, made);
    await rows.library.update(document.id, { withdrawnAtMs: null, changedAtMs: atMs });
    return { id: document.id, title: document.title, name, number, isSame: false };
  });
}
