import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { mayWork } from '../../domain/access/account-rules.ts';
import {
  mayUndoOn,
  planUndo,
  UNDO_REFUSAL,
  type UndoCandidate,
  type UndoPlan,
} from '../../domain/call/undo-plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { MoveItem, PastMove } from '../../ports/rows/steering.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { tellMoved } from './tell-moved.ts';

export interface UndoMoveRequest {
  readonly lead: AccountRow;
  readonly moveId: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

export interface UndoMoveResult {
  readonly dryRun: boolean;
  readonly moveId: string;
  readonly goneBack: number;
  /** Records that stay where the move put them, and why, in French. */
  readonly stays: readonly { readonly recordId: number; readonly why: string }[];
}

/**
 * Gives back what a move of the day took (F-09): each record goes to whoever had it, unless somebody called it, moved
 * it or has it on screen since; those stay, with the reason. A screen that a move found silent does not get its card
 * back. All in one transaction; the dry run changes nothing. When no record can go back the move stands and may be
 * tried again. Twice: AppError `move-undone`. AppErrors `move-unknown`, `move-too-old`.
 */
export async function undoMove(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: UndoMoveRequest,
): Promise<UndoMoveResult> {
  const nowMs = clock.nowMs();
  const { moveId, dryRun } = request;
  const plan = (rows: StoreReader) => planFor(rows, request, nowMs);
  if (dryRun) return result(request, await store.read(plan));
  return await store.write(async (rows) => {
    const planned = await plan(rows);
    if (planned.back.length > 0) await carryOut(rows, { planned, request, atMs: nowMs });
    return { ...result(request, planned), moveId };
  });
}

async function planFor(
  rows: StoreReader,
  { lead, moveId }: UndoMoveRequest,
  nowMs: number,
): Promise<UndoPlan> {
  const move = await rows.steering.move(moveId);
  const items = move ? await rows.steering.itemsOf(moveId) : [];
  const isMine = move?.author === lead.id || items.some((one) => lead.campaigns.includes(one.campaign));
  if (!move || !isMine) throw moveUnknown();
  if (move.undoneAtMs !== null) throw moveUndone();
  if (!mayUndoOn(civilDate(move.atMs), civilDate(nowMs))) throw moveTooOld();
  return planUndo(await inTurn.map(items, (item) => candidateOf(rows, { item, move, lead, nowMs })));
}

interface Asked {
  readonly item: MoveItem;
  readonly move: PastMove;
  readonly lead: AccountRow;
  readonly nowMs: number;
}

async function candidateOf(rows: StoreReader, { item, move, lead, nowMs }: Asked): Promise<UndoCandidate> {
  const { recordId, campaign, fromOwner, toOwner } = item;
  const record = await rows.records.byId(recordId);
  const former = fromOwner === null ? undefined : await rows.accounts.byId(fromOwner);
  return {
    recordId,
    fromOwner,
    toOwner,
    owner: record?.owner ?? null,
    state: record?.state ?? 'excluded',
    isForeign: !lead.campaigns.includes(campaign),
    movedSince: await rows.steering.movedAfter(recordId, move),
    calledSince: (await rows.calls.ofRecord(recordId)).some((call) => call.endedAtMs >= move.atMs),
    formerMayCall:
      former !== undefined && mayWork(former, nowMs) === 'yes' && former.campaigns.includes(campaign),
  };
}

interface Carry {
  readonly planned: UndoPlan;
  readonly request: UndoMoveRequest;
  readonly atMs: number;
}

async function carryOut(rows: StoreWriter, { planned, request, atMs }: Carry): Promise<void> {
  const { lead, moveId, reason } = request;
  const changes = await inTurn.map(planned.back, async ({ recordId, toOwner }) => {
    const fromOwner = (await rows.records.byId(recordId))?.owner ?? null;
    await rows.records.update(recordId, { owner: toOwner });
    // Put on top for somebody who had it already: the owner stays, the place does not.
    await rows.steering.endOnTop(recordId);
    return { fromOwner, toOwner };
  });
  const goneBack = planned.back.length;
  await rows.steering.markUndone(moveId, { atMs, by: lead.id, reason, goneBack });
  await trail(rows, { actor: lead.id, atMs })('records.reassign-undone', moveId, {
    reason,
    detail: { goneBack, stays: planned.stays.length },
  });
  await tellMoved(rows, { changes, atMs });
}

function result({ moveId, dryRun }: UndoMoveRequest, { back, stays }: UndoPlan): UndoMoveResult {
  return {
    dryRun,
    moveId,
    goneBack: back.length,
    stays: stays.map(({ recordId, why }) => ({ recordId, why: UNDO_REFUSAL[why] })),
  };
}

const HISTORY_HINT = 'Les déplacements et leur numéro : « plateau reassign history ».';

function moveUnknown(): AppError {
  return new AppError({
    code: 'move-unknown',
    kind: 'not-found',
    message: 'Aucun déplacement de votre équipe ne porte ce numéro.',
    hint: HISTORY_HINT,
  });
}

function moveUndone(): AppError {
  return new AppError({
    code: 'move-undone',
    kind: 'conflict',
    message: 'Ce déplacement est déjà annulé.',
    hint: HISTORY_HINT,
  });
}

function moveTooOld(): AppError {
  return new AppError({
    code: 'move-too-old',
    kind: 'conflict',
    message: 'Un déplacement s’annule le jour même ; celui-ci est d’un autre jour.',
    hint: 'Déplacez de nouveau les fiches, à blanc d’abord : « plateau reassign --dry-run ».',
  });
}
