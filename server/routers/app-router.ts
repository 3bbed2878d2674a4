import { callsRouter } from './calls.ts';
import { operationsRouter } from './operations.ts';
import { privacyRouter } from './privacy.ts';
import { sessionRouter } from './session.ts';
import { teamRouter } from './team.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  session: sessionRouter,
  calls: callsRouter,
  team: teamRouter,
  operations: operationsRouter,
  privacy: privacyRouter,
});

/** The one type that the workstation and the commands see of the server. */
export type AppRouter = typeof appRouter;
