import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import type { PledgeContent, PledgeSending } from '../../domain/line/stored-pledge.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer, MailVerdict } from '../../ports/mailer.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { TextSender } from '../../ports/text-sender.ts';
import { isErased } from '../find-campaign.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { change } from './follow-pledge.ts';
import { isReminder, linkMailOf, linkTextOf } from './link-messages.ts';
import { type OpenPledgeDeps, openPledges } from './open-pledges.ts';

export interface SendLinksDeps extends OpenPledgeDeps {
  readonly mailer: Mailer;
  readonly textSender: Pick<TextSender, 'send'>;
  readonly log: Log;
}

/** By what became of the message; `later`: somebody else has it, or it cannot be written now: nothing was done. */
type LinkCounts = Record<'sent' | 'refused' | 'deferred' | 'uncertain' | 'later', number>;

interface Turn {
  readonly row: PledgeRow;
  readonly content: PledgeContent;
  readonly line: LineRow;
  readonly actor: string;
}

/**
 * Sends the links and reminders that are due, by e-mail or text message, oldest first; of a line whose texts are not
 * those approved, none. Each is marked before it leaves, in a transaction that checks that it is still due: of two runs, one
 * sends; a kill after the mark leaves `sending`, which the next start makes `uncertain` (`recoverLinks`). Twice sends nothing
 * twice.
 */
export async function sendLinks(
  deps: SendLinksDeps,
  { actor, limit }: { readonly actor: string; readonly limit: number },
): Promise<LinkCounts> {
  const counts: LinkCounts = { sent: 0, refused: 0, deferred: 0, uncertain: 0, later: 0 };
  const { due, lines } = await deps.store.read(async (rows) => ({
    due: await rows.pledges.toSend(deps.clock.nowMs(), limit),
    lines: new Map((await rows.lines.all()).map((line) => [line.code, line] as const)),
  }));
  for (const [campaign, pledges] of Map.groupBy(due, (row) => row.campaign)) {
    const line = lines.get(campaign);
    if (!line || isErased(line.state)) continue;
    // By another hand in the base than the program's: they wait, as e-mails of the other campaigns do.
    if ((await deps.store.read((rows) => unapprovedParts(rows, line))).length > 0) {
      deps.log.warn('links.unapproved', { campaign, due: pledges.length });
      continue;
    }
    for await (const opened of openPledges(deps, { actor, reason: 'lien de paiement', pledges }))
      counts[await sendOne(deps, { ...opened, line, actor })] += 1;
  }
  if (due.length > 0) deps.log.info('links.run', { due: due.length, ...counts });
  return counts;
}

/** Gives the message to whoever carries it; undefined where there is none to give. */
function leaving(deps: SendLinksDeps, turn: Turn): (() => Promise<MailVerdict>) | undefined {
  if (turn.row.way === 'sms') {
    const text = linkTextOf(turn);
    return text && (() => deps.textSender.send(text));
  }
  const mail = linkMailOf(turn);
  return mail && (() => deps.mailer.send(mail));
}

async function sendOne(deps: SendLinksDeps, turn: Turn): Promise<keyof LinkCounts> {
  const send = leaving(deps, turn);
  if (!send) return 'later';
  const attempts = await deps.store.write(async (rows) => {
    const row = await rows.pledges.byId(turn.row.id);
    if (row?.sending !== 'to-send' || row.state !== turn.row.state) return undefined;
    await rows.pledges.update(row.id, { sending: 'sending', attempts: row.attempts + 1 });
    return row.attempts + 1;
  });
  if (attempts === undefined) return 'later';
  try {
    return await settle(deps, turn, { ...(await send()), attempts });
  } catch (error) {
    // A bug of ours, at an unknown moment of the conversation: never sent again by itself.
    await settle(deps, turn, { verdict: 'uncertain', reply: 'internal', attempts });
    throw error;
  }
}

/** What the row says of a message that did not leave. */
const UNSENT: Readonly<Record<string, PledgeSending>> = {
  refused: 'refused',
  failed: 'refused',
  uncertain: 'uncertain',
};

async function settle(
  deps: SendLinksDeps,
  { row, actor }: Turn,
  end: MailVerdict & { readonly attempts: number },
): Promise<keyof LinkCounts> {
  const nowMs = deps.clock.nowMs();
  const after = afterVerdict({ ...end, nowMs });
  return await writeWhenFree(deps, async (rows) => {
    const now = await rows.pledges.byId(row.id);
    // While the relay was answering, a purge or a withdrawal may have come, or another server taken this one for dead.
    if (now?.sending !== 'sending' || now.attempts !== end.attempts) return 'later';
    const note = trail(rows, { actor, atMs: nowMs });
    const noted = {
      campaign: row.campaign,
      detail: { reminder: isReminder(row) ? 1 : 0, attempts: end.attempts },
    };
    if (end.verdict === 'sent') {
      const kind = isReminder(row) ? 'remind' : 'sendLink';
      await change(rows, now, {
        event: { kind },
        author: actor,
        atMs: nowMs,
        also: { sending: 'none', attempts: 0 },
      });
      await note('pledge.sent', row.id, noted);
      return 'sent';
    }
    const sending = UNSENT[after.state] ?? 'to-send';
    await rows.pledges.update(row.id, {
      sending,
      ...(after.dueAtMs !== undefined && { dueAtMs: after.dueAtMs }),
    });
    if (sending !== 'to-send') await note('pledge.unsent', row.id, { ...noted, reason: end.reply });
    return end.verdict;
  });
}

/**
 * A message left `sending` by a server that was killed may have been taken by the relay; it becomes `uncertain`, for ops to
 * see in `plateau pledge list --only unsent`. What a living server sends is left alone. Returns how many.
 */
export async function recoverLinks(
  { store, log }: Pick<SendLinksDeps, 'store' | 'log'>,
  living: readonly string[] = [],
): Promise<number> {
  const left = await store.write(async (rows) => {
    const interrupted = await rows.pledges.leftSending(living);
    for (const { id } of interrupted) await rows.pledges.update(id, { sending: 'uncertain' });
    return interrupted.length;
  });
  if (left > 0) log.warn('links.interrupted', { count: left });
  return left;
}
