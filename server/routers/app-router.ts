import { callsRouter } from './calls.ts';
import { correctionsRouter } from './corrections.ts';
import { deliveriesRouter } from './deliveries.ts';
import { emailsRouter } from './emails.ts';
import { listsRouter } from './lists.ts';
import { operationsRouter } from './operations.ts';
import { privacyRouter } from './privacy.ts';
import { reviewRouter } from './review.ts';
import { sessionRouter } from './session.ts';
import { teamRouter } from './team.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  session: sessionRouter,
  calls: callsRouter,
  team: teamRouter,
  operations: operationsRouter,
  lists: listsRouter,
  deliveries: deliveriesRouter,
  emails: emailsRouter,
  corrections: correctionsRouter,
  privacy: privacyRouter,
  review: reviewRouter,
});

/** The one type that the workstation and the commands see of the server. */
export type AppRouter = typeof appRouter;
