import assert from 'node:assert/strict';
import { AppError } from '../../../shared/errors.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { zoned } from '../../../shared/time.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import { SAVED_SEARCH_LIMITS, type SavedSearchContent } from '../../domain/people/saved-search.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { SavedSearchRow } from '../../ports/rows/saved-searches.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { openedOrLost } from '../seal-damage.ts';
import { soughtIn } from './find-people.ts';
import { type AskedPeople, peopleRoom } from './people-access.ts';

export interface KeepSearchesDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sealWritten' | 'openWritten'>;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
}

/** A search kept by the asker: words to type, and no right: whoever runs it sees what their own rights show that day. */
interface SavedSearch extends SavedSearchContent {
  /** When it goes, unless it is saved again. Milliseconds since 1970. */
  readonly untilMs: number;
}

/** What the asker keeps. */
export interface SavedSearches {
  /** By name. */
  readonly searches: readonly SavedSearch[];
  /** How many more are kept whose packet no longer opens: nobody can tell their names, and they go with their year. */
  readonly unreadable: number;
}

const placeOf = (charity: string, id: string) => ({
  campaign: peoplePlace(charity),
  kind: 'saved-search' as const,
  id,
  version: 1,
});

interface OpenedSearch {
  readonly row: SavedSearchRow;
  readonly content: SavedSearchContent;
}

/** Those of the asker, opened, in the order of their names, and how many do not open. */
async function openOwn({ store, vault }: KeepSearchesDeps, asked: AskedPeople) {
  const { room, rows } = await store.read(async (reader) => {
    const room = await peopleRoom(reader, asked);
    return { room, rows: await reader.savedSearches.of(room.base.charity, asked.account.id) };
  });
  const opened = await inTurn.flatMap(rows, async (row): Promise<readonly OpenedSearch[]> => {
    const content = await openedOrLost(vault.openWritten(placeOf(row.charity, row.id), row.sealed));
    return content ? [{ row, content }] : [];
  });
  return {
    room,
    unreadable: rows.length - opened.length,
    all: opened.toSorted((a, b) => a.content.name.localeCompare(b.content.name, 'fr')),
  };
}

const isNamed =
  (name: string) =>
  ({ content }: OpenedSearch) =>
    foldedText(content.name) === foldedText(name);

/** The asker’s own, by name: nobody else’s are told. AppErrors of `peopleRoom`. */
export async function listSearches(deps: KeepSearchesDeps, asked: AskedPeople): Promise<SavedSearches> {
  const { all, unreadable } = await openOwn(deps, asked);
  const searches = all.map(({ row, content }) => ({
    ...content,
    untilMs: zoned(row.atMs).add({ months: SAVED_SEARCH_LIMITS.months }).epochMilliseconds,
  }));
  return { searches, unreadable };
}

/**
 * Keeps a search under a name, in the place of the asker’s own of that name, accents and capitals aside. AppErrors of
 * `peopleRoom`, `people-search-key`, `people-forbidden`, `saved-searches-full`. Twice keeps one, from the second instant on.
 */
export async function keepSearch(
  deps: KeepSearchesDeps,
  asked: AskedPeople & SavedSearchContent,
): Promise<{ readonly isNew: boolean }> {
  const { store, vault, clock, chance } = deps;
  const { room, all } = await openOwn(deps, asked);
  soughtIn(room, asked.where);
  const { charity } = room.base;
  const id = chance.uuid();
  const content = { name: asked.name, where: asked.where };
  const [sealed] = await vault.sealWritten([{ place: placeOf(charity, id), content }]);
  assert(sealed, 'one packet for one search');
  const former = all.filter(isNamed(asked.name));
  await store.write(async (rows) => {
    for (const { row } of former) await rows.savedSearches.drop(row.id);
    const kept = await rows.savedSearches.of(charity, asked.account.id);
    if (kept.length >= SAVED_SEARCH_LIMITS.most) throw full();
    await rows.savedSearches.add({
      id,
      charity,
      account: asked.account.id,
      atMs: clock.nowMs(),
      sealed,
    });
  });
  return { isNew: former.length === 0 };
}

/** Takes away the asker’s own of that name. AppErrors of `peopleRoom`, `saved-search-unknown`, also on a second call. */
export async function forgetSearch(
  deps: KeepSearchesDeps,
  asked: AskedPeople & { readonly name: string },
): Promise<{ readonly left: number }> {
  const { all } = await openOwn(deps, asked);
  const those = all.filter(isNamed(asked.name));
  if (those.length === 0) throw unknown();
  await deps.store.write(async (rows) => {
    for (const { row } of those) await rows.savedSearches.drop(row.id);
  });
  return { left: all.length - those.length };
}

/** Searches that nobody has saved for a year go. Answers how many. A second call finds none. */
export async function dropOldSearches(deps: Pick<KeepSearchesDeps, 'store' | 'clock'>): Promise<number> {
  const beforeMs = zoned(deps.clock.nowMs()).subtract({
    months: SAVED_SEARCH_LIMITS.months,
  }).epochMilliseconds;
  return await deps.store.write((rows) => rows.savedSearches.dropBefore(beforeMs));
}

function full(): AppError {
  return new AppError({
    code: 'saved-searches-full',
    kind: 'conflict',
    message: `Vous gardez déjà ${SAVED_SEARCH_LIMITS.most} recherches dans cet annuaire.`,
    hint: 'Retirez-en une, ou gardez celle-ci sous un nom que vous avez déjà.',
  });
}

function unknown(): AppError {
  return new AppError({
    code: 'saved-search-unknown',
    kind: 'not-found',
    message: 'Vous ne gardez aucune recherche sous ce nom.',
    hint: 'Les vôtres : « plateau people searches ».',
  });
}
