import { AppError } from '../../../shared/errors.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import type { Newsletter, NewsletterBlock, NewsletterEvent } from '../../domain/newsletter/newsletter.ts';
import type { StoreReader } from '../../ports/store.ts';

interface Spoken {
  readonly charity: string;
  readonly blocks: readonly NewsletterBlock[];
}

function eventOff(number: string): AppError {
  return new AppError({
    code: 'newsletter-event',
    kind: 'invalid',
    message: `L’événement ${number.slice(0, 8)} n’est pas annoncé : inconnu, en brouillon ou annulé.`,
    hint: 'Publiez-le (« plateau event publish »), ou ôtez-le de la lettre.',
  });
}

function announced(all: readonly AgendaEvent[], number: string): AgendaEvent {
  const found = all.filter(({ id, state }) => id.startsWith(number) && state === 'published');
  const [event] = found;
  if (found.length !== 1 || !event) throw eventOff(number);
  return event;
}

/** The events of the charity that a letter speaks of, as they stand now. AppError `newsletter-event`. */
export async function spokenEvents(
  rows: StoreReader,
  { charity, blocks }: Spoken,
): Promise<readonly NewsletterEvent[]> {
  const named = blocks.flatMap((one) => (one.kind === 'event' ? [one.event] : []));
  if (named.length === 0) return [];
  const all = await rows.agenda.events(charity, 0);
  return [...new Set(named)].map((number) => {
    const { id, title, place, fromMs, toMs } = announced(all, number);
    return { id, title, place, fromMs, toMs };
  });
}

/** Blocks that name events by their whole numbers. */
export function withWholeNumbers(
  blocks: readonly NewsletterBlock[],
  events: readonly NewsletterEvent[],
): readonly NewsletterBlock[] {
  return blocks.map((block) => {
    if (block.kind !== 'event') return block;
    const event = events.find(({ id }) => id.startsWith(block.event));
    return event ? { kind: 'event', event: event.id } : block;
  });
}

/** Those that it left with, or those of now for one that has not. AppError `newsletter-event`. */
export async function eventsOf(rows: StoreReader, letter: Newsletter): Promise<readonly NewsletterEvent[]> {
  return letter.sentAtMs === null ? await spokenEvents(rows, letter) : letter.events;
}
