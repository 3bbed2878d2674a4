import { createTRPCClient } from '@trpc/client';
import type { HeldDirectoryDesk } from '../../shared/people/directory-desk.ts';
import { directoryFilters } from '../../shared/people/directory-filters.ts';
import type { AppContext } from '../app-context.ts';
import type { AppRouter } from '../routers/app-router.ts';
import { answered } from './answered.ts';
import { linkInProcess } from './terminal-door.ts';

/** Lines of one list: whoever seeks further types another letter. */
const LINES = 100;

/** What « Annuaire » asks, over the procedures of its own session: same roles, same refusals, same log. */
export function openDirectoryDesk(
  app: AppContext,
  seat: { readonly token: () => string; readonly address: string },
): HeldDirectoryDesk {
  const { people } = createTRPCClient<AppRouter>({ links: [linkInProcess(app, seat)] });
  return {
    nowMs: () => app.clock.nowMs(),
    find: (where) => answered(people.find.mutate({ where, from: 0, limit: LINES })),
    show: (card) => answered(people.show.mutate({ card })),
    filters: async () => directoryFilters((await answered(people.fields.query({}))).fields),
    searches: () => answered(people.searches.query({})),
    keepSearch: (search) => answered(people.keepSearch.mutate(search)),
    forgetSearch: (name) => answered(people.forgetSearch.mutate({ name })),
    onEnded: (listener) => {
      const onData = (event: { readonly kind: string; readonly text?: string }) => {
        if (event.kind === 'session-ended') listener(event.text ?? '');
      };
      // A session that is over ends its own line: the next request says so.
      const line = people.live.subscribe(undefined, { onData, onError: () => undefined });
      return () => line.unsubscribe();
    },
  };
}
