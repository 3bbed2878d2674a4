import assert from 'node:assert/strict';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { type SendDeps, type SendEnd, sendOneConfirmation } from './send-one-confirmation.ts';

export interface ConfirmationDeps extends SendDeps {
  readonly log: Log;
}

export type SendCounts = Readonly<Record<SendEnd, number>>;

const MAX_BATCH = 1_000;
/** As many as the relay's pool has connections. */
const AT_ONCE = 5;

/**
 * Sends the confirmations that are due, oldest first, at most `limit`. A second run at the same time sends none of
 * them again. What one e-mail lacks stops no other; a bug in one is thrown once the others are done.
 */
export async function sendConfirmations(
  deps: ConfirmationDeps,
  request: { readonly actor: string; readonly limit: number },
): Promise<SendCounts> {
  assert(request.limit >= 1 && request.limit <= MAX_BATCH, 'a batch holds 1 to 1,000 e-mails');
  const due = await deps.store.read((rows) => rows.emails.due(deps.clock.nowMs(), request.limit));
  const counts = {
    sent: 0,
    refused: 0,
    deferred: 0,
    uncertain: 0,
    failed: 0,
    'no-email': 0,
    cancelled: 0,
    skipped: 0,
  };
  const waiting = due.values();
  const bugs: unknown[] = [];
  const work = async () => {
    for (const email of waiting) {
      try {
        counts[await sendOneConfirmation(deps, email, request.actor)] += 1;
      } catch (error) {
        bugs.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const { sent, refused, deferred, uncertain, failed } = counts;
  if (due.length > 0) {
    deps.log.info('confirmations.run', { due: due.length, sent, refused, deferred, uncertain, failed });
  }
  if (bugs.length > 0) throw bugs[0];
  return counts;
}

/**
 * An e-mail left `sending` by a server that was killed may have been taken by the relay; it becomes `uncertain`, for ops to
 * judge. What a living server sends is left alone. Returns how many.
 */
export async function recoverEmails(
  deps: { readonly store: Store; readonly clock: Clock; readonly log: Log },
  living: readonly string[] = [],
): Promise<number> {
  const atMs = deps.clock.nowMs();
  const interrupted = await deps.store.write(async (rows) => {
    const left = await rows.emails.leftSending(living);
    const note = trail(rows, { actor: 'system', atMs });
    for (const row of left) {
      await rows.emails.update(row.id, { state: 'uncertain', reply: 'interrupted' });
      await note('email.uncertain', row.id, {
        campaign: row.campaign,
        reason: 'arrêt du serveur pendant l’envoi',
        detail: { kind: row.kind, attempts: row.attempts, reply: 'interrupted' },
      });
    }
    return left.length;
  });
  if (interrupted > 0) deps.log.warn('confirmations.interrupted', { count: interrupted });
  return interrupted;
}
