import { AppError } from '../../../shared/errors.ts';
import { type PartOf, partPlace } from '../../domain/library/part-place.ts';
import { giveWay } from '../../give-way.ts';
import type { Store } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';

/** Of clear bytes in one part: sealed, under the megabyte that a row holds. */
const PART_BYTES = 2 ** 19;

/** How many parts a file of so many bytes has. */
export function partsOf(bytes: number): number {
  return Math.ceil(bytes / PART_BYTES);
}

/** The file in sealed parts, in order; agents' cards pass between two. */
export async function sealParts(
  vault: Pick<Vault, 'sealDocument'>,
  whose: PartOf,
  bytes: Uint8Array,
): Promise<readonly SealedBytes[]> {
  const parts: SealedBytes[] = [];
  for (let rank = 0; rank < partsOf(bytes.length); rank += 1) {
    const part = bytes.subarray(rank * PART_BYTES, (rank + 1) * PART_BYTES);
    parts.push(await vault.sealDocument(partPlace(whose, rank), part));
    await giveWay();
  }
  return parts;
}

/** One part, opened. AppErrors `document-part-unknown`, `campaign-key-missing`, `seal-broken`, `seal-moved`. */
export async function openPart(
  { store, vault }: { readonly store: Store; readonly vault: Pick<Vault, 'openDocument'> },
  whose: PartOf,
  rank: number,
): Promise<Uint8Array> {
  const sealed = await store.read((rows) => rows.library.part(whose.id, rank));
  if (sealed) return await vault.openDocument(partPlace(whose, rank), sealed);
  throw new AppError({
    code: 'document-part-unknown',
    kind: 'not-found',
    message: 'Ce document n’a pas autant de morceaux.',
    hint: 'Demandez-le de nouveau depuis son début.',
  });
}
