import type { PauseKind } from '../../../shared/desk.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { leaseLost } from '../records/renew-lease.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}
type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

/**
 * Production stops until `resumeWork`; twice changes nothing, another kind takes over from the first. AppError
 * `card-open` while a card is on screen.
 */
export async function pauseWork(
  deps: Deps,
  request: { readonly agent: Agent; readonly kind: PauseKind },
): Promise<void> {
  const { agent, kind } = request;
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    if (await rows.records.leaseOfAgent(agent.id)) throw cardOpen();
    await rows.records.endReservation(agent.id);
    const presence = await rows.floor.presenceOf(agent.id);
    if (presence?.state === 'pause' && (await rows.shifts.runningSpan(agent.id))?.code === kind) return;
    const campaign = presence?.campaign || (agent.campaigns[0] ?? '');
    await rows.shifts.begin(agent.id, atMs);
    await rows.floor.setPresence({ agent: agent.id, state: 'pause', sinceMs: atMs, campaign });
    await rows.floor.switchSpan(agent.id, atMs, { campaign, kind: 'pause', code: kind });
    await trail(rows, { actor: agent.id, atMs })('shift.pause', agent.id, { detail: { kind } });
  });
}

/**
 * A pause is asked for after the card on screen, or no more: the lead sees it, nothing else changes. Without a card it does
 * nothing; twice keeps the first time.
 */
export async function askPause(
  { store, clock }: Deps,
  { agent, asked }: { readonly agent: Pick<Agent, 'id'>; readonly asked: boolean },
): Promise<void> {
  await store.write(async (rows) => {
    const presence = await rows.floor.presenceOf(agent.id);
    if (presence?.state !== 'card' || (presence.pauseAskedMs !== null) === asked) return;
    await rows.floor.setPauseAsked(agent.id, asked ? clock.nowMs() : null);
  });
}

/** Back from a pause, waiting for a card; twice, or without a pause, changes nothing. */
export async function resumeWork(deps: Deps, request: { readonly agent: Agent }): Promise<void> {
  const { agent } = request;
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const presence = await rows.floor.presenceOf(agent.id);
    if (presence?.state !== 'pause') return;
    await setAtWork(rows, { agent: agent.id, state: 'waiting', campaign: presence.campaign, atMs });
    await trail(rows, { actor: agent.id, atMs })('shift.resume', agent.id);
  });
}

/** The shift ends: a card still on screen goes back undialled, production stops. Twice changes nothing. */
export async function endShift(deps: Deps, request: { readonly agent: Agent }): Promise<void> {
  const { agent } = request;
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const lease = await rows.records.leaseOfAgent(agent.id);
    if (lease) await giveBack(rows, { agent, callId: lease.callId, atMs });
    await rows.records.endReservation(agent.id);
    await rows.shifts.end(agent.id, atMs, 'person');
    const presence = await rows.floor.presenceOf(agent.id);
    if (!presence || presence.state === 'away') return;
    await rows.floor.setPresence({
      agent: agent.id,
      state: 'away',
      sinceMs: atMs,
      campaign: presence.campaign,
    });
    await rows.floor.switchSpan(agent.id, atMs);
    await trail(rows, { actor: agent.id, atMs })('shift.end', agent.id);
  });
}

/**
 * Gives the card back to the queue, undialled: no attempt is counted. A card already given back: nothing happens.
 * AppError `lease-lost` for somebody else's.
 */
export async function releaseCard(
  deps: Deps,
  request: { readonly agent: Agent; readonly callId: string },
): Promise<void> {
  const { agent, callId } = request;
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const lease = await rows.records.leaseOfCall(callId);
    if (!lease) return;
    if (lease.agent !== agent.id) throw leaseLost();
    await giveBack(rows, { agent, callId, atMs });
    await rows.records.endReservation(agent.id);
    await setAtWork(rows, { agent: agent.id, state: 'waiting', campaign: lease.campaign, atMs });
  });
}

async function giveBack(
  rows: StoreWriter,
  { agent, callId, atMs }: { readonly agent: Agent; readonly callId: string; readonly atMs: number },
): Promise<void> {
  const lease = await rows.records.leaseOfCall(callId);
  await rows.records.releaseLease(callId);
  await trail(rows, { actor: agent.id, atMs })('lease.release', String(lease?.recordId ?? ''), {
    campaign: lease?.campaign ?? '',
    reason: 'Rendue par le téléacteur',
    detail: { callId },
  });
}

function cardOpen(): AppError {
  return new AppError({
    code: 'card-open',
    kind: 'conflict',
    message: 'Une fiche est encore à l’écran.',
    hint: 'Qualifiez-la ou rendez-la, puis prenez votre pause.',
  });
}
