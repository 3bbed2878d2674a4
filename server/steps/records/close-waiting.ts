import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import { WITHDRAWN, withdrawalOf } from '../../domain/lists/withdrawal.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** Acts of a list, and how each leaves a record that the call left open. */
const CLOSES = {
  withdrawal: {
    disposition: WITHDRAWN,
    action: 'record.withdrawn',
    reason: 'Retrait par l’association, reçu pendant un appel',
  },
  listing: {
    disposition: 'EF_DNC',
    action: 'record.suppressed',
    reason: 'Inscription sur la liste, reçue pendant un appel',
  },
} as const satisfies Record<string, { disposition: string; action: AuditAction; reason: string }>;

export type ListAct = keyof typeof CLOSES;

/**
 * A list named the record while it was on a screen: what the call left open closes now, as the list would have closed it. A
 * final outcome stands. Twice does nothing; within the caller's transaction.
 */
export async function closeWaiting(
  rows: StoreWriter,
  { recordId, kind }: { readonly recordId: RecordRow['id']; readonly kind: ListAct },
  atMs: number,
): Promise<void> {
  const record = await rows.records.byId(recordId);
  const act = (await rows.persons.waitingActsOf(recordId)).find((one) => one.kind === kind);
  if (!record || !act) return;
  const { disposition, action, reason } = CLOSES[kind];
  // A claim that looks at it holds its lease: to the list, it is ready as before.
  const { state } = withdrawalOf({ ...record, state: record.state === 'leased' ? 'ready' : record.state });
  if (state) {
    await rows.profiles.forgetRecord(recordId);
    await rows.records.update(recordId, { state, disposition, closedAtMs: atMs, owner: null, hold: null });
  }
  await rows.persons.endWaitingAct(act);
  await trail(rows, { actor: act.actor, atMs })(action, String(recordId), {
    campaign: record.campaign,
    reason,
  });
}
