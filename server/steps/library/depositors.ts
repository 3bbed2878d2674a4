import type { Store } from '../../ports/store.ts';
import { type AskedPeople, peopleRoom } from '../people/people-access.ts';
import { mayDo } from './library-access.ts';

/** A group for which somebody may put a document. */
export interface DepositGroup {
  readonly id: string;
  readonly name: string;
}

/** The groups of the asker for which they may put a document; none for whoever may not. AppErrors of `peopleRoom`. */
export async function depositGroups(
  { store }: { readonly store: Store },
  asked: AskedPeople,
): Promise<readonly DepositGroup[]> {
  return await store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    return room.groups
      .filter(({ id, state }) => {
        const document = { privacy: 'groups', groups: [id] } as const;
        return state === 'active' && mayDo(room, 'document-add', document);
      })
      .map(({ id, name }) => ({ id, name }));
  });
}
