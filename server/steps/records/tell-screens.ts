import type { StopKind } from '../../../shared/card.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import type { StoreWriter } from '../../ports/store.ts';

/** Tells whoever has one of these records on screen not to call; within the transaction of the act. */
export async function tellScreens(
  rows: StoreWriter,
  {
    recordIds,
    atMs,
    why,
  }: { readonly recordIds: readonly number[]; readonly atMs: number; readonly why: StopKind },
): Promise<void> {
  for (const recordId of recordIds) {
    const lease = await rows.records.leaseOfRecord(recordId);
    if (!lease) continue;
    const event = { kind: 'record-stopped', callId: lease.callId, why, text: STOP_WORDS[why].told } as const;
    await rows.floor.addLiveEvent({ atMs, agent: lease.agent, event });
  }
}
