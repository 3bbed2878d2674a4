import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { documentFor } from './library-access.ts';
import { noteRefusal } from './note-refusal.ts';
import { readNote } from './pinned-notes.ts';

export interface PinDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openDocument'>;
  readonly clock: Clock;
}

/** What is pinned where. */
export interface Pin extends AskedPeople {
  readonly document: string;
  readonly campaign: string;
}

/** AppErrors of `documentFor`, `people-forbidden`, `pin-campaign`. */
async function documentToPin(rows: StoreReader, { campaign, ...asked }: Pin) {
  refuseWithoutOffice((await peopleRoom(rows, asked)).asker, 'd’épingler une note pour les agents');
  const { document } = await documentFor(rows, { ...asked, verb: 'document-add' });
  const head = await rows.campaignHeads.byCode(campaign);
  if (head?.charity === document.charity && asked.account.campaigns.includes(campaign)) return document;
  throw new AppError({
    code: 'pin-campaign',
    kind: 'not-found',
    message: 'Aucune campagne de cette association ne vous est ouverte sous ce code.',
    hint: 'L’exploitation vous l’ouvre : « plateau account grant ».',
  });
}

/**
 * Puts a short note of the library under the knowledge key of a campaign's agents, from their next card on. Twice is once.
 * AppErrors of `documentToPin`, `pin-note` for what is too long or no text.
 */
export async function pinDocument(
  deps: PinDeps,
  asked: Pin,
): Promise<{ readonly title: string; readonly campaign: string }> {
  const { store, clock } = deps;
  const found = await store.read((rows) => documentToPin(rows, asked));
  const read = await readNote(deps, found);
  if (!read.ok) throw noteRefusal(read);
  const [author, atMs] = [asked.account.id, clock.nowMs()];
  return await store.write(async (rows) => {
    const { id: document, title } = await documentToPin(rows, asked);
    const { campaign } = asked;
    if (await rows.library.pin({ campaign, document, author, atMs }))
      await trail(rows, { actor: author, atMs })('document.pin', document, { campaign });
    return { title, campaign };
  });
}

/** Takes it from under the key, from the next card on. Not pinned: nothing changes. AppErrors of `documentToPin`. */
export async function unpinDocument(
  { store, clock }: Pick<PinDeps, 'store' | 'clock'>,
  asked: Pin,
): Promise<{ readonly title: string; readonly campaign: string }> {
  return await store.write(async (rows) => {
    const { id: document, title } = await documentToPin(rows, asked);
    const { campaign, account } = asked;
    if (await rows.library.unpin({ campaign, document }))
      await trail(rows, { actor: account.id, atMs: clock.nowMs() })('document.unpin', document, { campaign });
    return { title, campaign };
  });
}
