import { inTurn } from '../../../shared/in-turn.ts';
import { SEALED_KINDS } from '../../domain/next-card/sealed-kinds.ts';
import type { Store } from '../../ports/store.ts';

/** Something sealed of a record that does not open any more, without what it holds. */
export interface DamagedLine {
  readonly recordId: number;
  readonly campaign: string;
  /** French: which content. */
  readonly what: string;
  readonly foundAtMs: number;
  /** Nobody is served the record until it is given back. */
  readonly isHeld: boolean;
}

/** What waits for a backup in every campaign, oldest first. */
export async function listDamages({ store }: { readonly store: Store }): Promise<readonly DamagedLine[]> {
  return await store.read(
    async (rows) =>
      await inTurn.map(await rows.damages.open(), async ({ recordId, campaign, kind, foundAtMs }) => ({
        ...{ recordId, campaign, foundAtMs },
        what: SEALED_KINDS[kind].label,
        isHeld: (await rows.records.byId(recordId))?.hold === 'damaged',
      })),
  );
}
