import { AppError } from '../../../shared/errors.ts';
import { calendarEntries, FEED_KEPT_MS } from '../../domain/agenda/calendar-feed.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Calendar } from '../../ports/calendar.ts';
import type { Chance } from '../../ports/clock.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { ownParticipant } from './come-to-shift.ts';
import type { AgendaDeps } from './keep-events.ts';

const TOKEN_BYTES = 32;

/**
 * A new secret address for the person’s own calendar; the one before opens nothing any more. The token is told here and
 * kept as its digest alone. AppError `agenda-nobody`.
 */
export async function makeFeed(
  { store, clock, chance }: AgendaDeps & { readonly chance: Pick<Chance, 'token'> },
  asked: AskedPeople,
): Promise<{ readonly token: string }> {
  const [token, atMs] = [chance.token(TOKEN_BYTES), clock.nowMs()];
  return await store.write(async (rows) => {
    const own = await ownParticipant(rows, asked);
    await rows.slotNotices.setFeed(own.id, sha256(token), atMs);
    await trail(rows, { actor: asked.account.id, atMs })('calendar.open', own.id);
    return { token };
  });
}

/** Its address opens nothing any more. Twice is a no-op. AppError `agenda-nobody`. */
export async function closeFeed({ store, clock }: AgendaDeps, asked: AskedPeople): Promise<void> {
  await store.write(async (rows) => {
    const own = await ownParticipant(rows, asked);
    await rows.slotNotices.dropFeed(own.id);
    await trail(rows, { actor: asked.account.id, atMs: clock.nowMs() })('calendar.close', own.id);
  });
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
export async function readFeed(
  { store, clock, calendar }: AgendaDeps & { readonly calendar: Calendar },
  token: string,
): Promise<string> {
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
