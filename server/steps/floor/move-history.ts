import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';

/** One move of records, newest first: who, when, why, how many, and whether it stands. */
export interface MoveShown {
  readonly id: string;
  readonly atMs: number;
  /** Login. */
  readonly author: string;
  readonly reason: string;
  readonly kind: 'move' | 'next';
  readonly moved: number;
  readonly undone: {
    readonly atMs: number;
    /** Login. */
    readonly by: string;
    readonly reason: string;
    readonly goneBack: number;
  } | null;
}

const MOST_SHOWN = 200;

/** The last 200 moves made by the lead, or of records of the lead's campaigns. Changes nothing. */
export function moveHistory(
  { store }: { readonly store: Store },
  { lead }: { readonly lead: AccountRow },
): readonly MoveShown[] {
  return store.read((rows) => {
    const loginOf = (id: string | null) => (id === null ? '' : (rows.accounts.byId(id)?.login ?? ''));
    const scope = { author: lead.id, campaigns: lead.campaigns, limit: MOST_SHOWN };
    return rows.steering.history(scope).map((move) => ({
      id: move.id,
      atMs: move.atMs,
      author: loginOf(move.author),
      reason: move.reason,
      kind: move.kind,
      moved: move.moved,
      undone:
        move.undoneAtMs === null
          ? null
          : {
              atMs: move.undoneAtMs,
              by: loginOf(move.undoneBy),
              reason: move.undoneReason ?? '',
              goneBack: move.goneBack ?? 0,
            },
    }));
  });
}
