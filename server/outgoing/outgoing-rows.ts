import type { Outgoing } from '../ports/outgoing.ts';
import type { Store } from '../ports/store.ts';
import { requireDeliveryId } from './delivery-id.ts';

/** In the base, for every server of the house: one transaction a file, so nothing is ever half there. */
export function openOutgoingRows(store: Store): Outgoing {
  const fileOf = (id: string) => ({ shelf: 'outgoing', name: requireDeliveryId(id) }) as const;
  return {
    put: (id, sealed) => store.write((rows) => rows.keptFiles.put(fileOf(id), sealed)),
    read: (id) => store.read((rows) => rows.keptFiles.read(fileOf(id))),
    list: async () =>
      (await store.read((rows) => rows.keptFiles.list('outgoing'))).map(({ name, bytes }) => ({
        id: name,
        bytes,
      })),
    remove: (id) => store.write((rows) => rows.keptFiles.remove(fileOf(id))),
    sweep: () => store.write((rows) => rows.keptFiles.removeUnowned()),
  };
}
