import { isAppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { type ListedEmail, listDoubtfulEmails, type SettleRequest, settleEmail } from './settle-email.ts';

export interface SettleDoubtfulRequest extends Omit<SettleRequest, 'id'> {
  readonly campaign: string;
  /** Of calls ended, or corrections made, from then on. */
  readonly fromMs: number;
  /** False: nothing changes, what would be settled is answered. */
  readonly apply: boolean;
}

export interface SettledDoubtful {
  /** Oldest first; settled when `apply` was given. */
  readonly emails: readonly ListedEmail[];
  /** Not settled: closed by somebody meanwhile, or of a cancelled call, to be looked at one by one. */
  readonly leftIds: readonly string[];
  /** More than one call settles: ask again. */
  readonly more: number;
}

/** Each is a transaction of its own, and calls go on meanwhile. */
const MOST = 500;
/** What leaves one e-mail out and not the others. */
const OF_ONE = new Set(['email-unknown', 'email-not-doubtful', 'call-cancelled']);

/**
 * Settles the doubtful e-mails of a campaign since an instant at once, as `settleEmail` does for one: after a restore, a day's
 * confirmations may be in doubt for the same reason. Twice: the second call finds none. AppError `reason-personal`.
 */
export async function settleDoubtful(
  deps: { readonly store: Store; readonly clock: Clock },
  request: SettleDoubtfulRequest,
): Promise<SettledDoubtful> {
  const { campaign, fromMs, apply, as, reason, actor } = request;
  const all = (await listDoubtfulEmails(deps)).filter(
    (one) => one.campaign === campaign && one.callEndedAtMs >= fromMs,
  );
  const emails = all.slice(0, MOST);
  const more = all.length - emails.length;
  if (!apply) return { emails, leftIds: [], more };
  const settled: ListedEmail[] = [];
  const leftIds: string[] = [];
  for (const { id } of emails) {
    try {
      settled.push(await settleEmail(deps, { id, as, reason, actor }));
    } catch (error) {
      if (!isAppError(error) || !OF_ONE.has(error.code)) throw error;
      leftIds.push(id);
    }
  }
  return { emails: settled, leftIds, more };
}
