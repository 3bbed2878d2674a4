import { mayEnter } from '../../domain/access/web-session-life.ts';
import { type MailingWay, USUAL_WAY } from '../../domain/conversations/mailing-ways.ts';
import { waitingLetter } from '../../domain/conversations/waiting-letter.ts';
import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { textValue } from '../../domain/people/people-fields.ts';
import type { MailVerdict, OutgoingMail } from '../../ports/mailer.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { WaitingMailRow } from '../../ports/rows/waiting-mails.ts';
import type { SendNoticesDeps } from '../agenda/send-notices.ts';
import { openParticipant } from '../people/open-participants.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { writeWhenFree } from '../write-when-free.ts';

type Counts = Record<'sent' | 'unsent' | 'later', number>;

const MAILED: ReadonlySet<MailingWay> = new Set(['at-once', 'daily']);

interface Begun {
  readonly person: ParticipantRow;
  readonly mails: readonly WaitingMailRow[];
}

/** What of it is still wanted is marked before it leaves; the rest goes. Undefined: nothing is left, or another run has it. */
async function begin({ store, clock }: SendNoticesDeps, participant: string): Promise<Begun | undefined> {
  return await store.write(async (rows) => {
    const person = await rows.people.byId(participant);
    const choices = await rows.waitingMails.choices(participant);
    const mails: WaitingMailRow[] = [];
    for (const one of await rows.waitingMails.due(participant, clock.nowMs())) {
      const isWanted = MAILED.has(choices[one.kind] ?? USUAL_WAY) && person && mayEnter(person);
      if (!isWanted) {
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

/** AppErrors of opening a card; undefined for whoever has no address. */
async function letterTo(deps: SendNoticesDeps, { person, mails }: Begun): Promise<OutgoingMail | undefined> {
  if (!deps.webAddress) return undefined;
  const { url, from } = deps.webAddress;
  const voice = await deps.store.read((rows) => charityVoice(rows, person.charity));
  const content = await openParticipant(deps, person, {
    actor: 'system',
    reason: 'e-mail : du nouveau attend',
  });
  const address = textValue(content, 'email');
  if (address === '') return undefined;
  const what = mails.map(({ kind, about, owedAtMs }) => `${kind} ${about} ${owedAtMs}`).join(' ');
  return {
    ...waitingLetter(
      mails.map(({ kind }) => kind),
      { url, charity: voice.name },
    ),
    messageId: `<${sha256(`waiting ${person.id} ${what}`).slice(0, 32)}@${from.split('@').at(-1)}>`,
    from: { name: voice.name, address: from },
    replyTo: voice.contact || from,
    to: { name: '', address },
  };
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

async function sendTo(deps: SendNoticesDeps, participant: string): Promise<keyof Counts> {
  const begun = await begin(deps, participant);
  if (!begun) return 'later';
  try {
    const letter = await letterTo(deps, begun);
    const end = letter ? await deps.mailer.send(letter) : ('no-email' as const);
    await settle(deps, begun.mails, end);
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
  for (const participant of due) counts[await sendTo(deps, participant)] += 1;
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
