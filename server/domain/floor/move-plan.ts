/** One record that would change hands; the plan is decided here, carried out in one transaction. */
export interface MoveCandidate {
  readonly recordId: number;
  readonly owner: string | null;
  /** The lease that holds it, with the last sign of life of its screen. */
  readonly lease?: { readonly callId: string; readonly agent: string; readonly seenAtMs: number };
}

interface Move {
  readonly recordId: number;
  readonly fromOwner: string | null;
  readonly toOwner: string | null;
  /** The lease to end first, when the record sat on a dead screen. */
  readonly endLease?: string;
}

export interface MovePlan {
  readonly moves: readonly Move[];
  /** On somebody's screen: never taken (F-09). */
  readonly onScreen: number;
  /** Already where they would go. */
  readonly unchanged: number;
  readonly perTarget: ReadonlyMap<string | null, number>;
}

/** A screen that gave no sign of life for this long shows nothing any more. Workstations give one each minute. */
export const SCREEN_SILENT_MS = 150_000;

export interface MoveTargets {
  /** Account ids and how many records each already owns; empty: the pool. */
  readonly load: ReadonlyMap<string, number>;
  readonly nowMs: number;
  /** To be put on top: a record that is the target's already moves too. */
  readonly evenOwn?: boolean;
}

/** Shares the candidates between targets, the least loaded first, so that loads end as equal as can be. */
export function planMoves(candidates: readonly MoveCandidate[], targets: MoveTargets): MovePlan {
  const load = new Map(targets.load);
  const perTarget = new Map<string | null, number>();
  const moves: Move[] = [];
  let onScreen = 0;
  let unchanged = 0;
  for (const one of candidates) {
    if (one.lease && targets.nowMs - one.lease.seenAtMs < SCREEN_SILENT_MS) {
      onScreen += 1;
      continue;
    }
    const toOwner = leastLoaded(load);
    const stays =
      !targets.evenOwn &&
      one.lease === undefined &&
      (toOwner === one.owner || (one.owner !== null && load.has(one.owner)));
    if (stays) {
      unchanged += 1;
      continue;
    }
    if (toOwner !== null) load.set(toOwner, (load.get(toOwner) ?? 0) + 1);
    perTarget.set(toOwner, (perTarget.get(toOwner) ?? 0) + 1);
    moves.push({
      recordId: one.recordId,
      fromOwner: one.owner,
      toOwner,
      ...(one.lease ? { endLease: one.lease.callId } : {}),
    });
  }
  return { moves, onScreen, unchanged, perTarget };
}

/** The pool (null) when there is no target. At most 50 targets: a scan is enough. */
function leastLoaded(load: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [target, count] of load) {
    if (best === null || count < (load.get(best) ?? 0)) best = target;
  }
  return best;
}
