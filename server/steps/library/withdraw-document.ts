import type { LibraryDocument } from '../../domain/library/document.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { documentFor } from './library-access.ts';

interface Withdrawal extends AskedPeople {
  readonly document: string;
  readonly reason: string;
}

/**
 * Takes a document out of every list, search and link; its versions stay sealed in the base for a month. A second call
 * finds it no more. AppErrors of `documentFor`.
 */
export async function withdrawDocument(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { reason, ...asked }: Withdrawal,
): Promise<Pick<LibraryDocument, 'id' | 'title'>> {
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { document } = await documentFor(rows, { ...asked, verb: 'document-withdraw' });
    for (const campaign of await rows.library.pinsOf(document.id))
      await rows.library.unpin({ campaign, document: document.id });
    await rows.library.update(document.id, { withdrawnAtMs: atMs, changedAtMs: atMs });
    await trail(rows, { actor: asked.account.id, atMs })('document.withdraw', document.id, {
      reason,
      detail: { charity: document.charity },
    });
    return { id: document.id, title: document.title };
  });
}
