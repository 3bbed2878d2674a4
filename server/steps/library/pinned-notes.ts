import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { noteOf } from '../../domain/library/pinned-note.ts';
import type { KeptDocument } from '../../ports/rows/library.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { LOST_WORDS, openedOrLost } from '../seal-damage.ts';
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
 * out; one whose packet no longer opens says so in its place, since an agent without knowledge cannot answer. AppError
 * `campaign-key-missing`.
 */
export async function pinnedNotes(
  { store, vault }: { readonly store: Store; readonly vault: Pick<Vault, 'openDocument'> },
  campaign: string,
): Promise<readonly KnowledgeNote[]> {
  const pinned = await store.read((rows) => rows.library.pinned(campaign));
  return await inTurn.flatMap(
    pinned.toSorted((a, b) => a.title.localeCompare(b.title, 'fr')),
    async (document) => {
      const read = (await openedOrLost(readNote({ store, vault }, document))) ?? lostNote(document);
      return read.ok ? [read.note] : [];
    },
  );
}

const lostNote = ({ title, newest: { name } }: KeptDocument) =>
  noteOf({ title, name }, Buffer.from(LOST_WORDS));

/** A note is one part: what is longer is none. */
export async function readNote(
  deps: Parameters<typeof openPart>[0],
  { title, charity, newest }: KeptDocument,
): Promise<ReturnType<typeof noteOf>> {
  return noteOf({ title, name: newest.name }, await openPart(deps, { charity, id: newest.id }, 0));
}
