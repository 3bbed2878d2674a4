import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type MovePlan, planMoves } from '../../domain/floor/move-plan.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { RecordFilter } from '../../ports/rows/records.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { tellMoved } from './tell-moved.ts';

export interface ReassignRequest {
  readonly lead: AccountRow;
  /** `agent` and `to` are logins. */
  readonly filter: RecordFilter;
  readonly to: readonly string[];
  /** Put on top for the one person of `to`: their next cards, as soon as each may be called. */
  readonly next?: boolean;
  readonly reason: string;
  readonly dryRun: boolean;
}

export interface ReassignResult {
  readonly dryRun: boolean;
  readonly moveId: string | undefined;
  readonly moved: number;
  readonly onScreen: number;
  readonly unchanged: number;
  /** Of those put on top, how many wait for their hour: they come first once it is there. */
  readonly notDue: number;
  /** Per target login (« file commune » for the pool). */
  readonly perTarget: readonly { readonly to: string; readonly records: number }[];
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** More than this asks for a narrower filter: a transaction that long would make agents wait. */
const MAX_MOVED = 5_000;
/** @internal for tests */
export const POOL = 'file commune';

/**
 * Moves open callbacks, retries and dead leases between agents or to the pool (F-09): all or nothing in one
 * transaction; the dry run computes the same plan and changes nothing. A record on somebody's screen is never taken.
 * Twice: the second call finds the records already moved and counts them unchanged.
 */
export async function reassignRecords(deps: Deps, request: ReassignRequest): Promise<ReassignResult> {
  if (request.dryRun) {
    const plan = await deps.store.read((rows) => planFor(rows, request, deps.clock.nowMs()));
    return result(plan, undefined);
  }
  return await deps.store.write(async (rows) => {
    const plan = await planFor(rows, request, deps.clock.nowMs());
    const moveId = deps.chance.uuid();
    if (plan.moves.length > 0) await carryOut(rows, { plan, moveId, request, atMs: deps.clock.nowMs() });
    return result(plan, moveId);
  });
}

interface Planned extends MovePlan {
  readonly logins: ReadonlyMap<string, string>;
  readonly notDue: number;
}

async function planFor(rows: StoreReader, request: ReassignRequest, nowMs: number): Promise<Planned> {
  const filter = {
    ...request.filter,
    ...(request.filter.agent ? { agent: (await agentByLogin(rows, request.filter.agent)).id } : {}),
  };
  refuseForeignCampaign(request.lead, filter.campaign);
  if (request.next && request.to.length !== 1) throw nextWantsOne();
  const targets = await inTurn.map(request.to, (login) => agentByLogin(rows, login));
  // Campaign by campaign: the limit counts the lead's own records, never those of another team.
  const codes = filter.campaign === undefined ? request.lead.campaigns : [filter.campaign];
  const found = await inTurn.flatMap(codes, (campaign) =>
    rows.records.matching({ ...filter, campaign }, MAX_MOVED + 1),
  );
  if (found.length > MAX_MOVED) {
    throw new AppError({
      code: 'move-too-large',
      kind: 'invalid',
      message: `Plus de ${MAX_MOVED} fiches répondent à ce filtre.`,
      hint: 'Resserrez le filtre (campagne, segment, échéance), puis recommencez.',
    });
  }
  for (const target of targets) refuseUntrained(target, new Set(found.map((row) => row.campaign)));
  const load = new Map(
    await inTurn.map(targets, async (target) => [target.id, await rows.records.ownedBy(target.id)]),
  );
  const candidates = found.map((row) => ({
    recordId: row.id,
    owner: row.owner,
    ...(row.lease ? { lease: row.lease } : {}),
  }));
  const plan = planMoves(candidates, { load, nowMs, evenOwn: request.next ?? false });
  const late = new Set(found.filter((row) => row.dueAtMs > nowMs).map((row) => row.id));
  return {
    ...plan,
    notDue: request.next ? plan.moves.filter((move) => late.has(move.recordId)).length : 0,
    logins: new Map(targets.map((target) => [target.id, target.login])),
  };
}

async function agentByLogin(rows: StoreReader, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(login);
  if (account?.role === 'agent' && !account.disabled) return account;
  throw new AppError({
    code: 'agent-unknown',
    kind: 'not-found',
    message: `Aucun téléacteur actif ne porte l’identifiant « ${login} ».`,
    hint: 'Les identifiants sont dans « plateau floor ».',
  });
}

function refuseForeignCampaign(lead: AccountRow, campaign: string | undefined): void {
  if (campaign === undefined || lead.campaigns.includes(campaign)) return;
  throw new AppError({
    code: 'campaign-not-yours',
    kind: 'forbidden',
    message: 'Cette campagne n’est pas dans votre équipe.',
    hint: 'Demandez au responsable des données de vous l’ouvrir (plateau account).',
  });
}

/** only assigned agents get cards of a campaign. */
function refuseUntrained(target: AccountRow, campaigns: ReadonlySet<string>): void {
  const missing = [...campaigns].find((campaign) => !target.campaigns.includes(campaign));
  if (missing === undefined) return;
  throw new AppError({
    code: 'agent-not-assigned',
    kind: 'conflict',
    message: `« ${target.login} » n’est pas affecté à la campagne ${missing}.`,
    hint: 'Choisissez une autre personne, ou faites ouvrir la campagne à celle-ci.',
  });
}

interface Carry {
  readonly plan: MovePlan;
  readonly moveId: string;
  readonly request: ReassignRequest;
  readonly atMs: number;
}

async function carryOut(rows: StoreWriter, { plan, moveId, request, atMs }: Carry): Promise<void> {
  for (const move of plan.moves) {
    if (move.endLease) await rows.records.releaseLease(move.endLease);
    await rows.records.update(move.recordId, { owner: move.toOwner });
  }
  await rows.floor.addMove(
    { id: moveId, atMs, author: request.lead.id, reason: request.reason, moved: plan.moves.length },
    plan.moves,
  );
  if (request.next) await putOnTop(rows, { plan, moveId, atMs });
  await trail(rows, { actor: request.lead.id, atMs })('records.reassign', moveId, {
    campaign: request.filter.campaign ?? '',
    reason: request.reason,
    detail: { moved: plan.moves.length, onScreen: plan.onScreen, ...(request.next ? { next: true } : {}) },
  });
  await tellMoved(rows, { changes: plan.moves, atMs, onTop: request.next ?? false });
}

async function putOnTop(rows: StoreWriter, { plan, moveId, atMs }: Omit<Carry, 'request'>): Promise<void> {
  const agent = plan.moves[0]?.toOwner;
  if (!agent) return;
  const records = await inTurn.map(plan.moves, async ({ recordId }) => {
    return { recordId, campaign: (await rows.records.byId(recordId))?.campaign ?? '' };
  });
  await rows.steering.putOnTop({ moveId, agent, atMs, records });
}

function nextWantsOne(): AppError {
  return new AppError({
    code: 'next-wants-one',
    kind: 'invalid',
    message: 'Des fiches se mettent en tête pour une seule personne.',
    hint: 'Donnez un seul identifiant à --to avec --next.',
  });
}

function result(plan: Planned, moveId: string | undefined): ReassignResult {
  return {
    dryRun: moveId === undefined,
    moveId,
    moved: plan.moves.length,
    onScreen: plan.onScreen,
    unchanged: plan.unchanged,
    notDue: plan.notDue,
    perTarget: [...plan.perTarget].map(([to, records]) => ({
      to: to === null ? POOL : (plan.logins.get(to) ?? to),
      records,
    })),
  };
}
