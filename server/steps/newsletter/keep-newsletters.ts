import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { RecipientState } from '../../../shared/people/newsletter-words.ts';
import type { Newsletter, NewsletterContent } from '../../domain/newsletter/newsletter.ts';
import { readNewsletterFile } from '../../domain/newsletter/newsletter-file.ts';
import { readSearch } from '../../domain/people/people-search.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { AskedPeople, PeopleRoom } from '../people/people-access.ts';
import { refuseCardNumber } from '../personal-text.ts';
import { trail } from '../trail.ts';
import {
  type AskedNewsletter,
  newsletterFor,
  newsletterRoom,
  refuseLeft,
  refuseNonWriter,
} from './newsletter-access.ts';
import { spokenEvents, withWholeNumbers } from './newsletter-events.ts';

export interface NewsletterDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** As lists show it: what it says is asked for apart. */
export interface NewsletterLine
  extends Pick<Newsletter, 'id' | 'subject' | 'where' | 'state' | 'changedAtMs' | 'sentAtMs' | 'recipients'> {
  readonly counts: Readonly<Partial<Record<RecipientState, number>>>;
}

interface DraftDeps extends NewsletterDeps {
  readonly chance: Pick<Chance, 'uuid'>;
}

interface TypedNewsletter extends AskedPeople {
  readonly source: string;
  /** In the place of that one. */
  readonly newsletter?: string | undefined;
}

/** AppError `newsletter-wrong`, which says the first fault and how many there are. */
function contentOf(source: string): NewsletterContent {
  refuseCardNumber(source);
  const { content, problems } = readNewsletterFile(source);
  const [first] = problems;
  if (!first) return content;
  throw new AppError({
    code: 'newsletter-wrong',
    kind: 'invalid',
    message: `Cette lettre a ${problems.length} défaut${problems.length > 1 ? 's' : ''} : rien n’est gardé.`,
    hint: `Ligne ${first.line} : ${first.message} — tous les défauts : « plateau newsletter check ».`,
  });
}

function refuseUnreadable({ fields }: PeopleRoom, where: string): void {
  const read = readSearch(where, fields);
  if (read.ok) return;
  throw new AppError({
    code: 'people-search-key',
    kind: 'invalid',
    message: `« ${read.key} » n’est pas un champ de cet annuaire.`,
    hint: read.near
      ? `Vouliez-vous dire « ${read.near}: » ?`
      : 'Les champs : « plateau people fields show ».',
  });
}

/**
 * Writes a letter, or in the place of one that has not left: it is to be read again. `source` is a file of
 * `newsletter-file.ts`. AppErrors `newsletter-wrong`, `newsletter-event`, `people-search-key`, `newsletter-left`, `card-number`,
 * those of `newsletterFor`.
 */
export async function draftNewsletter(
  { store, clock, chance }: DraftDeps,
  { source, newsletter, ...asked }: TypedNewsletter,
): Promise<Pick<Newsletter, 'id' | 'subject'>> {
  const content = contentOf(source);
  const changedAtMs = clock.nowMs();
  const { account } = asked;
  return await store.write(async (rows) => {
    const room = await newsletterRoom(rows, asked);
    refuseNonWriter(room);
    refuseUnreadable(room, content.where);
    const { charity } = room.base;
    const events = await spokenEvents(rows, { charity, blocks: content.blocks });
    const said = { ...content, blocks: withWholeNumbers(content.blocks, events), changedAtMs };
    const note = trail(rows, { actor: account.id, atMs: changedAtMs });
    if (newsletter !== undefined) {
      const { letter } = await newsletterFor(rows, { ...asked, newsletter });
      refuseLeft(letter);
      await rows.newsletters.update(letter.id, { ...said, state: 'draft' });
      await note('newsletter.draft', letter.id, { detail: { charity, isNew: 0 } });
      return { id: letter.id, subject: content.subject };
    }
    const id = chance.uuid();
    await rows.newsletters.add({
      ...{ id, charity, ...said, state: 'draft', events: [], author: account.id },
      ...{ sentAtMs: null, recipients: 0 },
    });
    await note('newsletter.draft', id, { detail: { charity, isNew: 1 } });
    return { id, subject: content.subject };
  });
}

/** Throws away a letter that has not left. AppErrors `newsletter-left`, those of `newsletterFor`. */
export async function dropNewsletter({ store, clock }: NewsletterDeps, asked: AskedNewsletter) {
  return await store.write(async (rows) => {
    const { room, letter } = await newsletterFor(rows, asked);
    refuseNonWriter(room);
    refuseLeft(letter);
    await rows.newsletters.drop(letter.id);
    const detail = { charity: letter.charity };
    await trail(rows, { actor: asked.account.id, atMs: clock.nowMs() })('newsletter.drop', letter.id, {
      detail,
    });
    return { id: letter.id, subject: letter.subject };
  });
}

/** Letters of the charity with what became of their copies, newest first. AppErrors of `newsletterRoom`. */
export async function listNewsletters(
  { store }: Pick<NewsletterDeps, 'store'>,
  asked: AskedPeople,
): Promise<readonly NewsletterLine[]> {
  return await store.survey(async (rows) => {
    const { base } = await newsletterRoom(rows, asked);
    return await inTurn.map(await rows.newsletters.of(base.charity), async (letter) => {
      const { id, subject, where, state, changedAtMs, sentAtMs, recipients } = letter;
      const counts = await rows.newsletters.counts(id);
      return { id, subject, where, state, changedAtMs, sentAtMs, recipients, counts };
    });
  });
}
