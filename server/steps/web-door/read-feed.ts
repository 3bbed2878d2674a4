import { AppError } from '../../../shared/errors.ts';
import { calendarEntries, FEED_KEPT_MS } from '../../domain/agenda/calendar-feed.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Calendar } from '../../ports/people/calendar.ts';
import type { Store } from '../../ports/store.ts';
import { charityVoice } from './charity-voice.ts';

interface FeedDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly calendar: Calendar;
}

function noFeed(): AppError {
  return new AppError({
    code: 'calendar-unknown',
    kind: 'not-found',
    message: 'Cette adresse n’ouvre aucun agenda.',
    hint: 'Demandez-en une nouvelle sur la page « Créneaux ».',
  });
}

/**
 * The calendar that a secret address opens: the slots of one person, theirs alone. Of somebody who has left it is empty
 * of what is to come. AppError `calendar-unknown`, the same for whatever is typed.
 */
export async function readFeed({ store, clock, calendar }: FeedDeps, token: string): Promise<string> {
  const { voice, sources, charity } = await store.read(async (rows) => {
    const own = await rows.slotNotices.feedOwner(sha256(token));
    const person = own === undefined ? undefined : await rows.people.byId(own);
    if (!person) throw noFeed();
    const all =
      person.status === 'former' ? [] : await rows.agenda.feed(person.id, clock.nowMs() - FEED_KEPT_MS);
    return { voice: await charityVoice(rows, person.charity), sources: all, charity: person.charity };
  });
  return calendar.write(`Créneaux, ${voice.name}`, calendarEntries(sources, charity));
}
