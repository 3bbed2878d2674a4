import { AppError } from '../../../shared/errors.ts';
import type { SavedSearchLine } from '../../../shared/people/directory-desk.ts';
import { directoryFilters } from '../../../shared/people/directory-filters.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';
import { callServer } from '../rpc.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Lines of one list: whoever seeks further types another letter. */
const LINES = 100;

/** Opens « Annuaire » on this terminal. Whoever may not see it learns that before the screen is taken. AppErrors of a search. */
export async function browsePeople(env: Env, charity: string | undefined): Promise<void> {
  if (!process.stdout.isTTY)
    throw new AppError({
      code: 'not-a-terminal',
      kind: 'invalid',
      message: 'L’annuaire en plein écran a besoin d’un terminal.',
      hint: 'Sans terminal : « plateau people find » et « plateau people show ».',
    });
  const find = (where: string) =>
    callServer(env, (rpc) => rpc.people.find.mutate({ charity, where, from: 0, limit: LINES }));
  await find('');
  const clock = new AnchoredClock(await callServer(env, (rpc) => rpc.session.clock.query()));
  const { runDirectory } = await import('../../../tui/people/run-directory.ts');
  const desk = {
    find,
    show: (card: string) => callServer(env, (rpc) => rpc.people.show.mutate({ charity, card })),
    filters: async () =>
      directoryFilters((await callServer(env, (rpc) => rpc.people.fields.query({ charity }))).fields),
    searches: () => callServer(env, (rpc) => rpc.people.searches.query({ charity })),
    keepSearch: (search: SavedSearchLine) =>
      callServer(env, (rpc) => rpc.people.keepSearch.mutate({ charity, ...search })),
    forgetSearch: (name: string) =>
      callServer(env, (rpc) => rpc.people.forgetSearch.mutate({ charity, name })),
  };
  await runDirectory(desk, clock.now);
}
