import type { Bounce } from '../../../shared/bounce.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EmailRow, EmailState } from '../../ports/rows/emails.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** How many returns were what; each is counted once. */
export interface BounceCounts {
  /** E-mails that came back for good: their address is to be corrected. */
  readonly bounced: number;
  /** Known already. */
  readonly already: number;
  /** A delay or a delivery: nothing changes. */
  readonly temporary: number;
  /** Not one of our e-mails, or of a campaign that was purged. */
  readonly unknown: number;
}

/** States of an e-mail that may have left. */
const MAY_HAVE_LEFT: ReadonlySet<EmailState> = new Set(['sending', 'sent', 'uncertain']);

/**
 * Takes the returns of the bounce mailbox (docs/rules/confirmation-email.md: REBOND_DEF), matched by Message-ID. A
 * final one sets the e-mail `bounced`, opens a data-correction task, and the next weekly file says REBOND, with an M
 * line where the call's line had left. The same return again changes nothing. One transaction.
 */
export async function importBounces(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: { readonly bounces: readonly Bounce[]; readonly actor: string },
): Promise<BounceCounts> {
  const counts = { bounced: 0, already: 0, temporary: 0, unknown: 0 };
  const nowMs = clock.nowMs();
  await store.write(async (rows) => {
    for (const bounce of request.bounces) {
      counts[await take(rows, bounce, { actor: request.actor, nowMs })] += 1;
    }
  });
  return counts;
}

async function take(
  rows: StoreWriter,
  { messageId, status }: Bounce,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): Promise<keyof BounceCounts> {
  const email = await rows.emails.byMessageId(messageId);
  if (!email)
    return OF_LETTER.test(messageId)
      ? await takeOfLetter(rows, { messageId, status }, { actor, nowMs })
      : await takeOfPledge(rows, { messageId, status }, { actor, nowMs });
  if (!status.startsWith('5')) return 'temporary';
  if (!MAY_HAVE_LEFT.has(email.state)) return 'already';
  await rows.emails.update(email.id, { state: 'bounced', reply: status });
  await openFollowUp(rows, email, nowMs);
  await trail(rows, { actor, atMs: nowMs })('email.bounced', email.id, {
    campaign: email.campaign,
    reason: 'retour de la boîte des rebonds',
    detail: { kind: email.kind, status },
  });
  return 'bounced';
}

/** The links and reminders of a pledge line name their pledge. */
const OF_PLEDGE = /^<([0-9a-f-]{36})\.(?:email|reminder)@/;

/** A link that came back stands among those that did not leave, is not reminded, and lapses on its day. */
async function takeOfPledge(
  rows: StoreWriter,
  { messageId, status }: Pick<Bounce, 'messageId' | 'status'>,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): Promise<keyof BounceCounts> {
  const id = OF_PLEDGE.exec(messageId)?.[1];
  const pledge = id === undefined ? undefined : await rows.pledges.byId(id);
  if (!pledge) return 'unknown';
  if (!status.startsWith('5')) return 'temporary';
  const isOut = pledge.state === 'linkSent' || pledge.state === 'reminded';
  if (!isOut || pledge.sending === 'refused') return 'already';
  await rows.pledges.update(pledge.id, { sending: 'refused' });
  await trail(rows, { actor, atMs: nowMs })('pledge.unsent', pledge.id, {
    campaign: pledge.campaign,
    reason: status,
    detail: { reminder: pledge.state === 'reminded' ? 1 : 0, attempts: pledge.attempts },
  });
  return 'bounced';
}

/** The copies of a letter name it, and their own number. */
const OF_LETTER = /^<([0-9a-f-]{36})\.(\d{1,15})\.newsletter@/;

/** A copy that came back is counted as such: whoever keeps the directory sees how many addresses are to be corrected. */
async function takeOfLetter(
  rows: StoreWriter,
  { messageId, status }: Pick<Bounce, 'messageId' | 'status'>,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): Promise<keyof BounceCounts> {
  const [, letter = '', number = ''] = OF_LETTER.exec(messageId) ?? [];
  const copy = await rows.newsletters.copy(Number(number));
  if (copy?.newsletter !== letter) return 'unknown';
  if (!status.startsWith('5')) return 'temporary';
  if (copy.state !== 'sent' && copy.state !== 'sending' && copy.state !== 'uncertain') return 'already';
  await rows.newsletters.updateCopy(copy.id, { state: 'bounced', reply: status });
  await trail(rows, { actor, atMs: nowMs })('newsletter.bounced', letter, { reason: status });
  return 'bounced';
}

/**
 * An address that does not receive is data to correct, whoever said so: the relay at once or the mailbox later (F-06).
 */
export async function openFollowUp(rows: StoreWriter, email: EmailRow, nowMs: number): Promise<void> {
  const { id, campaign, recordId, callId } = email;
  await rows.followUps.add({
    id,
    campaign,
    recordId,
    callId,
    kind: 'email-bounced',
    openedAtMs: nowMs,
    closedAtMs: null,
    closedBy: null,
  });
}
