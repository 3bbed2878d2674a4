import { AppError } from '../../../shared/errors.ts';
import { noticeMail, REMINDERS } from '../../domain/agenda/slot-notice.ts';
import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { textValue } from '../../domain/people/people-fields.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer, MailVerdict, OutgoingMail } from '../../ports/mailer.ts';
import type { DueNotice, NoticeState } from '../../ports/rows/slot-notices.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { openedOrLost } from '../seal-damage.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { writeWhenFree } from '../write-when-free.ts';

/** Where the pages of the web door are, and who writes from there. */
interface WebAddress {
  readonly url: string;
  readonly from: string;
}

export interface SendNoticesDeps extends OpenPeopleDeps {
  readonly mailer: Mailer;
  readonly log: Log;
  /** Undefined without a web door: then nobody is written to, since a notice leads to a page. */
  readonly webAddress: WebAddress | undefined;
}

type NoticeCounts = Record<'sent' | 'unsent' | 'dropped' | 'later', number>;

/** Reminders whose hour has come are owed to whoever holds a place; twice owes nothing twice. */
async function oweReminders({ store, clock }: Pick<SendNoticesDeps, 'store' | 'clock'>): Promise<void> {
  const nowMs = clock.nowMs();
  await store.write(async (rows) => {
    for (const { kind, fromMs, untilMs } of REMINDERS)
      await rows.slotNotices.oweReminders({
        ...{ kind, nowMs, beginsAfterMs: nowMs + untilMs, beginsUntilMs: nowMs + fromMs },
      });
  });
}

/** Between the debt and the letter the person may have withdrawn, and the slot be cancelled or over. */
async function stillHolds(
  rows: StoreReader,
  { signup, kind, toMs }: DueNotice,
  nowMs: number,
): Promise<boolean> {
  const one = await rows.slots.signup(signup);
  const slot = one && (await rows.agenda.slot(one.slot));
  if (!one || !slot || toMs <= nowMs) return false;
  if (kind === 'cancelled') return slot.cancelledAtMs !== null && one.state !== 'cancelled';
  if (kind === 'changed') return slot.cancelledAtMs === null && one.state !== 'cancelled';
  return one.state === 'held' && slot.cancelledAtMs === null;
}

/**
 * Writes what is due to people about their slots, oldest first (R-55): reminders, a place on the waiting list that
 * became one, a slot that changes or is cancelled. Each is marked before it leaves, in a transaction that checks that it still
 * holds: of two runs one sends; a kill after the mark leaves `sending`, which `recoverNotices` makes `uncertain`. Twice
 * sends nothing twice.
 */
export async function sendNotices(
  deps: SendNoticesDeps,
  { limit }: { readonly limit: number },
): Promise<NoticeCounts> {
  const counts: NoticeCounts = { sent: 0, unsent: 0, dropped: 0, later: 0 };
  if (!deps.webAddress) return counts;
  await oweReminders(deps);
  const due = await deps.store.read((rows) => rows.slotNotices.due(deps.clock.nowMs(), limit));
  for (const one of due) counts[await sendOne(deps, one, deps.webAddress)] += 1;
  if (due.length > 0) deps.log.info('notices.run', { due: due.length, ...counts });
  return counts;
}

/** AppError `web-door-off`: an e-mail leads to a page. */
export function refuseWithoutWebDoor({ webAddress }: Pick<SendNoticesDeps, 'webAddress'>): void {
  if (webAddress) return;
  throw new AppError({
    code: 'web-door-off',
    kind: 'unavailable',
    message: 'Les pages des bénévoles ne sont pas ouvertes : personne n’est prévenu par e-mail.',
    hint: 'L’exploitation règle PLATEAU_WEB_LISTEN, PLATEAU_WEB_URL et PLATEAU_WEB_FROM.',
  });
}

/**
 * What the house does by itself every quarter of a minute, asked for. AppError `web-door-off`: nobody is written to
 * without it.
 */
export async function remindNow(deps: SendNoticesDeps): Promise<NoticeCounts> {
  refuseWithoutWebDoor(deps);
  return await sendNotices(deps, { limit: 500 });
}

/** The attempt that begins now; undefined when somebody else has it, or it holds no more. */
async function begin(
  { store, clock }: SendNoticesDeps,
  one: DueNotice,
): Promise<number | 'dropped' | undefined> {
  return await store.write(async (rows) => {
    const now = await rows.slotNotices.notice(one.signup, one.kind);
    if (now?.state !== 'to-send') return undefined;
    if (!(await stillHolds(rows, one, clock.nowMs()))) {
      await rows.slotNotices.update(one, { state: 'dropped' });
      return 'dropped';
    }
    await rows.slotNotices.update(one, { state: 'sending', attempts: now.attempts + 1 });
    return now.attempts + 1;
  });
}

/** Undefined without an address; errors of opening a card. */
async function mailOf(
  deps: SendNoticesDeps,
  one: DueNotice,
  { url, from }: WebAddress,
): Promise<OutgoingMail | undefined> {
  const { row, voice } = await deps.store.read(async (rows) => ({
    row: await rows.people.byId(one.participant),
    voice: await charityVoice(rows, one.charity),
  }));
  if (!row) return undefined;
  const content = await openParticipant(deps, row, { actor: 'system', reason: 'e-mail sur un créneau' });
  const address = textValue(content, 'email');
  if (address === '') return undefined;
  return {
    ...noticeMail(one.kind, { hours: one, page: `${url}/b/creneaux`, charity: voice.name }),
    messageId: `<${sha256(`notice ${one.signup} ${one.kind} ${one.dueAtMs}`).slice(0, 32)}@${from.split('@').at(-1)}>`,
    from: { name: voice.name, address: from },
    replyTo: voice.contact || from,
    to: { name: '', address },
  };
}

async function sendOne(deps: SendNoticesDeps, one: DueNotice, web: WebAddress): Promise<keyof NoticeCounts> {
  const attempts = await begin(deps, one);
  if (attempts === undefined) return 'later';
  if (attempts === 'dropped') return 'dropped';
  const mail = await openedOrLost(mailOf(deps, one, web));
  if (!mail) return await settle(deps, one, 'no-email');
  try {
    return await settle(deps, one, { ...(await deps.mailer.send(mail)), attempts });
  } catch (error) {
    // A bug of ours, at an unknown moment of the conversation: never sent again by itself.
    await settle(deps, one, { verdict: 'uncertain', reply: 'internal', attempts });
    throw error;
  }
}

async function settle(
  deps: SendNoticesDeps,
  one: DueNotice,
  end: 'no-email' | (MailVerdict & { readonly attempts: number }),
): Promise<keyof NoticeCounts> {
  const nowMs = deps.clock.nowMs();
  const after = end === 'no-email' ? { state: end } : afterVerdict({ ...end, nowMs });
  const dueAtMs = 'dueAtMs' in after ? after.dueAtMs : undefined;
  const state: NoticeState = after.state;
  return await writeWhenFree(deps, async (rows) => {
    // While the relay was answering, the person may have been erased.
    if ((await rows.slotNotices.notice(one.signup, one.kind))?.state !== 'sending') return 'later';
    await rows.slotNotices.update(one, { state, ...(dueAtMs !== undefined && { dueAtMs }) });
    return state === 'sent' ? 'sent' : 'unsent';
  });
}

/** A letter left `sending` by a server that was killed may have left: `uncertain`, never sent again. Answers how many. */
export async function recoverNotices(
  { store, log }: Pick<SendNoticesDeps, 'store' | 'log'>,
  living: readonly string[] = [],
): Promise<number> {
  const left = await store.write(async (rows) => {
    const interrupted = await rows.slotNotices.leftSending(living);
    for (const one of interrupted) await rows.slotNotices.update(one, { state: 'uncertain' });
    return interrupted.length;
  });
  if (left > 0) log.warn('notices.interrupted', { count: left });
  return left;
}
