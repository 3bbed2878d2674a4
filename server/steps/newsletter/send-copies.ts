import { mayEnter } from '../../domain/access/web-session-life.ts';
import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { RECIPIENTS_KEPT_MS } from '../../domain/newsletter/newsletter.ts';
import { newsletterMail } from '../../domain/newsletter/newsletter-mail.ts';
import { type ParticipantContent, textValue } from '../../domain/people/people-fields.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { NewsletterCopy } from '../../ports/rows/newsletters.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import { type OpenPeopleDeps, openNotedParticipant } from '../people/open-participants.ts';
import { isSealDamage } from '../seal-damage.ts';
import { trail } from '../trail.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { OPPOSITION } from './newsletter-choice.ts';
import { stopUrl, type WebAddress } from './read-newsletter.ts';

export interface SendCopiesDeps extends OpenPeopleDeps {
  readonly mailer: Mailer;
  readonly log: Log;
  readonly chance: Pick<Chance, 'token'>;
  /** Undefined without a web door: copies wait for the page where they stop. */
  readonly webAddress: WebAddress | undefined;
}

type CopyEnd = 'sent' | 'unsent' | 'dropped' | 'later';
type CopyCounts = Record<CopyEnd, number>;

/** Fewer than the relay's pool has connections: a confirmation never waits behind a letter. */
const AT_ONCE = 3;
const TOKEN_BYTES = 32;

/** What is the same for every copy of one letter. */
interface Edition {
  readonly voice: { readonly name: string; readonly contact: string };
  readonly write: ReturnType<typeof newsletterMail>;
}

function editions({ store }: Pick<SendCopiesDeps, 'store'>): (id: string) => Promise<Edition> {
  const known = new Map<string, Promise<Edition>>();
  const made = (id: string) =>
    store.read(async (rows) => {
      const letter = await rows.newsletters.byId(id);
      const voice = await charityVoice(rows, letter?.charity ?? '');
      const { subject = '', blocks = [], events = [] } = letter ?? {};
      return { voice, write: newsletterMail({ subject, blocks }, { charity: voice.name, events }) };
    });
  return (id) => {
    const edition = known.get(id) ?? made(id);
    known.set(id, edition);
    return edition;
  };
}

interface Outgoing {
  readonly copy: NewsletterCopy;
  readonly edition: Edition;
  readonly web: WebAddress;
}

/** The card of whoever is still to be written to; the act of sending noted who opens it and why. */
async function openedCard(
  { store, vault }: SendCopiesDeps,
  { participant }: NewsletterCopy,
): Promise<{ readonly row: ParticipantRow; readonly content: ParticipantContent } | undefined> {
  const row = participant === null ? undefined : await store.read((rows) => rows.people.byId(participant));
  if (!row || !mayEnter(row)) return undefined;
  const content = await openNotedParticipant(vault, row);
  return content.values[OPPOSITION] !== true ? { row, content } : undefined;
}

interface Begun {
  readonly token: string;
  readonly attempts: number;
}

/** The attempt that begins now; undefined when somebody else has it, or they want no more letters since. */
async function begin(deps: SendCopiesDeps, { id, participant }: NewsletterCopy): Promise<Begun | CopyEnd> {
  const token = deps.chance.token(TOKEN_BYTES);
  return await deps.store.write(async (rows) => {
    const now = await rows.newsletters.copy(id);
    if (now?.state !== 'to-send') return 'later';
    if (participant === null || (await rows.newsletters.isRefused(participant))) {
      await rows.newsletters.updateCopy(id, { state: 'dropped' });
      return 'dropped';
    }
    const attempts = now.attempts + 1;
    await rows.newsletters.updateCopy(id, { state: 'sending', attempts, stopHash: sha256(token) });
    return { token, attempts };
  });
}

async function end(
  deps: SendCopiesDeps,
  { id }: NewsletterCopy,
  change:
    | Parameters<typeof afterVerdict>[0]
    | { readonly state: 'no-email' | 'dropped' | 'failed'; readonly reply: string },
): Promise<CopyEnd> {
  const after = 'state' in change ? change : afterVerdict(change);
  const dueAtMs = 'dueAtMs' in after ? after.dueAtMs : undefined;
  return await writeWhenFree(deps, async (rows) => {
    const now = await rows.newsletters.copy(id);
    // While the relay was answering, somebody may have stopped it, or been erased: then it has its end.
    if (now?.state !== 'sending' && now?.state !== 'to-send') return 'later';
    const { state, reply } = after;
    await rows.newsletters.updateCopy(id, { state, reply, ...(dueAtMs !== undefined && { dueAtMs }) });
    return state === 'sent' ? 'sent' : state === 'dropped' ? 'dropped' : 'unsent';
  });
}

async function sendOne(deps: SendCopiesDeps, { copy, edition, web }: Outgoing): Promise<CopyEnd> {
  const card = await openedCard(deps, copy);
  if (!card) return await end(deps, copy, { state: 'dropped', reply: '' });
  const address = textValue(card.content, 'email');
  if (address === '') return await end(deps, copy, { state: 'no-email', reply: '' });
  const begun = await begin(deps, copy);
  if (typeof begun === 'string') return begun;
  const { token, attempts } = begun;
  const stop = stopUrl(web, token);
  const nowMs = () => deps.clock.nowMs();
  try {
    const said = await deps.mailer.send({
      ...edition.write({ firstName: textValue(card.content, 'prenom'), stop }),
      messageId: `<${copy.newsletter}.${copy.id}.newsletter@${web.from.split('@').at(-1)}>`,
      from: { name: edition.voice.name, address: web.from },
      replyTo: edition.voice.contact || web.from,
      to: { name: '', address },
      stopUrl: stop,
    });
    return await end(deps, copy, { ...said, attempts, nowMs: nowMs() });
  } catch (error) {
    // A bug of ours, at an unknown moment of the conversation: never sent again by itself.
    await end(deps, copy, { verdict: 'uncertain', reply: 'internal', attempts, nowMs: nowMs() });
    throw error;
  }
}

/** One damaged card stops no other: its copy has failed, and says why. */
async function sendOrFail(deps: SendCopiesDeps, outgoing: Outgoing): Promise<CopyEnd> {
  try {
    return await sendOne(deps, outgoing);
  } catch (error) {
    if (!isSealDamage(error)) throw error;
    return await end(deps, outgoing.copy, { state: 'failed', reply: error.code });
  }
}

/** Letters whose every copy has its end have left. */
async function endLetters({ store, clock }: Pick<SendCopiesDeps, 'store' | 'clock'>): Promise<void> {
  if ((await store.glance((rows) => rows.newsletters.ended())).length === 0) return;
  await store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    for (const id of await rows.newsletters.ended()) {
      await rows.newsletters.update(id, { state: 'sent' });
      await note('newsletter.sent', id, { detail: { ...(await rows.newsletters.counts(id)) } });
    }
  });
}

/**
 * Copies that are due leave, oldest first. Each is marked before it leaves, in a transaction of its own: of two runs one
 * sends; a kill after the mark leaves `sending`, which `recoverCopies` makes `uncertain`. Twice sends nothing twice. What one
 * copy lacks stops no other; a bug in one is thrown once the others are done.
 */
export async function sendCopies(
  deps: SendCopiesDeps,
  { limit }: { readonly limit: number },
): Promise<CopyCounts> {
  const counts: CopyCounts = { sent: 0, unsent: 0, dropped: 0, later: 0 };
  const web = deps.webAddress;
  if (!web) return counts;
  const due = await deps.store.read((rows) => rows.newsletters.due(deps.clock.nowMs(), limit));
  const editionOf = editions(deps);
  const waiting = due.values();
  const bugs: unknown[] = [];
  const work = async () => {
    for (const copy of waiting) {
      try {
        const edition = await editionOf(copy.newsletter);
        counts[await sendOrFail(deps, { copy, edition, web })] += 1;
      } catch (error) {
        bugs.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await endLetters(deps);
  if (due.length > 0) deps.log.info('newsletters.run', { due: due.length, ...counts });
  if (bugs.length > 0) throw bugs[0];
  return counts;
}

/** A copy left `sending` by a server that was killed may have left: `uncertain`, never sent again. Answers how many. */
export async function recoverCopies(
  { store, clock, log }: Pick<SendCopiesDeps, 'store' | 'clock' | 'log'>,
  living: readonly string[] = [],
): Promise<number> {
  const left = await store.write(async (rows) => {
    const interrupted = await rows.newsletters.leftSending(living);
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    for (const { id } of interrupted)
      await rows.newsletters.updateCopy(id, { state: 'uncertain', reply: 'interrupted' });
    for (const [letter, copies] of Map.groupBy(interrupted, ({ newsletter }) => newsletter))
      await note('newsletter.uncertain', letter, {
        reason: 'arrêt du serveur pendant l’envoi',
        detail: { count: copies.length },
      });
    return interrupted.length;
  });
  if (left > 0) log.warn('newsletters.interrupted', { count: left });
  return left;
}

/** After two years nobody knows to whom a letter went; how many stays. Answers how many letters. */
export async function forgetOldCopies({
  store,
  clock,
}: Pick<SendCopiesDeps, 'store' | 'clock'>): Promise<number> {
  return await store.write((rows) => rows.newsletters.forgetBefore(clock.nowMs() - RECIPIENTS_KEPT_MS));
}
