import { foldedText } from '../../../shared/folded-text.ts';
import type { Newsletter, NewsletterBlock, NewsletterEvent } from '../../domain/newsletter/newsletter.ts';
import { newsletterText, saidBlocks } from '../../domain/newsletter/newsletter-mail.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { newsletterRoom, newsletterUnknown } from './newsletter-access.ts';

export interface ArchivedLetter {
  readonly id: string;
  readonly subject: string;
  readonly sentAtMs: number;
}

interface Deps {
  readonly store: Store;
}

/** Every word, wherever it stands in the letter, whatever its accents. */
function holds(letter: Newsletter, words: string, charity: string): boolean {
  const body = newsletterText(letter.blocks, { events: letter.events, charity });
  const text = foldedText(`${letter.subject} ${body}`);
  return foldedText(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

async function found(
  rows: StoreReader,
  letters: readonly Newsletter[],
  words: string,
): Promise<readonly ArchivedLetter[]> {
  const names = new Map<string, string>();
  for (const { charity } of letters)
    if (!names.has(charity)) names.set(charity, (await charityVoice(rows, charity)).name);
  return letters
    .filter((one) => words.trim() === '' || holds(one, words, names.get(one.charity) ?? ''))
    .flatMap(({ id, subject, sentAtMs }) => (sentAtMs === null ? [] : [{ id, subject, sentAtMs }]))
    .toSorted((a, b) => b.sentAtMs - a.sentAtMs);
}

/** Letters that left, the last one first, with those words in them; none: all. AppErrors of `newsletterRoom`. */
export async function searchArchive(
  { store }: Deps,
  { words, ...asked }: AskedPeople & { readonly words: string },
): Promise<readonly ArchivedLetter[]> {
  return await store.survey(async (rows) => {
    const { base } = await newsletterRoom(rows, asked);
    return await found(rows, await rows.newsletters.of(base.charity), words);
  });
}

/** Letters that somebody may read: those that were written to them, and to everybody. */
async function readable(rows: StoreReader, { person }: WebBearer): Promise<readonly Newsletter[]> {
  const written = new Set(await rows.newsletters.written(person.id));
  return (await rows.newsletters.of(person.charity)).filter(
    ({ id, where, sentAtMs }) => sentAtMs !== null && (where === '' || written.has(id)),
  );
}

export interface OwnArchive {
  readonly letters: readonly ArchivedLetter[];
  /** Letters come by e-mail. */
  readonly wants: boolean;
}

/** The same for a participant, among the letters that they may read: no other is found, nor counted. */
export async function ownArchive({ store }: Deps, bearer: WebBearer, words: string): Promise<OwnArchive> {
  return await store.survey(async (rows) => ({
    letters: await found(rows, await readable(rows, bearer), words),
    wants: !(await rows.newsletters.isRefused(bearer.person.id)),
  }));
}

interface OwnLetter extends ArchivedLetter {
  readonly blocks: readonly NewsletterBlock[];
  readonly events: readonly NewsletterEvent[];
}

/** One letter that a participant may read. AppError `newsletter-unknown`: also for one of others. */
export async function ownLetter({ store }: Deps, bearer: WebBearer, id: string): Promise<OwnLetter> {
  return await store.read(async (rows) => {
    const letter = (await readable(rows, bearer)).find((one) => one.id === id);
    if (!letter || letter.sentAtMs === null) throw newsletterUnknown();
    const { name: charity } = await charityVoice(rows, letter.charity);
    const { subject, sentAtMs, events } = letter;
    return { id, subject, sentAtMs, blocks: saidBlocks(letter.blocks, charity), events };
  });
}
