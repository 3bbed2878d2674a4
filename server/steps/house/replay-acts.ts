import type { KeptAct, KeptActs } from '../../ports/kept-acts.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';
import { type EraseDeps, eraseTarget } from '../persons/erase-person.ts';
import { beginPurge } from '../purge/begin-purge.ts';
import { type PlanDeps, planPurge } from '../purge/plan-purge.ts';
import { trail } from '../trail.ts';
import { tellReplayedObjection } from './tell-replayed-objection.ts';

export type ReplayDeps = EraseDeps & PlanDeps & { readonly keptActs: KeptActs };

export interface ActsReplayed {
  readonly objections: number;
  readonly lifted: number;
  readonly erasures: number;
  /** Campaigns whose destruction begins again; the start carries it to its end. */
  readonly purges: readonly string[];
}

type Objection = Extract<KeptAct, { kind: 'objection' }>;
type Erasure = Extract<KeptAct, { kind: 'erasure' }>;
type Purge = Extract<KeptAct, { kind: 'purge' }>;

/**
 * After an older base was put back, before anybody may enter: what was done since for persons is done again, from the journal
 * kept beside the keys. Objections block, erased persons are erased, destroyed campaigns are destroyed anew; what the base still
 * knows is left alone, so that a second call does nothing. One entry in the log says how many.
 */
export async function replayKeptActs(deps: ReplayDeps): Promise<ActsReplayed> {
  const acts = deps.keptActs.all();
  const { objections, lifted } = replayObjections(deps, acts);
  const erasures = await replayErasures(
    deps,
    acts.filter((act) => act.kind === 'erasure'),
  );
  const purges = await replayPurges(
    deps,
    acts.filter((act) => act.kind === 'purge'),
  );
  const replayed = { objections, lifted, erasures, purges };
  const detail = { objections, lifted, erasures, purges: purges.length };
  if (Object.values(detail).some((count) => count > 0))
    deps.store.write((rows) =>
      trail(rows, { actor: 'system', atMs: deps.clock.nowMs() })('house.acts-replayed', 'actes', {
        reason: 'Base plus ancienne remise en place',
        detail,
      }),
    );
  return replayed;
}

/** Each blind index as it was left last: blocked, or blocked no more. */
function replayObjections(deps: ReplayDeps, acts: readonly KeptAct[]) {
  const lastLift = new Map<string, number>();
  const lastObjection = new Map<string, number>();
  for (const [at, act] of acts.entries()) {
    if (act.kind !== 'lift' && act.kind !== 'objection') continue;
    const last = act.kind === 'lift' ? lastLift : lastObjection;
    for (const blind of act.blinds) last.set(`${act.charity} ${blind}`, at);
  }
  const erased = new Set(
    acts.filter((act) => act.kind === 'erasure').map((act) => `${act.charity} ${act.blind}`),
  );
  let objections = 0;
  let lifted = 0;
  for (const [at, act] of acts.entries()) {
    if (act.kind !== 'lift' && act.kind !== 'objection') continue;
    const undone = act.kind === 'lift' ? lastObjection : lastLift;
    const blinds = act.blinds.filter((blind) => (undone.get(`${act.charity} ${blind}`) ?? -1) < at);
    if (blinds.length === 0) continue;
    if (act.kind === 'objection') objections += blockAgain(deps, { ...act, blinds }, erased);
    else lifted += deps.store.write((rows) => rows.records.liftSuppression(act.charity, blinds)) > 0 ? 1 : 0;
  }
  return { objections, lifted };
}

function blockAgain(deps: ReplayDeps, act: Objection, erased: ReadonlySet<string>): number {
  const { store, clock } = deps;
  const known = store.read((rows) => isBlocked(rows, act));
  if (known) return 0;
  const { charity, campaign, blinds } = act;
  store.write((rows) => {
    const atMs = clock.nowMs();
    const onlyCampaign = campaign !== '';
    const request = { charity, campaign, blinds, onlyCampaign, atMs, exceptRecordId: 0 };
    const { leased } = rows.records.suppress(request);
    // Nobody works yet: a card that was on a screen when the copy was made is on none.
    for (const id of leased)
      rows.records.update(id, { state: 'closed', disposition: 'EF_DNC', closedAtMs: atMs });
    // Who is erased is told as such, and a stop for one campaign is no objection.
    const told = blinds.filter((blind) => !erased.has(`${charity} ${blind}`));
    if (!onlyCampaign) tellReplayedObjection(rows, deps, { charity, blinds: told, atMs: act.atMs });
  });
  return 1;
}

/** An objection to one campaign has no look-up of its own: it is done again, which changes nothing the second time. */
function isBlocked(rows: StoreReader, { charity, campaign, blinds }: Objection): boolean {
  if (campaign !== '') return false;
  return blinds.every((blind) => rows.records.isSuppressed(charity, blind));
}

async function replayErasures(deps: ReplayDeps, acts: readonly Erasure[]): Promise<number> {
  let erased = 0;
  for (const [requestId, own] of Map.groupBy(acts, (act) => act.requestId)) {
    // Kept when it was accepted and again when it was done: one record all the same.
    const records = deps.store.read((rows) => recordsOf(rows, own));
    const campaign = deps.store.read((rows) => rows.campaigns.byCode(records[0]?.campaign ?? ''));
    const [first, ...others] = records;
    if (!first || !campaign) continue;
    await eraseTarget(deps, {
      target: { charity: campaign.charity, records: [first, ...others], campaign },
      id: requestId,
      reason: 'Effacement refait après une restauration',
      actor: 'system',
      isDoneAgain: true,
    });
    erased += 1;
  }
  if (erased > 0) await deps.store.compact();
  return erased;
}

function recordsOf(rows: StoreReader, acts: readonly Erasure[]): readonly RecordRow[] {
  const ids = acts.flatMap(({ campaign, blind }) => {
    const state = rows.campaigns.byCode(campaign)?.state;
    return state === undefined || isErased(state) ? [] : rows.records.idsByDonorBlind(campaign, blind);
  });
  return [...new Set(ids)]
    .filter((id) => !rows.persons.isErased(id))
    .flatMap((id) => rows.records.byId(id) ?? []);
}

async function replayPurges(deps: ReplayDeps, acts: readonly Purge[]): Promise<readonly string[]> {
  const begun: string[] = [];
  for (const { campaign, operator: id } of acts) {
    const { row, operator } = deps.store.read((rows) => ({
      row: rows.campaigns.byCode(campaign),
      operator: rows.accounts.byId(id),
    }));
    if (!row || !operator || isErased(row.state)) continue;
    const { items } = await planPurge(deps, { campaign });
    await beginPurge(deps, {
      campaign,
      typedCode: campaign,
      operator,
      verifier: 'refaite d’office après une restauration',
      forceReason: 'Campagne déjà détruite, revenue avec une sauvegarde plus ancienne',
      items,
    });
    begun.push(campaign);
  }
  return begun;
}
