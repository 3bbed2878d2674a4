import { mayEnter } from '../../domain/access/web-session-life.ts';
import { MAILINGS, type MailingWay, USUAL_WAY } from '../../domain/conversations/mailing-ways.ts';
import { waitingLetter } from '../../domain/conversations/waiting-letter.ts';
import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { isOfAge, todayOf } from '../../domain/people/field-value.ts';
import { textValue } from '../../domain/people/people-fields.ts';
import type { MailVerdict, OutgoingMail } from '../../ports/mailer.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { WaitingMailRow } from '../../ports/rows/waiting-mails.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { SendNoticesDeps } from '../agenda/send-notices.ts';
import { openParticipant } from '../people/open-participants.ts';
import { openedOrLost } from '../seal-damage.ts';
import { verdictFor } from '../slots/sign-up-facts.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { writeWhenFree } from '../write-when-free.ts';

type Counts = Record<'sent' | 'unsent' | 'later', number>;

const MAILED: ReadonlySet<MailingWay> = new Set(['at-once', 'daily']);

interface Begun {
  readonly person: ParticipantRow;
  readonly mails: readonly WaitingMailRow[];
}

/** A slot may be full since, or over, or one that they take no more. */
async function stillHolds(
  rows: StoreReader,
  { kind, about }: WaitingMailRow,
  { comer, nowMs }: { readonly comer: ParticipantRow; readonly nowMs: number },
): Promise<boolean> {
  if (kind !== 'event') return true;
  const slot = await rows.agenda.slot(Number(about));
  const event = slot && (await rows.agenda.event(slot.event));
  if (!slot || !event) return false;
  return (await verdictFor(rows, { slot, event, comer, nowMs })).state === 'free';
}

/** What of it is still wanted, and still so, is marked before it leaves; the rest goes. Undefined: nothing is left. */
async function begin({ store, clock }: SendNoticesDeps, participant: string): Promise<Begun | undefined> {
  return await store.write(async (rows) => {
    const person = await rows.people.byId(participant);
    const choices = await rows.waitingMails.choices(participant);
    const mails: WaitingMailRow[] = [];
    const nowMs = clock.nowMs();
    for (const one of await rows.waitingMails.due(participant, nowMs)) {
      const isWanted = MAILED.has(choices[one.kind] ?? USUAL_WAY) && person && mayEnter(person);
      if (!isWanted || !(await stillHolds(rows, one, { comer: person, nowMs }))) {
        await rows.waitingMails.seen(one);
        continue;
      }
      const attempts = one.attempts + 1;
      await rows.waitingMails.update(one, { state: 'sending', attempts });
      mails.push({ ...one, attempts });
    }
    return person && mails.length > 0 ? { person, mails } : undefined;
  });
}

interface Letter {
  /** Undefined: they have no address, or nothing is left to tell. */
  readonly mail: OutgoingMail | undefined;
  /** What it tells, of what was begun. */
  readonly told: readonly WaitingMailRow[];
}

/** Nobody knows where to write to whoever's card no longer opens. */
const UNADDRESSED: Letter = { mail: undefined, told: [] };

/** AppErrors of opening a card. */
async function letterTo(
  deps: SendNoticesDeps,
  { person, mails }: Begun,
  { url, from }: NonNullable<SendNoticesDeps['webAddress']>,
): Promise<Letter> {
  const voice = await deps.store.read((rows) => charityVoice(rows, person.charity));
  const content = await openParticipant(deps, person, {
    actor: 'system',
    reason: 'e-mail : du nouveau attend',
  });
  const address = textValue(content, 'email');
  const isAdult = isOfAge(textValue(content, 'naissance'), todayOf(deps.clock.nowMs()));
  const told = mails.filter(({ kind }) => isAdult || !MAILINGS[kind].isForAdults);
  if (address === '' || told.length === 0) return { mail: undefined, told: [] };
  const what = told.map(({ kind, about, owedAtMs }) => `${kind} ${about} ${owedAtMs}`).join(' ');
  const mail = {
    ...waitingLetter(
      told.map(({ kind }) => kind),
      { url, charity: voice.name },
    ),
    messageId: `<${sha256(`waiting ${person.id} ${what}`).slice(0, 32)}@${from.split('@').at(-1)}>`,
    from: { name: voice.name, address: from },
    replyTo: voice.contact || from,
    to: { name: '', address },
  };
  return { mail, told };
}

async function settle(
  deps: SendNoticesDeps,
  mails: readonly WaitingMailRow[],
  end: 'no-email' | MailVerdict,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await writeWhenFree(deps, async (rows) => {
    for (const one of mails) {
      // While the relay was answering, the person may have looked, or been erased.
      if ((await rows.waitingMails.mail(one))?.state !== 'sending') continue;
      const after =
        end === 'no-email' ? { state: end } : afterVerdict({ ...end, attempts: one.attempts, nowMs });
      const dueAtMs = 'dueAtMs' in after ? after.dueAtMs : undefined;
      await rows.waitingMails.update(one, { state: after.state, ...(dueAtMs !== undefined && { dueAtMs }) });
    }
  });
}

async function sendTo(
  deps: SendNoticesDeps,
  participant: string,
  web: NonNullable<SendNoticesDeps['webAddress']>,
): Promise<keyof Counts> {
  const begun = await begin(deps, participant);
  if (!begun) return 'later';
  try {
    const { mail, told } = (await openedOrLost(letterTo(deps, begun, web))) ?? UNADDRESSED;
    const untold = begun.mails.filter((one) => !told.includes(one));
    if (untold.length > 0) await settle(deps, untold, 'no-email');
    const end = mail ? await deps.mailer.send(mail) : ('no-email' as const);
    await settle(deps, told, end);
    return end !== 'no-email' && end.verdict === 'sent' ? 'sent' : 'unsent';
  } catch (error) {
    // A bug of ours, at an unknown moment of the conversation: never sent again by itself.
    await settle(deps, begun.mails, { verdict: 'uncertain', reply: 'internal' });
    throw error;
  }
}

/**
 * Tells people, in one letter each, that something waits for them, as they chose: at once or with the letter of the day (R-54).
 * What leaves is marked first, so that of two runs, or two servers, one sends; a kill after the mark leaves `sending`, which
 * `recoverWaiting` makes `uncertain`. Twice sends nothing twice.
 */
export async function sendWaiting(
  deps: SendNoticesDeps,
  { limit }: { readonly limit: number },
): Promise<Counts> {
  const counts: Counts = { sent: 0, unsent: 0, later: 0 };
  if (!deps.webAddress) return counts;
  const due = await deps.store.read((rows) => rows.waitingMails.dueTo(deps.clock.nowMs(), limit));
  for (const participant of due) counts[await sendTo(deps, participant, deps.webAddress)] += 1;
  if (due.length > 0) deps.log.info('waiting-mails.run', { due: due.length, ...counts });
  return counts;
}

/** A letter left `sending` by a server that was killed may have left: `uncertain`, never sent again. Answers how many. */
export async function recoverWaiting(
  { store, log }: Pick<SendNoticesDeps, 'store' | 'log'>,
  living: readonly string[] = [],
): Promise<number> {
  const left = await store.write(async (rows) => {
    const interrupted = await rows.waitingMails.leftSending(living);
    for (const one of interrupted) await rows.waitingMails.update(one, { state: 'uncertain' });
    return interrupted.length;
  });
  if (left > 0) log.warn('waiting-mails.interrupted', { count: left });
  return left;
}
