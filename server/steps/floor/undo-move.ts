import { AppError } from '../../../shared/errors.ts';
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
export function undoMove(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: UndoMoveRequest,
): UndoMoveResult {
  const nowMs = clock.nowMs();
  const { moveId, dryRun } = request;
  const plan = (rows: StoreReader) => planFor(rows, request, nowMs);
  if (dryRun) return result(request, store.read(plan));
  return store.write((rows) => {
    const planned = plan(rows);
    if (planned.back.length > 0) carryOut(rows, { planned, request, atMs: nowMs });
    return { ...result(request, planned), moveId };
  });
}

function planFor(rows: StoreReader, { lead, moveId }: UndoMoveRequest, nowMs: number): UndoPlan {
  const move = rows.steering.move(moveId);
  const items = move ? rows.steering.itemsOf(moveId) : [];
  const isMine = move?.author === lead.id || items.some((one) => lead.campaigns.includes(one.campaign));
  if (!move || !isMine) throw moveUnknown();
  if (move.undoneAtMs !== null) throw moveUndone();
  if (!mayUndoOn(civilDate(move.atMs), civilDate(nowMs))) throw moveTooOld();
  return planUndo(items.map((item) => candidateOf(rows, { item, move, lead, nowMs })));
}

interface Asked {
  readonly item: MoveItem;
  readonly move: PastMove;
  readonly lead: AccountRow;
  readonly nowMs: number;
}

function candidateOf(rows: StoreReader, { item, move, lead, nowMs }: Asked): UndoCandidate {
  const { recordId, campaign, fromOwner, toOwner } = item;
  const record = rows.records.byId(recordId);
  const former = fromOwner === null ? undefined : rows.accounts.byId(fromOwner);
  return {
    recordId,
    fromOwner,
    toOwner,
    owner: record?.owner ?? null,
    state: record?.state ?? 'excluded',
    isForeign: !lead.campaigns.includes(campaign),
    movedSince: rows.steering.movedAfter(recordId, move),
    calledSince: rows.calls.ofRecord(recordId).some((call) => call.endedAtMs >= move.atMs),
    formerMayCall:
      former !== undefined && mayWork(former, nowMs) === 'yes' && former.campaigns.includes(campaign),
  };
}

interface Carry {
  readonly planned: UndoPlan;
  readonly request: UndoMoveRequest;
  readonly atMs: number;
}

function carryOut(rows: StoreWriter, { planned, request, atMs }: Carry): void {
  const { lead, moveId, reason } = request;
  const changes = planned.back.map(({ recordId, toOwner }) => {
    const fromOwner = rows.records.byId(recordId)?.owner ?? null;
    rows.records.update(recordId, { owner: toOwner });
    // Put on top for somebody who had it already: the owner stays, the place does not.
    rows.steering.endOnTop(recordId);
    return { fromOwner, toOwner };
  });
  const goneBack = planned.back.length;
  rows.steering.markUndone(moveId, { atMs, by: lead.id, reason, goneBack });
  trail(rows, { actor: lead.id, atMs })('records.reassign-undone', moveId, {
    reason,
    detail: { goneBack, stays: planned.stays.length },
  });
  tellMoved(rows, { changes, atMs });
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
