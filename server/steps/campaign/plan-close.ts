import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { requireHead } from '../find-campaign.ts';
import { pendingWork } from '../purge/pending-work.ts';

/** What closing a campaign would do and leave. */
export interface ClosePlan {
  readonly campaign: string;
  /** A pledge line: it has no records. */
  readonly isLine: boolean;
  readonly isOpen: boolean;
  /** Records that would close as EF_CLOTURE. */
  readonly openRecords: number;
  /** Callbacks promised to donors, among them. */
  readonly callbacks: number;
  /** Cards on screens: closing is refused while there is one. */
  readonly cards: number;
  /** French, one line a kind: what stays to be done whatever the campaign's state. */
  readonly pending: readonly string[];
}

/** What a close would do, shown before it is confirmed. Reads only. AppError `campaign-unknown`. */
export async function planClose(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: { readonly campaign: string },
): Promise<ClosePlan> {
  return await store.read(async (rows) => {
    const { code, state, isLine } = await requireHead(rows, request.campaign);
    const records = await rows.records.countByState(code);
    return {
      campaign: code,
      isLine,
      isOpen: state === 'open',
      openRecords: records.ready,
      callbacks: (await rows.records.queueDepth(code, clock.nowMs())).callbacks,
      cards: records.leased,
      pending: await pendingWork(rows, code),
    };
  });
}
