import { inTurn } from '../../../shared/in-turn.ts';
import type { KeptAct } from '../../ports/kept-acts.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';

type Of<Kind extends KeptAct['kind']> = Extract<KeptAct, { kind: Kind }>;
export type Objection = Of<'objection'>;
type Erasure = Of<'erasure'>;

/** What a base does not know of the acts kept beside the keys. */
export interface ReplayPlan {
  /** Each with the blind indexes that are still to be blocked, or lifted, alone. */
  readonly objections: readonly Objection[];
  readonly lifts: readonly Of<'lift'>[];
  /** By request; the record numbers that are still to be erased, never empty. */
  readonly erasures: ReadonlyMap<string, readonly number[]>;
  /** Of the directory, erased since and there again. */
  readonly participants: readonly string[];
  /** Whose person was erased at their demand, and is there again. */
  readonly pledges: readonly string[];
  /** Destroyed, and there again. */
  readonly directories: readonly Of<'directory'>[];
  readonly purges: readonly Of<'purge'>[];
}

export interface ReplayCounts {
  readonly objections: number;
  readonly lifted: number;
  /** Of donors and of those who promised. */
  readonly erasures: number;
  readonly participants: number;
  /** Codes of campaigns, « annuaire de » a charity. */
  readonly purges: readonly string[];
}

/** The same figures wherever they are told: by `restore`, and by the start that does it. */
export function replayCounts({
  objections,
  lifts,
  erasures,
  participants,
  pledges,
  directories,
  purges,
}: ReplayPlan): ReplayCounts {
  return {
    objections: objections.length,
    lifted: lifts.length,
    erasures: erasures.size + pledges.length,
    participants: participants.length,
    purges: [...directories.map((act) => `annuaire de ${act.charity}`), ...purges.map((act) => act.campaign)],
  };
}

/** Reads only: a base that knows everything gives an empty plan. */
export async function planReplay(rows: StoreReader, acts: readonly KeptAct[]): Promise<ReplayPlan> {
  return {
    ...(await planBlocks(rows, acts)),
    erasures: await planErasures(
      rows,
      acts.filter((act) => act.kind === 'erasure'),
    ),
    participants: await inTurn.filter(
      [...new Set(acts.flatMap((act) => (act.kind === 'participant' ? [act.participant] : [])))],
      (id) => rows.people.byId(id),
    ),
    pledges: await inTurn.filter(
      acts.flatMap((act) => (act.kind === 'pledge' ? [act.pledge] : [])),
      async (id) => ((await rows.pledges.byId(id))?.sealed ?? null) !== null,
    ),
    directories: await inTurn.filter(
      acts.filter((act) => act.kind === 'directory'),
      async ({ charity, openedAtMs }) => (await rows.people.base(charity))?.openedAtMs === openedAtMs,
    ),
    purges: await inTurn.filter(
      acts.filter((act) => act.kind === 'purge'),
      async ({ campaign, operator }) => (await lives(rows, campaign)) && (await rows.accounts.byId(operator)),
    ),
  };
}

/** Each blind index as it was left last: blocked, or blocked no more. What an act before it does is not done twice. */
async function planBlocks(
  rows: StoreReader,
  acts: readonly KeptAct[],
): Promise<Pick<ReplayPlan, 'objections' | 'lifts'>> {
  const last = { lift: new Map<string, number>(), objection: new Map<string, number>() };
  for (const [at, act] of acts.entries())
    if (act.kind === 'lift' || act.kind === 'objection')
      for (const blind of act.blinds) last[act.kind].set(`${act.charity} ${blind}`, at);
  const objections: Objection[] = [];
  const lifts: Of<'lift'>[] = [];
  const done = new Set<string>();
  for (const [at, act] of acts.entries()) {
    if (act.kind !== 'lift' && act.kind !== 'objection') continue;
    const undone = act.kind === 'lift' ? last.objection : last.lift;
    const where = act.kind === 'lift' ? '' : act.campaign;
    const key = (blind: string) => `${act.kind} ${act.charity} ${where} ${blind}`;
    const blinds = await inTurn.filter(
      act.blinds,
      async (blind) =>
        (undone.get(`${act.charity} ${blind}`) ?? -1) < at &&
        !done.has(key(blind)) &&
        (await rows.records.isSuppressed(act.charity, blind, where)) === (act.kind === 'lift'),
    );
    if (blinds.length === 0) continue;
    for (const blind of blinds) done.add(key(blind));
    if (act.kind === 'lift') lifts.push({ ...act, blinds });
    else objections.push({ ...act, blinds });
  }
  return { objections, lifts };
}

/** Kept when it was accepted and again when it was done: one record all the same. */
async function planErasures(
  rows: StoreReader,
  acts: readonly Erasure[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const planned = new Map<string, readonly number[]>();
  for (const [requestId, own] of Map.groupBy(acts, (act) => act.requestId)) {
    const ids = await inTurn.flatMap(own, async ({ campaign, blind }) =>
      (await lives(rows, campaign)) ? await rows.records.idsByDonorBlind(campaign, blind) : [],
    );
    const owed = await inTurn.filter([...new Set(ids)], async (id) => !(await rows.persons.isErased(id)));
    if (owed.length > 0) planned.set(requestId, owed);
  }
  return planned;
}

async function lives(rows: StoreReader, campaign: string): Promise<boolean> {
  const state = (await rows.campaignHeads.byCode(campaign))?.state;
  return state !== undefined && !isErased(state);
}
