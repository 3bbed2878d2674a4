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
export function pauseWork(deps: Deps, request: { readonly agent: Agent; readonly kind: PauseKind }): void {
  const { agent, kind } = request;
  const atMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    if (rows.records.leaseOfAgent(agent.id)) throw cardOpen();
    rows.records.endReservation(agent.id);
    const presence = rows.floor.presenceOf(agent.id);
    if (presence?.state === 'pause' && rows.shifts.runningSpan(agent.id)?.code === kind) return;
    const campaign = presence?.campaign || (agent.campaigns[0] ?? '');
    rows.shifts.begin(agent.id, atMs);
    rows.floor.setPresence({ agent: agent.id, state: 'pause', sinceMs: atMs, campaign });
    rows.floor.switchSpan(agent.id, atMs, { campaign, kind: 'pause', code: kind });
    trail(rows, { actor: agent.id, atMs })('shift.pause', agent.id, { detail: { kind } });
  });
}

/**
 * A pause is asked for after the card on screen, or no more: the lead sees it, nothing else changes. Without a card it does
 * nothing; twice keeps the first time.
 */
export function askPause(
  { store, clock }: Deps,
  { agent, asked }: { readonly agent: Pick<Agent, 'id'>; readonly asked: boolean },
): void {
  store.write((rows) => {
    const presence = rows.floor.presenceOf(agent.id);
    if (presence?.state !== 'card' || (presence.pauseAskedMs !== null) === asked) return;
    rows.floor.setPauseAsked(agent.id, asked ? clock.nowMs() : null);
  });
}

/** Back from a pause, waiting for a card; twice, or without a pause, changes nothing. */
export function resumeWork(deps: Deps, request: { readonly agent: Agent }): void {
  const { agent } = request;
  const atMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    const presence = rows.floor.presenceOf(agent.id);
    if (presence?.state !== 'pause') return;
    setAtWork(rows, { agent: agent.id, state: 'waiting', campaign: presence.campaign, atMs });
    trail(rows, { actor: agent.id, atMs })('shift.resume', agent.id);
  });
}

/** The shift ends: a card still on screen goes back undialled, production stops. Twice changes nothing. */
export function endShift(deps: Deps, request: { readonly agent: Agent }): void {
  const { agent } = request;
  const atMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    const lease = rows.records.leaseOfAgent(agent.id);
    if (lease) giveBack(rows, { agent, callId: lease.callId, atMs });
    rows.records.endReservation(agent.id);
    rows.shifts.end(agent.id, atMs, 'person');
    const presence = rows.floor.presenceOf(agent.id);
    if (!presence || presence.state === 'away') return;
    rows.floor.setPresence({ agent: agent.id, state: 'away', sinceMs: atMs, campaign: presence.campaign });
    rows.floor.switchSpan(agent.id, atMs);
    trail(rows, { actor: agent.id, atMs })('shift.end', agent.id);
  });
}

/**
 * Gives the card back to the queue, undialled: no attempt is counted. A card already given back: nothing happens.
 * AppError `lease-lost` for somebody else's.
 */
export function releaseCard(deps: Deps, request: { readonly agent: Agent; readonly callId: string }): void {
  const { agent, callId } = request;
  const atMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    const lease = rows.records.leaseOfCall(callId);
    if (!lease) return;
    if (lease.agent !== agent.id) throw leaseLost();
    giveBack(rows, { agent, callId, atMs });
    rows.records.endReservation(agent.id);
    setAtWork(rows, { agent: agent.id, state: 'waiting', campaign: lease.campaign, atMs });
  });
}

function giveBack(
  rows: StoreWriter,
  { agent, callId, atMs }: { readonly agent: Agent; readonly callId: string; readonly atMs: number },
): void {
  const lease = rows.records.leaseOfCall(callId);
  rows.records.releaseLease(callId);
  trail(rows, { actor: agent.id, atMs })('lease.release', String(lease?.recordId ?? ''), {
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
