import { AppError } from '../../../shared/errors.ts';
import { SCREEN_SILENT_MS } from '../../domain/floor/move-plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { leaseMsOf } from '../records/renew-lease.ts';
import { trail } from '../trail.ts';

export interface PullResult {
  readonly recordId: number;
  /** The screen gave a sign of life lately: the record comes back only then, so that nobody is called twice at once. */
  readonly backAtMs: number | null;
}

/**
 * A lead takes a card back from a screen: its lease ends, no attempt is counted. A silent screen: the record may be served at
 * once. A living one: its agent may be talking, so nobody else gets the record before a lease's time, and what the agent
 * saves meanwhile is kept (`record-call.ts`). Twice: AppError `record-not-on-screen`. AppError `record-unknown`.
 */
export async function pullRecord(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: { readonly lead: AccountRow; readonly recordId: number; readonly reason: string },
): Promise<PullResult> {
  const { lead, recordId, reason } = request;
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const record = await rows.records.byId(recordId);
    if (!record || !lead.campaigns.includes(record.campaign)) throw recordUnknown();
    const lease = await rows.records.leaseOfRecord(recordId);
    if (!lease) throw notOnScreen();
    const isAlive = atMs - lease.seenAtMs < SCREEN_SILENT_MS;
    const backAtMs = isAlive
      ? Math.max(record.dueAtMs, atMs + (await leaseMsOf(rows, lease.campaign)))
      : null;
    await rows.records.releaseLease(lease.callId);
    if (backAtMs !== null) await rows.records.update(recordId, { dueAtMs: backAtMs });
    await rows.records.endReservation(lease.agent);
    await trail(rows, { actor: lead.id, atMs })('lease.pull', String(recordId), {
      campaign: lease.campaign,
      reason,
      detail: { agent: lease.agent, callId: lease.callId, isAlive },
    });
    await leaveCard(rows, { lease, atMs, isAlive });
    return { recordId, backAtMs };
  });
}

/** Whoever had it waits for another card; a silent screen is away since its last sign of life. */
async function leaveCard(
  rows: StoreWriter,
  { lease, atMs, isAlive }: { readonly lease: LeaseRow; readonly atMs: number; readonly isAlive: boolean },
): Promise<void> {
  const { agent, campaign, seenAtMs } = lease;
  const presence = await rows.floor.presenceOf(agent);
  if (isAlive) await setAtWork(rows, { agent, state: 'waiting', campaign, atMs });
  else if (presence?.state === 'card') {
    const sinceMs = Math.max(seenAtMs, presence.sinceMs);
    await rows.floor.setPresence({ agent, state: 'away', sinceMs, campaign: presence.campaign });
    await rows.floor.switchSpan(agent, sinceMs);
  }
  const text =
    'Votre chef d’équipe a repris cette fiche. En ligne ? Finissez et qualifiez : l’appel sera gardé. Sinon, rendez-la.';
  await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'record-moved', text } });
}

function recordUnknown(): AppError {
  return new AppError({
    code: 'record-unknown',
    kind: 'not-found',
    message: 'Aucune fiche de votre équipe ne porte ce numéro.',
    hint: 'Les fiches à l’écran et leur numéro : « plateau floor ».',
  });
}

function notOnScreen(): AppError {
  return new AppError({
    code: 'record-not-on-screen',
    kind: 'conflict',
    message: 'Cette fiche n’est plus à l’écran de personne.',
    hint: 'Elle a été rendue ou qualifiée : rien à reprendre.',
  });
}
