import { inTurn } from '../../../shared/in-turn.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { sitesReached } from './seat-reach.ts';

/** One seat, as a lead sees it. */
export interface SeatLine {
  readonly seat: string;
  readonly site: string;
  readonly queue: string;
  readonly hasKey: boolean;
  readonly failures: number;
  /** Since when nobody may try a code there. */
  readonly frozenAtMs?: number;
}

/** The seats of the sites that this person reaches. AppError `site-not-yours`. */
export async function listSeats(
  { store }: { readonly store: Store },
  { account, campaign }: { readonly account: AccountRow; readonly campaign: string },
): Promise<readonly SeatLine[]> {
  return await store.read(async (rows) => {
    const sites = await sitesReached(rows, { account, verb: 'see', campaign });
    return await inTurn.flatMap(sites, async ({ code: site, queue }) =>
      (await rows.seats.seatsOf(site)).map(
        ({ name: seat, failures, frozenAtMs, keyFingerprint }): SeatLine => ({
          ...{ seat, site, queue, failures, hasKey: keyFingerprint !== null },
          ...(frozenAtMs !== null && { frozenAtMs }),
        }),
      ),
    );
  });
}
