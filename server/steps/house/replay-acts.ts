import { inTurn } from '../../../shared/in-turn.ts';
import type { KeptActs } from '../../ports/kept-acts.ts';
import { eraseWho } from '../line/pledge-rights.ts';
import { type EraseDeps, eraseTarget } from '../persons/erase-person.ts';
import { beginPurge } from '../purge/begin-purge.ts';
import { type PlanDeps, planPurge } from '../purge/plan-purge.ts';
import { trail } from '../trail.ts';
import {
  type Objection,
  planReplay,
  type ReplayCounts,
  type ReplayPlan,
  replayCounts,
} from './plan-replay.ts';
import { tellReplayedObjection } from './tell-replayed-objection.ts';

export type ReplayDeps = EraseDeps & PlanDeps & { readonly keptActs: KeptActs };

/** Campaigns of `purges`: their destruction begins again, and the start carries it to its end. */
export type ActsReplayed = ReplayCounts;

/**
 * After an older base was put back, before anybody may enter: what was done since for persons is done again, from the journal
 * kept beside the keys. Objections block, erased persons are erased, destroyed campaigns are destroyed anew; what the base still
 * knows is left alone, so that a second call does nothing. One entry in the log says how many.
 */
export async function replayKeptActs(deps: ReplayDeps): Promise<ActsReplayed> {
  const acts = deps.keptActs.all();
  const plan = await deps.store.read((rows) => planReplay(rows, acts));
  const erased = new Set(
    acts.filter((act) => act.kind === 'erasure').map((act) => `${act.charity} ${act.blind}`),
  );
  for (const act of plan.objections) await blockAgain(deps, act, erased);
  for (const { charity, blinds } of plan.lifts)
    await deps.store.write((rows) => rows.records.liftSuppression(charity, blinds));
  await replayErasures(deps, plan.erasures);
  await eraseDirectories(deps, plan.directories);
  await eraseParticipants(deps, plan.participants);
  await erasePledges(deps, plan.pledges);
  for (const act of plan.purges) await purgeAgain(deps, act);
  const replayed = replayCounts(plan);
  const detail = { ...replayed, purges: replayed.purges.length };
  if (Object.values(detail).some((count) => count > 0))
    await deps.store.write((rows) =>
      trail(rows, { actor: 'system', atMs: deps.clock.nowMs() })('house.acts-replayed', 'actes', {
        reason: 'Base plus ancienne remise en place',
        detail,
      }),
    );
  return replayed;
}

async function blockAgain(deps: ReplayDeps, act: Objection, erased: ReadonlySet<string>): Promise<void> {
  const { store, clock } = deps;
  const { charity, campaign, blinds } = act;
  await store.write(async (rows) => {
    const atMs = clock.nowMs();
    const onlyCampaign = campaign !== '';
    const request = { charity, campaign, blinds, onlyCampaign, atMs, exceptRecordId: 0 };
    const { leased } = await rows.records.suppress(request);
    // Nobody works yet: a card that was on a screen when the copy was made is on none.
    for (const id of leased)
      await rows.records.update(id, { state: 'closed', disposition: 'EF_DNC', closedAtMs: atMs });
    // Who is erased is told as such, and a stop for one campaign is no objection.
    const told = blinds.filter((blind) => !erased.has(`${charity} ${blind}`));
    if (!onlyCampaign) await tellReplayedObjection(rows, deps, { charity, blinds: told, atMs: act.atMs });
  });
}

async function replayErasures(deps: ReplayDeps, erasures: ReplayPlan['erasures']): Promise<void> {
  for (const [id, recordIds] of erasures) {
    const { records, campaign } = await deps.store.read(async (rows) => {
      const records = await inTurn.flatMap(recordIds, async (one) => (await rows.records.byId(one)) ?? []);
      return { records, campaign: await rows.campaigns.byCode(records[0]?.campaign ?? '') };
    });
    const [first, ...others] = records;
    if (!first || !campaign) continue;
    await eraseTarget(deps, {
      target: { charity: campaign.charity, records: [first, ...others], campaign },
      id,
      reason: 'Effacement refait après une restauration',
      actor: 'system',
      isDoneAgain: true,
    });
  }
  if (erasures.size > 0) await deps.store.compact();
}

async function eraseParticipants(
  { store, clock }: ReplayDeps,
  ids: ReplayPlan['participants'],
): Promise<void> {
  if (ids.length === 0) return;
  await store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    for (const id of ids) {
      await rows.people.erase(id);
      await note('people.erase', id, { reason: 'Effacement refait après une restauration' });
    }
  });
  await store.compact();
}

/** Their keys are gone with the ring’s: the rows alone came back. */
async function eraseDirectories(
  { store, clock }: ReplayDeps,
  acts: ReplayPlan['directories'],
): Promise<void> {
  if (acts.length === 0) return;
  await store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    for (const { charity } of acts) {
      await rows.people.eraseBase(charity);
      await note('people.destroy', charity, { reason: 'Destruction refaite après une restauration' });
    }
  });
  await store.compact();
}

async function erasePledges({ store, clock }: ReplayDeps, ids: ReplayPlan['pledges']): Promise<void> {
  if (ids.length === 0) return;
  await store.write(async (rows) => {
    for (const id of ids) {
      const row = await rows.pledges.byId(id);
      const reason = 'Effacement refait après une restauration';
      if (row) await eraseWho(rows, row, { reason, actor: 'system', atMs: clock.nowMs() });
    }
  });
  await store.compact();
}

async function purgeAgain(
  deps: ReplayDeps,
  { campaign, operator: id }: ReplayPlan['purges'][number],
): Promise<void> {
  const operator = await deps.store.read((rows) => rows.accounts.byId(id));
  if (!operator) return;
  const { items } = await planPurge(deps, { campaign });
  await beginPurge(deps, {
    campaign,
    typedCode: campaign,
    operator,
    verifier: 'refaite d’office après une restauration',
    forceReason: 'Campagne déjà détruite, revenue avec une sauvegarde plus ancienne',
    items,
  });
}
