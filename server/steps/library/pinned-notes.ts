import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { noteOf } from '../../domain/library/pinned-note.ts';
import type { KeptDocument } from '../../ports/rows/library.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { openPart } from './document-parts.ts';

/** Signs of a digest: two sets of notes share six once in sixteen million. */
const DIGITS = 6;

/**
 * Changes whenever a note is pinned to the campaign or unpinned, or gets another version or title; undefined without any. Part of
 * the version of the aids that each card names.
 */
export async function pinnedMark(rows: StoreReader, campaign: string): Promise<string | undefined> {
  const versions = await rows.library.pinnedVersions(campaign);
  return versions.length === 0 ? undefined : sha256(versions.join(' ')).slice(0, DIGITS);
}

/**
 * The notes pinned to that campaign, in the order of their titles, opened for its agents. One that is no note any more is left
 * out. Errors of the vault.
 */
export async function pinnedNotes(
  { store, vault }: { readonly store: Store; readonly vault: Pick<Vault, 'openDocument'> },
  campaign: string,
): Promise<readonly KnowledgeNote[]> {
  const pinned = await store.read((rows) => rows.library.pinned(campaign));
  return await inTurn.flatMap(
    pinned.toSorted((a, b) => a.title.localeCompare(b.title, 'fr')),
    async (document) => {
      const read = await readNote({ store, vault }, document);
      return read.ok ? [read.note] : [];
    },
  );
}

/** A note is one part: what is longer is none. */
export async function readNote(
  deps: Parameters<typeof openPart>[0],
  { title, charity, newest }: KeptDocument,
): Promise<ReturnType<typeof noteOf>> {
  return noteOf({ title, name: newest.name }, await openPart(deps, { charity, id: newest.id }, 0));
}
