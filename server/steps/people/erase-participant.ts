import { may } from '../../domain/people/people-rights.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/people/directory.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { type AskedPeople, peopleForbidden } from './people-access.ts';
import { knownCard } from './show-participant.ts';

export interface EraseParticipantDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'drop'>;
}

/**
 * Erases somebody of the directory: the card, its belongings and what former acts kept of it, then the pages of the
 * base. The act is kept beside the keys, so that an older backup does not bring them back. AppErrors `people-card-unknown`,
 * `people-forbidden`.
 */
export async function eraseParticipant(
  { store, clock, directory }: EraseParticipantDeps,
  asked: AskedPeople & { readonly card: string; readonly reason: string },
): Promise<{ readonly id: string }> {
  const { id, charity } = await store.write(async (rows) => {
    const { row, standing, asker } = await knownCard(rows, asked);
    if (!may(asker, 'erase', { ...standing, isShared: false }))
      throw peopleForbidden('d’en effacer une personne');
    await rows.people.erase(row.id, { keepsAway: true });
    const note = trail(rows, { actor: asked.account.id, atMs: clock.nowMs() });
    await note('people.erase', row.id, { reason: asked.reason, detail: { charity: row.charity } });
    return row;
  });
  await directory.drop(charity, [id]);
  await store.compact();
  return { id };
}
