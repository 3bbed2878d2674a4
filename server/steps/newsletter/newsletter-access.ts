import { AppError } from '../../../shared/errors.ts';
import type { Newsletter } from '../../domain/newsletter/newsletter.ts';
import type { StoreReader } from '../../ports/store.ts';
import {
  type AskedPeople,
  type PeopleRoom,
  peopleForbidden,
  peopleRoom,
  refuseWithoutOffice,
} from '../people/people-access.ts';

export interface AskedNewsletter extends AskedPeople {
  /** Its id, or the first signs of it. */
  readonly newsletter: string;
}

interface NewsletterReached {
  readonly room: PeopleRoom;
  readonly letter: Newsletter;
}

const SHORTEST = 4;

/** AppError `newsletter-unknown`: also for one of another charity. */
export function newsletterUnknown(): AppError {
  return new AppError({
    code: 'newsletter-unknown',
    kind: 'not-found',
    message: 'Aucune lettre que vous puissiez voir ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau newsletter status ».',
  });
}

/** The directory whose letters that office keeps. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function newsletterRoom(rows: StoreReader, asked: AskedPeople): Promise<PeopleRoom> {
  const room = await peopleRoom(rows, asked);
  refuseWithoutOffice(room.asker, 'd’y tenir les lettres');
  return room;
}

/** Who writes and sends: the data officer reads, and agrees. AppError `people-forbidden`. */
export function refuseNonWriter({ asker }: Pick<PeopleRoom, 'asker'>): void {
  if (asker.office !== 'mobilisation') throw peopleForbidden('d’écrire une lettre');
}

/** That letter, for an office. AppErrors of `newsletterRoom`, `newsletter-unknown`. */
export async function newsletterFor(
  rows: StoreReader,
  { newsletter, ...asked }: AskedNewsletter,
): Promise<NewsletterReached> {
  const room = await newsletterRoom(rows, asked);
  const found = (await rows.newsletters.of(room.base.charity)).filter(({ id }) => id.startsWith(newsletter));
  const [letter] = found;
  if (newsletter.length < SHORTEST || found.length !== 1 || !letter) throw newsletterUnknown();
  return { room, letter };
}

const FROZEN: ReadonlySet<Newsletter['state']> = new Set(['sending', 'sent', 'archived']);

/** AppError `newsletter-left`: nothing of a letter moves once it leaves. */
export function refuseLeft({ state }: Pick<Newsletter, 'state'>): void {
  if (!FROZEN.has(state)) return;
  throw new AppError({
    code: 'newsletter-left',
    kind: 'conflict',
    message: 'Cette lettre est partie : elle ne change plus.',
    hint: 'Écrivez-en une autre : « plateau newsletter draft lettre.md ».',
  });
}
