import { AppError } from '../../../shared/errors.ts';
import { FOUR_EYES_OVER, type Newsletter, newsletterDigest } from '../../domain/newsletter/newsletter.ts';
import { refuseOtherCount } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import { trail } from '../trail.ts';
import type { NewsletterDeps } from './keep-newsletters.ts';
import { type AskedNewsletter, newsletterFor, refuseNonWriter } from './newsletter-access.ts';
import { type NewsletterChoice, newsletterChoice } from './newsletter-choice.ts';
import { spokenEvents } from './newsletter-events.ts';
import { requireWebAddress, type WebAddress } from './read-newsletter.ts';

export interface SendNewsletterDeps extends DirectoryDeps {
  readonly webAddress: WebAddress | undefined;
}

/** How many would get it, and how many of the choice would not. */
export interface CountedNewsletter extends Omit<NewsletterChoice, 'ids'> {
  readonly subject: string;
  readonly count: number;
  readonly needsSecond: boolean;
}

function unread(): AppError {
  return new AppError({
    code: 'newsletter-unread',
    kind: 'conflict',
    message: 'Cette lettre n’est pas relue, ou un mot en a changé depuis : elle n’est pas partie.',
    hint: 'Envoyez-la-vous d’abord : « plateau newsletter test NUMÉRO --to votre adresse ».',
  });
}

function nobody(): AppError {
  return new AppError({
    code: 'newsletter-nobody',
    kind: 'invalid',
    message: 'Ce choix ne compte personne à qui écrire : rien n’est parti.',
    hint: 'Changez « Pour: », puis voyez « plateau people find » avec les mêmes mots.',
  });
}

/** AppErrors of `newsletterFor`, `people-forbidden`, `newsletter-unread`. */
async function readyLetter(deps: SendNewsletterDeps, asked: AskedNewsletter): Promise<Newsletter> {
  const { room, letter } = await deps.store.read((rows) => newsletterFor(rows, asked));
  refuseNonWriter(room);
  if (letter.state !== 'proofread') throw unread();
  return letter;
}

/** Whom it would leave for now. AppErrors of `readyLetter`, of a search. */
export async function countNewsletter(
  deps: SendNewsletterDeps,
  asked: AskedNewsletter,
): Promise<CountedNewsletter> {
  const letter = await readyLetter(deps, asked);
  const { account, charity } = { ...asked, charity: letter.charity };
  const { ids, ...choice } = await newsletterChoice(deps, { account, charity, where: letter.where });
  return { ...choice, subject: letter.subject, count: ids.length, needsSecond: ids.length > FOUR_EYES_OVER };
}

interface AskedSending extends AskedNewsletter {
  readonly expected: number;
  readonly reason: string;
}

/** A letter about to leave, and whom for. */
export interface LeavingNewsletter {
  readonly letter: Newsletter;
  readonly ids: readonly string[];
  readonly needsSecond: boolean;
  readonly digest: string;
}

/**
 * The letter as it would leave now for those who would get it; `expected` is what the person confirmed. AppErrors of
 * `countNewsletter`, `people-count-changed`, `newsletter-nobody`, `web-door-off`.
 */
export async function leavingNewsletter(
  deps: SendNewsletterDeps,
  asked: AskedSending,
): Promise<LeavingNewsletter> {
  requireWebAddress(deps.webAddress);
  const letter = await readyLetter(deps, asked);
  const { charity, where } = letter;
  const { ids } = await newsletterChoice(deps, { account: asked.account, charity, where });
  if (ids.length === 0) throw nobody();
  refuseOtherCount(ids, asked.expected);
  return { letter, ids, needsSecond: ids.length > FOUR_EYES_OVER, digest: newsletterDigest(letter) };
}

interface SentNewsletter extends Pick<Newsletter, 'id' | 'subject'> {
  readonly count: number;
}

/**
 * Lets it leave: the choice, the words and the first copies owed are frozen in one transaction; copies leave one by one
 * (`send-copies.ts`). AppErrors `newsletter-unread` when a word changed meanwhile, or it left; `newsletter-event`.
 */
export async function sendNewsletter(
  { store, clock }: NewsletterDeps,
  leaving: LeavingNewsletter,
  { account, reason }: Pick<AskedSending, 'account' | 'reason'>,
): Promise<SentNewsletter> {
  const { letter, ids, digest } = leaving;
  const { id, charity, subject } = letter;
  const nowMs = clock.nowMs();
  await store.write(async (rows) => {
    const now = await rows.newsletters.byId(id);
    if (now?.state !== 'proofread' || newsletterDigest(now) !== digest) throw unread();
    const left = { state: 'sending', sentAtMs: nowMs, recipients: ids.length } as const;
    await rows.newsletters.update(id, { ...left, events: await spokenEvents(rows, now) });
    await rows.newsletters.addCopies(id, ids, nowMs);
    const detail = { charity, count: ids.length, digest };
    await trail(rows, { actor: account.id, atMs: nowMs })('newsletter.send', id, { reason, detail });
  });
  return { id, subject, count: ids.length };
}

/** Copies that have not left stay here, whatever was agreed. Twice stops nothing more. AppErrors of `newsletterFor`. */
export async function stopNewsletter(
  { store, clock }: NewsletterDeps,
  { reason, ...asked }: AskedNewsletter & { readonly reason: string },
): Promise<{ readonly subject: string; readonly stopped: number }> {
  return await store.write(async (rows) => {
    const { letter } = await newsletterFor(rows, asked);
    const stopped = await rows.newsletters.stop(letter.id);
    const detail = { charity: letter.charity, count: stopped };
    const note = trail(rows, { actor: asked.account.id, atMs: clock.nowMs() });
    await note('newsletter.stop', letter.id, { reason, detail });
    return { subject: letter.subject, stopped };
  });
}
