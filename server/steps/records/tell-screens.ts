import type { StoreWriter } from '../../ports/store.ts';

const TEXT = {
  objected: 'Opposition enregistrée à l’instant : n’appelez pas, plus aucune demande. Remerciez, concluez.',
  withdrawn:
    'L’association a retiré cette personne : n’appelez pas, plus aucune demande. Remerciez, concluez.',
} as const;

/** Tells whoever has one of these records on screen not to call; within the transaction that blocked or withdrew them. */
export function tellScreens(
  rows: StoreWriter,
  {
    recordIds,
    atMs,
    why = 'objected',
  }: { readonly recordIds: readonly number[]; readonly atMs: number; readonly why?: keyof typeof TEXT },
): void {
  for (const recordId of recordIds) {
    const lease = rows.records.leaseOfRecord(recordId);
    if (!lease) continue;
    const event = { kind: 'record-stopped', callId: lease.callId, text: TEXT[why] } as const;
    rows.floor.addLiveEvent({ atMs, agent: lease.agent, event });
  }
}
