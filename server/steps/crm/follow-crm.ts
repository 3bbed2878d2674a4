import { isAppError } from '../../../shared/errors.ts';
import type { CrmTurns, FollowedCrm } from '../../live/crm-turns.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';
import { alertLost } from './alert-lost-crm.ts';
import { type SyncDeps, syncPeople } from './sync-people.ts';

export interface FollowDeps extends SyncDeps {
  readonly crm: CrmTurns;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly log: Log;
}

/** Whoever was archived or erased there is told by no change: only the whole set does without them. */
const SET_EVERY_MS = 300_000;
/** The source’s own index may be this late. */
const LATE_MS = 120_000;

/** Has anything changed there since the last turn, that was not told before? One question. */
async function hasChanged(
  { crm, clock }: Pick<FollowDeps, 'crm' | 'clock'>,
  { source }: FollowedCrm,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const changed = await source.changedSince((crm.changesAtMs ?? nowMs) - LATE_MS, []);
  const news = changed.filter(({ crmId, changedAtMs }) => crm.seen.get(crmId) !== changedAtMs);
  crm.changesAtMs = nowMs;
  crm.seen.clear();
  for (const { crmId, changedAtMs } of changed) crm.seen.set(crmId, changedAtMs);
  return news.length > 0;
}

/**
 * One turn after the CRM: what changed is asked for each time, by one question; the whole set when something did, and
 * every five minutes. A turn that fails writes nothing and closes nobody: it is told by mail, once a failure and a person, at
 * once when somebody must decide (many would be closed, key or property gone), after ten minutes when the network may mend by
 * itself. Rejects with the failure. Nothing where no directory follows.
 */
export async function followCrm(deps: FollowDeps): Promise<void> {
  const { crm, clock } = deps;
  const { followed } = crm;
  if (!followed) return;
  try {
    const isNews = await hasChanged(deps, followed);
    const nowMs = clock.nowMs();
    if (isNews || crm.setAtMs === undefined || nowMs - crm.setAtMs >= SET_EVERY_MS) {
      crm.setAtMs = nowMs;
      await syncPeople(deps, { source: followed.source, charity: followed.charity, actor: 'system' });
      crm.failingSinceMs = undefined;
      crm.told.clear();
    }
  } catch (error) {
    if (isAppError(error)) await alertLost(deps, error);
    throw error;
  }
}
