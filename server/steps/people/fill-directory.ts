import { setTimeout as pause } from 'node:timers/promises';
import { inTurn } from '../../../shared/in-turn.ts';
import { directoryWords } from '../../domain/people/directory-entry.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import { type ParticipantContent, UNREADABLE_CARD } from '../../domain/people/people-fields.ts';
import type { Directory, DirectoryEntry } from '../../ports/people/directory.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import { trail } from '../trail.ts';
import { type OpenPeopleDeps, openNotedParticipants } from './open-participants.ts';
import { fieldsOf } from './people-access.ts';

export interface DirectoryDeps extends OpenPeopleDeps {
  readonly directory: Directory;
}

/**
 * How long a search waits for cards that are still to open: a person sees no delay, and most changes are one card.
 * Milliseconds.
 */
const PATIENCE_MS = 80;

export interface DirectoryState {
  readonly opened: number;
  readonly all: number;
}

/**
 * Opens what was written since the last card opened, and forgets what is erased. One entry of the audit log when it opens
 * any.
 */
async function fill({ store, vault, clock, directory }: DirectoryDeps, charity: string): Promise<void> {
  let isNoted = false;
  for (;;) {
    const read = await store.read(async (rows) => {
      const base = await rows.people.base(charity);
      const some = await rows.people.changedAfter(charity, directory.progress(charity).place);
      const belongings = await inTurn.map(some, async ({ id }) =>
        (await rows.groups.current(id)).map(({ groupId: group, level }) => ({ group, level })),
      );
      return {
        base,
        some,
        belongings,
        groups: await rows.groups.of(charity),
        count: some.length > 0 ? await rows.people.count(charity) : 0,
      };
    });
    const { base, some, belongings, groups } = read;
    if (!base || some.length === 0) break;
    if (!isNoted) {
      const detail = { count: read.count - directory.progress(charity).opened };
      const reason = 'ouverture de l’annuaire en mémoire';
      await store.write((rows) =>
        trail(rows, { actor: 'system', atMs: clock.nowMs() })('people.directory', charity, {
          reason,
          detail,
        }),
      );
      isNoted = true;
    }
    const contents = await openNotedParticipants(vault, some);
    const known = { fields: fieldsOf(base), groups, today: todayOf(clock.nowMs()) };
    await directory.put(
      charity,
      some.map((row, at) => entryOf(row, { content: contents[at], belongings: belongings[at] ?? [], known })),
    );
  }
  await forgetErased({ store, directory }, charity);
}

interface EntryParts {
  readonly content: ParticipantContent | undefined;
  readonly belongings: DirectoryEntry['belongings'];
  readonly known: Parameters<typeof directoryWords>[1];
}

function entryOf(
  { id, change, status, kind, sinceMs }: ParticipantRow,
  { content, belongings, known }: EntryParts,
): DirectoryEntry {
  const own = { id, place: { change, id }, status, kind, sinceMs, belongings };
  if (!content) return { ...own, name: UNREADABLE_CARD, texts: {}, facets: [] };
  return { ...own, ...directoryWords({ id, status, kind, content, belongings }, known) };
}

/** Whoever erased them may be another process. */
async function forgetErased(
  { store, directory }: Pick<DirectoryDeps, 'store' | 'directory'>,
  charity: string,
): Promise<void> {
  const count = await store.read((rows) => rows.people.count(charity));
  if (count === directory.progress(charity).opened) return;
  const there = new Set(await store.read((rows) => rows.people.ids(charity)));
  await directory.drop(
    charity,
    (await directory.ids(charity)).filter((id) => !there.has(id)),
  );
}

/**
 * The directory of that base as far as it is opened, after a short wait: the rest goes on opening, and the next call tells
 * how far it is. `whole` waits for all of it, for an act on many. Errors of the vault.
 */
export async function keepDirectory(
  deps: DirectoryDeps,
  charity: string,
  { whole = false }: { readonly whole?: boolean } = {},
): Promise<DirectoryState> {
  const filling = deps.directory.alone(charity, () => fill(deps, charity));
  await (whole ? filling : Promise.race([filling, pause(PATIENCE_MS, undefined, { ref: false })]));
  const all = await deps.store.read((rows) => rows.people.count(charity));
  return { opened: Math.min(all, deps.directory.progress(charity).opened), all };
}
