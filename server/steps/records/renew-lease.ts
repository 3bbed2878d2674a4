import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { standingStop } from './standing-stop.ts';
import { tellScreens } from './tell-screens.ts';

/** No call lasts that long (call-outcome.ts bounds its duration so): a screen left open gives its card back. */
const MAX_CALL_MS = 4 * 3_600_000;
const DEFAULT_LEASE_MINUTES = 10;

/** How long a card of that campaign stays on a screen that gives no sign of life. */
export async function leaseMsOf(rows: StoreReader, campaign: string): Promise<number> {
  const minutes =
    (await rows.campaigns.byCode(campaign))?.settings.cadence.leaseMinutes ?? DEFAULT_LEASE_MINUTES;
  return minutes * 60_000;
}

/**
 * Sign of life of the screen that shows the card: the lease runs its full time again. A lease that ran out but was not
 * given back yet is kept, nobody else has the record. AppError `lease-lost`.
 */
export async function renewLease(
  deps: { readonly store: Store; readonly clock: Clock },
  request: { readonly agent: Pick<AccountRow, 'id'>; readonly callId: string },
): Promise<{ readonly leaseUntilMs: number }> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const lease = await rows.records.leaseOfCall(request.callId);
    const isAlive = lease?.agent === request.agent.id && nowMs - lease.grantedAtMs < MAX_CALL_MS;
    if (!lease || !isAlive) throw leaseLost();
    const leaseUntilMs = nowMs + (await leaseMsOf(rows, lease.campaign));
    await rows.records.touchLease(request.callId, nowMs, leaseUntilMs);
    // For a line that was cut when it was first said.
    const why = await standingStop(rows, { id: lease.recordId, campaign: lease.campaign });
    if (why) await tellScreens(rows, { recordIds: [lease.recordId], atMs: nowMs, why });
    return { leaseUntilMs };
  });
}

/** AppError `lease-lost`, the same whether the lease ran out, was never this agent’s, or never was. */
export function leaseLost(): AppError {
  return new AppError({
    code: 'lease-lost',
    kind: 'conflict',
    message: 'Cette fiche n’est plus à vous : elle a été rendue, puis reprise ou close.',
    hint: 'Si vous étiez en ligne, dites-le à votre chef d’équipe, puis demandez la fiche suivante.',
  });
}
