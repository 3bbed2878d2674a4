import { AppError } from '../../../shared/errors.ts';
import type { DocumentVersion } from '../../domain/library/document.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { openPart, partsOf } from './document-parts.ts';
import { documentFor } from './library-access.ts';

export interface ReadDocumentDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openDocument'>;
  readonly clock: Clock;
}

export interface DocumentPiece extends Pick<DocumentVersion, 'number' | 'name' | 'bytes' | 'sha256'> {
  /** How many pieces make the file. */
  readonly pieces: number;
  readonly piece: Uint8Array;
}

function versionUnknown(): AppError {
  return new AppError({
    code: 'document-version',
    kind: 'not-found',
    message: 'Ce document n’a pas de version de ce numéro.',
    hint: 'Ses versions : « plateau library history DOCUMENT ».',
  });
}

/**
 * One piece of a version, the newest when none is named; who reads goes to the audit log with the first one. AppErrors of
 * `documentFor`, `document-version`, those of `openPart`.
 */
export async function readDocument(
  deps: ReadDocumentDeps,
  {
    number,
    at,
    ...asked
  }: AskedPeople & { readonly document: string; readonly number?: number | undefined; readonly at: number },
): Promise<DocumentPiece> {
  const { document, version } = await deps.store.read(async (rows) => {
    const { document: known } = await documentFor(rows, { ...asked, verb: 'document-see' });
    const all = number === undefined ? [known.newest] : await rows.library.versions(known.id);
    const found = number === undefined ? known.newest : all.find((one) => one.number === number);
    if (!found) throw versionUnknown();
    return { document: known, version: found };
  });
  if (at === 0)
    await deps.store.write((rows) => {
      const note = trail(rows, { actor: asked.account.id, atMs: deps.clock.nowMs() });
      return note('document.read', document.id, {
        detail: { charity: document.charity, number: version.number },
      });
    });
  const piece = await openPart(deps, { charity: document.charity, id: version.id }, at);
  const { name, bytes, sha256, number: read } = version;
  return { number: read, name, bytes, sha256, pieces: partsOf(bytes), piece };
}
