import { mayEnter } from '../../domain/access/web-session-life.ts';
import { type ChosenPeople, chosenPeople } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import type { AskedPeople, PeopleRoom } from '../people/people-access.ts';

/** Whom a letter would be written to now, and why others of the choice would not be. */
export interface NewsletterChoice {
  readonly chosen: number;
  readonly ids: readonly string[];
  readonly leftOut: Readonly<Record<'former' | 'no-email' | 'refused' | 'opposed', number>>;
}

/** The field by which a charity notes that somebody is not to be solicited any more. */
export const OPPOSITION = 'opposition';

type Asked = AskedPeople & { readonly where: string };

async function opposedIn(
  deps: DirectoryDeps,
  asked: Asked,
  { fields }: PeopleRoom,
): Promise<ReadonlySet<string>> {
  if (!fields.some(({ key }) => key === OPPOSITION)) return new Set();
  return new Set((await chosenPeople(deps, { ...asked, where: `${OPPOSITION}:oui` })).ids);
}

async function judged(
  deps: DirectoryDeps,
  { ids, room }: ChosenPeople,
  opposed: ReadonlySet<string>,
): Promise<NewsletterChoice> {
  const leftOut = { former: 0, 'no-email': 0, refused: 0, opposed: 0 };
  const kept = await deps.store.survey(async (rows) => {
    const refused = new Set(await rows.newsletters.refusers(room.base.charity));
    const left: string[] = [];
    for (const id of ids) {
      const row = await rows.people.byId(id);
      if (!row || !mayEnter(row)) leftOut.former += 1;
      else if (opposed.has(id)) leftOut.opposed += 1;
      else if (refused.has(id)) leftOut.refused += 1;
      else if (row.emailBlind === null) leftOut['no-email'] += 1;
      else left.push(id);
    }
    return left;
  });
  return { chosen: ids.length, ids: kept, leftOut };
}

/**
 * Everybody whom that search finds, without those whose access is closed, who are opposed, who want no letter, or who have no
 * address. AppErrors of `chosenPeople`.
 */
export async function newsletterChoice(deps: DirectoryDeps, asked: Asked): Promise<NewsletterChoice> {
  const choice = await chosenPeople(deps, asked);
  return await judged(deps, choice, await opposedIn(deps, asked, choice.room));
}
