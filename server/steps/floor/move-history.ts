import { inTurn } from '../../../shared/in-turn.ts';
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
export async function moveHistory(
  { store }: { readonly store: Store },
  { lead }: { readonly lead: AccountRow },
): Promise<readonly MoveShown[]> {
  return await store.read(async (rows) => {
    const loginOf = async (id: string | null) =>
      id === null ? '' : ((await rows.accounts.byId(id))?.login ?? '');
    const scope = { author: lead.id, campaigns: lead.campaigns, limit: MOST_SHOWN };
    return await inTurn.map(await rows.steering.history(scope), async (move) => ({
      id: move.id,
      atMs: move.atMs,
      author: await loginOf(move.author),
      reason: move.reason,
      kind: move.kind,
      moved: move.moved,
      undone:
        move.undoneAtMs === null
          ? null
          : {
              atMs: move.undoneAtMs,
              by: await loginOf(move.undoneBy),
              reason: move.undoneReason ?? '',
              goneBack: move.goneBack ?? 0,
            },
    }));
  });
}
