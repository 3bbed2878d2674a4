import type { StoreWriter } from '../../ports/store.ts';

const TEXT = 'Opposition enregistrée à l’instant : n’appelez pas, plus aucune demande. Remerciez, concluez.';

/** Tells whoever has one of these records on screen not to call; within the transaction that blocked them. */
export function tellScreens(
  rows: StoreWriter,
  { recordIds, atMs }: { readonly recordIds: readonly number[]; readonly atMs: number },
): void {
  for (const recordId of recordIds) {
    const lease = rows.records.leaseOfRecord(recordId);
    if (!lease) continue;
    const event = { kind: 'record-stopped', callId: lease.callId, text: TEXT } as const;
    rows.floor.addLiveEvent({ atMs, agent: lease.agent, event });
  }
}
